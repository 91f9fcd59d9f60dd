"""The clock: runs the sweeps. It holds no truth; what is due stands in rows."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

_log = structlog.get_logger("clock")
Sweep = Callable[[], Awaitable[object]]


class Clock:
    """APScheduler over a table of sweeps; a sweep that fails is logged and runs again at its next time."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        # No grace limit: APScheduler's own second would drop what a busy loop starts late.
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler = AsyncIOScheduler(timezone=zone, job_defaults=defaults)

    def every(self, period: timedelta, name: str, sweep: Sweep, after: timedelta = timedelta()) -> None:
        """Runs the sweep now, or so long after now, and then every `period`."""

        async def run() -> None:
            try:
                await sweep()
            except asyncio.CancelledError:
                _log.info("sweep_cut", sweep=name)  # we stop; what it left undone stands in its rows
            except Exception as error:
                _log.exception("sweep_failed", sweep=name, error=error)

        trigger = IntervalTrigger(seconds=int(period.total_seconds()), timezone=self._zone)
        self._scheduler.add_job(run, trigger, id=name, next_run_time=datetime.now(self._zone) + after)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
