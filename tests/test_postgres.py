"""PostgreSQL's own: what commits together, who waits for whom, and what no other database has."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import asyncpg
import pytest

from storage.database import SLOTS, Session
from storage.entries import entries_below
from storage.erasure import erase
from storage.inbox import received_first
from storage.people import add_person
from storage.pings import Plan, plan
from storage.postgres import CONNECTIONS, READERS, PostgresDatabase
from storage.units import root_unit
from tests.command_line import somebody, submit
from tests.world import MORNING

PATIENCE = 20.0


@pytest.fixture
async def database(postgres_url: str) -> AsyncIterator[PostgresDatabase]:
    found = PostgresDatabase(postgres_url)
    await found.open()
    yield found
    await found.close()


async def taken(session: Session, number: str) -> bool:
    return await received_first(session, "telegram", number, "telegram:1", MORNING)


async def test_work_that_went_on_after_a_failed_statement_is_not_told_to_be_durable(
    database: PostgresDatabase,
) -> None:
    async def goes_on(session: Session) -> str:
        with suppress(asyncpg.PostgresError):
            await session.run("INSERT INTO receipts (channel) VALUES ('without the rest')")
        return "done"

    good = [database.write(lambda session, n=n: taken(session, str(n))) for n in range(3)]
    *fine, odd = await asyncio.gather(*good, database.write(goes_on), return_exceptions=True)
    assert fine == [True] * 3
    assert isinstance(odd, asyncpg.PostgresError)
    rows = await database.read(lambda session: session.all("SELECT message_id FROM receipts ORDER BY message_id"))
    assert [row["message_id"] for row in rows] == ["0", "1", "2"]


async def test_a_write_at_the_moment_in_which_all_groups_end_is_not_left_lying(
    database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, go = asyncio.Semaphore(0), asyncio.Event()

    async def together(group: list[object]) -> list[None]:
        began.release()
        await go.wait()
        return [None] * len(group)

    async def nothing(_session: Session) -> None: ...

    async def twice() -> None:
        await database.write(nothing)
        await database.write(nothing)

    monkeypatch.setattr(database, "_together", together)
    writing = [asyncio.create_task(twice())]
    writing += [asyncio.create_task(database.write(nothing)) for _ in range(CONNECTIONS - 1)]
    monkeypatch.setattr("storage.postgres.GROUP", 1)
    for _ in range(CONNECTIONS):
        await began.acquire()
    go.set()
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*writing)


async def test_a_schema_that_changed_under_a_running_process_fails_no_message(database: PostgresDatabase) -> None:
    async def look(session: Session) -> int:
        return len(await session.all("SELECT * FROM consents"))

    assert await database.write(look) == 0
    await database.write(lambda session: session.run("ALTER TABLE consents ADD COLUMN later TEXT"))
    assert await database.write(look) == 0


async def test_readers_leave_all_slots_to_writers(database: PostgresDatabase, postgres_url: str) -> None:
    second = PostgresDatabase(postgres_url)
    await second.open()
    both, go = (database, second), asyncio.Event()
    came: asyncio.Queue[int] = asyncio.Queue()

    async def stays(session: Session) -> int:
        came.put_nowait(session.slot)
        await go.wait()
        return session.slot

    reading = [asyncio.create_task(one.read(stays)) for one in both for _ in range(READERS)]
    async with asyncio.timeout(PATIENCE):
        for _ in reading:
            await came.get()
        writing = []
        for one in both:
            for _ in range(CONNECTIONS):
                writing.append(asyncio.create_task(one.write(stays)))
                await came.get()  # so that each has a group, and a connection, of its own
        go.set()
        slots = await asyncio.gather(*writing)
        await asyncio.gather(*reading)
    assert len(set(slots)) == len(slots) <= SLOTS
    await second.close()


async def test_a_ping_is_planned_for_whoever_is_just_being_answered(database: PostgresDatabase) -> None:
    person = await database.write(lambda session: add_person(session, "telegram:1", "", "vi", MORNING))
    held, go = asyncio.Event(), asyncio.Event()

    async def answers(session: Session) -> None:
        await taken(session, "1")
        held.set()
        await go.wait()

    answering = asyncio.create_task(database.write(answers))
    await held.wait()
    ping = Plan(person.id, "nudge", MORNING.date(), MORNING, MORNING)
    async with asyncio.timeout(PATIENCE):
        await database.write(lambda session: plan(session, [ping]))
    assert not answering.done()
    go.set()
    await answering


async def test_a_bell_without_a_connection_keeps_no_words(database: PostgresDatabase) -> None:
    database.bell.ring(f"wake telegram:{number}" for number in range(1_000))
    assert not database.bell._words


_ENTRIES = """
INSERT INTO initiatives (id, code, draft_id, unit_id, author, title, folded, kind, problem, solution, co_authors,
    status, complete, channel, language, submitted_at)
