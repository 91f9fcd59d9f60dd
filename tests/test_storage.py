"""Both databases: a failure undoes its own statements alone, races end well; SQLite's one writer and its groups."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import load
from bot.opened import open_database
from conversation.message import Reply
from scheduler.housekeeping import forget_old, forget_people
from storage.database import Database, DatabaseAwayError, Session
from storage.files import forget_documents
from storage.ids import id_at, new_id
from storage.inbox import forget_receipts, received_first
from storage.migrate import migrate, migrations
from storage.outbox import PING, claim_ping, due_pings, letter, post, release_ping
from storage.people import add_person, move_address, person_at, set_name
from storage.pings import forget_pings
from storage.sqlite import GROUP, SqliteDatabase
from storage.times import stamp
from tests.pg import PgServer
from tests.world import MORNING


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """A database of each kind with the sample units."""
    found = opened(url)
    await found.open()
    yield found
    await found.close()


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    found = SqliteDatabase(tmp_path / "one.db")
    await found.open()
    await migrate(found)
    yield found
    await found.close()


def opened(url: str) -> Database:
    config = load(None)
    config.database.url = url
    return open_database(config)


async def count(database: Database) -> int:
    row = await database.read(lambda session: session.one("SELECT count(*) AS n FROM receipts"))
    return int(row["n"]) if row else -1


async def test_what_waits_together_is_committed_together(
    sqlite: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    hops: list[str] = []
    hop = sqlite._hop

    async def counted(sql: str) -> None:
        hops.append(sql)
        await hop(sql)

    monkeypatch.setattr(sqlite, "_hop", counted)
    writes = (
        sqlite.write(lambda s, n=n: received_first(s, "telegram", str(n), "telegram:1", MORNING))
        for n in range(3 * GROUP)
    )
    assert all(await asyncio.gather(*writes))
    assert hops.count("COMMIT") <= 4  # the first may go alone
    assert await count(sqlite) == 3 * GROUP


async def test_a_failure_undoes_its_own_statements_and_nobody_elses(database: Database) -> None:
    async def fails(session: Session) -> bool:
        await received_first(session, "telegram", "bad", "telegram:1", MORNING)
        raise KeyError("inside")

    good = [
        database.write(lambda s, n=n: received_first(s, "telegram", str(n), "telegram:1", MORNING)) for n in range(5)
    ]
    results = await asyncio.gather(*good[:2], database.write(fails), *good[2:], return_exceptions=True)
    assert [result for result in results if result is True] == [True] * 5
    assert isinstance(results[2], KeyError)
    assert await count(database) == 5


async def test_a_commit_that_fails_keeps_nothing_and_the_next_one_works(
    sqlite: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    hop, failing = sqlite._hop, True

    async def full(sql: str) -> None:
        nonlocal failing
        if sql == "COMMIT" and failing:
            failing = False
            raise sqlite3.OperationalError("database or disk is full")
        await hop(sql)

    monkeypatch.setattr(sqlite, "_hop", full)
    with pytest.raises(DatabaseAwayError, match="disk is full"):
        await sqlite.write(lambda s: received_first(s, "telegram", "1", "telegram:1", MORNING))
    assert await count(sqlite) == 0
    assert await sqlite.write(lambda s: received_first(s, "telegram", "1", "telegram:1", MORNING))


async def test_a_disk_that_is_really_full_loses_nothing_and_recovers(sqlite: SqliteDatabase) -> None:
    row = await sqlite.read(lambda session: session.one("PRAGMA page_count"))
    assert row is not None
    pages = row["page_count"]

    async def limited(session: Session, most: int) -> None:
        await session.one(f"PRAGMA max_page_count = {most}")

    async def large(session: Session) -> None:
        for _ in range(200):
            await add_person(session, f"telegram:{new_id()}", "x" * 4_000, "vi", MORNING)

    await sqlite.write(lambda session: limited(session, pages + 5))
    with pytest.raises(DatabaseAwayError, match="full"):
        await sqlite.write(large)
    assert await sqlite.write(lambda s: received_first(s, "telegram", "small", "telegram:1", MORNING))
    await sqlite.write(lambda session: limited(session, 1_000_000))
    await sqlite.write(large)
    rows = await sqlite.read(lambda session: session.one("SELECT count(*) AS n FROM people"))
    assert rows is not None
    assert rows["n"] == 200


async def test_another_process_may_write_beside(database: Database, url: str) -> None:
    other = opened(url)
    await other.open()
    both = [
        one.write(lambda s, n=n: received_first(s, "telegram", str(n), "telegram:1", MORNING))
        for n, one in enumerate([database, other] * 20)
    ]
    assert all(await asyncio.gather(*both))
    await other.close()
    assert await count(database) == 40


async def test_the_same_message_by_two_processes_is_taken_once(database: Database, url: str) -> None:
    other = opened(url)
    await other.open()
    both = [
        one.write(lambda s, n=n: received_first(s, "telegram", str(n // 2), "telegram:1", MORNING))
        for n, one in enumerate([database, other] * 20)
    ]
    assert sum(await asyncio.gather(*both)) == 20
    await other.close()


async def test_a_newcomer_who_comes_in_by_two_processes_is_one_person(database: Database, url: str) -> None:
    other = opened(url)
    await other.open()

    async def comes(session: Session) -> int:
        known = await person_at(session, "telegram:1")
        return known[0].id if known else (await add_person(session, "telegram:1", "Lan", "vi", MORNING)).id

    ids = await asyncio.gather(*(one.write(comes) for one in [database, other] * 4))
    assert len(set(ids)) == 1
    await other.close()


async def test_a_persons_messages_are_handled_one_at_a_time(database: Database, url: str) -> None:
    """Read, think, write, through two processes: no step of it is lost."""
    other = opened(url)
    await other.open()
    person = await database.write(lambda s: add_person(s, "telegram:1", "", "", MORNING))

    async def one_more(session: Session, number: int) -> None:
        await received_first(session, "telegram", str(number), "telegram:1", MORNING)
        row = await session.one("SELECT name FROM people WHERE id = :id", {"id": person.id})
        assert row is not None
        await asyncio.sleep(0)
        await set_name(session, person.id, row["name"] + "x")

    await asyncio.gather(*(one.write(lambda s, n=n: one_more(s, n)) for n, one in enumerate([database, other] * 10)))
    row = await database.read(lambda session: session.one("SELECT name FROM people"))
    assert row is not None
    assert row["name"] == "x" * 20
    await other.close()


async def test_a_snapshot_can_not_be_written_to(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)read.?only"):
        await database.read(lambda session: session.run("DELETE FROM units"))


async def test_two_processes_that_start_together_bring_the_database_up_once(postgres: PgServer) -> None:
    url = postgres.make(f"fresh_{os.getpid()}")
    both = [opened(url), opened(url)]
    for one in both:
        await one.open()
    done = await asyncio.gather(*(migrate(one) for one in both))
    rows = await both[0].read(lambda session: session.all("SELECT number FROM migrations ORDER BY number"))
    assert [row["number"] for row in rows] == [number for number, _ in migrations()]
    assert {name for names in done for name in names} == {path.stem for _, path in migrations()}
    for one in both:
        await one.close()
    postgres.drop(f"fresh_{os.getpid()}")


async def test_a_database_that_is_not_there_is_told_in_one_line() -> None:
    for url in ("postgresql://nobody@127.0.0.1:1/none", "sqlite:////proc/nowhere/x.db"):
        with pytest.raises(DatabaseAwayError):
            await opened(url).open()


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


async def test_housekeeping_lets_go_of_the_old_and_of_nothing_else(database: Database) -> None:
    for days in (0, 31):
        at = MORNING - timedelta(days=days)
        await database.write(lambda s, at=at, days=days: received_first(s, "telegram", str(days), "telegram:1", at))
        await database.write(lambda s, at=at, days=days: add_person(s, f"telegram:{days}", "", "", at))
    assert (await forget_old(database, MORNING))[0] == 1
    assert await count(database) == 1
    assert await forget_people(database, MORNING - timedelta(days=7), MORNING) == 1
    row = await database.read(lambda session: session.one("SELECT min(address) AS a, count(*) AS n FROM addresses"))
    assert row is not None
    assert (row["a"], row["n"]) == ("telegram:0", 1)


async def test_a_great_deal_of_the_old_is_let_go_in_portions(database: Database) -> None:
    rows = [{"id": str(number), "at": stamp(MORNING - timedelta(days=31))} for number in range(2_500)]
    insert = "INSERT INTO receipts (channel, message_id, received_at) VALUES ('telegram', :id, :at)"
    await database.write(lambda session: session.many(insert, rows))
    assert 0 < await database.write(lambda session: forget_receipts(session, MORNING)) < 2_500
    assert (await forget_old(database, MORNING))[0] > 0
    assert await count(database) == 0


async def test_old_pings_are_let_go_in_portions_and_what_is_to_come_stays(database: Database) -> None:
    person = await database.write(lambda session: add_person(session, "telegram:1", "", "vi", MORNING))
    old = id_at(MORNING - timedelta(days=181))
    insert = (
        "INSERT INTO pings (id, person_id, kind, local_date, due_at, expires_at, state) "
        "VALUES (:id, :person, 'daily', :day, :at, :at, :state)"
    )
    states = ("unanswered", "answered", "dropped", "planned", "later", "sent")
    rows = [
        {"id": old + at, "person": person.id, "day": str(at), "at": stamp(MORNING), "state": states[at % 6]}
        for at in range(6_000)
    ]
    rows.append({**rows[0], "id": id_at(MORNING), "day": "today"})
    await database.write(lambda session: session.many(insert, rows))
    assert 0 < await database.write(lambda session: forget_pings(session, id_at(MORNING))) < 3_000
    await forget_old(database, MORNING)
    left = await database.read(
        lambda session: session.all("SELECT state, count(*) AS n FROM pings GROUP BY state ORDER BY state")
    )
    assert [tuple(row.values()) for row in map(dict, left)] == [
        ("later", 1_000),
        ("planned", 1_000),
        ("sent", 1_000),
        ("unanswered", 1),
    ]


async def test_old_documents_are_let_go_a_few_at_a_time(database: Database) -> None:
    old = id_at(MORNING - timedelta(days=31))
    insert = "INSERT INTO documents VALUES (:id, 'telegram:1', 'pace.png', 'image/png', :content, :at)"
    rows = [{"id": old + at, "content": b"x" * 40_000, "at": stamp(MORNING)} for at in range(120)]
    rows.append({"id": id_at(MORNING), "content": b"new", "at": stamp(MORNING)})
    await database.write(lambda session: session.many(insert, rows))
    assert 0 < await database.write(lambda session: forget_documents(session, id_at(MORNING))) < 120
    await forget_old(database, MORNING)
    left = await database.read(lambda session: session.all("SELECT content FROM documents"))
    assert [row["content"] for row in left] == [b"new"]


async def test_a_chat_moves_along_with_what_is_on_its_way_also_where_somebody_is_there_already(
    database: Database,
) -> None:
    for address in ("telegram:1", "telegram:2"):
        await database.write(lambda s, address=address: add_person(s, address, "", "", MORNING))
    made = letter("telegram", "telegram:1", Reply("ping", "Nhắc nhẹ", "vi"), MORNING, lane=PING)
    await database.write(lambda session: post(session, (made,)))
    assert await database.write(lambda session: claim_ping(session, made.id, "here", MORNING))
    await database.write(lambda session: move_address(session, "telegram:1", "telegram:2"))
    await database.write(lambda session: release_ping(session, made.id, "here"))
    due = await database.read(lambda session: due_pings(session, "telegram", MORNING, 9))
    assert [one.address for one in due] == ["telegram:2"]


async def test_a_ping_that_is_over_is_not_due_also_before_it_is_dropped(database: Database) -> None:
    ends = (MORNING - timedelta(minutes=1), None, MORNING)
    made = [
        letter("telegram", "telegram:1", Reply("ping", "Nhắc nhẹ", "vi"), MORNING, lane=PING, expires=at) for at in ends
    ]
    await database.write(lambda session: post(session, made))
    due = await database.read(lambda session: due_pings(session, "telegram", MORNING, 9))
    assert [one.id for one in due] == [one.id for one in made[1:]]
