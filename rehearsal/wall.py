"""The clock of a rehearsal: one page of shared memory from which every process reads what time it is.

The forty days pass as fast as the entries are played: the conductor puts the clock to the moment of
each visit, so every day gets its own share of entries, and no hour is waited for.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

_SECONDS = struct.Struct("d")
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
        _SECONDS.pack_into(self._page, 0, self.now)

    def jump(self, index: int, seconds: float) -> None:
        _SECONDS.pack_into(self._page, _place(index), seconds)


def clock_on(path: Path, index: int) -> Callable[[], datetime]:
    """The clock of process `index`."""
    page = _page(path)

    def now() -> datetime:
        seconds = _SECONDS.unpack_from(page, 0)[0] + _SECONDS.unpack_from(page, _place(index))[0]
        return datetime.fromtimestamp(seconds, UTC)

    return now


def _page(path: Path) -> mmap.mmap:
    with path.open("r+b") as file:
        return mmap.mmap(file.fileno(), _SIZE)


def _place(index: int) -> int:
    return _SECONDS.size * (index + 1)
