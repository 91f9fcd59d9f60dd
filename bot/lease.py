"""What one process only may do: begun when its lease is got, ended before another may take it."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from storage import leases
from storage.database import Database, DatabaseAwayError
from storage.leases import Lease

_log = structlog.get_logger("lease")
EVERY_SECONDS = 2.5
EXPIRES_SECONDS = 10.0  # a beat that stands still so long; another has taken over within 12.5
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_BOOT = _BOOT_ID.read_text(encoding="ascii").strip() if _BOOT_ID.exists() else ""
_SAFE_SECONDS = 7.5  # after so long without a word from the database we stop by ourselves


@dataclass(slots=True)
class _Work:
    """`task` is running while we hold the lease; `seen` is another's lease and since when it stands still."""

    start: Callable[[], Awaitable[None]]
    task: asyncio.Task[None] | None = None
    seen: Lease | None = None
    since: float = 0.0
    told: str = ""


@dataclass(slots=True)
class Leases:
    """The leases of one process. `steady` counts seconds and never jumps; `holder` names this process."""

    database: Database
    steady: Callable[[], float]
    holder: str = field(default_factory=lambda: this_process())
    failed: asyncio.Event = field(default_factory=asyncio.Event)
    alone: bool = True  # no other process had a lease when we looked last
    holders: dict[str, str] = field(default_factory=dict)  # who had which, then
    _works: dict[str, _Work] = field(default_factory=dict)
    _heard: float = 0.0

    def want(self, name: str, start: Callable[[], Awaitable[None]]) -> None:
        """`start` runs while the lease is ours, and is cancelled when it no longer is."""
        self._works[name] = _Work(start)

    @property
    def held(self) -> list[str]:
        return [name for name, work in self._works.items() if work.task]

    async def keep(self) -> None:
        """Runs until it is cancelled, or work that was begun fails for good: then with its error."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY_SECONDS):  # not `wait_for`: see Sender.run
                    await self.failed.wait()
            self.failed.clear()
            for work in self._works.values():
                if work.task and work.task.done():
                    work.task.result()
            await self.look()

    async def look(self) -> None:
        """One beat: keeps what is ours, takes what is free, lets go of what was lost."""
        if not self._works:
            return
        found = await self._beat()
        if found is None:
            return
        self.holders = {name: lease.holder for name, lease in found.items()}
        self.alone = all(holder == self.holder or is_dead(holder) for holder in self.holders.values())
        await _end([work for name, work in self._works.items() if _holder(found.get(name)) != self.holder])
        for name, work in self._works.items():
            if work.task is None and await self._got(name, work, found.get(name)) and self._works.get(name) is work:
                _log.info("lease_held", name=name)
                work.told, work.seen = "", None
                work.task = asyncio.ensure_future(work.start())
                work.task.add_done_callback(self._ended)

    async def _beat(self) -> Mapping[str, Lease] | None:
        """All leases; None where the database doesn't say, and what is held ends before another may take it.

        A network that swallows everything is an error only after 20 seconds: no answer in time is the same.
        """
        sent = self.steady()
        left = max(0.0, self._heard + _SAFE_SECONDS - sent) if self.held else _SAFE_SECONDS
        try:
            async with asyncio.timeout(left):
                found = await self.database.write(lambda session: leases.beat(session, self.holder))
        except (DatabaseAwayError, TimeoutError) as error:
            late = isinstance(error, TimeoutError) or self.steady() - self._heard > _SAFE_SECONDS
            if self.held and late:
                _log.warning("leases_lost", error=error, names=self.held)
                await _end(self._works.values())
            return None
        self._heard = sent  # others see the beat from then on, not from when we hear of it
        return found

    async def give_back(self, which: Callable[[str], bool] = lambda _name: True) -> None:
        """Ends what runs under these leases and gives them back, for good; of the others only those that are held."""
        over = {name: work for name, work in self._works.items() if which(name) or not work.task}
        self._works = {name: work for name, work in self._works.items() if name not in over}
        names = [name for name, work in over.items() if work.task]
        await _end(over.values())
        with suppress(DatabaseAwayError):
            await self.database.write(lambda session: leases.release(session, self.holder, names))

    async def _got(self, name: str, work: _Work, found: Lease | None) -> bool:
        if found and found.holder == self.holder:
            return True
        if found and not self._expired(work, found):
            self._waits(name, work, found)
            return False
        try:
            async with asyncio.timeout(EVERY_SECONDS):
                return await self.database.write(lambda session: leases.take(session, name, self.holder, found))
        except (DatabaseAwayError, TimeoutError):  # where it came through all the same the next beat tells
            return False

    def _expired(self, work: _Work, found: Lease) -> bool:
        """Whether a lease stood still for too long, or its holder is known to be no more."""
        stood_still = found == work.seen and self.steady() - work.since > EXPIRES_SECONDS
        return stood_still or is_dead(found.holder)

    def _waits(self, name: str, work: _Work, found: Lease) -> None:
        if found != work.seen:
            work.seen, work.since = found, self.steady()
        if found.holder != work.told:
            work.told = found.holder
            _log.warning("lease_waits", name=name, holder=found.holder, expires_after=EXPIRES_SECONDS)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception():
            self.failed.set()


async def _end(works: Collection[_Work]) -> None:
    tasks = [work.task for work in works if work.task]
    for work in works:
        work.task = None
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def this_process() -> str:
    """This process as others can look for it: machine, process, when it began, and one of several in it (tests)."""
    return f"{_machine()}:{os.getpid()}:{_began(os.getpid())}:{secrets.token_hex(3)}"


def is_dead(holder: str) -> bool:
    """Whether a holder was a process of this machine that is no more: nobody has to wait for it."""
    machine, number, began, *_ = [*holder.split(":"), "", ""]
    here = bool(_BOOT) and machine == _machine()  # without it another machine of the same name would seem to be this
    return here and number.isdecimal() and bool(began) and _began(int(number)) != began


def _machine() -> str:
    """The machine since it was started, with its space of process numbers: two containers count each from 1.

    A name is not enough: machines made from one image are often called the same, and their spaces are numbered
    alike. After a restart of the machine its own dead processes are another's: they are waited for.
    """
    try:
        space = os.readlink("/proc/self/ns/pid").strip("pid:[]")
    except OSError:
        space = ""
    return f"{socket.gethostname()}/{space}/{_BOOT}"


def _began(number: int) -> str:
    """When a process began, in the kernel's ticks; empty where there is none, or where the kernel doesn't say."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _holder(lease: Lease | None) -> str:
    return lease.holder if lease else ""
