"""Killed by SIGKILL while it plans, again and again: it goes on, and each person has one letter."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
from collections import Counter
from collections.abc import AsyncIterator
from signal import SIGKILL
from typing import Any

import pytest

from scheduler import announcements
from scheduler.announcements import sweep
from tests.announcing import Office
from tests.test_storage import opened
from tests.world import MORNING

CROWD, PAGE, KILLS, PATIENCE = 3_000, 20, 5, 60.0
MOST, LATE = 17, 10  # pages until it is killed, and those that it still plans where its death comes late
COUNTS = """
SELECT (SELECT recipients FROM announcements) AS planned, (SELECT count(*) FROM recipients) AS people,
    (SELECT count(*) FROM outbox WHERE lane = 'ping') AS letters
"""
CONTEXT = multiprocessing.get_context("spawn")


def plan(url: str, pages: int) -> None:
    """The whole life of the process that is killed: after so many pages it waits for it."""
    whole, left = announcements.addressees, iter(range(pages))

    async def addressees(*given: Any) -> Any:
        if next(left, None) is None:
            await asyncio.Event().wait()
        return await whole(*given)

    async def life() -> None:
        database = opened(url)
        await database.open()
        await sweep(Office(database).outlet(), MORNING)
        await database.close()

    announcements.PAGE, announcements.addressees = PAGE, addressees
    asyncio.run(life())


@pytest.fixture
async def office(url: str) -> AsyncIterator[Office]:
    database = opened(url)
    await database.open()
    yield Office(database)
    await database.close()


@pytest.mark.slow
async def test_sigkill_again_and_again(office: Office, url: str) -> None:
    await office.opens(CROWD)
    await office.announces()
    dice, planned = random.Random(5), 0  # noqa: S311 - no secret
    for _ in range(KILLS):
        pages = dice.randint(1, MOST)
        child = CONTEXT.Process(target=plan, args=(url, pages + LATE), daemon=True)
        child.start()
        wanted = planned + PAGE * pages
        async with asyncio.timeout(PATIENCE):
            while planned < wanted:
                await asyncio.sleep(dice.random() / 1000)
                [row] = await office.rows("SELECT recipients FROM announcements")
                planned = int(str(row["recipients"]))
        child.kill()
        await asyncio.to_thread(child.join)
        assert child.exitcode == -SIGKILL
        [row] = await office.rows(COUNTS)  # in one look: a commit that was on its way may still arrive
        planned = int(str(row["planned"]))
        assert planned == row["people"] == row["letters"]
    assert planned < CROWD
    await sweep(office.outlet(), MORNING)
    assert Counter(await office.got()) == Counter(f"telegram:{1001 + at}" for at in range(CROWD))
