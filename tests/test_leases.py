"""What must run once runs in one process: who waits says so, who dies is followed, whatever clocks do."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from structlog.testing import capture_logs

from bot.lease import EXPIRES_SECONDS, Leases, is_dead, this_process
from storage.database import Database, DatabaseAwayError, T, Work
from tests.test_storage import opened


@dataclass
class Steady:
    """A steady clock that a test moves on."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    found = opened(url)
    await found.open()
    yield found
    await found.close()


@dataclass
class Process:
    """One process that wants to poll. `runs` counts how often its work began; `at` says whether it is at work."""

    leases: Leases
    steady: Steady
    runs: int = 0
    at: bool = False

    @classmethod
    def one(cls, database: Database, name: str) -> Process:
        steady = Steady()
        made = cls(Leases(database, steady, holder=name), steady)
        made.leases.want("poll:telegram", made.work)
        return made

    async def work(self) -> None:
        self.runs += 1
        self.at = True
        try:
            await asyncio.Event().wait()
        finally:
            self.at = False

    async def looks(self, after: float = 2.5) -> bool:
        """Time goes by, it looks at the leases; whether it works then."""
        self.steady.now += after
        await self.leases.look()
        await asyncio.sleep(0)
        return self.at


async def test_the_second_waits_says_so_and_takes_over_when_the_first_stands_still(database: Database) -> None:
    first, second = Process.one(database, "a:1:1"), Process.one(database, "b:2:2")
    assert await first.looks()
    with capture_logs() as logs:
        for _ in range(8):
            assert await first.looks()
            assert not await second.looks()
    told = [line for line in logs if line["event"] == "lease_waits"]
    assert [(line["name"], line["holder"]) for line in told] == [("poll:telegram", "a:1:1")]
    waited = 0.0
    while not await second.looks():  # the first one says nothing any more
        waited += 2.5
    assert EXPIRES_SECONDS <= waited <= EXPIRES_SECONDS + 2.5
    assert not await first.looks()  # it comes back, and finds that it has lost it
    assert (first.runs, second.runs) == (1, 1)
    await asyncio.gather(first.leases.give_back(), second.leases.give_back())


async def test_a_holder_that_hears_nothing_stops_before_anybody_may_follow(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Process.one(database, "a:1:1")
    assert await first.looks()

    async def away(_work: object) -> None:
        raise DatabaseAwayError("away")

    with monkeypatch.context() as cut:
        cut.setattr(database, "write", away)
        stopped_after = 0.0
        while await first.looks():
            stopped_after += 2.5
        assert stopped_after < EXPIRES_SECONDS
    assert await first.looks()  # nobody took it meanwhile
    await first.leases.give_back()


async def test_a_holder_whose_database_does_not_answer_at_all_stops_as_early(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    leases, begun, ended = Leases(database, time.monotonic, holder="a:1:1"), asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    leases.want("poll:telegram", work)
    await leases.look()
    await begun.wait()
    monkeypatch.setattr("bot.lease._SAFE_SECONDS", 0.3)  # from now on: the first beat has its time

    async def silent(_work: object) -> None:
        await asyncio.Event().wait()

    with monkeypatch.context() as cut:
        cut.setattr(database, "write", silent)
        async with asyncio.timeout(15):  # a network that swallows everything is told of after 20 seconds
            await leases.look()
    assert ended.is_set()
    await leases.give_back()


async def test_a_beat_counts_from_when_it_was_sent_not_from_when_its_answer_came(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Process.one(database, "a:1:1")
    assert await first.looks()
    write = database.write

    async def slow(work: Work[T]) -> T:
        done = await write(work)
        first.steady.now += 5  # the answer is long on its way
        return done

    async def away(_work: object) -> None:
        raise DatabaseAwayError("away")

    with monkeypatch.context() as cut:
        cut.setattr(database, "write", slow)
        assert await first.looks()
        cut.setattr(database, "write", away)
        assert not await first.looks(4)  # nine seconds since the beat: another may follow after ten
    await first.leases.give_back()


async def test_what_is_given_back_is_free_at_once(database: Database) -> None:
    first, second = Process.one(database, "a:1:1"), Process.one(database, "b:2:2")
    assert await first.looks()
    assert not await second.looks()
    await first.leases.give_back()
    assert not first.at
    assert await second.looks(0)
    await second.leases.give_back()


async def test_what_is_given_back_is_not_taken_again_and_the_rest_beats_on(database: Database) -> None:
    first, second = Process.one(database, "a:1:1"), Process.one(database, "b:2:2")
    first.leases.want("send:telegram", first.work)
    assert await first.looks()
    looking = asyncio.create_task(first.leases.look())  # a beat that is under way meanwhile
    await first.leases.give_back(lambda name: name == "poll:telegram")
    await looking
    assert await second.looks()
    for _ in range(5):
        await first.looks()
        await second.looks()
    assert (first.leases.held, second.leases.held) == (["send:telegram"], ["poll:telegram"])
    assert second.leases.holders["send:telegram"] == "a:1:1"
    for one in (first, second):
        await one.leases.give_back()


async def test_work_that_fails_while_it_is_ended_leaves_no_beat_without_a_pause(database: Database) -> None:
    leases = Leases(database, time.monotonic, holder="a:1:1")

    async def fails() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise RuntimeError("the lane broke off")

    leases.want("send:telegram", fails)
    await leases.look()
    await asyncio.sleep(0)
    await leases.give_back()
    assert leases.failed.is_set()
    keeping = asyncio.create_task(leases.keep())
    await asyncio.sleep(0.05)
    assert not leases.failed.is_set()
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)


@pytest.fixture
def gone() -> str:
    """The name of a process of this machine that has ended."""
    code = "from bot.lease import this_process; print(this_process())"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


async def test_a_dead_process_of_this_machine_is_followed_at_once(database: Database, gone: str) -> None:
    assert is_dead(gone)
    assert not is_dead(this_process())
    assert not is_dead("elsewhere/1:1:1")
    here, number, *rest = gone.split(":")
    other = "/".join([*here.split("/")[:-1], "another start of a machine of the same name"])
    assert not is_dead(":".join([other, number, *rest])), "made from one image, two are often called alike"
    first, second = Process.one(database, gone), Process.one(database, "b:2:2")
    assert await first.looks()
    assert await second.looks(0)
    for one in (first, second):
        await one.leases.give_back()


async def test_work_that_fails_for_good_ends_the_process_with_its_error(database: Database) -> None:
    leases = Leases(database, Steady(), holder="a:1:1")

    async def fails() -> None:
        raise RuntimeError("a defect")

    leases.want("clock", fails)
    await leases.look()
    with pytest.raises(RuntimeError, match="a defect"):
        await leases.keep()
