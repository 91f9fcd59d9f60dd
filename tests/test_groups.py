"""On PostgreSQL messages that come at once commit in groups: in which order these take their people."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from conversation.message import Incoming
from storage.database import Session
from storage.inbox import received_first
from storage.people import add_person
from storage.postgres import PostgresDatabase
from tests.fixtures import make_world
from tests.people import join
from tests.world import MORNING, Wall, World

PATIENCE = 10.0
_WAITING = """
SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@pytest.fixture
async def both(postgres_url: str) -> AsyncIterator[tuple[PostgresDatabase, PostgresDatabase]]:
    """One database as two processes have it."""
    made = PostgresDatabase(postgres_url), PostgresDatabase(postgres_url)
    for one in made:
        await one.open()
    yield made
    for one in made:
        await one.close()


@pytest.fixture
async def hooked(tmp_path: Path, postgres_url: str, wall: Wall) -> AsyncIterator[World]:
    async with make_world(tmp_path, postgres_url, wall, "webhook") as made:
        yield made


async def test_two_processes_that_take_messages_of_the_same_people_at_once_do_no_work_twice(
    both: tuple[PostgresDatabase, PostgresDatabase],
) -> None:
    for who in "AB":
        await both[0].write(lambda session, who=who: add_person(session, who, "", "vi", MORNING))  # type: ignore[misc]
    runs = Counter[str]()
    holding = set[PostgresDatabase]()

    async def somebody_waits() -> bool:
        row = await both[0].read(lambda session: session.one(_WAITING))
        return row is not None and row["n"] > 0

    def takes(process: PostgresDatabase, who: str) -> asyncio.Future[str]:
        async def work(session: Session) -> str:
            message = f"{both.index(process)}{who}"
            runs[message] += 1
            await received_first(session, "telegram", message, who, MORNING)
            holding.add(process)
            while len(holding) < 2 and not await somebody_waits():  # noqa: ASYNC110 - locks have no event
                await asyncio.sleep(0.01)
            return message

        return asyncio.ensure_future(process.write(work, of=who))

    async with asyncio.timeout(PATIENCE):
        done = await asyncio.gather(*(takes(both[0], who) for who in "AB"), *(takes(both[1], who) for who in "BA"))
    assert done == ["0A", "0B", "1B", "1A"], "each is told its own result"
    assert runs == Counter(done)


async def test_messages_of_a_group_are_taken_by_address(hooked: World) -> None:
    for number in (1001, 1002, 1003):
        await join(hooked, number)
    receiver, came = hooked.app._receiver, (1003, 1001, 1002)
    received = await asyncio.gather(
        *(
            receiver.receive(Incoming("telegram", f"telegram/{who}", f"telegram:{who}", MORNING, "/help"))
            for who in came
        )
    )
    written = {one.letters[0].id: one.letters[0].address for one in received}
    assert [written[number] for number in sorted(written)] == ["telegram:1001", "telegram:1002", "telegram:1003"]
    assert [one.letters[0].address for one in received] == [f"telegram:{who}" for who in came]
