"""The bots under test: each a process of its own, started, waited for and ended by the bench."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from benchmarks.load import SECRET
from benchmarks.machine import cpu_seconds, peak_mib
from benchmarks.worker import UNITS

ROOT = Path(__file__).parent.parent
TOKEN = "123456:BENCH"
HOOK = "/hooks/telegram"
NAMES: Mapping[str, str] = {
    "ours": "this bot, durable",
    "ptb": "python-telegram-bot echo",
    "aiogram": "aiogram 3 echo",
    "bare": "bare aiohttp echo",
}
_READY_SECONDS = 30.0
_END_SECONDS = 15.0
_PDEATHSIG = 1
_CONFIG = """
[campaign]
name = "Bench"
[database]
url = "sqlite:///{folder}/bench.db"
[files]
folder = "{folder}/files"
[sending]
settle_seconds = 0.0
[web]
listen = "127.0.0.1:{port}"
public_url = "http://127.0.0.1:{port}"
[channels.web]
enabled = false
[channels.telegram]
enabled = true
token = "{token}"
api_url = "http://127.0.0.1:{api_port}"
mode = "webhook"
webhook_path = "{hook}"
webhook_secret = "{secret}"
"""


class BotError(Exception):
    """A bot that didn't start or end as it should; the text says what it printed last."""


@dataclass
class Bot:
    """A running bot. `path` is where its webhook listens."""

    key: str
    port: int
    path: str
    log: Path
    process: subprocess.Popen[bytes]
    cpu: float = field(default=0.0)

    async def ready(self) -> None:
        """Waits until GET /ready answers 200. Raises BotError."""
        end = time.monotonic() + _READY_SECONDS
        async with aiohttp.ClientSession() as session:
            while time.monotonic() < end and self.process.poll() is None:
                try:
                    async with session.get(f"http://127.0.0.1:{self.port}/ready") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    pass  # it doesn't listen yet
                await asyncio.sleep(0.1)
        raise BotError(f"{NAMES[self.key]} isn't ready; it printed:\n{_tail(self.log)}")

    def peak_mib(self) -> float:
        return peak_mib(self.process.pid)

    def cpu_since(self) -> float:
        """Processor seconds used since this was last asked."""
        before, self.cpu = self.cpu, cpu_seconds(self.process.pid)
        return self.cpu - before

    def end(self) -> None:
        """SIGTERM, and SIGKILL where that isn't enough."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def start(key: str, folder: Path, api_port: int) -> Bot:
    """Starts a bot that calls the Bot API on `api_port` and keeps its files in `folder`. Raises BotError."""
    port, log = free_port(), folder / f"{key}.log"
    if key == "ours":
        path, command = HOOK, _ours(folder, port, api_port)
    else:
        path = "/hook"
        command = [*_python(f"benchmarks.echo_{key}"), str(port), f"http://127.0.0.1:{api_port}", TOKEN]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=_environment(), stdout=out, stderr=out, preexec_fn=_end_with_parent
        )
    return Bot(key, port, path, log, process)


def _ours(folder: Path, port: int, api_port: int) -> list[str]:
    """Writes the config and imports the units; the command that runs the bot."""
    config = folder / "config.toml"
    config.write_text(
        _CONFIG.format(folder=folder, port=port, api_port=api_port, token=TOKEN, hook=HOOK, secret=SECRET),
        encoding="utf-8",
    )
    done = subprocess.run(
        [*_python("bot"), "units", "import", str(UNITS), "--config", str(config)],
        cwd=ROOT, env=_environment(), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    if done.returncode:
        raise BotError(f"units import failed:\n{(done.stdout + done.stderr).decode(errors='replace')[-2000:]}")
    return [*_python("bot"), "run", "--config", str(config)]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database holds at the end, beside what the crowd was told. `lost` must be 0."""

    answered: int
    receipts: int
    told: int
    initiatives: int
    unsent: int
    lost: int


def count(folder: Path, answered: Iterable[int], told: int) -> Kept:
    """Compares the updates that were answered 200, and the receipts people saw, with the rows."""
    seen = {str(number) for number in answered}
    with sqlite3.connect(f"file:{folder}/bench.db?mode=ro", uri=True) as connection:
        kept = {row[0] for row in connection.execute("SELECT message_id FROM receipts")}
        initiatives = connection.execute("SELECT count(*) FROM initiatives").fetchone()[0]
        unsent = connection.execute("SELECT count(*) FROM outbox WHERE state <> 'sent'").fetchone()[0]
    connection.close()
    lost = len(seen - kept) + max(0, told - initiatives)
    return Kept(len(seen), len(kept), told, initiatives, unsent, lost)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _python(module: str) -> list[str]:
    return [sys.executable, "-m", module]


def _environment() -> dict[str, str]:
    """Ours, without what could turn the config around or traffic away from this machine."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("SANGKIEN_") and "proxy" not in name.lower()
    }


def _end_with_parent() -> None:
    """In the child: a bench that dies takes its bots along."""
    ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)


def _tail(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-2000:]
