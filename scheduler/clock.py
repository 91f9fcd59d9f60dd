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
_WATCH_SECONDS = 30.0


class Clock:
    """APScheduler over a table of sweeps; a sweep that fails is logged and runs again at its next time."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        # No grace limit: APScheduler's own second would drop what a busy loop starts late.
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler = AsyncIOScheduler(timezone=zone, job_defaults=defaults)
        self._periods: dict[str, timedelta] = {}
        self._watching: asyncio.Task[None] | None = None

    def every(self, period: timedelta, name: str, sweep: Sweep, after: timedelta = timedelta()) -> None:
        """Runs the sweep now, or so long after now, and then every `period`."""

        async def run() -> None:
            try:
                await sweep()
            except asyncio.CancelledError:
                _log.info("sweep_cut", sweep=name)  # we stop; what it left undone stands in its rows
            except Exception as error:
                _log.exception("sweep_failed", sweep=name, error=error)

        self._periods[name] = max(period, after)
        trigger = IntervalTrigger(seconds=int(period.total_seconds()), timezone=self._zone)
        self._scheduler.add_job(run, trigger, id=name, next_run_time=datetime.now(self._zone) + after)

    def start(self) -> None:
        self._scheduler.start()
        self._watching = asyncio.create_task(self._watch())

    def stop(self) -> None:
        if self._watching:
            self._watching.cancel()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _watch(self) -> None:
        """Sets right what a clock that was set back leaves: sweeps that lie further ahead than their period.

        APScheduler sleeps until the next of them; it would sleep for as long as the clock was set back by.
        """
        while True:
            await asyncio.sleep(_WATCH_SECONDS)
            now = datetime.now(self._zone)
            for job in self._scheduler.get_jobs():
                if job.next_run_time and job.next_run_time > now + self._periods[job.id]:
                    job.modify(next_run_time=now)
            self._scheduler.wakeup()  # it may have gone to sleep while the clock was wrong
