"""What somebody has begun and not sent, offered to go on with."""

from __future__ import annotations

from conversation.draft import Draft
from conversation.message import Text
from conversation.submission import SUBMISSION
from handlers.turn import Rows, Turn, command
from storage.drafts import drafts_of

_FEW = 5  # those without an answer, which are passed over, are put away when they are left


async def begun(turn: Turn) -> Draft | None:
    """The open entry, else the newest one that was put aside; only one that holds an answer."""
    draft = turn.open_draft
    if draft and draft.form == SUBMISSION.name and draft.answers:
        return draft
    parked = await drafts_of(turn.session, turn.person.id, SUBMISSION.name, ("open", "parked"), _FEW)
    present = turn.draft.id if turn.draft else None
    return next((one for one in parked if one.answers and (one.id != present or turn.parked_draft)), None)


def go_on(draft: Draft | None) -> Rows:
    """The button that takes it up again, where there is one."""
    return ((command("draft", draft.id, Text("form-resume")),),) if draft else ()
