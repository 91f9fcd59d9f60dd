"""The face of a database: what drivers must do, and what can go wrong."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Row = Mapping[str, Any]
Values = Mapping[str, Any]
SLOTS = 16  # of a database with several writers; for ever: receipt codes count in steps of it


class DatabaseAwayError(Exception):
    """The database can't be reached, is locked, or its disk is full: nothing was changed; try again later."""


class HalfRestoredError(Exception):
    """A restore was killed: nobody may write before that is mended; the text says how."""


class BusyError(Exception):
    """Somebody reads what a work must have for itself, and goes on: nothing was changed; try again when he is done."""


class Session(Protocol):
    """Statements of one transaction. Values are named (`:name`); rows are read by column name.

    `slot`: 0 to `slots` - 1, never the same in two transactions at once as long as there are enough. What
    every entry must add to is kept once for each slot, so that nobody waits for another's commit.
    """

    slot: int
    slots: int

    async def one(self, sql: str, values: Values = ...) -> Row | None:
        """The first row, or None."""

    async def all(self, sql: str, values: Values = ...) -> Sequence[Row]:
        """All rows."""

    async def run(self, sql: str, values: Values = ...) -> int:
        """How many rows were changed."""

    async def many(self, sql: str, rows: Iterable[Values]) -> None:
        """The same statement for many rows."""


Work = Callable[[Session], Awaitable[T]]


class Rings(Protocol):
    """How processes on one database tell one another that there is something to look at; it may get lost."""

    def ring(self, words: Iterable[str]) -> None: ...

    async def hear(self, heard: Callable[[str], None]) -> None: ...


class Silence:
    """The bell of a database that one process has for itself: whoever else there is looks by himself."""

    def ring(self, words: Iterable[str]) -> None: ...

    async def hear(self, heard: Callable[[str], None]) -> None: ...


class Database(Protocol):
    """`write` runs the work in one transaction and returns once it is durable.

    The work must touch nothing but its session: it may share a commit with others, and what it
    raises undoes its own statements alone. `of`: whom it locks first, by any name that sorts; works that share a
    transaction go in that order.
    """

    @property
    def bell(self) -> Rings: ...

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def write(self, work: Work[T], of: str = "") -> T: ...

    async def read(self, work: Work[T]) -> T: ...

    async def analyse(self) -> None:
        """Lets the database look at what it holds, after much was written at once, so that it plans well."""
