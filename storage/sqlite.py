"""SQLite: one writer with group commit on the event loop, readers in threads beside it.

Statements of the writer run right where they are awaited: one takes microseconds, a hop to another
thread ten times as long (benchmarks/drivers.py: four to five times the turns of aiosqlite, which
hops for each statement, on an idle loop, and 25 times and more on a busy one; a whole group in one hop
is as fast, but its handlers could not be awaited). Only COMMIT, which waits for the disk, leaves the loop, and
BEGIN where another process is writing. The price: a slow statement in a write holds up
the loop, so what may be slow goes through `read`.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from storage.database import DatabaseAwayError, Row, Silence, T, Values, Work
from storage.dialect import unlocked

GROUP = 16  # a commit costs 0.3 ms, a turn's statements as much: larger groups only hold up the loop
READERS = 2
_WAIT_MS = 5_000
_LOOK_SECONDS = 0.001
_CACHE_KB = 4_000  # for each connection; 16,000 took 20 MB more, and a turn as long (an import 10 % less)
_NOT_NOW = (
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM,
)  # fmt: skip
_log = logging.getLogger("sangkien.sqlite")


class _Inline:
    """A session that runs its statements on the event loop."""

    slot, slots = 0, 1

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def one(self, sql: str, values: Values = {}) -> Row | None:  # noqa: B006 - never changed
        return self._connection.execute(unlocked(sql), values).fetchone()  # type: ignore[no-any-return]

    async def all(self, sql: str, values: Values = {}) -> Sequence[Row]:  # noqa: B006
        return self._connection.execute(unlocked(sql), values).fetchall()

    async def run(self, sql: str, values: Values = {}) -> int:  # noqa: B006
        return self._connection.execute(unlocked(sql), values).rowcount

    async def many(self, sql: str, rows: Iterable[Values]) -> None:
        self._connection.executemany(sql, rows)


class _Threaded:
    """A session whose statements run in a thread, for reads that may take long."""

    slot, slots = 0, 1

    def __init__(self, connection: sqlite3.Connection, pool: ThreadPoolExecutor) -> None:
        self._connection, self._pool = connection, pool

    async def one(self, sql: str, values: Values = {}) -> Row | None:  # noqa: B006
        return await self.hop(lambda: self._connection.execute(unlocked(sql), values).fetchone())

    async def all(self, sql: str, values: Values = {}) -> Sequence[Row]:  # noqa: B006
        return await self.hop(lambda: self._connection.execute(unlocked(sql), values).fetchall())

    async def run(self, sql: str, values: Values = {}) -> int:  # noqa: B006
        return await self.hop(lambda: self._connection.execute(unlocked(sql), values).rowcount)

    async def many(self, sql: str, rows: Iterable[Values]) -> None:
        await self.hop(lambda: self._connection.executemany(sql, rows))

    async def hop(self, call: Callable[[], T]) -> T:
        """A cancelled task waits for its thread: the connection must not be another's before that is done."""
        running = asyncio.get_running_loop().run_in_executor(self._pool, call)
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            await asyncio.wait([running])
            raise


@dataclass(slots=True)
class _Waiting:
    work: Work[Any]
    future: asyncio.Future[Any]