SELECT n, n, n, u.id, '', 'Gá kẹp ' || n, '', 'technical', '', repeat('x', 300), '[]', 'submitted', 1, 'telegram',
    'vi', '2022-05-01' FROM generate_series(1, 20000) AS n
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS many FROM units) AS u
    ON u.place = 1 + n % u.many
"""
_READ = """
SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0) AS n FROM pg_stat_xact_user_tables
WHERE relname = :table
"""


async def read_of(session: Session, table: str) -> int:
    """How many rows of a table were read in this transaction."""
    row = await session.one(_READ, {"table": table})
    return int(row["n"]) if row else -1


async def test_the_newest_of_many_entries_are_found_without_reading_all(database: PostgresDatabase) -> None:
    await database.write(lambda session: session.run(_ENTRIES))
    count_them = "INSERT INTO counters SELECT id, 'all', 0, 20000, 20000, 0, 1 FROM units WHERE parent_id IS NULL"
    await database.write(lambda session: session.run(count_them))
    await database.analyse()

    async def looks(session: Session) -> tuple[list[str], int]:
        root = await root_unit(session)
        assert root is not None
        rows = await entries_below(session, root.path, 3, 1)
        return [row["title"] for row in rows], await read_of(session, "initiatives")

    titles, read = await database.write(looks)
    assert titles == ["Gá kẹp 19999", "Gá kẹp 19998", "Gá kẹp 19997"]
    assert read < 1_000


async def test_a_great_many_rows_may_take_longer_than_a_statement_may(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.postgres_connect.PATIENCE", 2.0)
    monkeypatch.setattr("storage.postgres.PORTION", 2)
    database = PostgresDatabase(postgres_url)
    await database.open()
    slow = """
        INSERT INTO receipts (channel, message_id, received_at)
        SELECT 'telegram', :id, '2022-05-10' FROM (SELECT pg_sleep(0.25)) AS slowly
        """
    await database.write(lambda session: session.many(slow, ({"id": str(number)} for number in range(9))))
    row = await database.read(lambda session: session.one("SELECT count(*) AS n FROM receipts"))
    assert row is not None
    assert row["n"] == 9
    await database.close()


async def test_what_somebody_sends_while_they_are_forgotten_is_forgotten_too(database: PostgresDatabase) -> None:
    lan = await database.write(lambda session: somebody(session, "Nguyễn Thị Lan", "HN-01", MORNING))
    begun, go = asyncio.Event(), asyncio.Event()

    async def sends(session: Session) -> None:
        await session.one("SELECT id FROM people WHERE id = :id FOR UPDATE", {"id": lan.id})  # as its receipt does
        begun.set()
        await go.wait()
        await submit(session, lan, "Gá kẹp", MORNING)

    sending = asyncio.create_task(database.write(sends))
    await begun.wait()
    forgetting = asyncio.create_task(database.write(lambda session: erase(session, lan.id, MORNING)))
    waits = "SELECT count(*) AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    async with asyncio.timeout(PATIENCE):
        while not (await database.read(lambda session: session.all(waits)))[0]["n"]:  # noqa: ASYNC110 - rows have no event
            await asyncio.sleep(0.02)
    go.set()
    await asyncio.gather(sending, forgetting)
    left = await database.read(lambda session: session.all("SELECT author, title, person_id FROM initiatives"))
    assert [dict(row) for row in left] == [{"author": "", "title": "", "person_id": None}]
