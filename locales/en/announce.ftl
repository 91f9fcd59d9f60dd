# For leaders: a message to everybody of their unit and below.

button-announce = 📢 Announce
command-announce = Write to everybody in your unit and below
word-announce = announce

# What each recipient reads: the union that says it, and the leader's own words.
announcement =
    📢 <b>{ $union }</b> says:

    { $words }
announcement-text-ask =
    📢 What would you like to tell everybody? Write it in one message, just as you would say it.

    For example: <i>This is our peak week. If you have found a better way, however small, just write it here.</i>
announcement-text-name = your words
announce-text-too-short = There is nothing to send in this message yet. Please write a sentence or two.
announce-text-too-long = Your message has { $length } characters, { $limit } can be sent. Please shorten it: short messages are read to the end.
announcement-unit-ask = 🏢 To which unit (and all below it)? Tap one, or write its code.
announcement-unit-name = where it goes
announce-unit-none = I couldn't find the code <b>{ $query }</b> among your units. Please check it, or tap a unit below.
announcement-role-ask = 👥 To whom?
announcement-role-name = who gets it
announcement-language-ask = 🌐 Only to people who use which language? Your words go out as you wrote them, untranslated.
announcement-language-name = language
announcement-ownership-ask = 🏭 Only to which kind of workplace?
announcement-ownership-name = kind of workplace

announce-role-all = Everybody
announce-role-worker = Workers
announce-role-support = Support teams
announce-role-leader = Union leaders
announce-language-all = All languages
announce-ownership-all = All workplaces
announce-ownership-state = State-owned
announce-ownership-private = Private
announce-ownership-foreign = Foreign-invested
announce-ownership-public = Public service
announce-ownership-agency = Offices

# `language` and `ownership` may be empty, and bring their comma along.
announce-segment = { $role }, { $unit } and below{ $language }{ $ownership }
announce-in-language = {", "}using { $language }
announce-at-ownership = {", "}{ $ownership }

announce-card =
    Everybody will see exactly this:

    { $preview }

    ———
    👥 <b>{ $count ->
        [one] { $count } person gets it
       *[other] { $count } people get it
    }</b>: { $segment }{ $lost ->
        [0] {""}
        [one] {"."} { $lost } more has blocked the bot and won't
       *[other] {"."} { $lost } more have blocked the bot and won't
    }.
    After tapping send there is still a minute to undo it.
announce-card-nobody =
    Everybody will see exactly this:

    { $preview }

    ———
    👥 <b>Nobody would get it</b>: { $segment }{ $lost ->
        [0] {""}
        [one] {"."} There is { $lost } person, who has blocked the bot
       *[other] {"."} There are { $lost } people, who have blocked the bot
    }.
    Please choose another unit, or other people.
announce-send = 📢 Send to { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
announce-change-text = ✏️ My words
announce-change-unit = 🏢 Where
announce-change-role = 👥 Who
announce-change-language = 🌐 Language
announce-change-ownership = 🏭 Workplace

announce-confirmed =
    ✅ In a minute I begin to send it to <b>{ $count ->
        [one] { $count } person
       *[other] { $count } people
    }</b>.
    If something isn't right, tap <b>Undo</b> now.
announce-confirmed-later =
    🌙 People are resting at this hour. I begin at <b>{ $time } on { $day }</b>, for <b>{ $count ->
        [one] { $count } person
       *[other] { $count } people
    }</b>.
    If something isn't right, press <b>Undo</b> any time before then.
announce-waiting =
    ⏳ About to be sent: { $segment }.
    If something isn't right, tap <b>Undo</b>.
announce-undo = ↩️ Undo
announce-undone = ↩️ Undone, nobody got it. Your words are still here.
announce-again = ✏️ Change and send
announce-new = 📢 Another one
announce-progress = 📢 Sending: <b>{ $sent }/{ $total }</b> people.
announce-stop = ⏹ Stop what isn't sent
announce-stopping = ⏹ Stopping. Whoever hasn't got it won't get it, the figures come in a moment.
announce-done =
    ✅ Sent to <b>{ $sent ->
        [one] { $sent } person
       *[other] { $sent } people
    }</b>.{ $unreachable ->
        [0] {""}
       *[other] {" "}{ $unreachable } can't be reached (they blocked the bot).
    }{ $failed ->
        [0] {""}
       *[other] {" "}{ $failed } failed.
    }{ $stopped ->
        [0] {""}
       *[other] {" "}{ $stopped } were not sent any more.
    }
announce-refused = Your announcement was not sent: <b>{ $unit }</b> isn't yours any more.
announce-no-right = This part is for union leaders, for their own unit and those below. If you need it, please ask the union above yours to open it for you.
