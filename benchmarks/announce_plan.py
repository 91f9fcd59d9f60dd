"""How long an announcement to everybody takes until it is planned: a letter and a row for each person."""

from __future__ import annotations

import asyncio
import gc
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
import uvloop
from rich.console import Console
from rich.table import Table

from benchmarks.country import LEVELS, UNITS, fill_units
from benchmarks.machine import cpu_seconds, describe, family, quiet
from campaign.roles import Role
from conversation.texts import Texts
from scheduler import announcements
from scheduler.announced import Outlet, Way
from scheduler.announcements import sweep
from storage.announcements import State, add_announcement, turned
from storage.audience import Segment, reach_of
from storage.database import Database, Session
from storage.grants import add_grant
from storage.ids import new_id
from storage.migrate import migrate
from storage.planned import standing_of
from storage.postgres import PostgresDatabase
from storage.sqlite import SqliteDatabase
from storage.times import stamp
from tests.pg import running
from tests.world import MORNING

_AT_ONCE = 10_000
_ROOT, _UNIT = 1, UNITS
_LANGUAGES = ("vi",) * 8 + ("en", "ko")
_WORDS = "Tuần này là tuần cao điểm. Ai có cách làm hay, dù nhỏ, cứ nhắn vào đây nhé. " * 3
_PERSON = """
INSERT INTO people (id, name, language, unit_id, joined_at, created_at)
VALUES (:id, 'Nguyễn Văn An', :language, :unit, :now, :now)
"""
_ADDRESS = "INSERT INTO addresses (address, person_id, reachable, created_at) VALUES (:address, :id, :reachable, :now)"


class Stalls:
    """The most processor time that passed on the event loop before others had their turn."""

    longest = 0.0

    async def watch(self) -> None:
        while True:
            began = time.thread_time()
            await asyncio.sleep(0.001)
            self.longest = max(self.longest, time.thread_time() - began)


async def fill(database: Database, people: int) -> int:
    """Units of a whole country, and people in the grassroots of whom one in a hundred blocked the bot; the leader."""
    await fill_units(database)
    first = UNITS - LEVELS[-1] + 1
    rows = [
        {
            "id": new_id(),
            "language": _LANGUAGES[at % len(_LANGUAGES)],
            "unit": first + at * 7919 % LEVELS[-1],
            "address": f"telegram:{at}",
            "reachable": int(at % 100 > 0),
            "now": stamp(MORNING),
        }
        for at in range(people)
    ]
    for at in range(0, people, _AT_ONCE):
        part = rows[at : at + _AT_ONCE]
        await database.write(lambda session, part=part: _insert(session, part))  # type: ignore[misc]
    leader = int(str(rows[1]["id"]))
    await database.write(lambda session: add_grant(session, leader, Role.LEADER, _ROOT, MORNING))
    await database.analyse()
    return leader


async def _insert(session: Session, rows: list[dict[str, Any]]) -> None:
    await session.many(_PERSON, rows)
    await session.many(_ADDRESS, rows)