class SqliteDatabase:
    """A database in a file; `path` may be a file that doesn't exist yet."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.bell = Silence()
        self._waiting: deque[_Waiting] = deque()
        self._grouping: asyncio.Task[None] | None = None
        self._closed = True

    async def open(self) -> None:
        """Opens or creates the file. Raises DatabaseAwayError where that can't be done."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = self._connect()
            self._writer.execute("PRAGMA busy_timeout = 0")
            self._path.chmod(0o600)  # what workers wrote is nobody else's on this machine
            self._readers = [self._connect() for _ in range(READERS)]
        except (OSError, sqlite3.Error) as error:
            raise DatabaseAwayError(f"can't open {self._path}: {_said(error)}") from error
        self._disk = ThreadPoolExecutor(1, "sqlite-disk")
        self._pool = ThreadPoolExecutor(READERS, "sqlite-read")
        self._free: asyncio.Queue[sqlite3.Connection] = asyncio.Queue()
        for reader in self._readers:
            reader.execute("PRAGMA query_only = 1")
            self._free.put_nowait(reader)
        self._closed = False

    async def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        if self._grouping:
            await asyncio.gather(self._grouping, return_exceptions=True)
        self._disk.shutdown()  # first: a connection that is closed under a running statement crashes the process
        self._pool.shutdown()
        for connection in (self._writer, *self._readers):
            connection.close()

    async def write(self, work: Work[T], of: str = "") -> T:
        """Runs the work in a transaction that it may share with up to 15 others; durable on return.

        There is one writer and no lock, so whoever it is `of` doesn't matter.
        """
        if self._closed:  # whoever comes late would wait for ever
            raise DatabaseAwayError("closed")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(work, future))
        if self._grouping is None or self._grouping.done():
            self._grouping = asyncio.create_task(self._take_groups())
        return await future

    async def read(self, work: Work[T]) -> T:
        """Runs the work on a snapshot, in a thread."""
        if self._closed:
            raise DatabaseAwayError("closed")
        connection = await self._free.get()
        session = _Threaded(connection, self._pool)
        try:
            await session.hop(lambda: connection.execute("BEGIN"))
            return await work(session)
        except sqlite3.OperationalError as error:
            raise DatabaseAwayError(str(error)) from error
        finally:
            if connection.in_transaction:
                connection.rollback()
            self._free.put_nowait(connection)

    async def analyse(self) -> None:
        """Nothing: statements are written so that SQLite needs no statistics to go the right way."""

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, cached_statements=512)
        connection.row_factory = sqlite3.Row
        connection.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
        _in_time(lambda: connection.execute("PRAGMA journal_mode = WAL"))  # SQLite itself doesn't wait to change it
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        return connection

    async def _take_groups(self) -> None:
        while self._waiting:
            group = [self._waiting.popleft() for _ in range(min(GROUP, len(self._waiting)))]
            try:
                await self._commit(group)
            except Exception as error:
                _log.warning("group_not_committed", extra={"error": error, "waiting": len(group)})
                if self._writer.in_transaction:
                    self._writer.rollback()
                away = DatabaseAwayError(_said(error))
                away.__cause__ = error
                for one in group:
                    if not one.future.done():
                        one.future.set_exception(away)

    async def _commit(self, group: list[_Waiting]) -> None:
        await self._begin()
        session = _Inline(self._writer)
        results = [await self._run(one, session) for one in group]
        await self._hop("COMMIT")
        for one, (result, error) in zip(group, results, strict=True):
            if one.future.done():
                continue
            if error:
                one.future.set_exception(error)
            else:
                one.future.set_result(result)

    async def _run(self, one: _Waiting, session: _Inline) -> tuple[Any, Exception | None]:
        """The work behind a savepoint: what it raises undoes its own statements and nobody else's."""
        self._writer.execute("SAVEPOINT one")
        try:
            result = await one.work(session)
        except Exception as error:
            if _away(error) or not self._writer.in_transaction:  # a full disk may roll the whole transaction back
                raise
            self._writer.execute("ROLLBACK TO one")
            self._writer.execute("RELEASE one")
            return None, error
        self._writer.execute("RELEASE one")
        return result, None

    async def _begin(self) -> None:
        try:
            self._writer.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if not _busy(error):
                raise
            begin = partial(self._writer.execute, "BEGIN IMMEDIATE")  # in a thread: on the loop nothing may wait
            await asyncio.get_running_loop().run_in_executor(self._disk, _in_time, begin)

    async def _hop(self, sql: str) -> None:
        await asyncio.get_running_loop().run_in_executor(self._disk, self._writer.execute, sql)


def _in_time(call: Callable[[], T]) -> T:
    """Waits for another process; raises what it was told last where that takes too long.

    It looks every millisecond. SQLite's own waiting looks every hundred, and can miss for seconds the short
    moments between the groups of a process that is busy.
    """
    end = time.monotonic() + _WAIT_MS / 1000
    while True:
        try:
            return call()
        except sqlite3.OperationalError as error:
            if not _busy(error) or time.monotonic() > end:
                raise
        time.sleep(_LOOK_SECONDS)


def _code(error: Exception) -> int:
    """SQLite's own; 0 where Python raised it without one, as of text that is no UTF-8."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF if isinstance(error, sqlite3.OperationalError) else 0


def _busy(error: Exception) -> bool:
    """Whether another process is writing."""
    return _code(error) == sqlite3.SQLITE_BUSY


def _said(error: Exception) -> str:
    mend = ": another process has been writing for long, such as an import; try again when it is done"
    return f"{error}{mend if _busy(error) else ''}"


def _away(error: Exception) -> bool:
    """Whether the database can't do its work now: no fault of the message, which must come again."""
    return _code(error) in _NOT_NOW
