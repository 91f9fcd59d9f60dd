"""The bot's processes: started, waited for, killed, ended, and their memory watched."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from bot.config import PREFIX

ROOT = Path(__file__).parent.parent
_READY_SECONDS, _END_SECONDS = 60.0, 30.0
_NO_LIMIT = -1
_KEPT = 50  # ports of one rehearsal or test, and more
_KEEPERS = deque[int]()  # their files


class ProcessError(Exception):
    """A process that didn't start; the text says what it printed last."""


@dataclass
class Process:
    """One process: `command` starts it, it listens on `port` and prints into `log`."""

    command: list[str]
    port: int
    log: Path
    running: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.running = subprocess.Popen(  # noqa: S603 - our own program
                self.command, cwd=ROOT, env=environment(), stdout=out, stderr=out, stdin=subprocess.DEVNULL
            )

    async def ready(self) -> None:
        """Waits until it serves. Raises ProcessError."""
        async with aiohttp.ClientSession() as session:
            try:
                async with asyncio.timeout(_READY_SECONDS):
                    while not await self._serves(session):
                        if self.running is None or self.running.poll() is not None:
                            raise ProcessError(f"a process ended by itself; it printed:\n{self.tail()}")
                        await asyncio.sleep(0.05)
            except TimeoutError:
                raise ProcessError(f"a process isn't ready; it printed:\n{self.tail()}") from None

    def revive(self) -> bool:
        """Starts it again where it ended by itself, as a service manager does; whether it had."""
        if self.running is None or self.running.poll() is None:
            return False
        self.start()
        return True

    def kill(self) -> bool:
        """SIGKILL; whether that is what it died of. It stays down until it is started."""
        if self.running is None or self.running.poll() is not None:
            return False
        dead, self.running = self.running, None
        dead.kill()
        return dead.wait() == -signal.SIGKILL

    async def end(self) -> bool:
        """SIGTERM, and SIGKILL where that isn't enough; whether it ended in order."""
        if self.running is None:
            return True
        if self.running.poll() is None:
            self.running.terminate()
        try:
            return await asyncio.to_thread(self.running.wait, _END_SECONDS) == 0
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()
            return False

    @property
    def alive(self) -> bool:
        return self.running is not None and self.running.poll() is None

    @property
    def mb(self) -> float:
        return resident_mb(self.running.pid) if self.running and self.alive else 0.0

    def limit_files(self, most: int | None) -> None:
        """No file may grow beyond so many bytes: to the process, the disk is full. Linux only."""
        if self.running and self.alive:
            number = self.running.pid
            _, hard = resource.prlimit(number, resource.RLIMIT_FSIZE)
            soft = resource.RLIM_INFINITY if most is None else most
            resource.prlimit(number, resource.RLIMIT_FSIZE, (soft, hard))

    def tail(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-2_000:]

    async def _serves(self, session: aiohttp.ClientSession) -> bool:
        """Not /ready: to that pings are late that were due on the days which have just flown by."""
        try:
            async with session.get(f"http://127.0.0.1:{self.port}/health") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False  # it doesn't listen yet


def python(module: str) -> list[str]:
    return [sys.executable, "-m", module]


def environment() -> Mapping[str, str]:
    """Ours, without what could turn the config around or traffic away from this machine."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(PREFIX) and "proxy" not in name.lower()
    }


def die_with_parent(parent: int) -> None:
    """In a child: whoever started it takes it along. Where the system can't promise that, nothing."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def free_port() -> int:
    """A port that is given to nobody else from now on: whoever is to listen there may be down for seconds.

    Bound but never listening. On Linux that doesn't keep out whoever sets SO_REUSEADDR, as the bot does;
    elsewhere it would, and the port is only likely to stay free.
    """
    keeper = socket.socket()
    keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    keeper.bind(("127.0.0.1", 0))
    port = int(keeper.getsockname()[1])
    _KEEPERS.append(keeper.detach())
    while len(_KEEPERS) > (_KEPT if sys.platform == "linux" else 0):
        os.close(_KEEPERS.popleft())
    return port


def resident_mb(number: int) -> float:
    """The resident memory of a process now; 0 where the system doesn't tell."""
    try:
        lines = Path(f"/proc/{number}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def cpu_seconds(*, children: bool = False) -> float:
    """Processor time so far: our own, or that of all our processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
