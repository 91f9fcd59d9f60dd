"""The clock of a rehearsal: one page of shared memory from which every process reads what time it is.

The forty days pass as fast as the entries are played: the conductor puts the clock to the moment of
each visit, so every day gets its own share of entries, and no hour is waited for.
"""

from __future__ import annotations

import mmap
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

_SIZE = 4_096


class Wall:
    """The page of whoever turns the clock; `jump` puts one process's own clock wrong by so many seconds."""

    def __init__(self, path: Path, start: datetime) -> None:
        path.write_bytes(bytes(_SIZE))
        self._page = _page(path)
        self.now = start.timestamp()
        self.turn_to(start)

    def turn_to(self, moment: datetime) -> None:
        """Time never goes back here, whichever visit is told of first."""
        self.at(moment.timestamp())

    def at(self, seconds: float) -> None:
        self.now = max(self.now, seconds)
        self._page[0] = self.now

    def jump(self, index: int, seconds: float) -> None:
        self._page[index + 1] = seconds


def clock_on(path: Path, index: int) -> Callable[[], datetime]:
    """The clock of process `index`."""
    page = _page(path)

    def now() -> datetime:
        return datetime.fromtimestamp(page[0] + page[index + 1], UTC)

    return now


def _page(path: Path) -> memoryview[float]:
    """Seconds: the time, then by how much each process's clock is wrong.

    Stored whole, each in one write: `struct` fills with zeros first, and whoever reads then is in 1970.
    """
    with path.open("r+b") as file:
        return memoryview(mmap.mmap(file.fileno(), _SIZE)).cast("d")
