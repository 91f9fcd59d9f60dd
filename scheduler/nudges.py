"""Nudges to workers about drafts that lie: at most one a day, two in all about a draft."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from campaign.nudging import MOST, TOO_OLD, nudge_at
from campaign.pings import Why
from campaign.quiet import fitting
from campaign.reminders import Reminders
from campaign.roles import Role
from conversation.draft import Draft, DraftState
from conversation.message import Say, Text
from conversation.submission import still_missing
from scheduler.desk import Call, Composer, Desk, Message, button
from storage.database import Row, Session
from storage.escalations import holders_at
from storage.left_drafts import Left, drafts_by_id, left_drafts, opened, rescues_of
from storage.paths import ids_of
from storage.pings import Plan
from storage.pings import plan as write_plan

_PAGE, _PAGES = 500, 100
_LIES = (DraftState.OPEN, DraftState.PARKED)


async def plan(desk: Desk, now: datetime) -> int:
    """Plans a nudge for each worker whose draft has lain long enough; how many."""
    idle = timedelta(hours=desk.campaign.reminders.draft_idle_hours)
    planned = 0
    for _ in range(_PAGES):
        left = await desk.database.read(
            lambda session: left_drafts(session, now - idle, now - idle - TOO_OLD, now - timedelta(days=1), MOST, _PAGE)
        )
        plans = [one for draft in left if (one := _plan(desk, draft, idle, now))]
        await desk.database.write(lambda session, plans=plans: write_plan(session, plans))  # type: ignore[misc]
        planned += len(plans)
        if not plans:
            break
    return planned


def _plan(desk: Desk, left: Left, idle: timedelta, now: datetime) -> Plan | None:
    campaign = desk.campaign
    due = nudge_at(left.updated_at, left.nudges, left.last, idle)
    if due is None or due > now:
        return None
    good = fitting(now, left.wishes.alone(campaign.reminders), campaign.zone)
    expires = good + campaign.reminders.useful("nudge")
    return Plan(left.person_id, "nudge", campaign.today(good), good, expires, left.draft_id)


@dataclass(frozen=True, slots=True)
class _Facts:
    reminders: Reminders
    now: datetime
    drafts: Mapping[int, Row]
    helped: frozenset[int]  # units with a support team
    asked: Collection[int]  # drafts for which the team was asked in vain


async def _load(desk: Desk, calls: Sequence[Call], now: datetime) -> _Facts:
    ids = {ping.draft_id for call in calls for ping in call.pings if ping.draft_id}

    async def look(session: Session) -> _Facts:
        drafts = await drafts_by_id(session, ids)
        units = {unit for row in drafts.values() if row["path"] for unit in ids_of(row["path"])}
        helped = frozenset(await holders_at(session, Role.SUPPORT, units))
        return _Facts(desk.campaign.reminders, now, drafts, helped, await rescues_of(session, ids))

    return await desk.database.read(look)


def _write(facts: _Facts, call: Call) -> Message | Why:
    row = facts.drafts.get(call.pings[-1].draft_id or 0)
    draft = opened(row) if row else None
    if row is None or draft is None or not _lies(facts, draft):
        return Why.OVER
    rows = [(button("draft", draft.id, "form-resume"),)]
    lain = facts.now - draft.updated_at
    helped = bool(row["path"]) and not facts.helped.isdisjoint(ids_of(row["path"]))
    offered = helped and draft.id not in facts.asked and lain >= timedelta(hours=facts.reminders.rescue_hours)
    if offered:
        rows.append((button("rescue", draft.id, "nudge-button-rescue"),))
    rows.append((button("pings", "stop=nudge", "nudge-button-stop"),))
    values = {
        "title": title_of(draft),
        "missing": still_missing(draft.answers),
        "offer": Text("nudge-offer") if offered else "",
    }
    return Message(Say(Text("nudge", values), tuple(rows)))


def _lies(facts: _Facts, draft: Draft) -> bool:
    return draft.state in _LIES and draft.updated_at <= facts.now - timedelta(hours=facts.reminders.draft_idle_hours)


def title_of(draft: Draft) -> str:
    return str(draft.answers.get("title") or "…")


COMPOSER = Composer(_load, _write)
