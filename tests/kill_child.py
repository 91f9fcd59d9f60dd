"""The bot in a process of its own that ends itself by SIGKILL at a point chosen before; for test_sigkill.py."""

from __future__ import annotations

import asyncio
import ctypes
import mmap
import os
import re
import signal
import sqlite3
import struct
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import uvloop

from bot import logs
from bot.app import App
from channels.channel import Document, Through
from channels.telegram import TelegramChannel
from conversation.message import Incoming, Reply
from tests.world import settings

WITNESS, LOG = "witness", "child.log"
_SIZE = 256
_SIGEV_SIGNAL = 0
_LONGEST_LIFE = 600  # seconds; nothing is left running where a test was broken off
_FLUSHED = 0.01  # seconds in which an answer that was given has left the process


@dataclass(frozen=True, slots=True)
class Plan:
    """Where to die: at which passage of a kind of point and how many seconds after; nowhere without a kind."""

    kind: str = ""
    passage: int = 1
    delay: float = 0.0


@dataclass(frozen=True, slots=True)
class Job:
    """One run of the bot: always the same database and port, so that the webhook's retries find it again."""

    folder: Path
    api_url: str
    port: int
    loop: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class Seen:
    """What a dead child left: was a COMMIT running, had the app started, at which point and statement it died."""

    committing: bool
    started: bool
    kind: str
    detail: str


class Witness:
    """A page of memory behind a file: what stands there outlives SIGKILL."""

    def __init__(self, folder: Path) -> None:
        path = folder / WITNESS
        path.write_bytes(bytes(_SIZE))
        with path.open("r+b") as file:
            self._page = mmap.mmap(file.fileno(), _SIZE)

    def committing(self, now: bool) -> None:
        self._page[0] = int(now)

    def started(self) -> None:
        self._page[1] = 1

    def note(self, kind: str, detail: str) -> None:
        line = f"{kind}|{detail}".encode()[: _SIZE - 2]
        self._page[2 : 2 + len(line)] = line


def seen(folder: Path) -> Seen:
    page = (folder / WITNESS).read_bytes()
    kind, _, detail = page[2:].rstrip(b"\0").decode().partition("|")
    return Seen(page[0] == 1, page[1] == 1, kind, detail)


class Fate:
    """Counts the passages of the planned kind of point, and kills the process at the planned one."""

    def __init__(self, plan: Plan, witness: Witness) -> None:
        self.plan, self.witness = plan, witness
        self._left = plan.passage

    def passes(self, kind: str, detail: str = "") -> None:
        if self.due(kind):
            self.strike(detail)

    def due(self, kind: str) -> bool:
        if kind != self.plan.kind:
            return False
        self._left -= 1
        return self._left == 0

    def strike(self, detail: str) -> None:
        self.witness.note(self.plan.kind, detail)
        os.kill(os.getpid(), signal.SIGKILL)

    def strike_later(self) -> None:
        """The planned delay from now, whatever the process is doing then."""
        self.witness.note(self.plan.kind, "")
        kill_in(self.plan.delay)


def kill_in(seconds: float) -> None:
    """Lets the kernel kill this process, exact to microseconds: a thread would come late, behind Python's lock."""
    libc, timer = ctypes.CDLL(None, use_errno=True), ctypes.c_void_p()
    event = struct.pack("=qii48x", 0, signal.SIGKILL, _SIGEV_SIGNAL)
    spec = struct.pack("=qqqq", 0, 0, *divmod(int(seconds * 1e9) + 1, 10**9))
    if libc.timer_create(time.CLOCK_MONOTONIC, event, ctypes.byref(timer)):
        raise OSError(ctypes.get_errno(), "timer_create")
    if libc.timer_settime(timer, 0, spec, None):
        raise OSError(ctypes.get_errno(), "timer_settime")


class Watched(sqlite3.Connection):
    """A connection whose every statement within a write is a point to die at."""

    fate: Fate
    _writing = _counting = False

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if sql == "BEGIN IMMEDIATE":
            self.fate.passes("begin")
            self._writing, self._counting = True, False
        elif sql == "COMMIT":
            return self._commit()
        else:
            self._passes(sql)
        return super().execute(sql, *values)

    def executemany(self, sql: str, rows: Iterable[Any]) -> sqlite3.Cursor:
        self._passes(sql)
        return super().executemany(sql, rows)

    def rollback(self) -> None:
        self._writing = False
        super().rollback()

    def _passes(self, sql: str) -> None:
        if not self._writing:
            return
        self.fate.passes("statement", place(sql))
        if self._counting:
            self.fate.passes("counting", place(sql))
        self._counting = self._counting or "INSERT INTO initiatives" in sql

    def _commit(self) -> sqlite3.Cursor:
        self.fate.passes("before_commit")
        if self.fate.due("in_commit"):
            self.fate.strike_later()
        self.fate.witness.committing(True)
        done = super().execute("COMMIT")
        self.fate.witness.committing(False)
        self._writing = False
        self.fate.passes("after_commit")
        if self._counting:
            self.fate.passes("counted")
        return done


def place(sql: str) -> str:
    """`INSERT initiatives`, `SELECT addresses`: a statement in short."""
    found = re.search(r"\b(?:INTO|FROM|UPDATE)\s+(\w+)", sql)
    return " ".join((sql.split(maxsplit=1)[0], *(found.groups() if found else ())))


def run(job: Job) -> None:
    """The child's whole life: serves until it is killed by its plan, or ends in order at SIGTERM."""
    signal.alarm(_LONGEST_LIFE)
    log = os.open(job.folder / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, sys.stdout.fileno())
    os.dup2(log, sys.stderr.fileno())
    logs.set_up("error", "json")
    fate = Fate(job.plan, Witness(job.folder))
    if job.plan.kind == "starting":
        fate.strike_later()
    _watch(fate)
    loop: Callable[[], asyncio.AbstractEventLoop] = (
        uvloop.new_event_loop if job.loop == "uvloop" else asyncio.new_event_loop
    )
    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(_serve(job, fate))


async def _serve(job: Job, fate: Fate) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    app = App(settings(job.folder, job.api_url, "webhook", job.port))
    await app.start()
    fate.witness.started()
    if job.plan.kind == "anytime":
        fate.strike_later()
    await stop.wait()
    await app.stop()


def _watch(fate: Fate) -> None:
    """Puts points into the driver and the channel; the app's own code runs as it is."""
    Watched.fate = fate
    sqlite3.connect = partial(sqlite3.connect, factory=Watched)  # type: ignore[assignment]
    handled = _watch_handling(fate)
    send = TelegramChannel.send

    async def sending(
        self: TelegramChannel, address: str, reply: Reply, document: Document | None, through: Through
    ) -> str | None:
        if address in handled and fate.due("before_send"):
            await asyncio.sleep(_FLUSHED)
            fate.strike(handled[address])
        ref = await send(self, address, reply, document, through)
        fate.passes("after_send", reply.key)
        return ref

    TelegramChannel.send = sending  # type: ignore[method-assign]


def _watch_handling(fate: Fate) -> dict[str, str]:
    """The newest message handled of each address, kept up to date: its answer is what is sent next."""
    handled: dict[str, str] = {}
    deliver = App.deliver

    async def delivering(self: App, message: Incoming) -> str | None:
        toast = await deliver(self, message)
        handled[message.address] = message.id
        fate.passes("before_answer", message.id)
        return toast

    App.deliver = delivering  # type: ignore[method-assign]
    return handled
