"""Carries a form on: loads what its questions need to know, keeps the draft, and does what it ends in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from conversation import advance as engine
from conversation import ask, buttons, doubts
from conversation.announcing import ANNOUNCEMENT
from conversation.buttons import Press
from conversation.draft import Draft, DraftState, Flow
from conversation.form import Form, begin, upgraded
from conversation.joining import JOINING, MORE, PHONE
from conversation.labels import typed_button
from conversation.message import Button, Text
from conversation.outcome import Event, Outcome
from conversation.readers.reading import Facts
from conversation.submission import SUBMISSION
from handlers import audience, coming_in
from handlers.on_card import with_card
from handlers.turn import Rows, Turn, command, menu_rows
from handlers.unit_search import found_units, offer_more, query_kept
from storage.drafts import draft_of, save_draft
from storage.ids import new_id
from storage.people import set_draft

FORMS: Mapping[str, Form] = {form.name: form for form in (SUBMISSION, JOINING, PHONE, ANNOUNCEMENT)}


async def start_form(
    turn: Turn, form: Form, answers: Mapping[str, Any] | None = None, flow: Flow = Flow.GUIDED,
    amends: int | None = None, step: str = "",
) -> None:  # fmt: skip
    """Begins a new draft and asks its first question, or that `step`; a draft that was open is parked, not lost."""
    await park(turn)
    draft = begin(form, new_id(), turn.now, flow, answers, amends)
    draft = replace(draft, step=step) if step else draft
    await set_draft(turn.session, turn.person.id, draft.id)
    turn.draft = draft
    await ask_present(turn)


async def park(turn: Turn) -> None:
    """Puts the present draft aside, to be found again in the person's own list."""
    if turn.draft:
        await save_draft(turn.session, turn.person.id, turn.draft.aside() if turn.open_draft else turn.draft)


async def ask_present(turn: Turn, remark: Text | None = None) -> None:
    """Says the question at which the draft stands, perhaps with a remark before it."""
    if turn.draft:
        form = FORMS[turn.draft.form]
        facts = await with_card(turn, form, turn.draft, await _facts(turn, form, turn.draft))
        asked = ask.reminded(form, turn.draft, facts, remark) if remark else ask.question(form, turn.draft, facts)
        turn.says.append(asked)


def asks_name(draft: Draft) -> bool:
    step = FORMS[draft.form].by_name.get(draft.step)
    return step is not None and step.named


async def hear(turn: Turn, draft: Draft) -> Event | None:
    """What a message that is no command does to the open draft; what the caller must then carry out."""
    form = FORMS[draft.form]
    draft = upgraded(form, draft, turn.now)
    option = ""
    if form is JOINING and draft.step == "unit" and not turn.message.edited:
        option = doubts.chosen(draft, turn.message.text) or ""
        if option.startswith(MORE):
            await offer_more(turn, form, draft, option)
            return None
        draft = await query_kept(turn, draft)
    return await _apply(turn, form, draft, lambda facts: engine.advance(form, draft, turn.message, facts), option)


async def press(turn: Turn, pressed: Press) -> Event | None:
    """What a form's button does, also one of a draft that is not the present one."""
    draft = turn.draft
    if draft is None or draft.id != pressed.draft_id:
        draft = await draft_of(turn.session, turn.person.id, pressed.draft_id)
    if draft is None or draft.state == DraftState.SENT:
        return await _late(turn)
    if draft.state != DraftState.OPEN and not _takes_up(pressed, draft):
        return await _late(turn)
    form = FORMS[draft.form]
    if form is not JOINING and turn.person.joined_at is None:  # consent was withdrawn: nothing new is taken
        turn.say("send-join-first", ((command("start"),),))
        return None
    if draft.id != (turn.draft.id if turn.draft else None):
        await park(turn)
        await set_draft(turn.session, turn.person.id, draft.id)
    draft = upgraded(form, draft, turn.now)
    if form is JOINING and draft.step == "unit" and pressed.what.startswith(MORE):
        await offer_more(turn, form, draft, pressed.what)
        return None
    return await _apply(turn, form, draft, lambda facts: engine.pressed(form, draft, pressed, facts), pressed.what)


def _takes_up(pressed: Press, draft: Draft) -> bool:
    """Whether a button is one of those that are offered where a draft was put aside."""
    there = (pressed.step, pressed.version) == (draft.step, draft.version)
    cancels = pressed.what == buttons.CANCEL and draft.state == DraftState.PARKED and there
    return cancels or pressed.what in (buttons.UNDO, buttons.RESUME)


def paused_button(turn: Turn) -> Press | None:
    """The button of a draft that was just put aside, or cancelled, typed as a word: `làm tiếp`."""
    draft = turn.draft
    if draft is None or draft.state not in (DraftState.PARKED, DraftState.CANCELLED):
        return None
    [shown] = engine.pause(FORMS[draft.form], draft, turn.facts()).says
    return typed_button(shown, turn.message.text)


async def move(turn: Turn, step: Callable[[Form, Draft, Facts], Outcome]) -> Event | None:
    """Back, skip, done, pause or cancel, asked for in words."""
    draft = turn.open_draft or (turn.parked_draft if step is engine.cancel else None)
    if draft is None:
        turn.say("nothing-open", (*onward(turn), *menu_rows()))
        return None
    form = FORMS[draft.form]
    return await _apply(turn, form, draft, lambda facts: step(form, draft, facts))


def onward(turn: Turn) -> Rows:
    """The button that takes up a draft again that was just put aside, where there is one."""
    draft = turn.parked_draft
    return ((Button(buttons.form_button(draft, buttons.RESUME), Text("form-resume")),),) if draft else ()


async def resume(turn: Turn, draft: Draft) -> None:
    """Takes a draft that was put aside up again where it stood."""
    if turn.draft is None or turn.draft.id != draft.id:
        await park(turn)
        await set_draft(turn.session, turn.person.id, draft.id)
    form = FORMS[draft.form]
    turn.draft = replace(doubts.forget(upgraded(form, draft, turn.now)), state=DraftState.OPEN, updated_at=turn.now)
    await ask_present(turn)


async def _late(turn: Turn) -> Event | None:
    """A button of something that is over: harmless, and the person is shown where things stand."""
    turn.toast = Text("form-late-press")
    if turn.open_draft:
        await ask_present(turn)
    else:
        turn.say("press-over", menu_rows())
    return None


async def _apply(
    turn: Turn, form: Form, before: Draft, step: Callable[[Facts], Outcome], what: str = ""
) -> Event | None:
    facts = await _facts(turn, form, before, what)
    outcome = step(facts)
    if outcome.event is None and (fuller := await with_card(turn, form, outcome.draft, facts)) is not facts:
        outcome = step(fuller)  # it is pure: the same again, and the card says what the new answers are told by
    turn.draft = outcome.draft
    turn.toast = outcome.toast or turn.toast
    if form is JOINING:
        await coming_in.keep(turn, before, outcome.draft)
    turn.says += outcome.says
    return outcome.event


async def _facts(turn: Turn, form: Form, draft: Draft, what: str = "") -> Facts:
    if form is ANNOUNCEMENT:
        return turn.facts(await audience.units(turn, draft, what))
    answers_unit = draft.step == "unit" or draft.sources.get(turn.message.ref) == "unit"
    found = await found_units(turn, draft, what) if form is JOINING and answers_unit else ()
    return turn.facts(found)
