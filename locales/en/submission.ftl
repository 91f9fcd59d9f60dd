# The submission: its questions, the errors of its readers, the card of all answers, the receipt.
# A block that may be missing (`open`, `similar`) brings the empty line before it along: {""} at its start.

submission-title-ask =
    <b>{ $place }/{ $length }</b> What is your idea? One short sentence will do.

    For example: <i>{ $sector ->
        [garment] A guide for sewing in zips without measuring each one
        [textile] A shield that keeps fluff off the spinning rollers
        [footwear] A card stencil for clean glue on shoe soles
        [electronics] A tray with one slot per screw, so none is missed
        [mechanics] A turning jig to drill 4 holes in one clamping
        [wood] A dust box for the sander, made from old sheet metal
        [food] Level marks in the tank for the right brine every time
        [health] A yellow card on the bed of patients who may fall
        [education] Fraction pieces from old cardboard for grade 4
        [construction] Stands that hold power cables above the floor
        [energy] A mirror on a pole to check joints high up
        [transport] Colour stickers by stop for loading the truck
        [chemicals] A drip tray with a valve at the filling point
        [trade] A shelf map so that newcomers find things at once
        [admin] A sample form filled in, so people come only once
        [agriculture] Drip lines from old pipes for the seedlings
       *[other] A home-made trolley, so one person can move heavy boxes
    }</i>
submission-title-name = the title
title-courtesy = Thank you! 😊 Now please write the title of your idea, one short sentence will do. For example: <i>A home-made trolley, so one person can move heavy boxes</i>
title-too-short = That title is a bit short. Please add a few words so that others understand it. For example: <i>A home-made trolley, so one person can move heavy boxes</i>
title-too-long = That title has { $length } characters, there is room for { $limit }. One short sentence will do, the details come later. For example: <i>A home-made trolley, so one person can move heavy boxes</i>

# The lines stand in the order of the buttons: a typed number answers too.
submission-kind-ask =
    <b>{ $place }/{ $length }</b> Which kind is it most like? The nearest one will do.

    1. <b>Technical:</b> machines, tools, jigs
    2. <b>Management:</b> planning, sharing out work, checking
    3. <b>Way of working:</b> daily steps and handling
    4. <b>New technology:</b> bringing in a new machine, software or method
    5. <b>Research topic</b>
submission-kind-ask-quick =
    💡 Is this an idea that you want to send? If so, choose the nearest kind. More text or photos will be added to the description.

    1. <b>Technical:</b> machines, tools, jigs
    2. <b>Management:</b> planning, sharing out work, checking
    3. <b>Way of working:</b> daily steps and handling
    4. <b>New technology:</b> bringing in a new machine, software or method
    5. <b>Research topic</b>
submission-kind-name = the kind
kind-technical = ⚙️ Technical solution
kind-managerial = 📋 Management solution
kind-operational = 🛠️ Way of working
kind-progress = 🚀 Use of new technology
kind-research = 🔬 Research topic

