"""What the figures were measured on: processor, versions, the folder's filesystem and its fsync."""

from __future__ import annotations

import asyncio
import os
import platform
import sqlite3
import statistics
import time
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

_PACKAGES = ("python-telegram-bot", "httpx", "aiogram", "aiohttp", "uvloop", "aiosqlite", "asyncpg")
_IN_MEMORY = ("tmpfs", "ramfs", "devtmpfs")
_BLOCK = 4096
_SYNCS = 200
_LOOK = 0.5  # seconds
_QUIET = 0.15  # of one core


@dataclass(frozen=True, slots=True)
class Machine:
    cpu: str
    cores: int
    system: str
    python: str
    sqlite: str
    packages: dict[str, str]
    filesystem: str
    fsync_ms: float
    fsync_p99_ms: float

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def line(self) -> str:
        packages = ", ".join(f"{name} {number}" for name, number in self.packages.items())
        return (
            f"{self.cpu}, {self.cores} cores, {self.system}; Python {self.python}, SQLite {self.sqlite}, "
            f"{packages}; {self.filesystem}, fsync of {_BLOCK} bytes: median {self.fsync_ms:.2f} ms, "
            f"p99 {self.fsync_p99_ms:.2f} ms"
        )


def describe(folder: Path) -> Machine:
    """This machine, with `folder` as the place of databases. Raises OSError where that is no disk."""
    filesystem = filesystem_of(folder)
    if filesystem in _IN_MEMORY:
        raise OSError(f"{folder} is on {filesystem}, in memory: give a folder on a disk")
    took = sorted(_syncs(folder))
    return Machine(
        cpu=_cpu(),
        cores=len(os.sched_getaffinity(0)),
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        packages={name: version(name) for name in _PACKAGES},
        filesystem=filesystem,
        fsync_ms=round(1000 * statistics.median(took), 3),
        fsync_p99_ms=round(1000 * took[int(0.99 * len(took))], 3),
    )


def filesystem_of(folder: Path) -> str:
    """The type of the filesystem that a folder lies on."""
    mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    holding = [mount for mount in mounts if folder.resolve().is_relative_to(mount[1])]
    return max(holding, key=lambda mount: len(mount[1]))[2]


def peak_mib(pid: int) -> float:
    """The most memory a process ever had resident."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def cpu_seconds(pid: int) -> float:
    """Processor time of a process so far, with all its threads."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0  # a connection's process that ended meanwhile
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """A process and its children: a PostgreSQL server with the process of each connection."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return [pid, *map(int, children)]


def all_cpu_seconds() -> float:
    """Processor time that everything on this machine used so far, and what its host took away."""
    fields = Path("/proc/stat").read_text(encoding="utf-8").splitlines()[0].split()[1:]
    user, nice, system, _idle, _waiting, irq, soft, steal = (int(field) for field in fields[:8])
    return (user + nice + system + irq + soft + steal) / os.sysconf("SC_CLK_TCK")


async def quiet(longest: float) -> float:
    """Waits, `longest` seconds at most, until others leave this machine alone; seconds that it took."""
    began = time.perf_counter()
    while time.perf_counter() - began < longest:
        before = all_cpu_seconds()
        await asyncio.sleep(_LOOK)
        if (all_cpu_seconds() - before) / _LOOK < _QUIET:
            break
    return time.perf_counter() - began


def _cpu() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")


def _syncs(folder: Path) -> list[float]:
    """Seconds that appending a block to a file and making it durable takes, time after time."""
    path, took = folder / "fsync.tmp", []
    with path.open("wb", buffering=0) as file:
        for _ in range(_SYNCS):
            began = time.perf_counter()
            file.write(os.urandom(_BLOCK))
            os.fsync(file.fileno())
            took.append(time.perf_counter() - began)
    path.unlink()
    return took
