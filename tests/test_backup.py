"""A backup is taken while the bot writes, and comes back whole: counts, checksums, counters, attachments."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.archive import read_manifest
from bot.backup import back_up, put_back
from bot.cli_check import _database
from bot.config import Config
from bot.file_sweep import sweep_files
from bot.files import FileStore, once
from conversation.message import File
from storage.backup import BackupError
from storage.checksums import TableSum, checksums
from storage.database import Database, Session
from storage.files import add_upload, attach, mark_kept
from storage.migrate import NewerDatabaseError
from storage.recount import differences
from storage.sqlite import SqliteDatabase
from tests.command_line import somebody, submit
from tests.test_command_line import Sangkien, operator, sangkien
from tests.world import HANOI, MORNING, settings

__all__ = ["operator", "sangkien"]


def quiet(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


@pytest.fixture
async def live(tmp_path: Path, prepared: Path) -> AsyncIterator[tuple[Config, SqliteDatabase]]:
    """A database that is written to, and its config."""
    config = settings(tmp_path)
    shutil.copy(prepared, tmp_path / "test.db")
    database = SqliteDatabase(tmp_path / "test.db")
    await database.open()
    yield config, database
    await database.close()


def elsewhere(folder: Path) -> Config:
    folder.mkdir()
    return settings(folder)


async def entry(database: Database, store: FileStore, number: int) -> None:
    """An initiative with a photo that was fetched."""

    async def work(session: Session) -> None:
        person = await somebody(session, f"Lan {number}", "HN-KCN-01", MORNING)
        initiative = await submit(session, person, f"Gá kẹp số {number}", MORNING)
        await attach(session, initiative, "telegram", [File("photo", f"{number}")], MORNING)
        row = await session.one("SELECT id FROM attachments WHERE initiative_id = :id", {"id": initiative})
        assert row is not None
        await mark_kept(session, row["id"], sha256, size)

    sha256, size = await store.save(once(f"ảnh {number}".encode()), 1_000)
    await database.write(work)


async def sums_at(path: Path) -> dict[str, TableSum]:
    database = SqliteDatabase(path)
    await database.open()
    try:
        assert await database.read(lambda session: differences(session, HANOI)) == []
        return await database.read(checksums)
    finally:
        await database.close()


async def test_backup_of_a_database_that_is_written_to_restores_one_moment_of_it(
    tmp_path: Path, live: tuple[Config, SqliteDatabase], monkeypatch: pytest.MonkeyPatch
) -> None:
    config, database = live
    store, loop, steps = FileStore(config.files.folder), asyncio.get_running_loop(), 0
    monkeypatch.setattr("storage.backup_sqlite._STEP_PAGES", 10)
    for number in range(3):
        await entry(database, store, number)

    def meanwhile(what: str, _done: int, _total: int) -> None:
        """Between any two steps of the copy somebody else's entry is committed."""
        nonlocal steps
        if what == "database":
            steps += 1
            assert steps < 100, "a copy that is begun anew at every write never ends"
            asyncio.run_coroutine_threadsafe(entry(database, store, 100 + steps), loop).result()

    made = await back_up(config, tmp_path / "one.tar", True, meanwhile)
    assert steps > 5
    assert made.tables["initiatives"].rows == 3
    assert made.files == 3 + steps, "listed after the copy"
    assert made.missing == 0
    with tarfile.open(tmp_path / "one.tar") as tar:
        assert tar.getnames()[:2] == ["manifest.json", "sqlite.db"]
    assert (tmp_path / "one.tar").stat().st_mode & 0o077 == 0

    other = elsewhere(tmp_path / "other")
    assert await put_back(other, tmp_path / "one.tar", False, quiet) == made
    assert await sums_at(tmp_path / "other" / "test.db") == made.tables
    for number in range(3):
        content = f"ảnh {number}".encode()
        assert FileStore(other.files.folder).path(hashlib.sha256(content).hexdigest()).read_bytes() == content
    assert set(os.listdir(tmp_path / "other")) == {"files", "test.db"}, "no scraps"
    assert {name for name in os.listdir(tmp_path) if "test.db" not in name} == {"files", "one.tar", "other"}


