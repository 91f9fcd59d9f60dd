"""Killed by SIGKILL while it plans, again and again: it goes on, and each person has one letter."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from scheduler import announcements
from scheduler.announcements import sweep
from tests.announcing import Office
from tests.test_storage import opened
from tests.world import MORNING

CROWD, PAGE, KILLS, PATIENCE = 3_000, 20, 5, 60.0
CONTEXT = multiprocessing.get_context("spawn")


def plan(url: str) -> None:
    """The whole life of the process that is killed."""

    async def life() -> None:
        database = opened(url)
        await database.open()
        await sweep(Office(database).outlet(), MORNING)
        await database.close()

    announcements.PAGE = PAGE
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
    dice, kills, planned = random.Random(5), 0, 0  # noqa: S311 - no secret
    while planned < CROWD and kills < KILLS:
        child = CONTEXT.Process(target=plan, args=(url,))
        child.start()
        wanted = planned + PAGE * dice.randrange(1, 18)
        async with asyncio.timeout(PATIENCE):
            while child.is_alive() and planned < min(wanted, CROWD):
                await asyncio.sleep(dice.random() / 1000)
                [row] = await office.rows("SELECT recipients FROM announcements")
                planned = int(str(row["recipients"]))
        child.kill()
        await asyncio.to_thread(child.join)
        kills += child.exitcode == -9
        [row] = await office.rows("SELECT recipients FROM announcements")
        planned = int(str(row["recipients"]))
        assert planned == len(await office.rows("SELECT 1 FROM recipients")) == len(await office.got())
    assert kills >= 3
    await sweep(office.outlet(), MORNING)
    assert Counter(await office.got()) == Counter(f"telegram:{1001 + at}" for at in range(CROWD))
