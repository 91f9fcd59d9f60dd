"""Drafts that a worker wants to finish together: a card to the support team, and the answer back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from campaign.pings import Why
from campaign.quiet import fitting
from campaign.roles import Role
from conversation.buttons import base36
from conversation.draft import Draft, DraftState
from conversation.message import Say, Text
from conversation.submission import still_missing
from scheduler.desk import Call, Composer, Desk, Message, button
from scheduler.nudges import title_of
from storage.database import Row, Session
from storage.escalations import holders_at
from storage.left_drafts import (
    drafts_by_id,
    new_rescues,
    note_rescue_planned,
    opened,
    rescues_of,
    untaken_rescues,
)
from storage.pings import Plan
from storage.pings import plan as write_plan
from storage.recipients import Recipient, recipients

_PAGE = 200
_OPEN = (DraftState.OPEN, DraftState.PARKED)
_NOBODY = ":nobody"
_TOO_OLD = timedelta(days=30)


async def plan(desk: Desk, now: datetime) -> int:
    """Plans a card for each support member of the unit of each draft that was asked for; how many cards."""
    rows = await desk.database.read(lambda session: new_rescues(session, _PAGE))
    if not rows:
        return 0

    async def work(session: Session) -> int:
        held = await holders_at(session, Role.SUPPORT, {row["unit_id"] for row in rows})
        people = await recipients(session, {one for those in held.values() for one in those}, desk.fetched)
        plans: list[Plan] = []
        for row in rows:
            if await note_rescue_planned(session, row["id"], now):
                helpers = [one for one in held.get(row["unit_id"], ()) if one != row["person_id"]]
                plans += [_card(desk, people[one], row["draft_id"], now) for one in helpers]
        await write_plan(session, plans)
        return len(plans)

    return await desk.database.write(work)


async def give_up(desk: Desk, now: datetime) -> int:
    """Plans the word to each worker whose card nobody has taken; how many."""
    rows = await desk.database.read(lambda session: untaken_rescues(session, now - _TOO_OLD, _PAGE))
    if not rows:
        return 0

    async def work(session: Session) -> int:
        people = await recipients(session, {row["person_id"] for row in rows}, desk.fetched)
        plans = [_word(desk, people[row["person_id"]], row["draft_id"], now) for row in rows]
        await write_plan(session, plans)
        return len(plans)

    return await desk.database.write(work)


def _card(desk: Desk, person: Recipient, draft_id: int, now: datetime) -> Plan:
    return _plan(desk, person, f"rescue:{base36(draft_id)}", draft_id, now)


def _word(desk: Desk, person: Recipient, draft_id: int, now: datetime) -> Plan:
    return _plan(desk, person, f"rescued:{base36(draft_id)}{_NOBODY}", draft_id, now)


def _plan(desk: Desk, person: Recipient, kind: str, draft_id: int, now: datetime) -> Plan:
    campaign = desk.campaign
    due = fitting(now, person.wishes.alone(campaign.reminders), campaign.zone)
    return Plan(person.id, kind, campaign.today(due), due, due + campaign.reminders.useful(kind), draft_id)


@dataclass(frozen=True, slots=True)
class _Facts:
    drafts: Mapping[int, Row]
    rescues: Mapping[int, Row]
    names: Mapping[int, str]
    contact: str


async def _load(desk: Desk, calls: Sequence[Call], _now: datetime) -> _Facts:
    ids = {ping.draft_id for call in calls for ping in call.pings if ping.draft_id}

    async def look(session: Session) -> _Facts:
        drafts, rescues = await drafts_by_id(session, ids), await rescues_of(session, ids)
        helpers = {row["taken_by"] for row in rescues.values() if row["taken_by"]}
        people = await recipients(session, helpers, ())
        return _Facts(drafts, rescues, {one.id: one.name for one in people.values()}, desk.campaign.contact)

    return await desk.database.read(look)


def _write(facts: _Facts, call: Call) -> Message | Why:
    ping = call.pings[-1]
    row, rescue = facts.drafts.get(ping.draft_id or 0), facts.rescues.get(ping.draft_id or 0)
    draft = opened(row) if row else None
    if row is None or rescue is None or draft is None or draft.state not in _OPEN:
        return Why.OVER
    if ping.kind.startswith("rescued"):
        return _told(facts, ping.kind, rescue, draft)
    if rescue["taken_by"]:
        return Why.OVER
    values = {
        "name": row["who"],
        "unit": row["unit_name"] or "",
        "title": title_of(draft),
        "missing": still_missing(draft.answers),
        "phone": Text("rescue-phone", {"phone": row["phone"]}) if row["phone"] else "",
    }
    return Message(Say(Text("rescue", values), ((button("rescue", f"{draft.id}:take", "rescue-button-take"),),)))


def _told(facts: _Facts, kind: str, rescue: Row, draft: Draft) -> Message | Why:
    """The word to the worker: who will help, or that nobody was free and how it goes without."""
    if kind.endswith(_NOBODY):
        if rescue["taken_by"]:
            return Why.OVER
        values = {"title": title_of(draft), "missing": still_missing(draft.answers), "contact": facts.contact}
        text = Text("rescue-untaken", values)
    else:
        name = facts.names.get(rescue["taken_by"] or 0) or Text("pinged-nameless")
        text = Text("rescued", {"name": name, "title": title_of(draft)})
    return Message(Say(text, ((button("draft", draft.id, "form-resume"),),)))


COMPOSER = Composer(_load, _write)
