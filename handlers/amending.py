"""Completing or changing what was sent: a draft upon the entry, one at a time."""

from __future__ import annotations

from typing import Any

from campaign.kinds import Status
from conversation import collect
from conversation.amending import begun, caught_up
from conversation.buttons import number_in
from conversation.draft import Draft, Flow
from conversation.form import REVIEW
from conversation.json_text import from_json
from conversation.message import Text
from conversation.submission import SUBMISSION
from handlers.forms import ask_present, resume, start_form
from handlers.full import full
from handlers.turn import Turn, command
from storage.database import Row
from storage.drafts import amending
from storage.entries import own_initiative


async def amend(turn: Turn, argument: str) -> None:
    """Opens a sent entry again at what it lacks; nothing that was counted changes until it is sent.

    A draft that was begun for it goes on: two of them would take each other's answers back.
    """
    initiative_id = number_in(argument)
    own = None if initiative_id is None else await own_initiative(turn.session, turn.person.id, initiative_id)
    if own is None or own[0].status != Status.SUBMITTED:
        turn.say("amend-too-late", ((command("mine"),),))
        return
    if turn.open_draft and turn.open_draft.amends == own[0].id:
        await ask_present(turn)
    elif draft := await amending(turn.session, turn.person.id, own[0].id):
        await resume(turn, draft)
    elif not await full(turn):
        await start_form(turn, SUBMISSION, begun(answers_of(own[1])), Flow.AMEND, amends=own[0].id)


async def caught_up_first(turn: Turn, draft: Draft, row: Row) -> bool:
    """Whether the entry was changed since the draft was begun: then the card is shown again, upon what it is now."""
    answers = caught_up(draft.answers, answers_of(row))
    if answers is None:
        return False
    turn.draft = draft.changed(turn.now, answers=answers, step=REVIEW, returning=False)
    await ask_present(turn, Text("amend-newer"))
    return True


def answers_of(row: Row) -> dict[str, Any]:
    """A sent entry as the form's answers."""
    before, after = ("Trước", "Sau") if row["language"] == "vi" else ("Before", "After")
    words = f"{before}: {row['problem']}\n{after}: {row['solution']}" if row["problem"] else row["solution"]
    parts = [{"ref": "", "text": words}] if words else []
    answers: dict[str, Any] = {
        "title": row["title"],
        "kind": row["kind"],
        "substance": {**collect.EMPTY, "parts": parts},
        "authors": from_json(row["co_authors"]),
    }
    if row["benefit"]:
        answers["benefit"] = from_json(row["benefit"])
    if row["applied_on"]:
        answers["applied_on"] = row["applied_on"]
    return answers
