# What is said by the clock: pings to support teams, nudges about drafts, digests to leaders; and their settings.
# A line whose key ends in -row stands on a line of its own.

# `headline` is one of the next five, `units` are ping-unit-row.
ping =
    { $headline }
    { $units }
ping-weekly = 🔔 <b>This week's work of the support team</b>
ping-daily = 🔔 <b>Today's work of the support team</b>
ping-countdown =
    { $days ->
        [0] ⏳ <b>Today is the campaign's last day</b>
        [one] ⏳ <b>{ $days } day left in the campaign</b>
       *[other] ⏳ <b>{ $days } days left in the campaign</b>
    }
ping-escalation = 🔔 <b>Somebody below you needs you</b>
ping-again = ⏰ <b>You asked me to come back to this</b>
ping-unit-row =
    {""}
    <b>{ $unit }</b>
    { $lines }
ping-more-row =
    {""}
    <i>… and { $count ->
        [one] { $count } more unit
       *[other] { $count } more units
    }</i>
ping-behind-row = • { $count } behind pace: { $reached } of { $target } so far, from now on { $needed } a day are needed
ping-incomplete-row =
    { $count ->
        [one] • { $count } idea lacks something
       *[other] • { $count } ideas lack something
    }
ping-drafts-row =
    { $count ->
        [one] • { $count } draft untouched for more than { $hours } hours
       *[other] • { $count } drafts untouched for more than { $hours } hours
    }
ping-lost-row =
    { $count ->
        [one] • { $count } person can't be reached here any more, please ask after them
       *[other] • { $count } people can't be reached here any more, please ask after them
    }
ping-silent-row =
    { $count ->
        [one] • { $count } person didn't answer twice: { $names }
       *[other] • { $count } people didn't answer twice: { $names }
    }
ping-help-row =
    { $count ->
        [one] • 🙋 { $count } person needs help: { $names }
       *[other] • 🙋 { $count } people need help: { $names }
    }
ping-below-name = { $name } ({ $unit })

ping-button-done = ✅ Done
ping-button-later = ⏰ Later
ping-button-help = 🙋 Need help
ping-button-change = ✏️ Answer again
ping-change = The ping of { $date }: how is it going?
ping-done = ✅ Noted: the ping of { $date } is done. Thank you!
ping-help = 🙋 <b>{ $unit }</b> knows now that you need help. They will get in touch with you.
ping-help-nobody = Nobody above your unit can be told here yet. Please ask directly: { $contact }
ping-later = When shall I remind you?
ping-later-hour = ⏰ In an hour ({ $time })
ping-later-evening = 🌇 Late this afternoon ({ $time })
ping-later-morning = 🌅 Tomorrow morning ({ $time })
ping-later-tomorrow = 📅 Tomorrow ({ $time })
ping-put-off = ⏰ All right, I'll remind you at { $time } on { $date }.

# To workers. `missing` is nudge-missing or nudge-ready, `offer` may be empty and brings its empty line along.
nudge =
    📝 Your draft <b>{ $title }</b> is still here.
    { $missing }{ $offer }
nudge-missing = Only this is missing: { $names }. It takes a few minutes.
nudge-ready = Everything is there, just look it over and send it.
nudge-offer =
    {""}

    If writing is a bother, the union's support team can finish it with you. They will see your name, this draft, and your phone number if you gave it.
nudge-button-rescue = 🤝 Finish it together with the team
nudge-button-stop = 🔕 No more reminders
pings-stopped = 🔕 All right, no more reminders. Your drafts are still under <b>My ideas</b>.

rescue-asked = 🤝 The support team of <b>{ $unit }</b> is asked. As soon as somebody takes it on I'll tell you.
rescue-nobody = Your unit has no support team here yet. The draft is kept; if you need a person, please ask: { $contact }
rescue-untaken =
    🙏 The support team is busy: nobody has been free yet to finish the draft <b>{ $title }</b> with you. Sorry about that.
    { $missing }

    Tap <b>Continue</b>: a few words, a voice note or a photo are enough. To ask a person: { $contact }
rescued =
    🤝 <b>{ $name }</b> of the support team will finish the draft <b>{ $title }</b> with you.
    When you meet, tap <b>Continue</b>.

# To the support team. `phone` may be empty.
rescue =
    🤝 <b>{ $name }</b> would like to finish a draft together with the support team.

    <b>{ $title }</b>
    { $missing }
    <i>{ $unit }</i>{ $phone }
rescue-phone =
    {""}
    📱 { $phone }
rescue-button-take = 🤝 I'll help
rescue-taken =
    🤝 Thank you for taking it on! <b>{ $name }</b> is told right away.
    The draft: <b>{ $title }</b>{ $phone }

    Please meet, ask for what is missing, and let <b>{ $name }</b> send it from their own phone.