submission-substance-ask =
    <b>{ $place }/{ $length }</b> What was the trouble before, and what did you do? Write, send photos or record your voice, in as many messages as you like.

    For example:
    <i>{ $sector ->
        [garment]
            Before: each one was measured and chalked, often crooked.
            After: I fixed a plastic guide beside the presser foot, 10 seconds faster each.
        [textile]
            Before: fluff stuck to the rollers, we stopped 3 times a shift.
            After: I fitted a thin shield, now we stop once.
        [footwear]
            Before: glue was brushed by eye and got on the upper.
            After: I cut a card stencil, clean glue, no wiping.
        [electronics]
            Before: screws were picked by hand and some were missed.
            After: I made a tray with 6 slots for 6 screws, you see what is left.
        [mechanics]
            Before: each part was clamped 4 times, often off centre.
            After: I made a turning jig, one clamping for 4 holes.
        [wood]
            Before: sanding dust flew all over the shop.
            After: I bent old sheet metal into a box on the suction pipe, much less dust.
        [food]
            Before: salt was weighed for each batch, too salty or too weak.
            After: I marked levels in the tank, every batch is the same.
        [health]
            Before: at night handover we forgot who might fall.
            After: we hang a yellow card on the bed, you see it at once.
        [education]
            Before: pupils found fractions hard to picture.
            After: I cut old cardboard into pieces, they fit them together and understand faster.
        [construction]
            Before: cables lay on the floor, people tripped.
            After: I welded stands from scrap, cables are up and tidy.
        [energy]
            Before: to check a joint we had to climb.
            After: I put a mirror on an insulated pole, we see it from the ground.
        [transport]
            Before: at each stop we searched the whole truck.
            After: I put colour stickers by stop, 10 minutes saved at each.
        [chemicals]
            Before: some was spilled at every refill.
            After: I set a tray with a valve, the spill is caught and used.
        [trade]
            Before: newcomers needed a week to learn the shelves.
            After: I drew a map for each shelf, everything is found fast.
        [admin]
            Before: people left fields out and came back several times.
            After: I made a filled-in sample, most are done in one visit.
        [agriculture]
            Before: watering by hand took 2 hours each morning.
            After: I made drip lines from old pipes, just open the valve.
       *[other]
            Before: two people carried each box, very heavy.
            After: I welded a trolley from scrap, one person can do it.
    }</i>
submission-substance-name = the description
# `words` may be empty (photos only); `rest` counts the letters that are kept but not shown.
substance-shown =
    { $files ->
        [0] {""}
        [one] (📎 { $files } photo or file){" "}
       *[other] (📎 { $files } photos or files){" "}
    }{ $words }{ $rest ->
        [0] {""}
       *[other] … <i>({ $rest } more characters, all kept)</i>
    }

submission-benefit-ask =
    <b>{ $place }/{ $length }</b> What does it bring? If you can put it in money, write the amount, a rough one is fine. If not, tap a button below.

    For example: <i>15 million/year</i>, <i>200 USD/month</i>. If it was really measured, add: <i>2 million/month actual</i>
submission-benefit-name = the benefit
social-safety = 🦺 Safety
social-environment = 🌱 Environment
social-quality = ⭐ Quality
social-time = ⏱️ Time
benefit-not-computable = Not in money
benefit-social = { $social } (not in money)
benefit-note = { $note } (not in money)
benefit-money = { $about }{ $money }{ $period } ({ $basis })
benefit-both = { $money }; { $social }
benefit-estimated = estimated
benefit-actual = actual
period-year = {" "}a year
period-quarter = {" "}a quarter
period-month = {" "}a month
period-week = {" "}a week
period-day = {" "}a day
period-shift = {" "}a shift
period-once = {" "}once
period-none = {""}
# A button with one of the amounts that may have been meant.
benefit-choice = { $about }{ $money }{ $period }
benefit-range = Please choose one figure, the lower one to be safe, or write another. For example: <i>10 million/year</i>
benefit-each = { $money } is for each one. About how much is it all together, in a month or a year? For example: <i>15 million/year</i>. If you don't know, just <b>skip</b>.
benefit-whole = How much is it all together? Tap the right amount, or write another. For example: <i>96 million/year</i>
benefit-unit = How much is { $number }? Tap a button, or write it out, for example <i>15 million/year</i>.
benefit-unreadable = I can't read this amount yet. Write it like <i>15 million/year</i>, <i>500k/month</i> or <i>200 USD/month</i>. If it isn't money, tap a button below.

submission-applied_on-ask =
    <b>{ $place }/{ $length }</b> When was it first used or tried? The month alone is fine.

    For example, day before month: <i>21/4/2022</i>, <i>4/2022</i>, <i>yesterday</i>
submission-applied_on-name = the date of first use
date-today = Today
date-this-month = This month
date-which-month = About which month of { $year }? Tap the nearest one, or write it like <i>6/{ $year }</i>. If you don't remember, just <b>skip</b>.
date-unreadable = I can't read this date yet. Write the day first, then the month, like <i>21/4/2022</i>. If you only know the month: <i>4/2022</i>.
date-impossible = There is no such day in the calendar. Day first, then month: <i>21/4/2022</i> is 21 April.
date-future = That day is still to come. Please give the day it was first used or tried, like <i>21/4/2022</i>. If not yet, just <b>skip</b> and add it later.

