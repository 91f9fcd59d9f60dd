"""Pings to members: planned by rhythm, and merged into one message of all that there is to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from campaign.pace import days_left
from campaign.pings import PingState, Why
from campaign.rhythm import in_peak, member_kind
from campaign.roles import Role
from campaign.setting import Campaign
from campaign.skips import Weight, nothing_to_tell
from conversation.message import Button, Say, Text
from conversation.readers.names import given_name
from scheduler.desk import Call, Composer, Desk, Message, button
from scheduler.planning import DayPlan, Kinds, plan_days
from scheduler.reasons import REASONS, Found, Looking, Reason
from storage.database import Session
from storage.peaks import peaks_on
from storage.recipients import Candidate, Place

_MEMBERS = frozenset({Role.SUPPORT, Role.LEADER})
_HEADLINES = ("countdown", "daily", "weekly", "escalation")  # the first of a merged message names it
_SHOWN = 5


async def plan(desk: Desk, now: datetime) -> int:
    """Plans the members' weekly, daily and countdown pings; how many."""
    reminders = desk.campaign.reminders
    first = min(reminders.weekly_at, reminders.daily_at)
    return await plan_days(desk, DayPlan("members", first, _MEMBERS, _kinds_on), now)


async def _kinds_on(desk: Desk, day: date) -> Kinds:
    peaks = await desk.database.read(lambda session: peaks_on(session, day))
    campaign = desk.campaign

    def kinds(one: Candidate) -> Sequence[str]:
        peak = bool(peaks) and in_peak(one.paths, day, peaks)
        kind = member_kind(day, campaign.ends, campaign.reminders, one.wishes, one.roles, peak)
        return (kind,) if kind else ()

    return kinds


@dataclass(frozen=True, slots=True)
class _Facts:
    """What there is to tell, by reason and unit."""

    campaign: Campaign
    today: date
    found: Mapping[str, Mapping[int, Found]]


@dataclass(frozen=True, slots=True)
class _Line:
    place: Place
    reason: Reason
    found: Found


async def _load(desk: Desk, calls: Sequence[Call], now: datetime) -> _Facts:
    units = sorted({place.unit_id for call in calls for place in call.person.places if place.role in _MEMBERS})

    async def look(session: Session) -> dict[str, Mapping[int, Found]]:
        looking = Looking(session, units, desk.campaign, now)
        return {reason.name: await reason.look(looking) for reason in REASONS}

    return _Facts(desk.campaign, desk.campaign.today(now), await desk.database.read(look))


def _write(facts: _Facts, call: Call) -> Message | Why:
    lines = _lines(facts, call)
    paces = [facts.found["behind"][p.unit_id] for p in call.person.places if p.unit_id in facts.found["behind"]]
    on_pace = bool(paces) and all(one.count == 0 for one in paces)
    asked_again = any(ping.state is PingState.LATER for ping in call.pings)
    weights = [Weight.URGENT] * asked_again + [line.reason.weight for line in lines]
    if why := nothing_to_tell(weights, on_pace):
        return why
    text = Text("ping", {"headline": _headline(facts, call, asked_again), "units": _units(lines)})
    return Message(Say(text, _buttons(call, lines)))


def _lines(facts: _Facts, call: Call) -> list[_Line]:
    """Unit by unit what there is; somebody with two roles in a unit reads it once."""
    found: dict[tuple[int, str], _Line] = {}
    for place in call.person.places:
        for reason in REASONS:
            there = facts.found[reason.name].get(place.unit_id)
            if place.role in reason.roles and there and there.count > 0:
                found.setdefault((place.unit_id, reason.name), _Line(place, reason, there))
    return list(found.values())


def _headline(facts: _Facts, call: Call, asked_again: bool) -> Text:
    given = given_name(call.person.name)
    kind = "again" if asked_again else next(one for one in _HEADLINES if one in call.kinds)
    values = {"given": given[:1].upper() + given[1:]}
    if kind == "countdown":
        values["days"] = days_left(facts.today, facts.campaign.ends)  # type: ignore[assignment]
    return Text(f"ping-{kind}", values)


def _units(lines: Sequence[_Line]) -> list[Text]:
    by_unit: dict[int, list[_Line]] = {}
    for line in lines:
        by_unit.setdefault(line.place.unit_id, []).append(line)
    shown = [
        Text(
            "ping-unit-row",
            {
                "unit": those[0].place.unit_name,
                "lines": [
                    Text(f"ping-{one.reason.name}-row", {"count": one.found.count, **one.found.values}) for one in those
                ],
            },
        )
        for those in list(by_unit.values())[:_SHOWN]
    ]
    left = len(by_unit) - len(shown)
    return [*shown, Text("ping-more-row", {"count": left})] if left else shown


def _buttons(call: Call, lines: Sequence[_Line]) -> tuple[tuple[Button, ...], ...]:
    answers = tuple(
        button("ping", f"{call.id}:{answer}", f"ping-button-{answer}") for answer in ("done", "later", "help")
    )
    opening: dict[str, Button] = {}
    for line in lines:
        if line.reason.opens and line.place.role is Role.LEADER:
            # Without a unit they open below: with one they would redraw this message, and its answers be gone.
            opening.setdefault(line.reason.opens, button(line.reason.opens, "", f"button-{line.reason.opens}"))
    return (answers, *((tuple(opening.values()),) if opening else ()), (button("pings", "", "button-pings"),))


COMPOSER = Composer(_load, _write)
