"""The one writer: groups share a commit, a failure undoes its own statements alone, a lost commit keeps nothing."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from scheduler.housekeeping import forget_old, forget_people
from storage.database import DatabaseAwayError, Session
from storage.ids import id_at, new_id
from storage.inbox import received_first
from storage.migrate import migrate, migrations
from storage.people import add_person
from storage.sqlite import GROUP, SqliteDatabase
from tests.world import MORNING


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    found = SqliteDatabase(tmp_path / "one.db")
    await found.open()
    await migrate(found)
    yield found
    await found.close()


async def count(database: SqliteDatabase) -> int:
    row = await database.read(lambda session: session.one("SELECT count(*) AS n FROM receipts"))
    return int(row["n"]) if row else -1


async def test_what_waits_together_is_committed_together(
    database: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    hops: list[str] = []
    hop = database._hop

    async def counted(sql: str) -> None:
        hops.append(sql)
        await hop(sql)

    monkeypatch.setattr(database, "_hop", counted)
    writes = (database.write(lambda s, n=n: received_first(s, "telegram", str(n), MORNING)) for n in range(3 * GROUP))
    assert all(await asyncio.gather(*writes))
    assert hops.count("COMMIT") <= 4  # the first may go alone
    assert await count(database) == 3 * GROUP


async def test_a_failure_undoes_its_own_statements_and_nobody_elses(database: SqliteDatabase) -> None:
    async def fails(session: Session) -> bool:
        await received_first(session, "telegram", "bad", MORNING)
        raise KeyError("inside")

    good = [database.write(lambda s, n=n: received_first(s, "telegram", str(n), MORNING)) for n in range(5)]
    results = await asyncio.gather(*good[:2], database.write(fails), *good[2:], return_exceptions=True)
    assert [result for result in results if result is True] == [True] * 5
    assert isinstance(results[2], KeyError)
    assert await count(database) == 5


async def test_a_commit_that_fails_keeps_nothing_and_the_next_one_works(
    database: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    hop, failing = database._hop, True

    async def full(sql: str) -> None:
        nonlocal failing
        if sql == "COMMIT" and failing:
            failing = False
            raise sqlite3.OperationalError("database or disk is full")
        await hop(sql)

    monkeypatch.setattr(database, "_hop", full)
    with pytest.raises(DatabaseAwayError, match="disk is full"):
        await database.write(lambda s: received_first(s, "telegram", "1", MORNING))
    assert await count(database) == 0
    assert await database.write(lambda s: received_first(s, "telegram", "1", MORNING))


async def test_a_disk_that_is_really_full_loses_nothing_and_recovers(database: SqliteDatabase) -> None:
    row = await database.read(lambda session: session.one("PRAGMA page_count"))
    assert row is not None
    pages = row["page_count"]

    async def limited(session: Session, most: int) -> None:
        await session.one(f"PRAGMA max_page_count = {most}")

    async def large(session: Session) -> None:
        for _ in range(200):
            await add_person(session, f"telegram:{new_id()}", "x" * 4_000, "vi", MORNING)

    await database.write(lambda session: limited(session, pages + 5))
    with pytest.raises(Exception, match="full"):
        await database.write(large)
    assert await database.write(lambda s: received_first(s, "telegram", "small", MORNING))
    await database.write(lambda session: limited(session, 1_000_000))
    await database.write(large)
    rows = await database.read(lambda session: session.one("SELECT count(*) AS n FROM people"))
    assert rows is not None
    assert rows["n"] == 200


async def test_another_process_may_write_beside(database: SqliteDatabase, tmp_path: Path) -> None:
    other = SqliteDatabase(tmp_path / "one.db")
    await other.open()
    both = [
        one.write(lambda s, n=n: received_first(s, "telegram", str(n), MORNING))
        for n, one in enumerate([database, other] * 20)
    ]
    assert all(await asyncio.gather(*both))
    await other.close()
    assert await count(database) == 40


async def test_migrations_are_carried_out_once_and_in_order(tmp_path: Path) -> None:
    fresh = SqliteDatabase(tmp_path / "fresh.db")
    await fresh.open()
    assert await migrate(fresh) == [path.stem for _, path in migrations()]
    assert await migrate(fresh) == []
    await fresh.close()
    assert (tmp_path / "fresh.db").stat().st_mode & 0o077 == 0


def test_ids_grow_and_know_their_time() -> None:
    made = [new_id() for _ in range(10_000)]
    assert made == sorted(set(made))
    assert made[-1] < 2**63
    assert id_at(MORNING) < id_at(MORNING + timedelta(seconds=1)) < made[0]


async def test_housekeeping_lets_go_of_the_old_and_of_nothing_else(database: SqliteDatabase) -> None:
    for days in (0, 8):
        at = MORNING - timedelta(days=days)
        await database.write(lambda s, at=at, days=days: received_first(s, "telegram", str(days), at))
        await database.write(lambda s, at=at, days=days: add_person(s, f"telegram:{days}", "", "", at))
    assert (await forget_old(database, MORNING))[0] == 1
    assert await count(database) == 1
    assert await forget_people(database, MORNING - timedelta(days=7), MORNING) == 1
    row = await database.read(lambda session: session.one("SELECT group_concat(address) AS a FROM addresses"))
    assert row is not None
    assert row["a"] == "telegram:0"
