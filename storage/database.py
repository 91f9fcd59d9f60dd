"""The face of a database: what drivers must do, and what can go wrong."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Row = Mapping[str, Any]
Values = Mapping[str, Any]


class DatabaseAwayError(Exception):
    """The database can't be reached, is locked, or its disk is full: nothing was changed; try again later."""


class Session(Protocol):
    """Statements of one transaction. Values are named (`:name`); rows are read by column name."""

    async def one(self, sql: str, values: Values = ...) -> Row | None:
        """The first row, or None."""

    async def all(self, sql: str, values: Values = ...) -> Sequence[Row]:
        """All rows."""

    async def run(self, sql: str, values: Values = ...) -> int:
        """How many rows were changed."""

    async def many(self, sql: str, rows: Iterable[Values]) -> None:
        """The same statement for many rows."""


Work = Callable[[Session], Awaitable[T]]


class Database(Protocol):
    """`write` runs the work in one transaction and returns once it is durable.

    The work must touch nothing but its session: it may share a commit with others, and what it
    raises undoes its own statements alone.
    """

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def write(self, work: Work[T]) -> T: ...

    async def read(self, work: Work[T]) -> T: ...