async def measure(database: Database, people: int, rounds: int, wait: float, server: int = 0) -> dict[str, list[float]]:
    """Rounds of one announcement to all; `server` is the process of a database that has one."""
    await database.open()
    await migrate(database)
    leader = await fill(database, people)
    outlet = Outlet(database, Texts(), {"telegram": Way(per_second=24)}, lambda _address, _letters: None)
    gc.collect()
    gc.freeze()  # as the bot does when it has started
    found: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        found.setdefault(name, []).append(value)

    for _ in range(rounds):
        await quiet(wait)
        made = new_id()
        for name, path in (("count, country", "/1/"), ("count, one unit", await _path(database))):
            with _timed(note, f"{name}: ms", 1000):
                reach = await database.write(lambda session, path=path: reach_of(session, Segment(path)))  # type: ignore[misc]
            if path == "/1/" and reach.people + reach.lost != people:
                raise AssertionError(f"counted {reach}")
        await database.write(lambda session: _confirmed(session, made, leader))  # noqa: B023 - awaited here
        stalls = Stalls()
        watching = asyncio.create_task(stalls.watch())
        began, ours, theirs = time.perf_counter(), time.process_time(), _server(server)
        planned = await sweep(outlet, MORNING)
        took = time.perf_counter() - began
        busy = time.process_time() - ours, _server(server) - theirs
        watching.cancel()
        if planned != people:
            raise AssertionError(f"planned {planned} of {people}")
        note("planned: s", took)
        note("planned: people/s", people / took)
        note("planned: our processor time, s", busy[0])
        note("planned: the server's, s", busy[1])
        note("longest hold of the loop: ms", 1000 * stalls.longest)
        with _timed(note, "how far it is: ms", 1000):
            standing = await database.read(lambda session: standing_of(session, made))  # noqa: B023
        if standing.total != people:
            raise AssertionError(str(standing))
        began = time.perf_counter()
        await database.write(lambda session: turned(session, made, State.STOPPING, of=[State.SENDING]))  # noqa: B023
        await sweep(outlet, MORNING)
        note("stopped: s", time.perf_counter() - began)
    await database.close()
    return found


def _server(pid: int) -> float:
    """Processor time of a PostgreSQL server so far."""
    return sum(cpu_seconds(one) for one in family(pid)) if pid else 0.0


@contextmanager
def _timed(note: Any, name: str, times: float) -> Iterator[None]:
    began = time.perf_counter()
    yield
    note(name, times * (time.perf_counter() - began))


async def _path(database: Database) -> str:
    row = await database.read(lambda session: session.one("SELECT path FROM units WHERE id = :id", {"id": _UNIT}))
    return str(row["path"]) if row else ""


async def _confirmed(session: Session, made: int, leader: int) -> None:
    await add_announcement(
        session, made, _ROOT, _ROOT, (leader, "telegram:1"), _WORDS, Segment("/1/"), MORNING, MORNING
    )


def main(
    people: Annotated[int, typer.Option(min=1_000)] = 100_000,
    rounds: Annotated[int, typer.Option(min=1, max=20)] = 3,
    page: Annotated[int, typer.Option(min=1)] = announcements.PAGE,
    only: Annotated[str, typer.Option(help="sqlite or postgres")] = "",
    folder: Annotated[Path, typer.Option()] = Path("/var/tmp"),  # noqa: S108 - on a disk, not in memory
    wait_quiet: Annotated[float, typer.Option(help="Seconds to wait for a quiet machine before a round.")] = 0,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Measures on SQLite and on a PostgreSQL of its own, both durable."""
    announcements.PAGE = page
    found = {}
    if only != "postgres":
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            found["SQLite"] = uvloop.run(
                measure(SqliteDatabase(Path(scratch) / "bench.db"), people, rounds, wait_quiet)
            )
    if only != "sqlite":
        with running() as server:
            its = PostgresDatabase(server.make("bench"))
            found["PostgreSQL"] = uvloop.run(measure(its, people, rounds, wait_quiet, server.pid))
    if as_json:
        print(json.dumps(found))
        return
    table = Table(
        title=f"An announcement to {people:,} people in {UNITS:,} units, pages of {page:,}, {rounds} rounds",
        caption=describe(folder).line(),
    )
    table.add_column("")
    for name in found:
        table.add_column(name, justify="right")
    for row in next(iter(found.values())):
        table.add_row(row, *(_shown(figures[row]) for figures in found.values()))
    Console(width=110).print(table)


def _shown(values: list[float]) -> str:
    values = sorted(values)
    digits = 0 if values[-1] >= 100 else 1
    return f"{values[len(values) // 2]:,.{digits}f} ({values[0]:,.{digits}f}-{values[-1]:,.{digits}f})"


if __name__ == "__main__":
    typer.run(main)
