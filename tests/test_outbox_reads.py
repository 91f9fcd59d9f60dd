"""What is asked every second or with every card reads only what it is about, also while a large announcement waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from conversation.message import Reply
from storage.database import Session
from storage.entries import recent_titles
from storage.migrate import migrate
from storage.outbox import (
    ANSWER,
    Letter,
    claim,
    count_waiting,
    drop_expired,
    drop_unserved,
    due_pings,
    give_up_sending,
    ids_in_hand,
    in_hand,
    letter,
    post,
)
from storage.pings import unsent
from storage.postgres import PostgresDatabase
from storage.sqlite import SqliteDatabase
from tests.test_postgres import read_of
from tests.world import MORNING

PATIENCE = 10.0
Look = Callable[[Session], Awaitable[object]]
ANSWERS: dict[str, Look] = {
    "free": lambda session: claim(session, "telegram", "me", 500),
    "others": lambda session: claim(session, "telegram", "me", 500, others=True),
    "ids in hand": lambda session: ids_in_hand(session, "telegram", "me"),
    "in hand": lambda session: in_hand(session, "telegram", "me"),
    "waiting": lambda session: count_waiting(session, "telegram"),
}
PINGS: dict[str, Look] = {
    "started": lambda session: give_up_sending(session, "telegram"),
    "due": lambda session: due_pings(session, "telegram", MORNING, 100),
    "expired": lambda session: drop_expired(session, "telegram", MORNING),
    "unserved": lambda session: drop_unserved(session, MORNING),
    "unsent": lambda session: unsent(session, MORNING),
}
_MANY = """
INSERT INTO outbox (id, channel, address, lane, body, state, settling, due_at, holder)
SELECT n, 'telegram', 'telegram:' || n, CASE WHEN n % 2 = 0 THEN 'ping' ELSE 'answer' END, repeat('x', 600),
    CASE WHEN n % 2 = 0 THEN 'waiting' ELSE 'sent' END, 0, '2022-05-10', CASE WHEN n % 2 = 1 THEN 'me' END
FROM generate_series(1, 20000) AS n
"""


def answers() -> list[Letter]:
    """In nobody's hand, in ours, in another's."""
    return [
        letter("telegram", f"telegram:{at}", Reply("a", "x", "vi"), MORNING, holder=holder, lane=ANSWER)
        for at, holder in enumerate((None, None, "me", "other"))
    ]


async def plan_of(database: SqliteDatabase, look: Look) -> list[str]:
    """How SQLite goes about each statement of it."""
    database._writer.set_trace_callback((said := list[str]()).append)
    await database.write(look)
    database._writer.set_trace_callback(None)
    plan: list[str] = []
    for statement in (one for one in said if one.lstrip().startswith(("UPDATE", "SELECT"))):
        rows = await database.write(lambda session, sql=statement: session.all(f"EXPLAIN QUERY PLAN {sql}"))  # type: ignore[misc]
        plan += [row["detail"] for row in rows]
    return plan


@pytest.fixture
async def sqlite(tmp_path: Path) -> SqliteDatabase:
    database = SqliteDatabase(tmp_path / "one.db")
    await database.open()
    await migrate(database)
    return database


@pytest.mark.parametrize("look", ANSWERS)
async def test_looking_for_answers_passes_by_all_pings(sqlite: SqliteDatabase, look: str) -> None:
    plan = await plan_of(sqlite, ANSWERS[look])
    assert plan == [plan[0]]
    assert "SEARCH outbox USING" in plan[0]
    assert f"INDEX outbox_{'free' if look == 'free' else 'answers'} (channel=?)" in plan[0]
    await sqlite.close()


@pytest.mark.parametrize("look", PINGS)
async def test_looking_for_pings_reads_only_those_that_are_not_sent_yet(sqlite: SqliteDatabase, look: str) -> None:
    plan = await plan_of(sqlite, PINGS[look])
    assert plan == [plan[0]]
    assert "outbox USING INDEX outbox_pings" in plan[0]
    await sqlite.close()


async def test_what_resembles_an_entry_is_read_from_the_index_alone(sqlite: SqliteDatabase) -> None:
    """Each entry has its long texts, and is read for 300 of them before every card."""
    plan = await plan_of(sqlite, lambda session: recent_titles(session, 1))
    assert plan == ["SEARCH initiatives USING COVERING INDEX initiatives_titles (unit_id=?)"]
    await sqlite.close()


@pytest.mark.parametrize("look", ANSWERS)
async def test_looking_for_answers_reads_no_ping(postgres_url: str, look: str) -> None:
    database = PostgresDatabase(postgres_url)
    await database.open()
    await database.write(lambda session: session.run(_MANY))
    await database.write(lambda session: post(session, answers()))
    await database.analyse()

    async def looks(session: Session) -> int:
        await ANSWERS[look](session)
        return await read_of(session, "outbox")

    assert await database.write(looks) < 50
    await database.close()


async def test_what_one_is_just_claiming_another_passes_by(postgres_url: str) -> None:
    database = PostgresDatabase(postgres_url)
    await database.open()
    made = answers()
    await database.write(lambda session: post(session, made))
    claimed, go = asyncio.Event(), asyncio.Event()

    async def claims(session: Session) -> list[Letter]:
        found = await claim(session, "telegram", "first", 1)
        claimed.set()
        await go.wait()
        return found

    claiming = asyncio.create_task(database.write(claims))
    await claimed.wait()
    async with asyncio.timeout(PATIENCE):
        second = await database.write(lambda session: claim(session, "telegram", "second", 9, others=True))
    go.set()
    assert [one.id for one in await claiming] == [made[0].id]
    assert [one.id for one in second] == [one.id for one in made[1:]]
    assert {one.holder for one in second} == {"second"}
    rows = await database.read(lambda session: session.all("SELECT holder FROM outbox ORDER BY id"))
    assert [row["holder"] for row in rows] == ["first", "second", "second", "second"]
    await database.close()
