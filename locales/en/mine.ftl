# A person's own initiatives, and changing or taking back what was sent.

# `entries` may be empty: drafts only. Each row begins on a line of its own.
mine-list =
    📋 <b>Your ideas</b>{ $entries }

    Tap a button below to look at one or go on with it.
mine-row =
    {""}
    <code>{ $code }</code> { $title }
    { $status }
mine-draft = 📝 Draft: { $title }
mine-more-drafts = 📝 More drafts …
mine-drafts =
    📝 <b>Your drafts</b>, newest first

    Tap one to go on with it. If you don't need one any more, open it and write <b>cancel</b>.
mine-empty = You haven't sent an idea yet. If you know a better way to do something, tell it here, it takes a few minutes.
mine-unknown = I can't find that any more, it may have been sent or deleted. Please look in your list.
mine-one =
    <b>{ $title }</b>
    <code>{ $code }</code>

    <b>State:</b> { $status }
    <b>Sent:</b> { $sent }
    <b>Kind:</b> { $kind }
    <b>Benefit:</b> { $benefit }
    <b>Unit:</b> { $unit }{ $open }

status-submitted = ⏳ Sent, waiting for the support team
status-returned = ↩️ Needs something from you
status-duplicate = 👥 The same as an earlier idea
status-recognised = 🏅 Recognised
status-refused = Not recognised
status-withdrawn = Taken back by you

# `open` brings the empty line before it along.
amended = ✅ The new version of <code>{ $code }</code> is saved.{ $open }
amended-complete =
    {""}

    👏 Everything is there now, the support team will take it from here. Thank you!
amend-newer = 📝 This idea was changed after you began this version. Your changes are put on top of the newer one. Please look it over, then send it.
amend-too-late = This idea can't be changed any more: the support team has decided on it, or you took it back. You can see where it stands in <b>My ideas</b>.
withdrawn = <code>{ $code }</code> is taken back and no longer counted. If you change your mind, tap <b>Undo</b>.
withdraw-too-late = This idea can't be taken back any more: it has been decided on, or taken back already. You can see where it stands in <b>My ideas</b>.
restored = ✅ <code>{ $code }</code> is back and counts as before.

edit-too-late = This idea was sent already, so editing the message doesn't change it. Tap <b>My ideas</b>, choose it, then <b>Change</b>.
edit-parked = This message belongs to a draft that is put aside, so I can't change it yet. Tap <b>My ideas</b>, open the draft, then edit again.
