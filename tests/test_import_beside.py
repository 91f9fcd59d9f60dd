"""On PostgreSQL a list of units comes in beside people's messages: who may go on, and who gives way to whom."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from campaign.unit_list import ListedUnit
from storage.database import Session
from storage.postgres import PostgresDatabase
from storage.recount import differences
from storage.unit_import import Imported, import_units
from tests.command_line import present, somebody, submit
from tests.conftest import sample_units
from tests.people import UNIT
from tests.world import HANOI, MORNING

PATIENCE = 10.0


@pytest.fixture
async def database(postgres_url: str) -> AsyncIterator[PostgresDatabase]:
    found = PostgresDatabase(postgres_url)
    await found.open()
    await found.write(lambda session: somebody(session, "An", UNIT, MORNING))
    yield found
    await found.close()


async def sends(session: Session) -> int:
    return await submit(session, await present(session, "An"), "Gá kẹp", MORNING)


async def test_while_a_list_that_moves_nobody_comes_in_entries_go_on(database: PostgresDatabase) -> None:
    units: list[ListedUnit] = [replace(unit, members=1_234) for unit in sample_units()]
    written, go = asyncio.Event(), asyncio.Event()

    async def comes_in(session: Session) -> Imported:
        imported = await import_units(session, units, HANOI)
        written.set()
        await go.wait()
        return imported

    importing = asyncio.create_task(database.write(comes_in))
    await written.wait()
    try:
        async with asyncio.timeout(PATIENCE):
            assert await database.write(sends)
    finally:
        go.set()
    imported = await importing
    assert (imported.changed, imported.moved) == (len(units), 0)
    assert await database.read(lambda session: differences(session, HANOI)) == []