rescue-taken-already = Somebody else of the team has taken it on already. Thank you!
rescue-over = This draft was sent or put away, no help is needed any more. Thank you!

# To leaders. `units` are digest-unit-row; `pace`, `month`, `children` may be empty.
digest =
    📊 <b>The week { $first } – { $last }</b>
    { $units }
digest-unit-row =
    {""}
    <b>{ $unit }</b>
    { $target }{ $pace }
    <b>Last week:</b> { $submitted ->
        [one] { $submitted } idea
       *[other] { $submitted } ideas
    } from { $people ->
        [one] { $people } person
       *[other] { $people } people
    } (the week before: { $before }){ $month }{ $children }
digest-pace =
    {""}
    { $days ->
        [0] Today is the last day, { $needed } are needed
        [one] { $days } day left, { $needed } needed
       *[other] { $days } days left, { $needed } needed a day
    }; { $gap ->
        [0] on pace 👍
       *[other] { $gap } behind pace
    }
digest-month =
    {""}
    <b>All of { $month }:</b> { $count ->
        [one] { $count } idea
       *[other] { $count } ideas
    }
digest-children =
    {""}
    <b>Most last week:</b>
    { $list }
digest-child-row = • { $unit }: { $count }

chart-left =
    { $days ->
        [0] The last day
        [one] { $days } day left
       *[other] { $days } days left
    } · { $needed ->
        [0] target reached
       *[other] { $needed } ideas a day needed
    }
chart-over = The campaign is over
chart-reached = Registered
chart-needed = Needed
chart-today = Today
chart-number = { $value }

# One's own settings. `rhythm` and `off` may be empty.
pings =
    🔔 <b>Your reminders</b>
    { $rhythm }
    <b>Quiet hours:</b> { $quiet }
    <b>Shift:</b> { $shift }
    <b>You get:</b> { $on }{ $off }
pings-rhythm =
    {""}
    <b>Rhythm:</b> { $rhythm }
pings-rhythm-usual = weekly, daily in a peak
pings-rhythm-weekly = weekly only
pings-rhythm-daily = daily
pings-off =
    {""}
    <b>Switched off:</b> { $kinds }
pings-none = nothing
pings-saved = Saved
pings-span = { $start }–{ $end }
pings-no-quiet = no quiet hours
pings-shift = { $name } ({ $start }–{ $end })
pings-no-shift = no shifts
pings-choice = { $sign } { $label }
pings-kind-weekly = weekly reminder
pings-kind-daily = daily reminder
pings-kind-countdown = countdown of the last days
pings-kind-escalation = somebody below needs help
pings-kind-digest_week = weekly digest
pings-kind-digest_month = monthly digest
pings-kind-rescue = drafts to finish together
pings-kind-nudge = my own drafts
pings-button-rhythm = 🗓️ Rhythm
pings-button-quiet = 🌙 Quiet hours
pings-button-shift = 🏭 Shift
pings-button-kinds = 🔔 What I get
pings-ask-rhythm = How often would you like to be reminded of the support team's work?
pings-ask-quiet = When should I not write to you?
pings-ask-shift =
    Which shift do you work? During it, and while you sleep after a night shift, I don't write.
pings-ask-kinds = Tap a kind to switch it off or on. ✅ is what you get.

button-pings = 🔔 Reminders
button-pinged = 👥 Who answered
command-pings = See and change your reminders
word-pings = reminders

# For leaders. `open` may be empty and brings its line along.
pinged =
    👥 <b>{ $unit }</b>
    Everybody's latest reminder:{ $open }

    { $people }
pinged-nobody = 👥 <b>{ $unit }</b> and below: nobody serves in a support team yet.{ $open }{ $people }
pinged-open =
    {""}
    ⚠️ { $count ->
        [one] { $count } person needs your attention
       *[other] { $count } people need your attention
    }
pinged-row = { $name } – <i>{ $unit }</i>: { $state }
pinged-nameless = (no name yet)
pinged-never = never reminded so far
pinged-sent = 📨 reminded { $date }, no answer yet
pinged-unanswered = 🔕 didn't answer on { $date }
pinged-done = ✅ done ({ $date })
pinged-later = ⏰ put off ({ $date })
pinged-help = 🙋 needs help ({ $date })
pinged-spared = 👍 nothing to remind of on { $date }
pinged-opted-out = 🔕 has switched reminders off
pinged-unreachable = 📵 can't be reached
pinged-no-right = This part is for union leaders, for their own unit and those below. If you need it, please ask the union above yours to open it for you.
