"""A person's own initiatives: where each stands, and taking one back."""

from __future__ import annotations

from typing import Any

from campaign.kinds import Status
from conversation import shown
from conversation.buttons import number_in
from conversation.draft import Draft, DraftState
from conversation.form import missing
from conversation.json_text import from_json
from conversation.message import Text
from conversation.submission import SUBMISSION
from handlers.amending import answers_of
from handlers.forms import resume
from handlers.turn import Rows, Turn, command, menu_rows
from storage.database import Row
from storage.drafts import draft_of, drafts_of
from storage.entries import Brief, initiatives_of, own_initiative
from storage.initiatives import restore, withdraw

PAGE = 8
NEWEST_DRAFTS = 5  # in the list of all; the others one tap further


async def mine(turn: Turn, argument: str) -> None:
    """The list (argument empty or `@<offset>`), the `drafts` alone, or an initiative by its id."""
    if argument == "drafts":
        await _drafts(turn)
        return
    if (asked_for := number_in(argument)) is not None:
        await _one(turn, asked_for)
        return
    offset = (number_in(argument[1:]) or 0) if argument[:1] == "@" else 0
    briefs = await initiatives_of(turn.session, turn.person.id, PAGE + 1, offset)
    rows: Rows = tuple((command("mine", brief.id, _cut(f"{brief.code} · {brief.title}")),) for brief in briefs[:PAGE])
    if not offset:
        drafts = await _draft_rows(turn, NEWEST_DRAFTS + 1)
        more = ((command("mine", "drafts", Text("mine-more-drafts")),),) if len(drafts) > NEWEST_DRAFTS else ()
        rows = (*rows, *drafts[:NEWEST_DRAFTS], *more)
    if not rows:
        turn.say("mine-empty", menu_rows())
        return
    turns = [command("mine", f"@{offset - PAGE}", "◀")] if offset else []
    turns += [command("mine", f"@{offset + PAGE}", "▶")] if len(briefs) > PAGE else []
    listed = [
        Text("mine-row", {"code": b.code, "title": b.title, "status": Text(f"status-{b.status}")})
        for b in briefs[:PAGE]
    ]
    replaces = bool(turn.message.choice and argument)
    turn.say("mine-list", (*rows, *((tuple(turns),) if turns else ())), replaces=replaces, entries=listed)


async def has_sent(turn: Turn) -> bool:
    return bool(await initiatives_of(turn.session, turn.person.id, 1, 0))


async def _drafts(turn: Turn) -> None:
    """Every draft that was not sent: as many as there may be (handlers/full.py) fit one message."""
    rows = await _draft_rows(turn, turn.campaign.limits.open_drafts + 1)
    turn.say("mine-drafts", (*rows, (command("mine", "", Text("button-back-to-list")),)))


async def _draft_rows(turn: Turn, most: int) -> Rows:
    drafts = await drafts_of(turn.session, turn.person.id, SUBMISSION.name, ("open", "parked"), most)
    drafts = [turn.draft if turn.draft and turn.draft.id == draft.id else draft for draft in drafts]
    titles = [Text("mine-draft", {"title": _cut(_title(draft))}) for draft in drafts]
    return tuple((command("draft", draft.id, title),) for draft, title in zip(drafts, titles, strict=True))


async def _one(turn: Turn, initiative_id: int) -> None:
    own = await own_initiative(turn.session, turn.person.id, initiative_id)
    if own is None:
        turn.say("mine-unknown", ((command("mine"),),))
        return
    brief, row = own
    rows, left = [], list[Text]()
    if brief.status == Status.SUBMITTED:
        left = [Text(f"submission-{name}-name") for name in missing(SUBMISSION, answers_of(row))]
        rows.append((command("amend", brief.id, Text("button-amend" if not brief.complete else "button-change")),))
        rows.append((command("withdraw", brief.id),))
    elif brief.status == Status.WITHDRAWN:
        rows.append((command("restore", brief.id, Text("form-undo")),))
    rows.append((command("mine", "", Text("button-back-to-list")),))
    turn.say(
        "mine-one",
        tuple(rows),
        code=brief.code,
        title=brief.title,
        kind=Text(f"kind-{brief.kind}"),
        status=Text(f"status-{brief.status}"),
        unit=row["unit_name"],
        sent=Text("date-shown", {"date": turn.campaign.today(brief.submitted_at).isoformat()}),
        benefit=shown.benefit(from_json(row["benefit"])) if row["benefit"] else Text("card-open"),
        open=Text("receipt-open", {"names": left}) if left else "",
    )


async def take_back(turn: Turn, argument: str) -> None:
    """Withdraws an entry, with the way back."""
    own = await _own(turn, argument)
    if own and await withdraw(turn.session, own[0], own[1]["unit_path"], turn.now, turn.campaign.zone):
        turn.say("withdrawn", ((command("restore", own[0].id, Text("form-undo")),),), code=own[0].code)
    else:
        turn.say("withdraw-too-late", ((command("mine"),),))


async def put_back(turn: Turn, argument: str) -> None:
    own = await _own(turn, argument)
    if own and await restore(turn.session, own[0], own[1]["unit_path"], turn.now, turn.campaign.zone):
        turn.say("restored", ((command("mine"),),), code=own[0].code)
    else:
        turn.say("mine-unknown", ((command("mine"),),))


async def draft(turn: Turn, argument: str) -> None:
    """Takes up a draft from the list."""
    if turn.draft and argument == str(turn.draft.id):
        found: Draft | None = turn.draft
    else:
        draft_id = number_in(argument)
        found = await draft_of(turn.session, turn.person.id, draft_id) if draft_id is not None else None
    if found is None or found.state == DraftState.SENT:
        turn.say("mine-unknown", ((command("mine"),),))
    else:
        await resume(turn, found)


async def _own(turn: Turn, argument: str) -> tuple[Brief, Row] | None:
    """One of the person's own initiatives, by the id in a button's argument."""
    initiative_id = number_in(argument)
    return None if initiative_id is None else await own_initiative(turn.session, turn.person.id, initiative_id)


def _title(draft: Any) -> str:
    return str(draft.answers.get("title", "…"))


def _cut(words: str) -> str:
    """A button's label: what doesn't fit stands whole in the text above it."""
    return words if len(words) <= 48 else words[:47] + "…"