async def test_restore_over_a_database_replaces_all_of_it_or_nothing(
    tmp_path: Path, live: tuple[Config, SqliteDatabase]
) -> None:
    config, database = live
    store, archive = FileStore(config.files.folder), tmp_path / "one.tar"
    await entry(database, store, 1)
    made = await back_up(config, archive, True, quiet)
    await entry(database, store, 2)
    with pytest.raises(BackupError, match="stop the bot"):
        await put_back(config, archive, True, quiet)
    await database.close()
    later = await sums_at(tmp_path / "test.db")
    whole = archive.read_bytes()
    photo = whole.index("ảnh 1".encode())
    for broken in (
        b"",
        b"no tar at all",
        whole[:512] + b" " * 65_536 + whole[66_048:],  # broken off before its manifest was written
        whole[:40_000],
        whole[:100_000],
        whole[: photo - 1_000],
        whole[:90_000] + bytes(8_000) + whole[98_000:],
        whole.replace("Gá kẹp số 1".encode(), "Gá kẹp số 3".encode()),
        whole.replace(b'"schema": ', b'"schema": 9'),
        whole.replace(b'"form": 1', b'"form": 2'),
        whole.replace(b'"database": "sqlite"', b'"database": "oracle"'),
    ):
        (tmp_path / "broken.tar").write_bytes(broken)
        with pytest.raises((BackupError, NewerDatabaseError), match=r"take another|install|restore it into"):
            await put_back(config, tmp_path / "broken.tar", True, quiet)
        assert await sums_at(tmp_path / "test.db") == later
    assert await put_back(config, archive, True, quiet) == made
    assert await sums_at(tmp_path / "test.db") == made.tables
    await database.open()


async def test_one_damaged_attachment_costs_nobody_the_backup(
    tmp_path: Path, live: tuple[Config, SqliteDatabase]
) -> None:
    config, database = live
    store, archive = FileStore(config.files.folder), tmp_path / "one.tar"
    for number in (1, 2):
        await entry(database, store, number)
    made = await back_up(config, archive, True, quiet)
    whole = archive.read_bytes()
    photo = whole.index("ảnh 1".encode())
    archive.write_bytes(whole[:photo] + b"X" + whole[photo + 1 :])
    place = elsewhere(tmp_path / "new")
    found = await put_back(place, archive, False, quiet)
    assert (found.tables, found.missing) == (made.tables, 1)
    assert len(list(FileStore(place.files.folder).each())) == 1
    hurt = next(store.each())
    hurt.write_bytes(b"something else")
    again = await back_up(config, tmp_path / "two.tar", True, quiet)
    assert (again.files, again.missing) == (1, 1)
    hurt.unlink()
    hurt.mkdir()
    assert (await back_up(config, tmp_path / "three.tar", True, quiet)).missing >= 1  # it can't be read at all


