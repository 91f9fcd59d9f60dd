"""How to drive SQLite from an event loop: durable turns a second of three ways to run their statements.

Five statements a turn, 32 turns a transaction, WAL, synchronous=FULL; once on a loop that has
nothing else to do, and once beside a task that takes slices of processor time as HTTP would.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import aiosqlite
import typer
import uvloop
from rich.console import Console
from rich.table import Table

from benchmarks.machine import Machine, describe

GROUP = 32
DRAFTS = 1_000
SLICE = 0.0003  # seconds of processor time that the busy loop takes at a time
_SCHEMA = """
CREATE TABLE receipts (channel TEXT, id TEXT, PRIMARY KEY (channel, id)) WITHOUT ROWID;
CREATE TABLE drafts (id INTEGER PRIMARY KEY, answers TEXT, version INTEGER);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, address TEXT, body TEXT, state TEXT);
"""
Statement = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Result:
    """One way on one kind of loop: turns a second by round, and slices a second that the loop had left."""

    way: str
    busy: bool
    rates: list[float]
    slices: list[float]


class Inline:
    """Statements run where they are awaited, on the loop; only BEGIN and COMMIT go to a thread."""

    name = "sqlite3 on the loop, BEGIN and COMMIT in a thread"

    async def open(self, path: Path) -> None:
        self.connection = _connect(path)
        self.thread = ThreadPoolExecutor(1)

    async def group(self, turns: list[list[Statement]]) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self.thread, self.connection.execute, "BEGIN IMMEDIATE")
        _run_all(self.connection, turns)
        await loop.run_in_executor(self.thread, self.connection.execute, "COMMIT")

    async def close(self) -> None:
        self.thread.shutdown()
        self.connection.close()


class Hop(Inline):
    """The whole transaction in one hop to a thread."""

    name = "sqlite3, the whole group in one hop to a thread"

    async def group(self, turns: list[list[Statement]]) -> None:
        await asyncio.get_running_loop().run_in_executor(self.thread, self._transaction, turns)

    def _transaction(self, turns: list[list[Statement]]) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        _run_all(self.connection, turns)
        self.connection.execute("COMMIT")


class Aiosqlite:
    """A hop to the library's thread for every statement."""

    name = "aiosqlite, a hop for every statement"

    async def open(self, path: Path) -> None:
        self.connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=512)
        await self.connection.execute("PRAGMA synchronous = FULL")

    async def group(self, turns: list[list[Statement]]) -> None:
        await self.connection.execute("BEGIN IMMEDIATE")
        for turn in turns:
            for sql, values in turn:
                await self.connection.execute_fetchall(sql, values)
        await self.connection.execute("COMMIT")

    async def close(self) -> None:
        await self.connection.close()


WAYS: tuple[Callable[[], Inline | Aiosqlite], ...] = (Inline, Aiosqlite, Hop)


class Busy:
    """A task that takes processor time as handling HTTP does; `slices` counts how often it came to it."""

    def __init__(self) -> None:
        self.slices = 0

    async def run(self) -> None:
        while True:
            end = time.perf_counter() + SLICE
            while time.perf_counter() < end:
                pass
            self.slices += 1
            await asyncio.sleep(0)


async def measure(way: Inline | Aiosqlite, path: Path, seconds: float, busy: bool) -> tuple[float, float]:
    """(durable turns a second, slices of the busy task a second)."""
    _make(path)
    await way.open(path)
    load = Busy()
    task = asyncio.create_task(load.run() if busy else asyncio.sleep(0))
    turns, done, began = _turns(), 0, time.perf_counter()
    try:
        # A thread may wait for the interpreter's lock to the end: what was done until then is the figure.
        with suppress(TimeoutError):
            async with asyncio.timeout(4 * seconds):
                while time.perf_counter() - began < seconds:
                    await way.group(list(itertools.islice(turns, GROUP)))
                    done += GROUP
        took = time.perf_counter() - began
    finally:  # aiosqlite's thread would outlive us, and keep the program from ending
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await way.close()
    _remove(path)
    return done / took, load.slices / took


