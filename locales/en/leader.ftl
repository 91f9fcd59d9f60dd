# For leaders: figures of a unit and the list behind them.

# `target` is totals-target or totals-no-target. `children` may be empty and brings its empty line along.
totals =
    📊 <b>{ $unit }</b>
    As of { $now }

    { $target }

    <b>Sent by chat:</b> { $all_submitted ->
        [one] { $all_submitted } idea
       *[other] { $all_submitted } ideas
    } from { $all_people ->
        [one] { $all_people } person
       *[other] { $all_people } people
    }, { $complete } of them complete
    <b>This week:</b> { $week_submitted ->
        [one] { $week_submitted } idea
       *[other] { $week_submitted } ideas
    }, { $week_people ->
        [one] { $week_people } person
       *[other] { $week_people } people
    }
    <b>Today:</b> { $day_submitted ->
        [one] { $day_submitted } idea
       *[other] { $day_submitted } ideas
    }, { $day_people ->
        [one] { $day_people } person
       *[other] { $day_people } people
    }{ $children }
totals-target =
    <b>{ $share } of the target:</b> { $reached } / { $target } ideas{ $opening ->
        [0] {""}
       *[other] {" "}({ $opening } from before)
    }
    { $left ->
        [0] 🎉 Target reached
       *[other] { $left } to go
    }
totals-no-target = This unit has no target yet.
totals-children =
    {""}

    Tap a unit below to see it alone (reached / target).
totals-child =
    { $unit }: { $submitted }{ $target ->
        [0] {""}
       *[other] {" "}/ { $target }
    }
totals-no-right = This part is for union leaders, for their own unit and those below. If you need it, please ask the union above yours to open it for you.
totals-unknown = I can't find <b>{ $query }</b> among the units you can see. Please check the code, try the name (<i>totals hoa mai</i>), or tap the button below and open it level by level.
totals-which = 📊 Which unit do you want to see?
percent = { $share }%

entries =
    📃 <b>{ $unit }</b>
    Newest ideas first:

    { $entries }
entries-none = 📃 <b>{ $unit }</b> has no ideas yet.
entries-row = <code>{ $code }</code> { $title } – <i>{ $unit }</i>
entries-forgotten = (deleted on request)
