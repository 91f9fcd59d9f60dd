# The chat page's own words. `[name]` is filled in by the page, not by Fluent.

web-skip = Go to the message box
web-menu = Open menu
web-menu-mine = My ideas
web-menu-help = Help
web-menu-language = Language

web-demo = Trial version – look as:
web-demo-wait = Some messages are still on their way. Please wait a moment, then switch.

web-log = Conversation
web-by-bot = Assistant:
web-by-me = Me:
web-new = New messages
web-down = Go down

web-start-title = Hello!
web-start-text = Do you know a faster, safer or cheaper way to do your work? Tell us here, it takes a few minutes. The assistant asks one thing at a time.
web-start-unit = You have scanned the code of unit [unit]. If you have an idea for better work, tell us here, it takes a few minutes.
web-start-button = Start

web-text = Write a message…
web-send = Send
web-edit = Edit
web-editing = Changing a sent message
web-edited = edited
web-cancel = Cancel
web-too-long = The message is [over] characters too long (at most [most] in one). Please shorten it or send it as two.

web-attach = Send a photo or file
web-attach-camera = Take a photo
web-attach-photo = Choose a photo
web-attach-document = Choose a file
web-remove = Remove
web-preparing = The photo is being made smaller. Wait a few seconds, then press Send.
web-file-too-big = "[name]" is too big. A file may have at most [most] MB.
web-file-empty = "[name]" is empty and can't be sent.
web-file-gone = This file is no longer on the phone. Please choose it again.

web-record = Record your voice
web-recording = Recording
web-record-stop = Stop
web-record-refused = Recording did not start. Please allow this page to use the microphone and press again.

web-sending = Sending…
web-waiting = Not sent yet. It goes by itself when the network is back.
web-retry = Send now
web-refused-size = This message is too big to send.
web-copy = Copy
web-copied = Copied.
web-discard = Discard

web-error-bad = This message did not arrive in one piece. Please change it and send it again.
web-error-too-long = This message is too long. Please shorten it, or send it as two or three messages.
web-error-file-too-large = This file is too big. Please send a smaller picture or a shorter recording.
web-error-away = The server is busy. Please wait a moment: the message goes by itself.

web-lost = Connection lost, trying again… Keep writing, nothing gets lost.
web-back = Connected again.
