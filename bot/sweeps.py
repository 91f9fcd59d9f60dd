"""The table of what pings do by the clock: each line a name, how often, and what runs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.metrics import Metrics
from scheduler import digests, due, escalation, nudges, reminders, rescue, watch
from scheduler.desk import Desk

_MINUTE, _TEN_MINUTES = timedelta(minutes=1), timedelta(minutes=10)
Run = Callable[[Desk, datetime], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Sweep:
    name: str
    every: timedelta
    run: Run


SWEEPS: tuple[Sweep, ...] = (
    Sweep("reminders", _MINUTE, reminders.plan),
    Sweep("digests", _MINUTE, digests.plan),
    Sweep("nudges", _TEN_MINUTES, nudges.plan),
    Sweep("rescue", _MINUTE, rescue.plan),
    Sweep("silence", _MINUTE, escalation.end),
    Sweep("untaken", _TEN_MINUTES, rescue.give_up),
    Sweep("escalation", _MINUTE, escalation.tell),
    Sweep("due", _MINUTE, due.send_due),
)


def all_sweeps(
    desk: Callable[[], Desk], clock: Callable[[], datetime], metrics: Metrics
) -> Mapping[str, tuple[timedelta, Callable[[], Awaitable[int]]]]:
    """Every sweep by its name, ready to run, and how often it does."""

    def ready(run: Run) -> Callable[[], Awaitable[int]]:
        return lambda: run(desk(), clock())

    async def look() -> int:
        counts = await watch.look(desk(), clock())
        for one in counts:
            metrics.pings_due.labels(one.kind).set(one.due)
            metrics.pings_late.labels(one.kind).set(one.late)
        return sum(one.late for one in counts)

    found = {sweep.name: (sweep.every, ready(sweep.run)) for sweep in SWEEPS}
    return {**found, "watch": (_MINUTE, look)}
