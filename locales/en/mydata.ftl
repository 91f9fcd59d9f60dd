# A person's rights: see, copy, correct, withdraw consent, be forgotten.

mydata =
    🔒 <b>Your data</b>

    <b>Name:</b> { $name }
    <b>Unit:</b> { $unit }
    <b>Phone:</b> { $phone }
    <b>Language:</b> { $language }
    <b>Account:</b> <code>{ $address }</code> (asked for when you get a role)
    <b>Consent since:</b> { $consent }
    <b>Kept:</b> { $counts }

    You can get a copy, correct, withdraw your consent or delete everything, right here. To ask, restrict, object or complain: { $contact }.
mydata-none = <i>nothing</i>
mydata-counts =
    { $initiatives ->
        [one] { $initiatives } idea
       *[other] { $initiatives } ideas
    }, { $drafts ->
        [one] { $drafts } draft
       *[other] { $drafts } drafts
    }
mydata-copy = 📄 Get a copy
mydata-copy-made = 📄 Here is the copy of your data. Any computer opens it with a text editor.
mydata-phone-off = Delete phone number
mydata-no = No, keep it

mydata-withdraw = Withdraw consent
mydata-withdraw-sure =
    Do you want to withdraw your consent?

    From then on I take nothing more from you. Ideas you have sent stay and still count; to remove these too, choose <b>Delete everything</b>. You can agree again at any time.
mydata-withdraw-yes = Withdraw consent
mydata-withdrawn = ✅ Your consent is withdrawn. From now on I take nothing more from you. To come back, tap <b>Start</b>.

mydata-delete = 🗑️ Delete everything
mydata-delete-sure =
    Do you want to delete everything? <b>It can't be undone.</b>

    <b>Will be gone:</b> your name, phone number, and the words, photos and recordings of { $counts }.
    <b>Stays:</b> your unit's count, and a trace that a consent was once given, both without your name.

    To keep a copy for yourself, tap <b>No</b> and then <b>Get a copy</b> first.
mydata-delete-yes = 🗑️ Delete everything
mydata-deleted =
    ✅ Your data is deleted.
    Receipt: <code>{ $receipt }</code>

    Please take a screenshot of it: I no longer know who you are. Thank you for your ideas.
