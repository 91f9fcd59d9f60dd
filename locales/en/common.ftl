# What belongs to no single part: welcome, help, language, the labels of commands, what goes wrong.

welcome-back =
    Hello { $given }! 👋
    If you know a better way to do something, just write it here, or tap a button.

    <i>{ $unit }</i>
welcome-draft =
    Hello { $given }! 👋
    Your draft <b>{ $title }</b> is waiting. Go on with it, or start a new one?
draft-waits = Your draft <b>{ $title }</b> is still waiting.
new-or-resume = You have begun <b>{ $title }</b>. Go on with it, or start a new one? The draft is kept either way.
what-next =
    Hello! If you know a better way to do something, tell it in one message: a few sentences, a photo or a voice note. Or tap a button below.

    For example: <i>Two people carried heavy boxes, I made a trolley and now one person can do it.</i>
thanked = You're welcome, and thank you! 🌷 If you know a better way to do something, just write it here.
nothing-open = No question is waiting for an answer right now. What would you like to do?
press-over = That button has done its work. What would you like to do next?
unknown-command = I don't know that command. Please tap a button below, or write <b>help</b>.
not-built = This part is not ready yet, it will come. If you need it now, please ask: { $contact }

# `commands` are help-row, one for each command of the person's roles.
help =
    <b>Tell a better way of working, the union reads it and answers</b>
    Faster, safer, cheaper, small ones count too. Just write it here. You don't need your employer's agreement to send it. The union's idea support team reads it.

    <b>Write one of these words:</b>
    { $commands }

    If you need a person: { $contact }
help-row = <b>{ $word }</b> – { $description }

language-ask =
    🌐 Which language would you like?
    <i>Chọn ngôn ngữ</i>
language-set = We'll go on in English.
# On a button, to someone who writes this language while being spoken to in another.
language-offer = 🌐 Switch to English?

text-too-long = This message is longer than { $limit } characters, so I couldn't take it. Please send it as two or three.
file-too-large = This file is bigger than { $limit } MB, so I couldn't take it. Please send a smaller photo or a shorter recording.
# `seconds`: how long to wait.
too-fast = You are writing faster than I can read, so this message was not taken in. Please wait { $seconds } seconds, then go on. Everything you sent before is still there.
# `kinds` are file-kind-*; `limit` in MB.
file-kind-refused = I can't take this kind of file. I take: { $kinds }. If it is hard to change, a photo of your screen will do.
file-kind-photo = photos
file-kind-voice = recordings
file-kind-video = videos
file-kind-pdf = PDF
file-kind-office = Word, Excel and PowerPoint (without macros)
file-kind-text = plain text (.txt, .csv)
file-day-full = You have sent nearly { $limit } MB of photos and files in the last 24 hours. This one goes past the limit of a day, so I couldn't take it. Please send it tomorrow. You can go on writing as usual.
file-not-here = Photos, voice notes and files can't go along here, only words{ $words ->
        [0] {". Please write it."}
       *[other] {". Your words are kept."}
    }
file-not-kept =
    One of the files with your idea <b>{ $code }</b> turned out to be of another kind than it said, so it was not kept. I take: { $kinds }.

    Your idea is recorded all the same. To send the file again, tap <b>Complete it</b>.
# `file` is file-lost-named or file-lost-unnamed; `kind`: photo, voice, audio, video, document; `limit` in MB.
file-lost =
    I couldn't fetch { $file } that you sent with your idea <b>{ $code }</b>.

    Your idea is recorded all the same. Please tap <b>Complete it</b> and send it again.
file-lost-large =
    I couldn't take { $file } that you sent with your idea <b>{ $code }</b>: it is bigger than { $limit } MB.

    Your idea is recorded all the same. Please tap <b>Complete it</b> and send a smaller photo or a shorter recording.
file-lost-named = the file <b>{ $name }</b>
file-lost-unnamed = { $kind ->
    [photo] a photo
    [voice] a recording
    [audio] a recording
    [video] a video
   *[document] a file
}
drafts-full = You have { $count } drafts that are not sent yet, so I can't open another one. Pick one below to go on and send it, or open it and write <b>cancel</b>.
drafts-full-message = You have { $count } drafts that are not sent yet, so this message was not recorded. Pick one below to go on and send it, or open it and write <b>cancel</b>. Then please send this message again.
failed = Sorry, something broke on our side and this message was not recorded. Everything before it is still there. Please send it again.

button-start = ▶️ Start
button-new = 💡 Send an idea
button-another = 💡 Send another
button-fresh = 🆕 Start a new one
button-mine = 📋 My ideas
button-help = ❓ Help
button-language = 🌐 Language
button-mydata = 🔒 My data
button-name = ✏️ Correct my name
button-unit = 🏭 Change unit
button-phone = 📱 Phone number
button-amend = ✏️ Complete it
button-change = ✏️ Change
button-withdraw = Take it back
button-look = 👀 Look at it
button-back-to-list = ⬅️ To the list
button-totals = 📊 Totals
button-entries = 📃 See the list
button-up = ⬆️ One level up
button-back-to-totals = ⬅️ To the totals

# One line each, for the menus of the channels.
command-new = Send a new idea
command-mine = See your ideas
command-totals = See the figures of your unit and those below
command-back = Go back one question
command-skip = Skip this question
command-done = Say that you have sent everything
command-pause = Later: take a break, the draft is kept
command-cancel = Drop the draft
command-language = Change the language
command-mydata = See, correct or delete what is kept about you
command-help = How it works and whom to ask
command-start = Start, or go back to the beginning

persona-worker = Worker
persona-support = Support team
persona-leader = Union leader

# A word that means a command when it is the whole message; tests/test_catalogs.py tries each.
word-new = new
word-mine = mine
word-totals = totals
word-back = back
word-skip = skip
word-done = done
word-pause = later
word-cancel = cancel
word-language = language
word-mydata = my data
word-help = help
word-start = start

# In a chat with the bot that is still empty (512 signs at most), and on its page (120).
bot-description =
    Send your idea to the union, right here.

    You know a way to do it faster, more safely or at less cost? Tap the button below and tell it: a few sentences, a photo or a voice note will do. You can stop at any time, your place is kept.
bot-description-short = Send your idea to the union: a few sentences, a photo or a voice note will do.
