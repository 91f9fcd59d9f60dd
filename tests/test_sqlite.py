"""What only SQLite needs: its connections are each one thread's at a time."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from storage.database import DatabaseAwayError, Session
from storage.erasure import erase
from storage.people import add_person
from storage.sqlite import SqliteDatabase
from tests.world import MORNING, World


async def test_a_read_that_is_cancelled_keeps_its_connection_until_its_thread_is_done(
    tmp_path: Path,
) -> None:
    database = SqliteDatabase(tmp_path / "one.db")
    await database.open()
    started, release = threading.Event(), threading.Event()

    async def long(session: Session) -> None:
        await session.hop(lambda: (started.set(), release.wait()))  # type: ignore[attr-defined]

    reading = asyncio.create_task(database.read(long))
    await asyncio.to_thread(started.wait)
    reading.cancel()
    for _ in range(5):
        await asyncio.sleep(0)
    early = reading.done()
    release.set()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert not early, "somebody else's statement, or a close, beside its own crashes the process"
    await database.close()


async def test_erasing_somebody_reads_nobody_elses_rows(tmp_path: Path, prepared: Path) -> None:
    """On SQLite it would hold up everybody: with a million entries for half a second, and strangers go by thousands."""
    shutil.copy(prepared, tmp_path / "one.db")
    database = SqliteDatabase(tmp_path / "one.db")
    await database.open()
    person = await database.write(lambda session: add_person(session, "telegram:1", "", "vi", MORNING))
    database._writer.set_trace_callback((said := list[str]()).append)
    await database.write(lambda session: erase(session, person.id, MORNING))
    database._writer.set_trace_callback(None)
    scans = set[str]()
    for statement in (one for one in said if one.lstrip().startswith(("UPDATE", "DELETE", "SELECT"))):
        plan = await database.write(lambda session, sql=statement: session.all(f"EXPLAIN QUERY PLAN {sql}"))  # type: ignore[misc]
        scans |= {row["detail"] for row in plan if row["detail"].startswith("SCAN")}
    assert scans <= {"SCAN uploads", "SCAN rescues"}  # what may be short
    await database.close()


async def test_whoever_comes_after_the_end_is_told_so_and_does_not_wait_for_ever(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "one.db")
    await database.open()
    for _ in range(2):
        await database.close()
    async with asyncio.timeout(20):
        for use in (database.write, database.read):
            with pytest.raises(DatabaseAwayError):
                await use(lambda session: session.all("SELECT 1"))
        await database.open()
        assert await database.write(lambda session: session.one("SELECT 1 AS one")) is not None
    await database.close()


async def test_an_app_may_be_stopped_twice(polling: World) -> None:
    async with asyncio.timeout(20):
        for _ in range(2):
            await polling.app.stop()


async def test_who_waits_for_another_process_holds_up_nobody_here(tmp_path: Path, prepared: Path) -> None:
    shutil.copy(prepared, tmp_path / "one.db")
    database = SqliteDatabase(tmp_path / "one.db")
    await database.open()
    other = sqlite3.connect(tmp_path / "one.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(database.write(lambda session: add_person(session, "telegram:1", "", "vi", MORNING)))
    for _ in range(20):
        await asyncio.sleep(0.005)  # the loop goes on
        assert await database.read(lambda session: session.one("SELECT 1 AS one")) is not None
    assert not writing.done()
    other.execute("COMMIT")
    async with asyncio.timeout(20):
        assert (await writing).address == "telegram:1"
    other.close()
    await database.close()


async def test_who_waits_for_too_long_is_told_so(
    tmp_path: Path, prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(prepared, tmp_path / "one.db")
    database = SqliteDatabase(tmp_path / "one.db")
    await database.open()
    other = sqlite3.connect(tmp_path / "one.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("storage.sqlite._WAIT_MS", 30)
    async with asyncio.timeout(20):
        with pytest.raises(DatabaseAwayError, match=r"locked: another process .* try again when it is done"):
            await database.write(lambda session: session.one("SELECT 1 AS one"))
        other.execute("ROLLBACK")
        assert await database.write(lambda session: session.one("SELECT 1 AS one")) is not None
    other.close()
    await database.close()


async def test_processes_that_start_together_after_a_restore_wait_for_one_another(
    tmp_path: Path, prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A restored file has no log yet, and whoever makes it has to have the file for himself: SQLite doesn't wait."""
    shutil.copy(prepared, tmp_path / "one.db")
    other = sqlite3.connect(tmp_path / "one.db", isolation_level=None)
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN IMMEDIATE")
    waited = iter((True,))

    def wait(_seconds: float) -> None:
        if next(waited, False):
            other.execute("COMMIT")

    monkeypatch.setattr("storage.sqlite.time.sleep", wait)
    database = SqliteDatabase(tmp_path / "one.db")
    await database.open()
    assert next(waited, None) is None
    assert await database.write(lambda session: session.one("SELECT 1 AS one")) is not None
    other.close()
    await database.close()
