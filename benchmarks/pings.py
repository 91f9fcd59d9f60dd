"""Pings under way to many against the strict fake with its limits: their rate, refusals, answers meanwhile, a kill."""

from __future__ import annotations

import asyncio
import json
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from benchmarks import bots
from bot.config import load
from bot.opened import open_database
from conversation.message import Reply
from storage.database import Database, Session
from storage.outbox import PING, letter, post
from storage.people import add_person
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_people import Person
from tests.fakes.telegram_values import Call, Refused
from tests.fakes.telegram_world import Standing
from tests.world import TOKEN

_CONFIG = """
[database]
url = "sqlite:///{folder}/pings.db"
[files]
folder = "{folder}/files"
[sending]
settle_seconds = 0.0
[web]
listen = "127.0.0.1:{port}"
[channels.web]
enabled = false
[channels.telegram]
enabled = true
token = "{token}"
api_url = "{api}"
"""
_FIRST = 100_000  # chat ids of those who are pinged
_THINKS = 12.0  # seconds between two messages of a worker, on average
_PATIENCE = 60.0


@dataclass
class Course:
    """What happened: how long each answer took in seconds, how many messages were refused for their pace."""

    answers: list[float] = field(default_factory=list)
    refused: int = 0

    def watches(self, fake: FakeTelegram) -> None:
        """Counts what the fake refuses with 429."""
        flood = fake._flood
        if flood is None:
            raise ValueError("the fake has no limits")
        check = flood.check

        def counted(call: Call) -> None:
            try:
                check(call)
            except Refused as refusal:
                self.refused += refusal.code == 429
                raise

        flood.check = counted  # type: ignore[method-assign]


async def run(folder: Path, pings: int, workers: int, rate: float, kill: bool) -> dict[str, Any]:
    """One course: everybody comes in, the pings are written, and leave; with a kill in the middle."""
    fake = await FakeTelegram.start(token=TOKEN, flood=True)
    config = folder / "config.toml"
    port = bots.free_port()
    config.write_text(_CONFIG.format(folder=folder, port=port, token=TOKEN, api=fake.url), encoding="utf-8")
    process = _start(config)
    try:
        crowd = [fake.user(1_000 + at, f"Công nhân {at}") for at in range(workers)]
        for at in range(pings):
            fake.user(_FIRST + at, f"Đoàn viên {at}").standing = Standing.OPEN
        for one in crowd:
            await one.writes("/help")
            await one.reads(1, timeout=_PATIENCE)
        await _write_pings(folder, pings)
        course, began = Course(), time.monotonic()
        course.watches(fake)
        talking = [asyncio.create_task(_talks(one, course)) for one in crowd]
        if kill:
            await _until_sent(fake, pings // 2)
            process.send_signal(signal.SIGKILL)
            process.wait()
            process = _start(config)
        await _until_done(folder, pings / rate + 2 * _PATIENCE)
        for one in talking:
            one.cancel()
        await asyncio.gather(*talking, return_exceptions=True)
        return _found(fake, course, began, pings, rate)
    finally:
        process.terminate()
        process.wait()
        await fake.stop()


def _start(config: Path) -> subprocess.Popen[bytes]:
    with (config.parent / "bot.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", "run", "--config", str(config)], cwd=bots.ROOT, stdout=log, stderr=log
        )


async def _database(folder: Path) -> Database:
    config = load(None)
    config.database.url = f"sqlite:///{folder}/pings.db"
    database = open_database(config)
    await database.open()
    return database


async def _write_pings(folder: Path, count: int) -> None:
    database = await _database(folder)

    async def write(session: Session) -> None:
        now = datetime.now(UTC)
        for at in range(count):
            await add_person(session, f"telegram:{_FIRST + at}", "", "vi", now)
        reply = Reply("ping", "Nhắc nhẹ: đơn vị mình còn 12 sáng kiến nữa là đạt.", "vi")
        await post(
            session, [letter("telegram", f"telegram:{_FIRST + at}", reply, now, lane=PING) for at in range(count)]
        )

    await database.write(write)
    await database.close()


async def _talks(one: Person, course: Course) -> None:
    """A worker who writes, waits for the answer, thinks, writes again."""
    dice = random.Random(one.id)  # noqa: S311 - no secret
    while True:
        await asyncio.sleep(dice.expovariate(1 / _THINKS))
        began = time.monotonic()
        await one.writes("/help")
        await one.reads(1, timeout=_PATIENCE)
        course.answers.append(time.monotonic() - began)


async def _until_sent(fake: FakeTelegram, count: int) -> None:
    while len(_pings(fake)) < count:  # noqa: ASYNC110 - the fake tells by its list
        await asyncio.sleep(0.1)


async def _until_done(folder: Path, longest: float) -> None:
    database = await _database(folder)
    sql = "SELECT count(*) AS n FROM outbox WHERE lane = 'ping' AND state IN ('waiting', 'sending')"
    try:
        async with asyncio.timeout(longest):
            while (row := await database.read(lambda session: session.one(sql))) and row["n"]:  # noqa: ASYNC110
                await asyncio.sleep(0.5)
    finally:
        await database.close()


def _pings(fake: FakeTelegram) -> list[Any]:
    return [call for call in fake.called("sendMessage") if int(call.params["chat_id"]) >= _FIRST]


def _found(fake: FakeTelegram, course: Course, began: float, pings: int, rate: float) -> dict[str, Any]:
    calls = _pings(fake)
    times = [call.at for call in calls]
    each = Counter(int(call.params["chat_id"]) for call in calls)
    middle = times[len(times) // 10 : -len(times) // 10]
    answers = sorted(course.answers)
    return {
        "pings": pings,
        "configured_per_second": rate,
        "per_second": round((len(middle) - 1) / (middle[-1] - middle[0]), 2),
        "arrived": len(each),
        "doubled": sum(count > 1 for count in each.values()),
        "dropped": pings - len(each),
        "refused_429": course.refused,
        "answers": len(answers),
        "answers_p50_ms": round(1000 * statistics.median(answers), 1),
        "answers_p99_ms": round(1000 * answers[int(0.99 * len(answers))], 1),
        "seconds": round(time.monotonic() - began, 1),
    }


def main(
    pings: Annotated[int, typer.Option(min=100)] = 1_500,
    workers: Annotated[int, typer.Option(min=1)] = 50,
    folder: Annotated[Path, typer.Option(help="On a disk.")] = Path("/var/tmp"),  # noqa: S108
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Sends pings at the default rate while workers chat; then again with a SIGKILL in the middle."""
    rate = load(None).sending.telegram.pings_per_second
    found = {}
    for name, kill in (("steady", False), ("with a SIGKILL in the middle", True)):
        with tempfile.TemporaryDirectory(prefix="bench-pings-", dir=folder) as place:
            found[name] = asyncio.run(run(Path(place), pings, workers, rate, kill))
    if as_json:
        print(json.dumps(found))
        return
    table = Table(title=f"{pings} pings to {pings} people, {workers} workers chatting")
    table.add_column("figure")
    for name in found:
        table.add_column(name, justify="right")
    for figure in next(iter(found.values())):
        table.add_row(figure, *(str(course[figure]) for course in found.values()))
    Console(width=100).print(table)


if __name__ == "__main__":
    typer.run(main)
