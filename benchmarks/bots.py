"""The bots under test: each a process or two of its own, started, waited for and ended by the bench."""

from __future__ import annotations

import asyncio
import ctypes
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from benchmarks.machine import cpu_seconds, family, peak_mib
from benchmarks.worker import UNITS
from bot.config import load
from bot.opened import open_database
from rehearsal.processes import environment, free_port, python
from rehearsal.setting import TOKEN, bot_config
from rehearsal.wire import PATH
from storage.database import Session
from tests.pg import PgServer

ROOT = Path(__file__).parent.parent
NAMES: Mapping[str, str] = {
    "ours": "this bot, durable",
    "ours_pg": "this bot, PostgreSQL, two processes",
    "ptb": "python-telegram-bot echo",
    "aiogram": "aiogram 3 echo",
    "bare": "bare aiohttp echo",
}
_READY_SECONDS = 30.0
_END_SECONDS = 15.0
_PDEATHSIG = 1


class BotError(Exception):
    """A bot that didn't start or end as it should; the text says what it printed last."""


@dataclass
class Bot:
    """A running bot: a process at each port. `path` is where its webhook listens, `server` its PostgreSQL."""

    key: str
    ports: tuple[int, ...]
    path: str
    log: Path
    processes: list[subprocess.Popen[bytes]]
    database: str = ""
    server: int = 0
    cpu: float = field(default=0.0)

    async def ready(self) -> None:
        """Waits until GET /ready answers 200 everywhere. Raises BotError."""
        end = time.monotonic() + _READY_SECONDS
        async with aiohttp.ClientSession() as session:
            for port in self.ports:
                while not await is_ready(session, port):
                    if time.monotonic() > end or any(one.poll() is not None for one in self.processes):
                        raise BotError(f"{NAMES[self.key]} isn't ready; it printed:\n{_tail(self.log)}")
                    await asyncio.sleep(0.1)

    def peak_mib(self) -> float:
        """Of all its processes, without the database server."""
        return sum(peak_mib(one.pid) for one in self.processes)

    def cpu_since(self) -> float:
        """Processor seconds used since this was last asked, the database server's included."""
        pids = [one.pid for one in self.processes] + (family(self.server) if self.server else [])
        before, self.cpu = self.cpu, sum(cpu_seconds(pid) for pid in pids)
        return self.cpu - before

    def end(self) -> None:
        """SIGTERM, and SIGKILL where that isn't enough."""
        for one in self.processes:
            if one.poll() is None:
                one.terminate()
        for one in self.processes:
            try:
                one.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()


async def is_ready(session: aiohttp.ClientSession, port: int) -> bool:
    try:
        async with session.get(f"http://127.0.0.1:{port}/ready") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False  # it doesn't listen yet


def start(key: str, folder: Path, api_port: int, server: PgServer | None = None) -> Bot:
    """Starts a bot that calls the Bot API on `api_port` and keeps its files in `folder`. Raises BotError."""
    log, database = folder / f"{key}.log", ""
    if key.startswith("ours"):
        ports, path = tuple(free_port() for _ in range(2 if server else 1)), PATH
        database = server.make("bench") if server else f"sqlite:///{folder}/bench.db"
        commands = [_ours(folder, port, api_port, database) for port in ports]
    else:
        ports, path = (free_port(),), "/hook"
        commands = [[*python(f"benchmarks.echo_{key}"), str(ports[0]), f"http://127.0.0.1:{api_port}", TOKEN]]
    with log.open("wb") as out:
        processes = [
            subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=out, stderr=out, preexec_fn=_end_with_parent)
            for command in commands
        ]
    return Bot(key, ports, path, log, processes, database, server.pid if server else 0)


def _ours(folder: Path, port: int, api_port: int, database: str) -> list[str]:
    """Writes the config and imports the units; the command that runs the bot."""
    config = folder / f"config-{port}.toml"
    config.write_text(bot_config(database, folder, port, api_port, settle=0), encoding="utf-8")
    done = subprocess.run(
        [*python("bot"), "units", "import", str(UNITS), "--config", str(config)],
        cwd=ROOT, env=environment(), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    if done.returncode:
        raise BotError(f"units import failed:\n{(done.stdout + done.stderr).decode(errors='replace')[-2000:]}")
    return [*python("bot"), "run", "--config", str(config)]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database holds at the end, beside what the crowd was told. `lost` must be 0."""

    answered: int
    receipts: int
    told: int
    initiatives: int
    unsent: int
    lost: int


async def count(url: str, answered: Iterable[int], told: int) -> Kept:
    """Compares the updates that were answered 200, and the receipts people saw, with the rows."""
    seen = {str(number) for number in answered}
    config = load(None)
    config.database.url = url
    database = open_database(config)
    await database.open()

    async def look(session: Session) -> tuple[set[str], int, int]:
        kept = {row["message_id"] for row in await session.all("SELECT message_id FROM receipts")}
        sums = await session.one(
            """
            SELECT (SELECT count(*) FROM initiatives) AS initiatives,
                (SELECT count(*) FROM outbox WHERE state <> 'sent') AS unsent
            """
        )
        return kept, sums["initiatives"] if sums else 0, sums["unsent"] if sums else 0

    try:
        kept, initiatives, unsent = await database.read(look)
    finally:
        await database.close()
    lost = len(seen - kept) + max(0, told - initiatives)
    return Kept(len(seen), len(kept), told, initiatives, unsent, lost)


def _end_with_parent() -> None:
    """In the child: a bench that dies takes its bots along."""
    ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)


def _tail(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-2000:]
