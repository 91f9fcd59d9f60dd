"""The reasons for a member's ping: one line each, with how much there is of it by unit, and what it says.

What comes later (a review queue, tickets) adds its line here, a figure in storage/, and a text.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from campaign.nudging import TOO_OLD
from campaign.pace import pace
from campaign.roles import Role
from campaign.setting import Campaign
from campaign.skips import Weight
from conversation.message import Text
from storage.database import Row, Session
from storage.escalations import open_above
from storage.standings import drafts_left, only, people_lost, standings

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Looking:
    """Where to look: the units of all members who are written to together."""

    session: Session
    unit_ids: Sequence[int]
    campaign: Campaign
    now: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """How much of it there is in a unit, and what else its text says. None of it: no line."""

    count: int
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """`look` gives what there is by unit; its text is `ping-<name>-row`. `opens`: a command that leaders see it by."""

    name: str
    roles: frozenset[Role]
    look: Callable[[Looking], Awaitable[Mapping[int, Found]]]
    weight: Weight = Weight.PLAIN
    opens: str = ""


async def _behind(looking: Looking) -> dict[int, Found]:
    """Units with a pace; who is on it has a count of 0."""
    campaign, found = looking.campaign, {}
    today = campaign.today(looking.now)
    for unit_id, one in (await standings(looking.session, looking.unit_ids, campaign)).items():
        if now := pace(one.progress, campaign.starts, campaign.ends, today):
            values = {"reached": now.reached, "target": now.target, "needed": now.needed_a_day, "days": now.days_left}
            found[unit_id] = Found(now.gap, values)
    return found


async def _incomplete(looking: Looking) -> dict[int, Found]:
    units = await standings(looking.session, looking.unit_ids, looking.campaign)
    return {unit_id: Found(one.progress.submitted - one.complete) for unit_id, one in units.items()}


async def _idle_drafts(looking: Looking) -> dict[int, Found]:
    hours = looking.campaign.reminders.draft_idle_hours
    before = looking.now - timedelta(hours=hours)
    figures = only(await drafts_left(looking.session, before, before - TOO_OLD), looking.unit_ids)
    return {unit_id: Found(count, {"hours": hours}) for unit_id, count in figures.items()}


async def _lost(looking: Looking) -> dict[int, Found]:
    figures = only(await people_lost(looking.session), looking.unit_ids)
    return {unit_id: Found(count) for unit_id, count in figures.items()}


def _below(why: str) -> Callable[[Looking], Awaitable[dict[int, Found]]]:
    async def look(looking: Looking) -> dict[int, Found]:
        found = {}
        for unit_id, rows in (await open_above(looking.session, looking.unit_ids)).items():
            those = [row for row in rows if row["why"] == why]
            found[unit_id] = Found(len(those), {"names": [_named(row) for row in those[:_NAMED]]})
        return found

    return look


def _named(row: Row) -> Text:
    name = row["name"] or Text("pinged-nameless")
    return Text("ping-below-name", {"name": name, "unit": row["unit_name"]})


_BOTH, _SUPPORT, _LEADER = frozenset({Role.SUPPORT, Role.LEADER}), frozenset({Role.SUPPORT}), frozenset({Role.LEADER})
REASONS: tuple[Reason, ...] = (
    Reason("help", _LEADER, _below("help"), Weight.URGENT, "pinged"),
    Reason("silent", _LEADER, _below("silent"), Weight.URGENT, "pinged"),
    Reason("behind", _BOTH, _behind, opens="totals"),
    Reason("incomplete", _SUPPORT, _incomplete),
    Reason("drafts", _SUPPORT, _idle_drafts),
    Reason("lost", _BOTH, _lost, Weight.ALONG, "pinged"),
)