submission-authors-ask =
    Who worked on it with you? One person a line, with their share. For example:

    <i>Trần Văn Bình 30
    Anna Smith 20</i>

    The rest is yours. Without numbers all get the same. Please ask them first.
submission-authors-name = the authors
authors-alone = Only me
authors-together =
    my share { $mine }%, with:
    { $others }
authors-row = • { $name }: { $share }%
# `line` may be empty.
authors-unreadable =
    ❓ { $line }
    This needs the name of each person who took part, one a line, for example: <i>Trần Văn Bình 30</i>. Without numbers all get the same. If you worked alone, tap <b>Only me</b>.
authors-too-many = There is room for { $limit } people. Please name those who did most, and mention the others in the description.
authors-share-missing = Someone has no share yet. Give everyone a number, like <i>Trần Văn Bình 30, Anna Smith 20</i>, or leave all numbers out to share equally.
authors-not-100 =
    The shares add up to { $sum }%. All together, with yours, they must make exactly 100%, and everyone needs at least 1%.

    For example: <i>Trần Văn Bình 30, Anna Smith 20</i> leaves 50 for you.
authors-nothing-left =
    Their shares make 100% already, so nothing is left for you. Please give someone a little less, or write your own share too.

    For example: <i>me 50, Trần Văn Bình 50</i>

card =
    <b>{ $length }/{ $length }</b> Please look it over one last time.

    <b>{ $title }</b>
    <b>Kind:</b> { $kind }
    <b>Description:</b> { $substance }
    <b>Benefit:</b> { $benefit }
    <b>Used since:</b> { $applied_on }
    <b>Unit:</b> { $unit }
    <b>Author:</b> { $author } – { $authors }{ $open }{ $similar }

    The union's idea support team will read it. You don't need your employer's agreement to send it.
    By tapping <b>Send</b> you declare that what it says is true.
card-amend =
    <b>{ $length }/{ $length }</b> Please look over the changed version. It replaces the old one only when you send it.

    <b>{ $title }</b>
    <b>Kind:</b> { $kind }
    <b>Description:</b> { $substance }
    <b>Benefit:</b> { $benefit }
    <b>Used since:</b> { $applied_on }
    <b>Unit:</b> { $unit }
    <b>Author:</b> { $author } – { $authors }{ $open }{ $similar }

    By tapping <b>Send the changes</b> you declare that what it says is true.
card-open = <i>nothing yet</i>
card-missing =
    {""}

    📝 Still open: { $names }. You can send it now and add these later, so that it can be recognised.
card-similar =
    {""}

    👀 Your unit already has something like it:
    { $titles }
    If yours is one of these, tap <b>It exists already</b>.
card-send = 📨 Send
card-send-alone = 📨 Send – all mine
card-send-amend = 📨 Send the changes
card-authors = 👥 I had co-authors
card-authors-change = ✏️ Co-authors
card-exists = It exists already
card-change-title = ✏️ Title
card-change-kind = ✏️ Kind
card-change-substance = ✏️ Description
card-change-benefit = ✏️ Benefit
card-change-applied_on = ✏️ Date

receipt =
    🎉 <b>Your idea has arrived, thank you!</b>
    { $title }

    Your code: <code>{ $code }</code>
    Counted for { $unit }.

    <b>What happens next</b>
    • The union's idea support team reads it and gives you a first answer by { $first_word }.
    • You get a decision by { $decision }.

    To look it up, write <b>mine</b> or /mine.{ $open }
receipt-open =
    {""}

    📝 Still missing: { $names }. Add these whenever you like; it can be recognised once they are there.
send-join-first = Just a few questions to get to know you, then you can send it. Your draft is kept. Please tap <b>Start</b>.
draft-dropped = Put away, nothing was sent. If that was a slip, tap <b>Undo</b>.
