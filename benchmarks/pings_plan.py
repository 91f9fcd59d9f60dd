"""How long the clock's own work takes: planning a ping for everybody, putting them into words, drawing pictures.

    .venv/bin/python -m benchmarks.pings_plan

On SQLite, with the writer on the event loop as in the bot. Beside it runs a task that does nothing but
look how late it is woken: what a person's message would wait for the loop.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
import uvloop
from rich.console import Console
from rich.table import Table

from benchmarks.machine import Machine, describe
from bot.config import load
from campaign.progress import Progress
from conversation.texts import Texts
from reports.chart import draw
from scheduler import due, planning, reminders
from scheduler.desk import Desk
from scheduler.pace_picture import chart_of
from storage.database import Session
from storage.ids import new_id
from storage.migrate import migrate
from storage.pings import note_day
from storage.sqlite import SqliteDatabase
from storage.standings import Standing
from storage.times import stamp

SUNDAY = datetime(2022, 5, 15, tzinfo=UTC)
MONDAY = datetime(2022, 5, 16, 1, tzinfo=UTC)  # eight o'clock in Hà Nội
_BEAT = 0.005
_PICTURES = 20


async def run(people: int, words: int, folder: Path) -> dict[str, Any]:
    """Seconds and the longest wait for the loop (ms) of each part."""
    database = SqliteDatabase(folder / "pings.db")
    await database.open()
    await migrate(database)
    await database.write(lambda session: fill(session, people))
    campaign = load(None).campaign_setting()
    at_once = replace(campaign, reminders=replace(campaign.reminders, per_minute=people))
    desk = Desk(database, Texts(), at_once, {"telegram": False}, lambda _address, _letters: None, words)
    await database.write(lambda session: note_day(session, "members", date(2022, 5, 15), 0, SUNDAY))
    try:
        return {
            "machine": describe(folder).as_json(),
            "plan": await _timed(lambda: reminders.plan(desk, MONDAY)),
            "again": await _timed(lambda: reminders.plan(desk, MONDAY + timedelta(minutes=1))),
            "words": await _timed(lambda: due.send_due(desk, MONDAY + timedelta(minutes=1))),
            "pictures": await _timed(_pictures),
        }
    finally:
        await database.close()


async def fill(session: Session, people: int) -> None:
    """A tree of units with ten support members each, behind their pace, each member with an address."""
    root = {"id": 1, "parent": None, "path": "/1/"}
    uppers = [{"id": 2 + at, "parent": 1, "path": f"/1/{2 + at}/"} for at in range(100)]
    below = [
        {"id": 102 + at, "parent": 2 + at % 100, "path": f"/1/{2 + at % 100}/{102 + at}/"}
        for at in range(-(-people // 10))
    ]
    await session.many(
        """
        INSERT INTO units (id, code, short, parent_id, path, name, folded, level, ownership, target_assigned)
        VALUES (:id, :path, :path, :parent, :path, 'Công đoàn cơ sở số ' || :id, :path, 'grassroots', 'private', 75)
        """,
        [root, *uppers, *below],
    )
    members = [{"id": new_id(), "unit": below[at // 10]["id"], "now": stamp(SUNDAY), "at": at} for at in range(people)]
    for sql in (
        "INSERT INTO people (id, name, language, created_at) VALUES (:id, 'Nguyễn Thị Lan', 'vi', :now)",
        "INSERT INTO addresses (address, person_id, created_at) VALUES ('telegram:' || :at, :id, :now)",
        "INSERT INTO grants (person_id, role, unit_id, granted_at) VALUES (:id, 'support', :unit, :now)",
    ):
        await session.many(sql, members)


async def _pictures() -> int:
    campaign = load(None).campaign_setting()
    unit = Standing(1, "/1/", "Tổng Liên đoàn Lao động Việt Nam", Progress(9_000, 165_541, 300_000, None), 0, 0)
    days = {campaign.starts + timedelta(days=at): 300 for at in range(30)}
    chart = chart_of(Texts(), campaign, unit, days, date(2022, 5, 20), "vi")
    await asyncio.to_thread(draw, chart)  # loads matplotlib, once a process
    for _ in range(_PICTURES):
        await asyncio.to_thread(draw, chart)
    return _PICTURES


async def _timed(work: Callable[[], Awaitable[int]]) -> dict[str, float]:
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            before = time.perf_counter()
            await asyncio.sleep(_BEAT)
            longest = max(longest, time.perf_counter() - before - _BEAT)

    watching = asyncio.create_task(watch())
    await asyncio.sleep(0)
    began = time.perf_counter()
    count = await work()
    took = time.perf_counter() - began
    watching.cancel()
    return {"count": count, "seconds": round(took, 3), "longest_wait_ms": round(1000 * longest, 1)}


_NAMES = {
    "plan": "pings planned",
    "again": "planned again a minute later",
    "words": "put into words and written to the outbox",
    "pictures": "pictures drawn beside the loop",
}


def main(
    people: Annotated[int, typer.Option(min=1, help="Support members who all are due at eight.")] = 100_000,
    words: Annotated[int, typer.Option(min=0, help="How many of them are put into words.")] = 3_000,
    folder: Annotated[Path, typer.Option(help="On a disk: the database is made in it.")] = Path("/var/tmp"),  # noqa: S108
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")] = False,
) -> None:
    """Measures what the clock costs."""
    planning._log.info = due._log.info = lambda *_args, **_values: None
    with tempfile.TemporaryDirectory(prefix="bench-pings-", dir=folder) as place:
        found = uvloop.run(run(people, words, Path(place)))
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
        return
    table = Table(caption=Machine(**found["machine"]).line())
    for name in ("what", "how many", "seconds", "a second", "longest wait, ms"):
        table.add_column(name, justify="left" if name == "what" else "right")
    for key, name in _NAMES.items():
        part = found[key]
        rate = f"{part['count'] / part['seconds']:,.0f}" if part["seconds"] and part["count"] else ""
        table.add_row(name, f"{part['count']:,}", f"{part['seconds']:.2f}", rate, f"{part['longest_wait_ms']:.0f}")
    Console(width=110).print(table)


if __name__ == "__main__":
    typer.run(main)
