"""Digests to leaders: a week's and a month's figures of their units, with the pace line as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from campaign.pace import pace
from campaign.periods import monday
from campaign.pings import Why
from campaign.rhythm import digest_kinds
from campaign.roles import Grant, Right, Role, places
from campaign.setting import Campaign
from conversation.message import Say, Text
from scheduler.desk import Call, Composer, Desk, Message, button
from scheduler.pace_picture import pace_picture
from scheduler.planning import DayPlan, Kinds, plan_days
from storage.counters import figures_of
from storage.database import Row, Session
from storage.recipients import Candidate, Place
from storage.standings import Standing, busiest_children, days_of, standings

_LEADERS = frozenset({Role.LEADER})
_UNITS, _CHILDREN = 3, 3
_NONE: Mapping[str, int] = {"submitted": 0, "people": 0}


async def plan(desk: Desk, now: datetime) -> int:
    """Plans the digests of a week's and a month's first day; how many."""
    at: time = desk.campaign.reminders.digest_at
    return await plan_days(desk, DayPlan("digests", at, _LEADERS, _kinds_on), now)


async def _kinds_on(desk: Desk, day: date) -> Kinds:
    def kinds(one: Candidate) -> Sequence[str]:
        return digest_kinds(day, desk.campaign.reminders, one.wishes, one.roles)

    return kinds


@dataclass(frozen=True, slots=True)
class _Facts:
    """Figures by unit. `week` and `before`: the Mondays of the last whole week and the one before it."""

    campaign: Campaign
    today: date
    week: date
    units: Mapping[int, Standing]
    weeks: Mapping[tuple[int, str], Row]
    days: Mapping[int, Mapping[date, int]]
    children: Mapping[int, Sequence[Row]]
    pictures: dict[tuple[int, str], bytes]


async def _load(desk: Desk, calls: Sequence[Call], now: datetime) -> _Facts:
    today = desk.campaign.today(now)
    week = monday(today) - timedelta(days=7)
    ids = sorted({place.unit_id for call in calls for place in _own(call)})
    since = min(desk.campaign.starts, _month_before(today)[0])

    async def look(session: Session) -> _Facts:
        return _Facts(
            desk.campaign, today, week, await standings(session, ids, desk.campaign),
            await figures_of(session, ids, (_key(week), _key(week - timedelta(days=7)))),
            await days_of(session, ids, since, today), await busiest_children(session, ids, _key(week), _CHILDREN), {},
        )  # fmt: skip

    facts = await desk.database.read(look)
    for call in calls:
        await _picture(desk, facts, call)
    return facts


async def _picture(desk: Desk, facts: _Facts, call: Call) -> None:
    """The line of a leader's first unit, drawn once for all who read it; without it the digest is still sent."""
    own = _own(call)
    if not own or (own[0].unit_id, call.person.language) in facts.pictures:
        return
    unit, lang = facts.units[own[0].unit_id], call.person.language
    picture = await pace_picture(desk, unit, facts.days.get(unit.id, {}), facts.today, lang)
    if picture:
        facts.pictures[unit.id, lang] = picture


def _write(facts: _Facts, call: Call) -> Message | Why:
    own = _own(call)
    if not own:
        return Why.NO_ROLE
    month = "digest_month" in call.kinds
    text = Text(
        "digest",
        {
            "first": _shown(facts.week),
            "last": _shown(facts.week + timedelta(days=6)),
            "units": [_unit(facts, facts.units[place.unit_id], month) for place in own],
        },
    )
    rows = ((button("totals", "", "button-totals"), button("pinged", "", "button-pinged")),)
    return Message(Say(text, rows), facts.pictures.get((own[0].unit_id, call.person.language)))


def _own(call: Call) -> list[Place]:
    """The leader's units, without those that lie inside another."""
    grants = [Grant(place.role, place.unit_id, place.path) for place in call.person.places if place.role in _LEADERS]
    widest = {grant.unit_id for grant in places(grants, Right.SEE_TOTALS)}
    return [place for place in call.person.places if place.role in _LEADERS and place.unit_id in widest][:_UNITS]


def _unit(facts: _Facts, unit: Standing, month: bool) -> Text:
    week = facts.weeks.get((unit.id, _key(facts.week)), _NONE)
    before = facts.weeks.get((unit.id, _key(facts.week - timedelta(days=7))), _NONE)
    children = [
        Text("digest-child-row", {"unit": row["name"], "count": row["submitted"]})
        for row in facts.children.get(unit.id, ())
    ]
    values: dict[str, Any] = {
        "unit": unit.name,
        "target": _target(unit),
        "pace": _pace(facts, unit),
        "submitted": week["submitted"],
        "people": week["people"],
        "before": before["submitted"],
        "month": _month(facts, unit) if month else "",
        "children": Text("digest-children", {"list": children}) if children else "",
    }
    return Text("digest-unit-row", values)


def _target(unit: Standing) -> Text:
    progress = unit.progress
    if not progress.target:
        return Text("totals-no-target")
    share = Text("percent", {"share": Text("decimal", {"value": progress.share or "0.0"})})
    values = {"target": progress.target, "opening": progress.opening_stock, "reached": progress.reached}
    return Text("totals-target", {**values, "share": share, "left": progress.to_go})


def _pace(facts: _Facts, unit: Standing) -> Text | str:
    campaign = facts.campaign
    now = pace(unit.progress, campaign.starts, campaign.ends, facts.today)
    if now is None or not now.to_go:
        return ""
    return Text("digest-pace", {"days": now.days_left, "needed": now.needed_a_day, "gap": now.gap})


def _month(facts: _Facts, unit: Standing) -> Text:
    first, last = _month_before(facts.today)
    days = facts.days.get(unit.id, {})
    count = sum(number for day, number in days.items() if first <= day <= last)
    return Text("digest-month", {"month": Text("date-shown", {"date": first.isoformat()[:7]}), "count": count})


def _month_before(today: date) -> tuple[date, date]:
    """The first and the last day of the month before this one."""
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def _shown(day: date) -> Text:
    return Text("date-shown", {"date": day.isoformat()})


def _key(week: date) -> str:
    return f"w{week.isoformat()}"


COMPOSER = Composer(_load, _write)
