"""Counters kept entry by entry are what the ledger adds up to and what the entries themselves say."""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.periods import periods_at
from campaign.unit_list import ListedUnit
from storage.database import Session
from storage.entries import own_initiative
from storage.erasure import erase
from storage.ids import new_id
from storage.initiatives import Entry, restore, withdraw
from storage.initiatives import amend_initiative as amend
from storage.migrate import migrate
from storage.recount import Figures, differences, rebuild, recount
from storage.times import moment
from storage.unit_import import import_units
from tests.command_line import move, present, somebody, submit
from tests.pg import PgServer
from tests.test_storage import opened
from tests.world import HANOI

NAMES = ("An", "Bình", "Chi")
# One late evening and one early morning of Hà Nội fall on one day of UTC, and on two weeks.
TIMES = [datetime(2022, 5, 15, 23, 50, tzinfo=HANOI) + timedelta(minutes=minutes) for minutes in (0, 9, 10, 20, 2000)]
TREE = {"R": None, "A": "R", "B": "R", "A1": "A", "A2": "A", "B1": "B", "A1X": "A1"}
PLACES = ("A", "A1", "A2", "B1", "A1X")
MOVES = ({"A1": "B"}, {"A1": "A"}, {"B1": "A2"}, {"B1": "B"}, {"A": "B"}, {"A": "R"}, {"A2": "N", "N": "B"})

name = st.sampled_from(NAMES)
number = st.integers(0, 9)
step = st.one_of(
    st.tuples(st.just("submit"), name, st.sampled_from(TIMES), st.booleans()),
    st.tuples(st.just("withdraw"), number),
    st.tuples(st.just("restore"), number),
    st.tuples(st.just("amend"), number, st.booleans()),
    st.tuples(st.just("change unit"), name, st.sampled_from(PLACES)),
    st.tuples(st.just("move units"), st.sampled_from(MOVES)),
    st.tuples(st.just("forget"), st.just("Chi")),
)


def listed(parents: dict[str, str | None]) -> list[ListedUnit]:
    return [
        ListedUnit(code, above, code, "upper", "union", None, None, None, None, None, None, 0, None, None, None)
        for code, above in parents.items()
    ]


@dataclass
class Story:
    """What people do, one after another, on the real storage."""

    session: Session
    entries: list[tuple[str, int]] = field(default_factory=list)
    forgotten: set[str] = field(default_factory=set)
    tree: dict[str, str | None] = field(default_factory=lambda: dict(TREE))

    async def begin(self) -> None:
        await import_units(self.session, listed(TREE), HANOI)
        for who, place in zip(NAMES, PLACES, strict=False):
            await somebody(self.session, who, place, TIMES[0])

    async def tell(self, what: str, *details: object) -> None:
        await getattr(self, what.replace(" ", "_"))(*details)

    async def submit(self, who: str, at: datetime, complete: bool) -> None:
        if who not in self.forgotten:
            person = await present(self.session, who)
            entry = await submit(self.session, person, f"Sáng kiến của {who}", at, complete=complete)
            self.entries.append((who, entry))

    async def withdraw(self, which: int) -> None:
        if own := await self._own(which):
            await withdraw(self.session, own[0], own[1]["unit_path"], TIMES[-1], HANOI)

    async def restore(self, which: int) -> None:
        if own := await self._own(which):
            await restore(self.session, own[0], own[1]["unit_path"], TIMES[-1], HANOI)

    async def amend(self, which: int, complete: bool) -> None:
        own = await self._own(which)
        if own and own[0].status == "submitted":
            entry = Entry(new_id(), "Sửa", "technical", "", "", None, None, [], complete, "web", "vi")
            await amend(self.session, own[0], own[1]["unit_path"], entry, TIMES[-1], HANOI)

    async def change_unit(self, who: str, place: str) -> None:
        if who not in self.forgotten:
            await move(self.session, (await present(self.session, who)).id, place)

    async def move_units(self, moves: dict[str, str]) -> None:
        tree = {**self.tree, **moves}
        if all(self._reaches_root(tree, code) for code in tree):
            self.tree = tree
            await import_units(self.session, listed(moves), HANOI)

    async def forget(self, who: str) -> None:
        if who not in self.forgotten:
            self.forgotten.add(who)
            await erase(self.session, (await present(self.session, who)).id, TIMES[-1])

    async def _own(self, which: int):  # type: ignore[no-untyped-def]
        if which >= len(self.entries) or self.entries[which][0] in self.forgotten:
            return None
        who, entry = self.entries[which]
        return await own_initiative(self.session, (await present(self.session, who)).id, entry)

    @staticmethod
    def _reaches_root(tree: dict[str, str | None], code: str | None) -> bool:
        seen = set()
        while code is not None and code not in seen:
            seen.add(code)
            code = tree.get(code)
        return code is None


