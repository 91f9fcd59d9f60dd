"""PostgreSQL: a few connections, each of which commits a few messages together; the same SQL as on SQLite.

What several processes share is here and not in their memory: people are locked by row, work is
claimed with SKIP LOCKED, leases are rows. Its price against SQLite on the same machine is a round trip
for every statement, so what waits for a connection shares one transaction: the trips for BEGIN and
COMMIT are a third of a turn (docs/performance.md). No savepoints, which would cost two more each:
where one message of a group fails, all of the group are done again one by one.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

import asyncpg

from storage.bell import Bell
from storage.database import SLOTS, DatabaseAwayError, Row, T, Values, Work
from storage.dialect import columns, numbered
from storage.half_restored import check_whole
from storage.postgres_connect import AWAY, PATIENCE, pool_of, translated

_log = logging.getLogger("sangkien.postgres")
CONNECTIONS = SLOTS // 3  # of writers in one process: more of them only make smaller groups
READERS = 4
GROUP = 8
TRIES = 4
PORTION = 5_000  # rows of many: PATIENCE is for each, and a country's counters are more than a million
# A turn's statements find single rows by their keys: planning one anew costs more than running it.
_ROUTINE = {"jit": "off", "plan_cache_mode": "force_generic_plan"}
_LOOKING = {"jit": "off"}
_SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
# Lost a race with another process: done again, the work finds what the other one wrote, or the tables as they are now.
_RACED = (
    asyncpg.UniqueViolationError, asyncpg.DeadlockDetectedError, asyncpg.SerializationError,
    asyncpg.InvalidCachedStatementError,
)  # fmt: skip


class _Statements:
    """A session on one connection."""

    slots = SLOTS

    def __init__(self, connection: Any, slot: int) -> None:
        self._connection, self.slot = connection, slot

    async def one(self, sql: str, values: Values = {}) -> Row | None:  # noqa: B006 - never changed
        text, names = numbered(sql)
        return await self._connection.fetchrow(text, *[values[name] for name in names])  # type: ignore[no-any-return]

    async def all(self, sql: str, values: Values = {}) -> Sequence[Row]:  # noqa: B006
        text, names = numbered(sql)
        return await self._connection.fetch(text, *[values[name] for name in names])  # type: ignore[no-any-return]

    async def run(self, sql: str, values: Values = {}) -> int:  # noqa: B006
        text, names = numbered(columns(sql))
        status = await self._connection.execute(text, *[values[name] for name in names])
        count = status.rpartition(" ")[2]
        return int(count) if count.isdecimal() else -1

    async def many(self, sql: str, rows: Iterable[Values]) -> None:
        text, names = numbered(sql)
        all_values = ([row[name] for name in names] for row in rows)
        while values := list(islice(all_values, PORTION)):
            if len(values) == 1:  # a turn has one reply: a third of the time that preparing for many takes
                await self._connection.execute(text, *values[0])
            else:
                await self._connection.executemany(text, values)


@dataclass(slots=True)
class _Waiting:
    work: Work[Any]
    of: str
    future: asyncio.Future[Any]


class PostgresDatabase:
    """A database behind a URL like `postgresql://user:password@host:5432/name`; `restoring`: also half of one."""

    def __init__(self, url: str, *, restoring: bool = False) -> None:
        self._url, self._restoring = url, restoring
        self._writers: asyncpg.Pool[Any] | None = None
        self._readers: asyncpg.Pool[Any] | None = None
        self._waiting: deque[_Waiting] = deque()
        self._groups: set[asyncio.Task[None]] = set()
        self.bell = Bell(self._connect)

    async def open(self) -> None:
        """Raises DatabaseAwayError where there is no connection to be had, HalfRestoredError."""
        async with translated():
            self._writers = await pool_of(self._url, CONNECTIONS, _ROUTINE, slots=True)
            self._readers = await pool_of(self._url, READERS, _LOOKING)
            for pool in (self._writers, self._readers):
                await pool.release(await pool.acquire(timeout=PATIENCE))
        if not self._restoring:
            try:
                await self.read(check_whole)
            except BaseException:
                await self.close()
                raise

    async def close(self) -> None:
        """Ends all connections; what is still at work is cut off after a while."""
        await self.bell.close()
        if self._groups:
            await asyncio.wait(self._groups, timeout=5)
        for pool in (self._writers, self._readers):
            if pool:
                try:
                    async with asyncio.timeout(5):
                        await pool.close()
                except (TimeoutError, *AWAY):
                    pool.terminate()

    async def write(self, work: Work[T], of: str = "") -> T:
        """Runs the work in a transaction that it may share with a few others; durable on return.

        It is run anew where another process was quicker, or where another work of its group failed.
        """
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(work, of, future))
        if len(self._groups) < CONNECTIONS:
            group = asyncio.create_task(self._take_groups())
            self._groups.add(group)
            group.add_done_callback(self._groups.discard)
        return await future

    async def read(self, work: Work[T]) -> T:
        """Runs the work on a snapshot."""
        async with self._session(self._readers, _SNAPSHOT) as session:
            return await work(session)

    async def analyse(self) -> None:
        """What autovacuum would do within minutes, in which every plan is made for empty tables."""
        await self.write(lambda session: session.run("ANALYZE"))

    async def _take_groups(self) -> None:
        while self._waiting:
            some = [self._waiting.popleft() for _ in range(min(GROUP, len(self._waiting)))]
            # Two groups that lock the same people in two orders would wait for each other, a second each time.
            group = sorted(some, key=lambda one: one.of)
            try:
                results = await self._together(group)
            except DatabaseAwayError as error:
                _tell(group, error)
            except Exception as error:
                if len(group) == 1 and not isinstance(error, _RACED):
                    _tell(group, error)
                    continue
                for one in group:
                    await self._alone(one)
            else:
                for one, result in zip(group, results, strict=True):
                    if not one.future.done():
                        one.future.set_result(result)
        # Not only when its callbacks run: where all end at one moment a write in between would find nobody to take it.
        self._groups.discard(asyncio.current_task())

    async def _together(self, group: list[_Waiting]) -> list[Any]:
        async with self._session(self._writers, "BEGIN") as session:
            return [await one.work(session) for one in group]

    async def _alone(self, one: _Waiting) -> None:
        for left in reversed(range(TRIES)):
            try:
                results = await self._together([one])
            except _RACED as error:
                if not left:
                    _tell([one], error)
                _log.info("write_raced", extra={"error": error})
                await asyncio.sleep(0.01 * (TRIES - left) * (1 + secrets.randbelow(100) / 100))
            except Exception as error:
                _tell([one], error)
                return
            else:
                if not one.future.done():
                    one.future.set_result(results[0])
                return

    @asynccontextmanager
    async def _session(self, pool: asyncpg.Pool[Any] | None, begin: str) -> AsyncIterator[_Statements]:
        if pool is None:
            raise DatabaseAwayError("the database isn't open")
        async with translated(), pool.acquire(timeout=PATIENCE) as connection:
            await connection.execute(begin)
            try:
                yield _Statements(connection, connection.slot)  # type: ignore[attr-defined]
            except BaseException:
                if not connection.is_closed():
                    await connection.execute("ROLLBACK")
                raise
            # Where a statement failed and the work went on, COMMIT is answered with ROLLBACK, and without an error.
            if await connection.execute("COMMIT") != "COMMIT":
                raise asyncpg.InFailedSQLTransactionError("a statement failed and the work went on: nothing was kept")

    async def _connect(self) -> Any:
        async with translated():
            return await asyncpg.connect(self._url, timeout=PATIENCE, command_timeout=PATIENCE)


def _tell(group: list[_Waiting], error: Exception) -> None:
    for one in group:
        if not one.future.done():
            one.future.set_exception(error)
