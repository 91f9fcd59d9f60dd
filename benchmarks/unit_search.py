"""Finding a unit by name among 127,000: the index of words beside a scan with LIKE, on the same queries."""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
import uvloop
from rapidfuzz import fuzz, process
from rich.console import Console
from rich.table import Table

from benchmarks.machine import Machine, describe
from benchmarks.unit_names import COUNT, Asked, asked, units
from conversation.readers.unit_names import search_words
from conversation.typed import clean
from handlers.unit_search import search
from storage.database import Session
from storage.migrate import migrate
from storage.sqlite import SqliteDatabase
from storage.unit_import import import_units
from storage.unit_words import index_all

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PAGE = 10
_Search = Callable[[Session, str], Awaitable[Sequence[Mapping[str, Any]]]]


@dataclass(frozen=True, slots=True)
class Line:
    """One way of typing: milliseconds a query by the clock and of the processor, and in how many of 100 a unit of
    that name was on the first page.
    """

    how: str
    queries: int
    p50: float
    p99: float
    cpu_p50: float
    cpu_p99: float
    found: float
    scan_cpu_p50: float
    scan_found: float


@dataclass(frozen=True, slots=True)
class Built:
    """Seconds and sizes: the whole import, the index in it, rows and bytes of the index, MiB that searching took."""

    units: int
    import_seconds: float
    index_seconds: float
    words: int
    index_bytes: int
    search_mib: float


async def scan(session: Session, typed: str) -> Sequence[Mapping[str, Any]]:
    """How it was done before: every word somewhere in the name, else the names that resemble it."""
    wanted = search_words(typed)
    rows = await _like(session, wanted.split())
    if not rows:
        names = await session.all("SELECT id, folded FROM units WHERE parent_id IS NOT NULL ORDER BY id")
        near = process.extract(
            wanted, [row["folded"] for row in names], scorer=fuzz.token_set_ratio, score_cutoff=78, limit=PAGE
        )
        for _, _, at in near:
            rows += await _like(session, [names[at]["folded"]])
    exact = clean(typed).casefold()
    rows.sort(
        key=lambda row: (
            exact not in row["name"].casefold(), wanted not in row["folded"], -fuzz.ratio(wanted, row["folded"]),
        )
    )  # fmt: skip
    return rows


async def _like(session: Session, words: Sequence[str]) -> list[Mapping[str, Any]]:
    values = {f"w{at}": f"%{word}%" for at, word in enumerate(words)}
    like = " AND ".join(f"folded LIKE :w{at}" for at in range(len(words)))
    sql = f"SELECT id, name, folded FROM units WHERE {like} ORDER BY length(folded), id LIMIT 300"  # noqa: S608
    return list(await session.all(sql, values))


async def run(folder: Path, count: int, queries: int) -> tuple[Built, list[Line]]:
    database = SqliteDatabase(folder / "units.db")
    await database.open()
    await migrate(database)
    rows = units(count)
    began = time.perf_counter()
    await database.write(lambda session: import_units(session, rows, ZONE))
    imported = time.perf_counter() - began
    began = time.perf_counter()
    await database.write(index_all)
    indexed = time.perf_counter() - began
    size = await database.read(
        lambda session: session.one("SELECT count(*) AS n, sum(length(word) + length(units)) AS bytes FROM unit_words")
    )
    # Queries run as in a turn: on the loop, inside the writer's transaction.
    before = _resident()
    lines = await database.write(lambda session: _measure(session, asked(rows, queries)))
    grown = _resident() - before
    await database.close()
    if size is None:
        raise RuntimeError("the index has no size")
    return Built(len(rows), imported, indexed, size["n"], size["bytes"], grown), lines


