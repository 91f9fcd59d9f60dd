# Coming in: language, consent, unit, name; and the phone number, which nobody must give.

joining-language-ask =
    <b>{ $place }/{ $length }</b> Hello! 👋 This is the union's assistant for ideas from work. Which language shall we use?

    🌐 <i>Chọn ngôn ngữ</i>
joining-language-name = your language

# What the law asks a consent to say. Whoever changes its sense raises consent_version in the config.
joining-consent-ask =
    <b>{ $place }/{ $length }</b> Before we start, please read these lines:

    1. <b>What is kept:</b> your full name, unit, language, this chat account, the ideas you send (text, photos, voice); your phone number if you want to give it. You are never asked for an identity card or bank details.
    2. <b>What for:</b> to receive and review ideas for the programme { $campaign }, to answer you, to count your unit's ideas, and to put your name on the certificate if yours is recognised. For nothing else.
    3. <b>Who reads it:</b> the idea support team and the people in charge at your union and the unions above it. Colleagues in your unit may see the title of an idea, so that nobody sends it twice.
    4. <b>How long:</b> { $days } days at most after you last wrote here. If you ask for it, it is deleted sooner; only the count stays, without name and words.
    5. <b>Your rights:</b> see, correct, get a copy, withdraw your consent, have it deleted, restrict, object, complain. At any time: write <b>my data</b>. Your part: say what is true, and ask before you name someone who worked with you.
    6. <b>Who is responsible:</b> { $controller }. Where to ask: { $contact }.

    It is your free choice. If you say no, you lose nothing.

    <b>Do you agree?</b>
joining-consent-name = your consent
consent-agree = ✅ I agree
consent-decline = I don't agree
consent-reconsider = Read again
consent-needed = This one needs a clear answer. Please tap one of the buttons below, or write <b>I agree</b>. It is fine to say no.
consent-declined =
    That's fine. I won't ask or keep anything more. If you change your mind, tap <b>Read again</b>.

    To send an idea on paper or to ask someone in person: { $contact }.

joining-words-kept = 📎 I keep this message, we go on with it as soon as you are in. Please answer the present question first.

joining-unit-ask =
    <b>{ $place }/{ $length }</b> Where do you work? Write the name of the company, school, hospital or office, or the 6-character code on the union's notice. Short forms are fine, Vietnamese marks are not needed.

    For example: <i>cty may hoa sen</i>, <i>truong mam non an phu</i>
joining-unit-name = your unit
joining-unit-known = 📍 You came in with the code of <b>{ $unit }</b>.
unit-none =
    I haven't found that name yet. Try just its two or three main words, for example <i>hoa sen</i> or <i>mam non an phu</i>.

    Still nothing? Ask your union for the 6-character code of your unit.
# `count` is 1 where only one name comes near, 0 at the end of the list.
unit-which =
    { $count ->
        [0] That was the whole list. Please write the name again, with the district or province.
        [1] Is it this one? If so, tap it. If not, write more of the name.
       *[other] Several names come near. Tap the place where you work, or add the district or province.
    }
unit-code-unknown = I can't find the code <code>{ $code }</code>, the printed sheet may be an old one. Never mind, the name of your unit will do as well.
unit-other =
    This code belongs to <b>{ $other }</b>.
    You are in <b>{ $now }</b>.

    Do you want to move to the new unit?
unit-move = ✅ Move there
unit-stay = Stay where I am

joining-name-ask =
    <b>{ $place }/{ $length }</b> What is your full name? It will stand on your ideas and certificates.

    For example: <i>Nguyễn Thị Hoa</i>, <i>Anna Smith</i>
joining-name-name = your name
name-unreadable = Please write your full name, letters only. For example: <i>Nguyễn Thị Hoa</i>, <i>Anna Smith</i>
name-no-name = That doesn't look like a name yet. Please write your full name only, each word with a capital letter. It will stand on your ideas and certificates. For example: <i>Nguyễn Thị Hoa</i>, <i>Anna Smith</i>
name-too-long = That name is a bit long, there is room for { $limit } characters. Please write your full name only, for example: <i>Anna Smith</i>

joining-done =
    🎉 All done, thank you, { $given }!
    You belong to <b>{ $unit }</b>.

    Do you know a faster, safer or cheaper way to do your work? Tell it here, small ones count too. The union's idea support team reads it. You don't need your employer's agreement to send it.
joining-done-first-words =
    🎉 All done, thank you, { $given }!
    You belong to <b>{ $unit }</b>.

    Now let's go on with the message you sent at the start.
joining-changed =
    ✅ Changed:
    Name: <b>{ $name }</b>
    Unit: <b>{ $unit }</b>
joining-first = Just a few questions to get to know you, then you can use everything.

phone-phone-ask =
    Would you give your phone number, so that the support team can call if they have a question? It is fine not to.

    For example: <i>0912 345 678</i>
phone-phone-name = your phone number
phone-kept = ✅ The number { $phone } is kept. To remove it, write <b>my data</b>.
phone-skipped = That's fine, you can send ideas without a phone number.
phone-left = 📱 The phone number can wait.
phone-removed = ✅ Your phone number is deleted.
phone-old-format = This is an old 11-digit number; those have become 10 digits (0162… is now 032…, for example). Please write the new one.
phone-unreadable = I can't read this number yet. Please write a 10-digit mobile number, like <i>0912 345 678</i>. For a foreign number put + in front, like <i>+82 10 1234 5678</i>.

edit-joined = Your name and unit do not change with this message. To correct them, write <b>my data</b>.
