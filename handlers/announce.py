"""Announcing to a subtree: written, confirmed, taken back within a minute, watched, stopped.

Nothing is sent here, and no recipient is looked at but to be counted: scheduler/announcements.py does that later.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from campaign.quiet import closed, fitting
from campaign.roles import Right, places
from conversation import buttons
from conversation.announcing import ANNOUNCEMENT, progress, segment
from conversation.buttons import number_in
from conversation.draft import Draft, DraftState
from conversation.message import Button, Text
from handlers.audience import allowed, audience, reach
from handlers.forms import resume, start_form
from handlers.joining import join
from handlers.turn import Turn, command, menu_rows
from storage.announcements import Announcement, State, add_announcement, announcement_of, turned, under_way_of
from storage.drafts import drafts_of
from storage.units import Unit, unit_by_code, unit_by_id

UNDO = timedelta(minutes=1)


async def announce(turn: Turn, argument: str) -> None:
    """Argument: nothing (what is under way, else a new one), `new`, a unit's id or code, or `<deed>:<id>`."""
    what, _, number = argument.partition(":")
    if what in _DEEDS and turn.message.choice:
        await _deed(turn, what, number_in(number))
        return
    widest = places(await turn.grants(), Right.ANNOUNCE)
    named = argument not in ("", "new")
    unit = await _named(turn, argument) if named else None
    if not widest or (named and not (unit and await allowed(turn, unit))):
        turn.say("announce-no-right", menu_rows())
    elif turn.person.joined_at is None:
        await join(turn)
    elif not argument and (one := await under_way_of(turn.session, turn.person.id)):
        await _shown(turn, one)
    elif not argument and (draft := await _begun(turn)):
        await resume(turn, draft)
    else:
        await start_form(turn, ANNOUNCEMENT, {"unit": unit.id if unit else widest[0].unit_id})


async def confirm(turn: Turn, draft: Draft) -> None:
    """The card was sent: it starts in a minute, or when the quiet hours end, unless it is taken back."""
    found = await audience(turn, draft.answers)
    if found is None:
        turn.say("announce-no-right", menu_rows())
        return
    people = (await reach(turn, draft.answers)).get("people", 0)
    turn.draft = replace(draft, state=DraftState.SENT)
    by = (turn.person.id, turn.person.address)
    soon = turn.now + UNDO
    starts = fitting(soon, closed(turn.campaign.reminders.quiet, None, timedelta()), turn.campaign.zone)
    await add_announcement(
        turn.session, draft.id, found.unit.id, found.union.id, by, draft.answers["text"], found.segment,
        turn.now, starts,
    )  # fmt: skip
    if starts > soon:  # people sleep: a leader who writes at night is told when it goes
        wall = starts.astimezone(turn.campaign.zone)
        day = Text("day-shown", {"date": wall.date().isoformat()})
        turn.say("announce-confirmed-later", (_undo(draft.id),), count=people, time=f"{wall:%H:%M}", day=day)
    else:
        turn.say("announce-confirmed", (_undo(draft.id),), count=people)


async def drop(turn: Turn, draft: Draft) -> None:
    """Put away, with the way back."""
    turn.draft = draft.changed(turn.now, state=DraftState.CANCELLED)
    undo = Button(buttons.form_button(turn.draft, buttons.UNDO), Text("form-undo"))
    turn.say("form-cancelled", ((undo,),))


async def _deed(turn: Turn, what: str, announcement_id: int | None) -> None:
    """A button under an announcement of one's own; a late one is answered with how things stand."""
    one = await announcement_of(turn.session, turn.person.id, announcement_id) if announcement_id is not None else None
    if one is None:
        turn.say("press-over", menu_rows())
    else:
        await _DEEDS[what](turn, one)


async def _take_back(turn: Turn, one: Announcement) -> None:
    if await turned(turn.session, one.id, State.UNDONE, of=[State.WAITING]):
        again = command("announce", f"again:{one.id}", Text("announce-again"))
        turn.say("announce-undone", ((again,),), replaces=True)
    else:
        await _late(turn, one)


async def _stop(turn: Turn, one: Announcement) -> None:
    """What was not sent yet is dropped by the next sweep: it may be a hundred thousand letters."""
    if await turned(turn.session, one.id, State.STOPPING, of=[State.PLANNING, State.SENDING]):
        turn.say("announce-stopping", replaces=True)
    else:
        await _late(turn, one)


async def _again(turn: Turn, one: Announcement) -> None:
    """The card once more, to be changed and sent."""
    answers = {"text": one.text, "unit": one.unit_id}
    narrowed = {"role": one.role, "language": one.language, "ownership": one.ownership}
    await start_form(turn, ANNOUNCEMENT, answers | {name: value for name, value in narrowed.items() if value})


_DEEDS: Mapping[str, Callable[[Turn, Announcement], Awaitable[None]]] = {
    "undo": _take_back,
    "stop": _stop,
    "again": _again,
}


async def _late(turn: Turn, one: Announcement) -> None:
    turn.toast = Text("form-late-press")
    await _shown(turn, one)


async def _shown(turn: Turn, one: Announcement) -> None:
    """How things stand: with the button for what can still be done."""
    new = (command("announce", "new", Text("announce-new")),)
    if one.state is State.WAITING:
        narrowed = {"role": one.role, "language": one.language, "ownership": one.ownership}
        turn.say("announce-waiting", (_undo(one.id), new), segment=segment({"unit": one.unit_name}, narrowed))
    elif one.state in (State.PLANNING, State.SENDING):
        said = progress(one.id, one.sent, one.recipients - one.unreachable, running=True)
        turn.says.append(replace(said, buttons=(*said.buttons, new), replaces=False))
    elif one.state is State.STOPPING:
        turn.say("announce-stopping", (new,))
    elif one.state is State.UNDONE:
        turn.say("announce-undone", ((command("announce", f"again:{one.id}", Text("announce-again")),),))
    else:
        stopped = one.recipients - one.sent - one.failed - one.unreachable
        turn.say(
            "announce-done", (new,), sent=one.sent, failed=one.failed, unreachable=one.unreachable, stopped=stopped
        )


def _undo(announcement_id: int) -> tuple[Button, ...]:
    return (command("announce", f"undo:{announcement_id}", Text("announce-undo")),)


async def _named(turn: Turn, argument: str) -> Unit | None:
    """The unit that a button (by its id) or somebody who typed (by its code) means."""
    unit_id = number_in(argument)
    if unit_id is not None and turn.message.choice:
        return await unit_by_id(turn.session, unit_id)
    return await unit_by_code(turn.session, argument)


async def _begun(turn: Turn) -> Draft | None:
    """One that was written and not sent."""
    if turn.draft and turn.draft.form == ANNOUNCEMENT.name and turn.draft.state == DraftState.OPEN:
        return turn.draft
    parked = await drafts_of(turn.session, turn.person.id, ANNOUNCEMENT.name, ("open", "parked"), 1)
    return parked[0] if parked and "text" in parked[0].answers else None
