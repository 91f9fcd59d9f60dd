"""The clock runs its sweeps whatever the clock on the wall does."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from scheduler.clock import Clock
from tests.world import HANOI


async def test_after_the_wall_clock_was_set_back_sweeps_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.clock._WATCH_SECONDS", 0.02)
    ran: asyncio.Queue[None] = asyncio.Queue()

    async def sweep() -> None:
        ran.put_nowait(None)

    clock = Clock(HANOI)
    clock.every(timedelta(minutes=1), "sweep", sweep)
    clock.start()
    async with asyncio.timeout(20):
        await ran.get()
        # Set back by a day, the next time lies a day ahead.
        clock._scheduler.modify_job("sweep", next_run_time=datetime.now(HANOI) + timedelta(days=1))
        await ran.get()
    clock.stop()
    assert ran.empty()
