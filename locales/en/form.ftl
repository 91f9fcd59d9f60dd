# Every form: its buttons, and what is said on the way from one question to the next.

form-back = ⬅️ Back
form-skip = Skip
form-later = Later
form-done = ✅ Done
form-rewrite = 🗑️ Start it over
form-no-files = 🖼️ Remove the photos sent
form-keep = Keep it
form-cancel = ❌ Cancel
form-undo = ↩️ Undo
form-resume = ▶️ Continue
form-contact = 📱 Share my number
form-no-initiative = Not an idea

form-late-press = That button is old. Please look at the newest message below.
form-first = This is the first question already. Please answer this one first.
form-needed = This question needs an answer, a short one will do. Too tired now? Write <b>later</b> and your place is kept.
form-before-sending = { $count ->
    [one] One more question and it can be sent.
   *[other] { $count } more questions and it can be sent.
    }
form-choose = Please tap one of the buttons below, or write its number. For example: <b>1</b>
form-use-buttons =
    What you just wrote was not added anywhere. To add or change something, tap the button of that part first; when all is right, tap the button to send.

    { $card }
form-kept =
    { $question }

    ✔️ You have answered this already{ $was }. Tap <b>Keep it</b>, or answer again.
# Comes behind "answered this already", with its own colon.
form-kept-was = : <b>{ $was }</b>
# Comes back to what was gathered already; `was` as on the card.
form-gathered =
    { $question }

    ✔️ So far: { $was }

    What you send now is added to it. To remove all of it{ $files ->
        [0] {""}
       *[other] {", "}photos and files too
    }, tap <b>Start it over</b>.
form-remark =
    { $remark }

    { $question }
form-stuck =
    { $problem }

    This one is a bit tricky, never mind. Write <b>later</b> to take a break, or <b>help</b> to see whom to ask.
form-paused = 💤 Your place is kept. Have a good rest. Come back in a few days if you like and tap <b>Continue</b>.
form-cancelled = What you had begun is cancelled. If that was a slip, tap <b>Undo</b>: nothing is lost.

# `was` may be empty: a photo that got its words later.
form-edited =
    ✏️ Changed { $name }:
    { $was } → { $now }
form-edit-refused =
    I couldn't change { $name } yet, your earlier answer stays.

    { $problem }

# Gathering: several messages, photos and voice notes for one question.

collect-so-far =
    Got { $parts ->
        [0] { $files ->
            [one] { $files } photo or file
           *[other] { $files } photos or files
        }
       *[other] { $parts ->
            [one] { $parts } text
           *[other] { $parts } texts
        }{ $files ->
            [0] {""}
            [one] {" "}and { $files } photo or file
           *[other] {" "}and { $files } photos or files
        }
    }. If there is more, keep sending. If that's all, tap <b>Done</b>.
collect-added = 📎 Added to the description.
collect-no-files = 🗑️ The photos and files sent before will go once you tap Send. If you have new ones, send them here.
collect-emptied = 🗑️ All of it is removed.
collect-empty =
    There is nothing here yet. Write a sentence or two, send a photo or record your voice.

    For example: <i>Before: two people carried each box, very heavy. After: I made a trolley and one person can do it.</i>
collect-too-long = Your description would be longer than { $limit } characters, so this message was not added. Please shorten it, or send a photo of the page.
collect-too-many-files = One idea takes up to { $limit } photos or files, so this message was not added. The earlier ones are kept, just tap <b>Done</b>.
