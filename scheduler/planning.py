"""Plans what falls due day by day: each day once, whenever the clock comes to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import structlog

from campaign.periods import moment_on
from campaign.quiet import fitting
from campaign.rhythm import hour_of
from campaign.roles import Role
from campaign.wishes import Wishes
from scheduler.desk import Desk
from storage.pings import Plan, days_planned, note_day, plan
from storage.recipients import Candidate, candidates

_log = structlog.get_logger("planning")
LOOK_BACK = 31  # days: so long may nothing have run, and yet each missed ping has its row and its reason
_PAGE = 500  # people in one transaction: some milliseconds of the writer

Kinds = Callable[[Candidate], Sequence[str]]


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A group of kinds that is planned together, at `at` o'clock. `on` gives what falls due to whom on a day."""

    name: str
    at: time
    roles: frozenset[Role]
    on: Callable[[Desk, date], Awaitable[Kinds]]


async def plan_days(desk: Desk, day_plan: DayPlan, now: datetime) -> int:
    """Plans today, once its hour has come, and what was missed before; how many pings.

    A day that is done stays done, wherever the clock jumps. Where none of the last days is (a first
    start), it begins with today: nobody hears of what was due before there was a bot.
    """
    today = desk.campaign.today(now)
    first = today - timedelta(days=LOOK_BACK)
    done = await desk.database.read(lambda session: days_planned(session, day_plan.name, first))
    days = [first + timedelta(days=at) for at in range(LOOK_BACK + 1)] if done else [today]
    planned = 0
    for day in days:
        base = moment_on(day, day_plan.at, desk.campaign.zone)
        if day not in done and base <= now:
            planned += await _plan_day(desk, day_plan, day, base, now)
    return planned


async def _plan_day(desk: Desk, day_plan: DayPlan, day: date, base: datetime, now: datetime) -> int:
    kinds = await day_plan.on(desk, day)
    timing = _Timing(desk, day)
    count = 0
    async for people in _pages(desk, day_plan.roles, base):
        rows = [timing.plan(one, kind) for one in people for kind in kinds(one)]
        if rows:
            await desk.database.write(lambda session, rows=rows: plan(session, rows))  # type: ignore[misc]
        count += len(rows)
    await desk.database.write(lambda session: note_day(session, day_plan.name, day, count, now))
    if count:
        _log.info("pings_planned", plan=day_plan.name, day=day.isoformat(), pings=count)
    return count


async def _pages(desk: Desk, roles: frozenset[Role], granted_by: datetime) -> AsyncIterator[list[Candidate]]:
    after = 0
    while True:
        people = await desk.database.read(
            lambda session, after=after: candidates(session, roles, granted_by, after, _PAGE)  # type: ignore[misc]
        )
        if not people:
            return
        yield people
        after = people[-1].person_id


class _Timing:
    """When each of a day's pings is due: at its hour, outside the person's quiet hours, and not all at once.

    The n-th of a kind is due n / `per_minute` minutes later, the order being that of the people's ids:
    a plan that was broken off and begun again gives everybody the same moment.
    """

    def __init__(self, desk: Desk, day: date) -> None:
        self._reminders, self._zone, self._day = desk.campaign.reminders, desk.campaign.zone, day
        self._known: dict[tuple[str, Wishes], datetime] = {}
        self._counts: dict[str, int] = {}

    def plan(self, person: Candidate, kind: str) -> Plan:
        at = self._counts[kind] = self._counts.get(kind, -1) + 1
        good = self._good(kind, person.wishes)
        if waits := at // self._reminders.per_minute:
            good = fitting(good + timedelta(minutes=waits), person.wishes.alone(self._reminders), self._zone)
        return Plan(person.person_id, kind, self._day, good, good + self._reminders.useful(kind))

    def _good(self, kind: str, wishes: Wishes) -> datetime:
        known = self._known.get((kind, wishes))
        if known is None:
            base = moment_on(self._day, hour_of(kind, self._reminders), self._zone)
            known = self._known[kind, wishes] = fitting(base, wishes.alone(self._reminders), self._zone)
        return known