async def _measure(session: Session, queries: Sequence[Asked]) -> list[Line]:
    ids = {row["code"]: row["id"] for row in await session.all("SELECT id, code FROM units")}
    names = {row["id"]: row["name"] for row in await session.all("SELECT id, name FROM units")}
    lines = []
    for how in dict.fromkeys(one.how for one in queries):
        part = [one for one in queries if one.how == how]
        took, found = await _time(session, search, part, ids, names)
        few = part[: max(5, len(part) // 10)]  # the scan takes its time
        scans, scanned = await _time(session, scan, few, ids, names)
        lines.append(
            Line(
                how, len(part),
                *_middle_and_end([wall for wall, _ in took]), *_middle_and_end([cpu for _, cpu in took]),
                found, _middle_and_end([cpu for _, cpu in scans])[0], scanned,
            )
        )  # fmt: skip
    return lines


def _middle_and_end(times: Sequence[float]) -> tuple[float, float]:
    """The median and the 99th of 100."""
    return statistics.median(times), sorted(times)[int(len(times) * 0.99)]


async def _time(
    session: Session, way: _Search, queries: Sequence[Asked], ids: Mapping[str, int], names: Mapping[int, str]
) -> tuple[list[tuple[float, float]], float]:
    """(milliseconds of each by the clock and of the processor, how many of 100 had a unit of that name in the page)."""
    took, hits = [], 0
    for one in queries:
        began, used = time.perf_counter(), time.process_time()
        found = await way(session, one.typed)
        took.append((1000 * (time.perf_counter() - began), 1000 * (time.process_time() - used)))
        hits += any(names.get(row["id"]) == names[ids[one.code]] for row in found[:PAGE])
    return took, 100 * hits / len(queries)


def _resident() -> float:
    """MiB of this process now."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _show(built: Built, lines: Sequence[Line], machine: Machine) -> None:
    caption = (
        f"{built.units:,} units imported in {built.import_seconds:.1f} s, "
        f"the index alone in {built.index_seconds:.1f} s; "
        f"{built.words:,} words, {built.index_bytes / 2**20:.1f} MiB in the database; "
        f"memory grown by {built.search_mib:.0f} MiB while searching\n{machine.line()}"
    )
    table = Table(title="Milliseconds to find a unit by name", caption=caption)
    columns = (
        "typed",
        "queries",
        "p50",
        "p99",
        "CPU p50",
        "CPU p99",
        "found %",
        "LIKE CPU p50",
        "LIKE found %",
        "ratio",
    )
    for name in columns:
        table.add_column(name, justify="left" if name == "typed" else "right")
    for line in lines:
        table.add_row(
            line.how, str(line.queries), f"{line.p50:.1f}", f"{line.p99:.1f}", f"{line.cpu_p50:.1f}",
            f"{line.cpu_p99:.1f}", f"{line.found:.0f}", f"{line.scan_cpu_p50:.0f}", f"{line.scan_found:.0f}",
            f"{line.scan_cpu_p50 / line.cpu_p50:.0f}",
        )  # fmt: skip
    Console(width=120).print(table)


def main(
    count: Annotated[int, typer.Option(min=1_000, help="Units in the tree.")] = COUNT,
    queries: Annotated[int, typer.Option(min=20, max=5_000, help="Of each way of typing.")] = 300,
    folder: Annotated[Path, typer.Option(help="Where the database is made.")] = Path("/var/tmp"),  # noqa: S108
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")] = False,
) -> None:
    """Measures finding units by name, beside the scan that it replaced."""
    with tempfile.TemporaryDirectory(prefix="bench-units-", dir=folder) as place:
        try:
            machine = describe(Path(place))
            built, lines = uvloop.run(asyncio.wait_for(run(Path(place), count, queries), 900))
        except (OSError, TimeoutError) as error:
            Console(stderr=True).print(f"unit_search: {error or 'it took too long'}", markup=False)
            sys.exit(1)
    if as_json:
        body = {"machine": machine.as_json(), "built": asdict(built), "ways": [asdict(line) for line in lines]}
        print(json.dumps(body))
    else:
        _show(built, lines, machine)


if __name__ == "__main__":
    typer.run(main)
