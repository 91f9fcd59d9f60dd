"""Coming in: from the first word to a person with a language, a consent, a unit and a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conversation import buttons
from conversation.ask import SETTLE
from conversation.draft import Draft, DraftState, Flow
from conversation.form import begin, missing
from conversation.joining import JOINING, PHONE
from conversation.message import Button, Text
from handlers import quick
from handlers.begun import begun, go_on
from handlers.forms import park, start_form
from handlers.turn import Turn, command
from storage.consents import consents_of, withdraw_consents
from storage.ids import new_id
from storage.people import set_joined, set_name, set_phone, set_unit
from storage.units import Unit, unit_by_code, unit_by_id


async def join(turn: Turn, unit: Unit | None = None) -> None:
    """Asks what is still missing for coming in; what a newcomer wrote first is kept for after."""
    person, answers = turn.person, dict[str, Any]()
    kept = turn.open_draft.answers if turn.open_draft and turn.open_draft.form == JOINING.name else {}
    for name in ("language", "consent", "consent_kept", "first_words", "name"):
        if name in kept:
            answers[name] = kept[name]
    if person.language:
        answers["language"] = person.language
    if person.name:
        answers["name"] = person.name
    if unit:
        answers["unit"] = unit.id
    first = turn.message
    if quick.worth(first) and "first_words" not in answers:
        answers["first_words"] = quick.packed(first)
    if unit:
        turn.say("joining-unit-known", unit=unit.name)
    if missing(JOINING, answers):
        await start_form(turn, JOINING, answers)
    else:  # someone who comes back, agreed again and took a link of the unit
        await park(turn)
        await finished(turn, begin(JOINING, new_id(), turn.now, answers=answers))


def keep_first_words(turn: Turn, step: str) -> None:
    """What a newcomer tells where a button is asked for is kept as the first message is, and that is said.

    Words at the questions of language and consent, a photo at any: to the others words are an answer.
    """
    draft, message = turn.open_draft, turn.message
    if draft is None or draft.form != JOINING.name or draft.step != step or turn.person.joined_at or not turn.says:
        return
    if not quick.worth(message) or not (message.files or step in ("language", "consent")):
        return
    kept = draft.answers.get("first_words")
    told = quick.packed_more(kept, message, turn.campaign.limits.files) if kept else quick.packed(message)
    if told is None:
        return
    turn.draft = replace(draft, answers={**draft.answers, "first_words": told}, failures=0)
    turn.says[-1] = replace(turn.says[-1], text=Text("joining-words-kept"), settle=SETTLE)


async def finished(turn: Turn, draft: Draft) -> None:
    """Everything is answered: the person is in, and what was written first becomes a draft."""
    answers = draft.answers
    unit = await unit_by_id(turn.session, int(answers["unit"]))
    if unit is None:  # the list was imported anew meanwhile
        await join(turn)
        return
    if all(row["withdrawn_at"] for row in await consents_of(turn.session, turn.person.id)):
        turn.draft = replace(draft, state=DraftState.CANCELLED)  # begun before the consent was withdrawn
        await join(turn)
        return
    person = turn.person
    await set_name(turn.session, person.id, answers["name"])
    await set_unit(turn.session, person.id, unit.id)
    await set_joined(turn.session, person.id, person.joined_at or turn.now)
    was_in = person.joined_at is not None
    turn.person = replace(
        person, name=answers["name"], unit_id=unit.id, unit_name=unit.name, unit_path=unit.path,
        sector=unit.sector or "", joined_at=person.joined_at or turn.now,
    )  # fmt: skip
    turn.draft = replace(draft, state=DraftState.SENT)
    given = turn.given
    if was_in:
        turn.say(
            "joining-changed", (*go_on(await begun(turn)), (command("new"),)), name=answers["name"], unit=unit.name
        )
    elif answers.get("first_words"):
        turn.say("joining-done-first-words", given=given, unit=unit.name)
        await quick.begin_quick(turn, **quick.unpacked(answers["first_words"]))
    else:
        turn.say("joining-done", ((command("new"),), (command("help"), command("phone"))), given=given, unit=unit.name)


async def declined(turn: Turn, draft: Draft) -> None:
    """No consent (any more): nothing more is asked or kept, and the door stays open."""
    await withdraw_consents(turn.session, turn.person.id, turn.now)
    await set_joined(turn.session, turn.person.id, None)
    turn.person = replace(turn.person, joined_at=None)
    answers = {name: value for name, value in draft.answers.items() if not name.startswith(("consent", "first_words"))}
    turn.draft = replace(draft, answers=answers, state=DraftState.CANCELLED)
    again = Button(buttons.form_button(turn.draft, buttons.RESUME), Text("consent-reconsider"))
    turn.say("consent-declined", ((again,),), contact=turn.campaign.contact)


async def unit(turn: Turn, argument: str) -> None:
    """Changes the unit: to the one whose id a button names, where one can work there, or by searching."""
    unit_id = buttons.number_in(argument)
    chosen = await unit_by_id(turn.session, unit_id) if unit_id is not None else None
    there = chosen and chosen.parent_id and not chosen.merged_into_id
    await change(turn, {"unit": chosen.id} if chosen and there else {}, "unit")


async def name(turn: Turn, _argument: str) -> None:
    await change(turn, {}, "name")


async def change(turn: Turn, answers: Mapping[str, Any], what: str) -> None:
    """Asks one of the joining questions again, with what is kept; with its answer at hand it is done at once."""
    person = turn.person
    known = {"language": turn.language, "consent": True, "consent_kept": True, "name": person.name}
    known = {**known, "unit": person.unit_id, **answers}
    if answers:
        draft = turn.draft
        await finished(turn, Draft(0, JOINING.name, JOINING.version, "", turn.now, answers=known))
        turn.draft = draft
    else:
        await start_form(turn, JOINING, known, Flow.AMEND, step=what)


async def phone(turn: Turn, _argument: str) -> None:
    kept = {"phone": turn.person.phone} if turn.person.phone else {}
    await start_form(turn, PHONE, kept, Flow.AMEND, step="phone")


async def phone_given(turn: Turn, draft: Draft) -> None:
    number = draft.answers.get("phone")
    turn.draft = replace(draft, state=DraftState.SENT)
    if number:
        await set_phone(turn.session, turn.person.id, number)
        turn.say("phone-kept", phone=number)
    else:
        turn.say("phone-skipped")
    if waiting := await begun(turn):  # a message of its own: the first takes away the keyboard, and bears no buttons
        turn.say("draft-waits", go_on(waiting), title=waiting.answers.get("title", "…"))


async def link(turn: Turn, code: str) -> None:
    """`/start u_<code>`: the unit of a QR code or link; never a dead end where the code is unknown."""
    found = await unit_by_code(turn.session, code)
    if found is None or found.parent_id is None:
        turn.say("unit-code-unknown", code=code[:40])
    if turn.person.joined_at is None:
        await join(turn, found if found and found.parent_id else None)
    elif found and found.parent_id and found.id != turn.person.unit_id:
        rows = (
            (command("unit", found.id, Text("unit-move", {"unit": found.name})),),
            (command("start", "", Text("unit-stay")),),
        )
        turn.say("unit-other", rows, now=turn.person.unit_name, other=found.name)
