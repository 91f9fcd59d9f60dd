"""On PostgreSQL a list of units comes in beside people's messages: who may go on, and who gives way to whom."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from campaign.unit_list import ListedUnit
from storage.database import Session
from storage.postgres import PostgresDatabase
from storage.recount import differences
from storage.unit_import import Imported, import_units
from storage.units import Unit, all_units
from tests.command_line import CommandLine, present, somebody, submit
from tests.fixtures import sample_units
from tests.people import UNIT
from tests.test_units_import import csv_file
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


async def test_a_list_that_moves_somebody_gives_way_to_a_backup(
    database: PostgresDatabase,
    postgres_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("storage.recount._WAIT", "100ms")
    monkeypatch.setenv("SANGKIEN_DATABASE__URL", postgres_url)
    monkeypatch.chdir(tmp_path)
    sangkien = CommandLine(tmp_path, monkeypatch, capsys)
    await asyncio.to_thread(sangkien, "units", "export", "units.csv")
    moves = moved(Path("units.csv"))
    read, go = asyncio.Event(), asyncio.Event()

    async def backs_up(session: Session) -> list[Unit]:
        units = await all_units(session)
        read.set()
        await go.wait()
        return units

    backup = asyncio.create_task(database.read(backs_up))
    await read.wait()
    refused = await asyncio.to_thread(sangkien, "units", "import", moves)
    assert (refused.code, refused.out) == (1, "")
    assert "a backup or an export is reading them" in refused.err
    go.set()
    assert await backup == await database.read(all_units)
    assert "1 moved" in (await asyncio.to_thread(sangkien, "units", "import", moves)).out


def moved(units: Path) -> Path:
    """The same list, with the last one right below the first."""
    with units.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[-1]["parent_code"] = rows[0]["code"]
    return csv_file("moved.csv", *rows)