async def from_the_entries(session: Session) -> dict[tuple[int, str], Figures]:
    """Counters by brute force from the initiatives that stand; the ledger knows who wrote, also of the forgotten."""
    rows = await session.all(
        """
        SELECT i.submitted_at, i.complete, u.path, (SELECT max(person_id) FROM ledger WHERE initiative_id = i.id) AS who
        FROM initiatives i JOIN units u ON u.id = i.unit_id WHERE i.status <> 'withdrawn'
        """
    )
    found: dict[tuple[int, str], list[tuple[int, bool]]] = defaultdict(list)
    for row in rows:
        for unit in row["path"].strip("/").split("/"):
            for period in periods_at(moment(row["submitted_at"]), HANOI):
                found[int(unit), period].append((row["who"], bool(row["complete"])))
    return {
        place: Figures(len(each), sum(whole for _, whole in each), 0, len({who for who, _ in each}))
        for place, each in found.items()
    }


Told = Callable[[Callable[[Session], Awaitable[None]]], Awaitable[None]]


class UndoneError(Exception):
    """Ends a story: nothing of it stays."""


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Tells a story in one transaction of an empty database, and takes it back."""
    url, postgres = f"sqlite:///{tmp_path_factory.mktemp('told') / 'told.db'}", None
    if request.param == "postgres":
        postgres = request.getfixturevalue("postgres")
        url = postgres.make(f"told_{os.getpid()}")

    async def tell(work: Callable[[Session], Awaitable[None]]) -> None:
        async def undone(session: Session) -> None:
            await work(session)
            raise UndoneError

        database = opened(url)
        await database.open()
        try:
            await migrate(database)
            with pytest.raises(UndoneError):
                await database.write(undone)
        finally:
            await database.close()

    yield tell
    if postgres:
        postgres.drop(f"told_{os.getpid()}")


@settings(max_examples=50, deadline=None)
@given(steps=st.lists(step, max_size=25))
def test_kept_counters_are_the_ledgers_sums_and_the_entries(told: Told, steps: list[tuple[object, ...]]) -> None:
    async def work(session: Session) -> None:
        story = Story(session)
        await story.begin()
        for what, *details in steps:
            await story.tell(str(what), *details)
        assert await differences(session, HANOI) == []
        counted = (await recount(session, HANOI))["counters"]
        assert counted == await from_the_entries(session)

    asyncio.run(told(work))


async def test_somebody_in_two_units_is_one_person_above_both(told: Told) -> None:
    async def work(session: Session) -> None:
        story = Story(session)
        await story.begin()
        for place in ("A1", "A2", "B1"):
            await story.change_unit("An", place)
            await story.submit("An", TIMES[0], True)
        rows = await session.all(
            "SELECT u.code, c.submitted, c.people FROM counters c JOIN units u ON u.id = c.unit_id WHERE period = 'all'"
        )
        found = {row["code"]: (row["submitted"], row["people"]) for row in rows}
        assert found == {"R": (3, 1), "A": (2, 1), "B": (1, 1), "A1": (1, 1), "A2": (1, 1), "B1": (1, 1)}
        await story.move_units({"A1": "B"})
        row = await session.one(
            "SELECT submitted, people FROM counters JOIN units u ON u.id = unit_id WHERE code = 'B' AND period = 'all'"
        )
        assert row is not None
        assert tuple(row) == (2, 1)

    await told(work)


async def test_a_wrong_counter_is_found_and_mended(told: Told) -> None:
    async def work(session: Session) -> None:
        story = Story(session)
        await story.begin()
        await story.submit("An", TIMES[0], True)
        await session.run("UPDATE counters SET people = 7 WHERE unit_id = 1 AND period = 'all'")
        await session.run("INSERT INTO counters VALUES (3, 'all', 0, 0, 0, 0, 0)")
        await session.run("DELETE FROM authorships WHERE period = 'all'")
        wrong, lost = await differences(session, HANOI)
        assert wrong == ("counters", (1, "all"), Figures(1, 1, 0, 7), Figures(1, 1, 0, 1))
        assert (lost.table, lost.kept, lost.counted) == ("authorships", None, 1)
        await rebuild(session, HANOI)
        assert await differences(session, HANOI) == []

    await told(work)


async def test_recounting_writes_nothing(told: Told) -> None:
    async def work(session: Session) -> None:
        story = Story(session)
        await story.begin()
        await story.submit("An", TIMES[0], True)
        await session.run("DELETE FROM counters")
        await recount(session, HANOI)
        assert await session.all("SELECT * FROM counters") == []

    await told(work)


async def test_an_entry_that_is_just_being_sent_is_counted_where_its_unit_has_moved(postgres: PgServer) -> None:
    database = opened(postgres.make(f"moved_{os.getpid()}"))
    await database.open()
    await migrate(database)
    await database.write(lambda session: import_units(session, listed(TREE), HANOI))
    await database.write(lambda session: somebody(session, "An", "A1", TIMES[0]))
    read, go = asyncio.Event(), asyncio.Event()

    async def sends(session: Session) -> None:
        person = await present(session, "An")
        read.set()
        await go.wait()
        await submit(session, person, "Gá kẹp", TIMES[0])

    sending = asyncio.create_task(database.write(sends))
    await read.wait()
    moving = asyncio.create_task(database.write(lambda session: import_units(session, listed({"A1": "B"}), HANOI)))
    await asyncio.wait({moving}, timeout=1)  # it ends, or it waits for the entry
    go.set()
    await asyncio.gather(sending, moving)
    assert await database.read(lambda session: differences(session, HANOI)) == []
    await database.close()
    postgres.drop(f"moved_{os.getpid()}")
