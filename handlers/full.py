"""As many unfinished drafts as one may have: the list of them is shown, and nothing is thrown away for a new one."""

from __future__ import annotations

from conversation.message import Text
from conversation.submission import SUBMISSION
from handlers.turn import Turn, command
from storage.drafts import drafts_of

_LABEL = 48


async def full(turn: Turn, key: str = "drafts-full") -> bool:
    """Whether nothing new can be begun; then it was said, with a button for each draft, the oldest first.

    Refused rather than the oldest deleted: what somebody wrote is never lost for what somebody begins.
    Drafts without an answer are not among them, those are put away when they are left (handlers/forms.py).
    """
    most = turn.campaign.limits.open_drafts
    found = await drafts_of(turn.session, turn.person.id, SUBMISSION.name, ("open", "parked"), most + 1)
    begun = [draft for draft in reversed(found) if draft.answers]
    if len(begun) < most:
        return False
    rows = tuple((command("draft", draft.id, _title(str(draft.answers.get("title", "…")))),) for draft in begun)
    turn.say(key, rows, count=len(begun))
    return True


def _title(title: str) -> Text:
    return Text("mine-draft", {"title": title if len(title) <= _LABEL else f"{title[: _LABEL - 1]}…"})
