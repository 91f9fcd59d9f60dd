"""What only the card of all answers says and only storage knows; looked up once it is the card that is shown."""

from __future__ import annotations

from dataclasses import replace

from conversation.amending import NO_FILES
from conversation.announcing import ANNOUNCEMENT
from conversation.draft import Draft, DraftState
from conversation.form import REVIEW, Form
from conversation.readers.reading import Facts
from conversation.similar import similar_titles
from conversation.submission import SUBMISSION
from handlers import audience
from handlers.turn import Turn
from storage.entries import own_initiative, recent_titles, titles_of
from storage.files import count_files


async def with_card(turn: Turn, form: Form, draft: Draft, facts: Facts) -> Facts:
    """The facts with what the card says; the very same facts where it isn't shown, or says nothing more.

    The question of the description of a sent entry knows its files too.
    """
    describing = form is SUBMISSION and draft.amends is not None and form.by_name.get(draft.step) is form.collector
    if draft.state != DraftState.OPEN or not (draft.step == REVIEW or describing):
        return facts
    if form is ANNOUNCEMENT:
        return replace(facts, reach=await audience.reach(turn, draft.answers))
    if form is not SUBMISSION:
        return facts
    return await _of_entry(turn, draft, draft.amends, facts) if draft.amends else await _of_unit(turn, draft, facts)


async def _of_unit(turn: Turn, draft: Draft, facts: Facts) -> Facts:
    """With what resembles the draft among the unit's newest entries."""
    if turn.person.unit_id is None:
        return facts
    alike = similar_titles(draft.answers.get("title", ""), await recent_titles(turn.session, turn.person.unit_id))
    return replace(facts, others=tuple(await titles_of(turn.session, alike))) if alike else facts


async def _of_entry(turn: Turn, draft: Draft, initiative_id: int, facts: Facts) -> Facts:
    """With the unit of the entry that is amended, and the files it has and keeps."""
    own = await own_initiative(turn.session, turn.person.id, initiative_id)
    unit = own[1]["unit_name"] if own else turn.person.unit_name
    files = 0 if draft.answers.get(NO_FILES) else await count_files(turn.session, initiative_id)
    return replace(facts, unit_name=unit, sent_files=files)
