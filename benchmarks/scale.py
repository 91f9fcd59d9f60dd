"""What a leader waits for at the root of 127,000 units, with few and with a million entries; start to ready."""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import aiohttp
import typer
import uvloop
from rich.console import Console
from rich.table import Table

from benchmarks import bots, machine
from benchmarks.country import ENDS, UNITS, ZONE, fill_entries, fill_units
from bot.config import load
from bot.opened import open_database
from campaign.periods import periods_at
from storage.counters import figures_below, figures_of
from storage.database import Database, Session
from storage.entries import entries_below
from storage.migrate import migrate
from storage.units import children_of, unit_by_id
from tests.pg import running

_ROOT = 1
_PAGE = 11
_READY_SECONDS = 60.0
_CONFIG = """
[database]
url = "{url}"
[files]
folder = "{folder}/files"
[web]
listen = "127.0.0.1:{port}"
"""


async def totals(session: Session) -> object:
    """What /totals at the root reads."""
    unit = await unit_by_id(session, _ROOT)
    children = await children_of(session, _ROOT, _PAGE, 0)
    return unit, await figures_of(session, [_ROOT, *(one.id for one in children)], tuple(periods_at(ENDS, ZONE)))


async def ranking(session: Session) -> object:
    """All children of the root with their figures."""
    return await children_of(session, _ROOT, 10_000, 0), await figures_below(session, _ROOT, ("all",))


async def behind(session: Session) -> object:
    """The first page of the list behind the root's figure."""
    return await entries_below(session, "/1/", _PAGE, 0)


async def behind_small(session: Session) -> object:
    """The same for one grassroots unit."""
    unit = await unit_by_id(session, UNITS)
    return await entries_below(session, unit.path, _PAGE, 0) if unit else None


LOOKS: dict[str, Callable[[Session], Awaitable[object]]] = {
    "totals": totals, "ranking": ranking, "list behind the root": behind, "list behind a small unit": behind_small,
}  # fmt: skip


async def timed(database: Database, look: Callable[[Session], Awaitable[object]], times: int) -> tuple[float, float]:
    """(p50, p99) in milliseconds, one after the other."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        await database.read(look)
        took.append(1000 * (time.perf_counter() - began))
    took.sort()
    return statistics.median(took), took[int(0.99 * times)]


async def measure(url: str, sizes: list[int], times: int, folder: Path) -> dict[str, Any]:
    """The looks by number of entries, how long filling took, start to ready."""
    config = load(None)
    config.database.url = url
    database = open_database(config)
    await database.open()
    await migrate(database)
    await fill_units(database)
    found: dict[str, Any] = {}
    have = 0
    for size in sizes:
        began = time.perf_counter()
        await fill_entries(database, have, size)
        have = size
        filled = time.perf_counter() - began
        await database.analyse()
        await timed(database, totals, 20)
        looks = {name: await timed(database, look, times) for name, look in LOOKS.items()}
        found[str(size)] = {"filled_seconds": round(filled, 1), "looks": looks}
    await database.close()
    found["start_to_ready_seconds"] = [round(await ready(url, folder), 2) for _ in range(3)]
    return found


async def ready(url: str, folder: Path) -> float:
    """Seconds from the start of the bot's process to the first 200 of /ready."""
    port, config = bots.free_port(), folder / "config.toml"
    config.write_text(_CONFIG.format(url=url, folder=folder, port=port), encoding="utf-8")
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: ASYNC220 - milliseconds, and measured with the rest
        [sys.executable, "-m", "bot", "run", "--config", str(config)],
        cwd=bots.ROOT, env={**os.environ}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with aiohttp.ClientSession() as session:
            while time.perf_counter() - began < _READY_SECONDS:
                if await bots.is_ready(session, port):
                    return time.perf_counter() - began
                await asyncio.sleep(0.01)
        raise TimeoutError("not ready")
    finally:
        process.terminate()
        process.wait()


def main(
    entries: Annotated[str, typer.Option(help="Numbers of entries, growing, with commas.")] = "10000,1000000",
    times: Annotated[int, typer.Option(min=100, help="How often each look is timed.")] = 1_000,
    postgres: Annotated[bool, typer.Option("--postgres", help="On PostgreSQL instead of SQLite.")] = False,
    folder: Annotated[Path, typer.Option(help="On a disk.")] = Path("/var/tmp"),  # noqa: S108
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Times what leaders look at, with few and with many entries."""
    sizes = [int(one) for one in entries.split(",")]
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-scale-", dir=folder)))
        url = stack.enter_context(running()).make("scale") if postgres else f"sqlite:///{place / 'scale.db'}"
        found = {"machine": machine.describe(place).as_json(), "units": UNITS}
        found |= uvloop.run(measure(url, sizes, times, place))
    print(json.dumps(found)) if as_json else _show(found, sizes)


def _show(found: dict[str, Any], sizes: list[int]) -> None:
    table = Table(
        title=f"{found['units']:,} units; p50 and p99 in ms", caption=machine.Machine(**found["machine"]).line()
    )
    table.add_column("look")
    for size in sizes:
        table.add_column(f"{size:,} entries", justify="right")
    table.add_column("p99, last / first", justify="right")
    for name in LOOKS:
        pairs = [found[str(size)]["looks"][name] for size in sizes]
        table.add_row(name, *(f"{p50:.2f} / {p99:.2f}" for p50, p99 in pairs), f"{pairs[-1][1] / pairs[0][1]:.2f}")
    console = Console(width=120)
    console.print(table)
    console.print(f"start to ready, seconds: {found['start_to_ready_seconds']}")


if __name__ == "__main__":
    typer.run(main)
