"""A database copied into one of the other kind is the same, and goes on as the first one would have."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import demo
from bot.app import App
from bot.cli_copy import _between
from bot.config import load
from storage.backup import BackupError
from storage.backup_postgres import _OTHERS
from storage.checksums import checksums
from storage.copying import OWN_KIND, CopyError, copy
from storage.database import Database, Session
from storage.entries import own_initiative
from storage.leases import take
from storage.migrate import migrate
from storage.recount import differences
from storage.sqlite import SqliteDatabase
from tests.command_line import CommandLine, somebody, submit
from tests.pg import PgServer
from tests.test_storage import opened
from tests.world import HANOI, MORNING, Wall, settings


async def filled(url: str) -> Database:
    """A database with the samples, somebody who merged and was merged, and a duplicate of a later entry."""
    database = opened(url)
    await database.open()
    await migrate(database)
    campaign = load(None).campaign_setting()

    async def fill(session: Session) -> None:
        await demo.fill(session, campaign, MORNING)
        rows = await session.all("SELECT id FROM initiatives ORDER BY id")
        values = {"early": rows[0]["id"], "late": rows[-1]["id"]}
        await session.run("UPDATE initiatives SET duplicate_of = :late WHERE id = :early", values)
        units = await session.all("SELECT id FROM units ORDER BY id")
        values = {"early": units[5]["id"], "late": units[-1]["id"]}
        await session.run("UPDATE units SET merged_into_id = :late WHERE id = :early", values)

    await database.write(fill)
    return database


@pytest.fixture
def make(postgres: PgServer) -> Iterator[Callable[[str], str]]:
    """Makes databases of this worker's own; the URL of each."""
    names: list[str] = []

    def make_one(name: str) -> str:
        names.append(f"{name}_{os.getpid()}")
        return postgres.make(names[-1])

    yield make_one
    for name in names:
        postgres.drop(name)


@pytest.fixture
def fresh(make: Callable[[str], str], tmp_path: Path) -> dict[str, str]:
    return {"postgres": make("copied"), "sqlite": f"sqlite:///{tmp_path / 'copied.db'}"}


@pytest.mark.parametrize(("source", "target"), [("sqlite", "postgres"), ("postgres", "sqlite")])
async def test_a_copy_is_the_same_and_goes_on_with_higher_numbers(
    source: str, target: str, fresh: dict[str, str], make: Callable[[str], str], tmp_path: Path
) -> None:
    first = await filled(make("filled") if source == "postgres" else f"sqlite:///{tmp_path / 'filled.db'}")
    second = opened(fresh[target])
    await second.open()
    told: list[tuple[str, int, int]] = []
    sums = await copy(first, second, lambda *step: told.append(step))
    assert sums["initiatives"].rows > 20
    assert told[-1][0] == "checksums"
    found = await second.read(checksums)
    assert {name: found[name] for name in sums} == sums
    assert await second.read(lambda session: differences(session, HANOI)) == []

    async def goes_on(session: Session) -> None:
        lan = await somebody(session, "Lan", "HN-KCN-01", MORNING + timedelta(days=1))
        for number in range(3):
            entry = await submit(session, lan, f"Sáng kiến {number}", MORNING + timedelta(days=1))
            assert await own_initiative(session, lan.id, entry)

    await second.write(goes_on)
    for one in (first, second):
        await one.close()


async def test_what_holds_data_is_not_written_over(fresh: dict[str, str], tmp_path: Path) -> None:
    first, second = await filled(f"sqlite:///{tmp_path / 'filled.db'}"), await filled(fresh["postgres"])
    before = await second.read(checksums)
    with pytest.raises(CopyError, match="holds data already"):
        await copy(first, second, lambda *_step: None)
    assert await second.read(checksums) == before
    for one in (first, second):
        await one.close()


async def test_rows_that_name_their_own_kind_are_known(prepared: Path) -> None:
    database = SqliteDatabase(prepared)
    await database.open()

    async def own(session: Session) -> dict[str, set[str]]:
        names = [row["name"] for row in await session.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found: dict[str, set[str]] = {}
        for name in names:
            for key in await session.all(f"PRAGMA foreign_key_list({name})"):
                if key["table"] == name:
                    found.setdefault(name, set()).add(key["from"])
        return found

    assert await database.read(own) == {name: set(columns) for name, columns in OWN_KIND.items()}
    await database.close()


async def test_a_process_without_a_lease_is_seen_too(
    url: str, tmp_path: Path, wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that only takes in what comes: it would stay behind."""
    monkeypatch.setattr("storage.backup_postgres._OTHERS", _OTHERS.replace("2 seconds", "0.1 seconds"))
    config, target = settings(tmp_path), settings(tmp_path / "other")
    config.database.url = url
    app = App(config, frozenset({"web"}), wall)
    await app.start()
    await asyncio.sleep(0.2)  # its connections are told from ours by their age
    for source, to in ((config, target), (target, config)):
        with pytest.raises(BackupError, match="stop the bot first"):
            await _between(source, to, lambda *_step: None)
    await app.stop()
    assert (await _between(config, target, lambda *_step: None))["units"].rows == 321


def test_the_command_copies_tells_and_refuses(
    prepared: Path,
    tmp_path: Path,
    fresh: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copy(prepared, tmp_path / "mine.db")
    monkeypatch.setenv("SANGKIEN_DATABASE__URL", f"sqlite:///{tmp_path / 'mine.db'}")
    sangkien = CommandLine(tmp_path / "mine.db", monkeypatch, capsys)
    assert sangkien("copy", "--to", "mysql://x").code == 2
    sangkien.write(lambda session: take(session, "send:telegram", "elsewhere:1:1", None))
    alive = iter((True,))

    async def wait(_seconds: float) -> None:
        with sqlite3.connect(tmp_path / "mine.db") as other:
            other.execute("UPDATE leases SET beat = beat + ?", (next(alive, False),))
        other.close()

    monkeypatch.setattr("bot.cli_copy.asyncio.sleep", wait)
    running = sangkien("copy", "--to", fresh["postgres"])
    assert (running.code, "stop it first" in running.err) == (1, True)
    done = sangkien("copy", "--to", fresh["postgres"], "--json")  # its machine is gone: its lease stands still
    assert done.code == 0, done.err
    assert json.loads(done.out)["tables"]["units"]["rows"] == 321
    again = sangkien("copy", "--to", fresh["postgres"])
    assert (again.code, "holds data already" in again.err) == (1, True)