async def test_a_full_disk_under_a_backup_is_no_broken_database(
    tmp_path: Path, live: tuple[Config, SqliteDatabase], monkeypatch: pytest.MonkeyPatch
) -> None:
    config, _ = live

    def full(*_given: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    monkeypatch.setattr("storage.backup_sqlite._copy", full)
    with pytest.raises(BackupError, match="see that there is room") as told:
        await back_up(config, tmp_path / "full.tar", True, quiet)
    assert "restore" not in str(told.value)
    with pytest.raises(BackupError, match="is the database itself"):
        await back_up(config, tmp_path / "test.db", True, quiet)


async def test_an_older_day_without_its_files_lets_go_of_no_newer_photo(
    tmp_path: Path, live: tuple[Config, SqliteDatabase]
) -> None:
    config, database = live
    store = FileStore(config.files.folder)
    await sweep_files(database, store)
    await entry(database, store, 1)
    await back_up(config, tmp_path / "older.tar", False, quiet)
    await entry(database, store, 2)
    await database.close()
    await put_back(config, tmp_path / "older.tar", True, quiet)
    for path in store.each():
        os.utime(path, (1, 1))
    await database.open()
    assert await sweep_files(database, store) == 0
    assert len(list(store.each())) == 2
    mends = [finding.mend for finding in await _database(config) if not finding.ok]
    assert [f"delete {config.files.folder}/installation" in mend for mend in mends] == [True]


async def test_a_database_beyond_reading_is_replaced_too(tmp_path: Path, live: tuple[Config, SqliteDatabase]) -> None:
    config, database = live
    made = await back_up(config, tmp_path / "one.tar", False, quiet)
    assert made.files is None
    await database.close()
    for ending in ("", "-wal"):
        (tmp_path / f"test.db{ending}").write_bytes(b"scratched" * 1_000)
    await put_back(config, tmp_path / "one.tar", True, quiet)
    assert await sums_at(tmp_path / "test.db") == made.tables
    await database.open()


async def test_attachments_that_were_lost_before_are_told(tmp_path: Path, live: tuple[Config, SqliteDatabase]) -> None:
    config, database = live
    file = File("photo", "", "a.png", "image/png", 3, "ab" * 32)
    for _ in range(2):
        await database.write(lambda session: add_upload(session, "web:1", file, MORNING))
    assert (await back_up(config, tmp_path / "one.tar", True, quiet)).missing == 1
    assert read_manifest(tmp_path / "one.tar").missing == 1


def test_commands_refuse_to_overwrite_and_say_what_they_hold(sangkien: Sangkien, operator: Path) -> None:
    done = sangkien(operator, "backup", "kept.tar", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["tables"]["units"]["rows"] > 100
    assert told["files"] == 0
    before = (operator / "kept.tar").read_bytes()
    done = sangkien(operator, "backup", "kept.tar")
    assert (done.returncode, (operator / "kept.tar").read_bytes()) == (2, before)
    assert "--yes" in done.stderr
    assert sangkien(operator, "backup", "kept.tar", "--yes").returncode == 0
    assert sangkien(operator, "backup", "nowhere/kept.tar").returncode == 2
    assert "--yes" in sangkien(operator, "restore", "kept.tar").stderr
    sangkien(operator, "grant", "telegram:1", "leader", "HN")
    done = sangkien(operator, "restore", "kept.tar", "--yes")
    assert done.returncode == 0, done.stderr
    assert f"{told['tables']['units']['rows']} units" in done.stdout
    assert sangkien(operator, "revoke", "telegram:1", "leader", "HN").returncode == 1
    (operator / "empty.toml").write_text('[database]\nurl = "sqlite:///deep/new.db"\n')
    done = sangkien(operator, "backup", "none.tar", "--config", "empty.toml")
    assert (done.returncode, (operator / "none.tar").exists()) == (1, False)
    assert "no database" in done.stderr
    assert sangkien(operator, "restore", "kept.tar", "--config", "empty.toml").returncode == 0
    assert sangkien(operator, "check", "--config", "empty.toml").returncode == 0
    assert sangkien(operator, "restore", "nothing.tar").returncode == 1


async def test_what_a_killed_backup_left_is_cleared(tmp_path: Path, live: tuple[Config, SqliteDatabase]) -> None:
    config, _ = live
    old, running = tmp_path / ".sangkien-scratch-old", tmp_path / ".sangkien-scratch-running"
    for folder in (old, running):
        folder.mkdir()
        (folder / "sqlite.db").write_bytes(b"x")
    os.utime(old, (1, 1))
    await back_up(config, tmp_path / "one.tar", True, quiet)
    assert not await asyncio.to_thread(old.exists)
    assert await asyncio.to_thread(running.exists)
    with pytest.raises(OSError, match="plain"):
        await back_up(config, tmp_path, True, quiet)
