"""Sending the card: the draft becomes an initiative, once, with its receipt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from conversation import buttons, collect
from conversation.amending import NO_FILES
from conversation.draft import Draft, DraftState
from conversation.form import missing
from conversation.language import read
from conversation.message import Button, File, Text
from conversation.submission import SUBMISSION
from handlers.amending import caught_up_first
from handlers.turn import Turn, command
from storage.drafts import cancel_amending
from storage.entries import own_initiative
from storage.files import attach, drop_attachments
from storage.initiatives import Entry, add_initiative, amend_initiative

_MARKED = re.compile(
    r"^\s*(?:trước(?: đây)?|vấn đề|hiện trạng|vướng mắc|problem|before)\s*[:：-]\s*(?P<problem>.+?)"
    r"\n[^\S\n]*(?:sau|giải pháp|đã làm|cách làm|solution|after)\s*[:：-]\s*(?P<solution>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_FIRST_WORD = timedelta(hours=24)
_DECISION = timedelta(days=7)


async def send(turn: Turn, draft: Draft) -> None:
    """Stores and counts the initiative and says its receipt code; an amended one is changed instead."""
    if turn.person.unit_id is None or turn.person.joined_at is None:
        turn.say("send-join-first", ((command("start"),),))
        return
    if draft.amends:
        await _amend(turn, draft.amends, draft)
        return
    turn.draft = replace(draft, state=DraftState.SENT)
    entry = _entry(turn, draft)
    zone = turn.campaign.zone
    initiative_id, code = await add_initiative(turn.session, turn.person, entry, turn.now, zone)
    await _attach(turn, initiative_id, draft)
    left = [Text(f"submission-{name}-name") for name in missing(SUBMISSION, draft.answers)]
    amend = ((command("amend", initiative_id),),) if left else ()
    turn.say(
        "receipt",
        (*amend, (command("new", "", Text("button-another")), command("mine"))),
        code=code,
        title=draft.answers["title"],
        unit=turn.person.unit_name,
        open=Text("receipt-open", {"names": left}) if left else "",
        first_word=Text("date-shown", {"date": turn.campaign.today(turn.now + _FIRST_WORD).isoformat()}),
        decision=Text("date-shown", {"date": turn.campaign.today(turn.now + _DECISION).isoformat()}),
    )


async def drop(turn: Turn, draft: Draft) -> None:
    """It was no initiative, or one that exists already: put away, with the way back."""
    gone = draft.changed(turn.now, state=DraftState.CANCELLED)
    turn.draft = gone
    undo = Button(buttons.form_button(gone, buttons.UNDO), Text("form-undo"))
    turn.say("draft-dropped", ((undo,), (command("new"), command("help"))))


async def _amend(turn: Turn, initiative_id: int, draft: Draft) -> None:
    turn.draft = replace(draft, state=DraftState.SENT)
    own = await own_initiative(turn.session, turn.person.id, initiative_id)
    if own is None or own[0].status != "submitted":
        turn.say("amend-too-late", ((command("mine"),),))
        return
    brief, row = own
    if await caught_up_first(turn, draft, row):
        return
    entry = _entry(turn, draft)
    await amend_initiative(turn.session, brief, row["unit_path"], entry, turn.now, turn.campaign.zone)
    await cancel_amending(turn.session, turn.person.id, initiative_id, draft.id)
    if draft.answers.get(NO_FILES):
        await drop_attachments(turn.session, initiative_id)
    await _attach(turn, initiative_id, draft)
    left = [Text(f"submission-{name}-name") for name in missing(SUBMISSION, draft.answers)]
    still = Text("receipt-open", {"names": left}) if left else Text("amended-complete")
    turn.say(
        "amended",
        ((command("mine", brief.id, Text("button-look")),), (command("new"),)),
        code=brief.code,
        open=still,
    )


async def _attach(turn: Turn, initiative_id: int, draft: Draft) -> None:
    names = File.__dataclass_fields__
    files = draft.answers.get("substance", collect.EMPTY)["files"]
    kept = [File(**{key: value for key, value in file.items() if key in names}) for file in files]
    # A file belongs to the channel that it came by: the draft may have been begun on another.
    for file in kept:
        channel, _, ref = file.ref.partition(":")
        await attach(turn.session, initiative_id, channel, [replace(file, ref=ref)], turn.now)


def _entry(turn: Turn, draft: Draft) -> Entry:
    answers: Mapping[str, Any] = draft.answers
    words = collect.words(answers.get("substance", collect.EMPTY))
    problem, solution = split(words)
    benefit = answers.get("benefit")
    return Entry(
        draft_id=draft.id,
        title=answers["title"],
        kind=answers["kind"],
        problem=problem,
        solution=solution,
        benefit=benefit,
        applied_on=answers.get("applied_on"),
        co_authors=list(answers.get("authors", [])),
        complete=not missing(SUBMISSION, answers),
        channel=turn.message.channel,
        language=_language(turn, f"{answers['title']}\n{words}"),
    )


def _language(turn: Turn, words: str) -> str:
    """What it was written in; the person's own where the words don't say clearly."""
    found = read(words)
    return found.language if found.language and found.clear else turn.language


def split(words: str) -> tuple[str, str]:
    """(problem, solution) where the author marked them (`Trước: ...`, `Sau: ...`), else all is the solution."""
    marked = _MARKED.match(words)
    return (marked["problem"].strip(), marked["solution"].strip()) if marked else ("", words)
