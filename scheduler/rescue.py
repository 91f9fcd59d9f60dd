"""Drafts that a worker wants to finish together: a card to the support team, and the answer back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from campaign.pings import Why
from campaign.quiet import fitting
from campaign.roles import Role
from conversation.buttons import base36
from conversation.draft import DraftState
from conversation.form import missing
from conversation.message import Say, Text
from conversation.submission import SUBMISSION
from scheduler.desk import Call, Composer, Desk, Message, button
from scheduler.nudges import title_of
from storage.database import Row, Session
from storage.escalations import holders_at
from storage.left_drafts import drafts_by_id, new_rescues, note_rescue_planned, opened, rescues_of
from storage.pings import Plan
from storage.pings import plan as write_plan
from storage.recipients import Recipient, recipients

_PAGE = 200
_OPEN = (DraftState.OPEN, DraftState.PARKED)


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


def _card(desk: Desk, person: Recipient, draft_id: int, now: datetime) -> Plan:
    campaign = desk.campaign
    due = fitting(now, person.wishes.alone(campaign.reminders), campaign.zone)
    kind = f"rescue:{base36(draft_id)}"
    return Plan(person.id, kind, campaign.today(due), due, due + campaign.reminders.useful(kind), draft_id)


@dataclass(frozen=True, slots=True)
class _Facts:
    drafts: Mapping[int, Row]
    rescues: Mapping[int, Row]
    names: Mapping[int, str]


async def _load(desk: Desk, calls: Sequence[Call], _now: datetime) -> _Facts:
    ids = {ping.draft_id for call in calls for ping in call.pings if ping.draft_id}

    async def look(session: Session) -> _Facts:
        drafts, rescues = await drafts_by_id(session, ids), await rescues_of(session, ids)
        helpers = {row["taken_by"] for row in rescues.values() if row["taken_by"]}
        people = await recipients(session, helpers, ())
        return _Facts(drafts, rescues, {one.id: one.name for one in people.values()})

    return await desk.database.read(look)


def _write(facts: _Facts, call: Call) -> Message | Why:
    ping = call.pings[-1]
    row, rescue = facts.drafts.get(ping.draft_id or 0), facts.rescues.get(ping.draft_id or 0)
    draft = opened(row) if row else None
    if row is None or rescue is None or draft is None or draft.state not in _OPEN:
        return Why.OVER
    if ping.kind.startswith("rescued"):
        name = facts.names.get(rescue["taken_by"] or 0) or Text("pinged-nameless")
        text = Text("rescued", {"name": name, "title": title_of(draft)})
        return Message(Say(text, ((button("draft", draft.id, "form-resume"),),)))
    if rescue["taken_by"]:
        return Why.OVER
    left = [Text(f"submission-{name}-name") for name in missing(SUBMISSION, draft.answers)]
    values = {
        "name": row["who"],
        "unit": row["unit_name"] or "",
        "title": title_of(draft),
        "missing": Text("nudge-missing", {"names": left}) if left else Text("nudge-ready"),
        "phone": Text("rescue-phone", {"phone": row["phone"]}) if row["phone"] else "",
    }
    return Message(Say(Text("rescue", values), ((button("rescue", f"{draft.id}:take", "rescue-button-take"),),)))


COMPOSER = Composer(_load, _write)