async def run(folder: Path, seconds: float, rounds: int) -> list[Result]:
    """All ways on both kinds of loop, in turns, so that a slow moment of the machine meets each of them."""
    results = [Result(way.name, busy, [], []) for busy in (False, True) for way in WAYS]  # type: ignore[attr-defined]
    for _ in range(rounds):
        for result, way in zip(results, itertools.cycle(WAYS)):
            rate, slices = await measure(way(), folder / "drivers.db", seconds, result.busy)
            result.rates.append(rate)
            result.slices.append(slices)
    return results


def _turns() -> Iterator[list[Statement]]:
    """A message each: its receipt, the draft read and written, the reply posted, an earlier one marked."""
    for at in itertools.count(1):
        draft = at % DRAFTS
        yield [
            ("INSERT INTO receipts VALUES ('t', ?) ON CONFLICT DO NOTHING", (str(at),)),
            ("SELECT * FROM drafts WHERE id = ?", (draft,)),
            ("UPDATE drafts SET answers = ?, version = version + 1 WHERE id = ?", ("y" * 400, draft)),
            ("INSERT INTO outbox VALUES (?, 't:1', ?, 'waiting')", (at, "z" * 300)),
            ("UPDATE outbox SET state = 'sent' WHERE id = ?", (at - GROUP,)),
        ]


def _run_all(connection: sqlite3.Connection, turns: list[list[Statement]]) -> None:
    for turn in turns:
        for sql, values in turn:
            connection.execute(sql, values).fetchall()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _make(path: Path) -> None:
    connection = _connect(path)
    connection.executescript(_SCHEMA)
    connection.executemany("INSERT INTO drafts VALUES (?, ?, 0)", [(at, "x" * 400) for at in range(DRAFTS)])
    connection.close()


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _show(results: list[Result], machine: Machine, seconds: float, rounds: int) -> None:
    title = f"Durable turns a second: {rounds} rounds of {seconds:g} s, medians"
    table = Table(title=title, caption=machine.line())
    for name in ("way", "loop", "turns/s", "min-max", "slices/s"):
        table.add_column(name, justify="left" if name in ("way", "loop") else "right")
    for result in results:
        slices = f"{statistics.median(result.slices):,.0f}" if result.busy else ""
        span = f"{min(result.rates):,.0f}-{max(result.rates):,.0f}"
        kind = "busy" if result.busy else "idle"
        table.add_row(result.way, kind, f"{statistics.median(result.rates):,.0f}", span, slices)
    Console(width=110).print(table)


def main(
    seconds: Annotated[float, typer.Option(min=0.5, max=60, help="Length of one measurement.")] = 1,
    rounds: Annotated[int, typer.Option(min=1, max=50)] = 9,
    folder: Annotated[Path, typer.Option(help="On a disk: the database is made in it.")] = Path("/var/tmp"),  # noqa: S108
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")] = False,
) -> None:
    """Measures three ways to run SQLite's statements from an event loop."""
    with tempfile.TemporaryDirectory(prefix="bench-drivers-", dir=folder) as place:
        longest = rounds * 6 * (seconds + 5) + 60
        try:
            machine = describe(Path(place))
            results: list[Result] = uvloop.run(asyncio.wait_for(run(Path(place), seconds, rounds), longest))
        except (OSError, TimeoutError) as error:
            Console(stderr=True).print(f"drivers: {str(error) or f'not done in {longest:.0f} s'}", markup=False)
            sys.exit(1)
    if as_json:
        print(json.dumps({"machine": machine.as_json(), "ways": [asdict(result) for result in results]}))
    else:
        _show(results, machine, seconds, rounds)


if __name__ == "__main__":
    typer.run(main)
