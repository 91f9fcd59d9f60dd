"""PostgreSQL: a pool of connections, a transaction for each message, the same SQL as on SQLite.

What several processes share is here and not in their memory: people are locked by row, work is
claimed with SKIP LOCKED, leases are rows. PostgreSQL brings the commits of several connections
together by itself, so nothing is grouped here. Its price against SQLite on the same machine: a round
trip for every statement (docs/performance.md).
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import asyncpg

from storage.bell import Bell
from storage.database import SLOTS, DatabaseAwayError, Row, T, Values, Work
from storage.dialect import columns, numbered

_log = logging.getLogger("sangkien.postgres")
CONNECTIONS = SLOTS // 2  # of writers in one process: two processes then hold a slot for each
READERS = 4
TRIES = 4
_PATIENCE = 20.0  # seconds for a statement or a connection; a vendor waits 60 for our answer
_SLOT_LOCKS = 0x5A4B  # the class of advisory locks by which connections share out the slots
_AWAY = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # shut down, starting up, cancelled
    asyncpg.InsufficientResourcesError,  # disk full, too many connections
    asyncpg.ReadOnlySQLTransactionError,  # a standby that isn't the primary yet
    asyncpg.InvalidCatalogNameError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.PostgresIOError,
)
if TYPE_CHECKING:
    _Base = asyncpg.Connection[asyncpg.Record]
else:
    _Base = asyncpg.Connection  # takes no type at run time
# Lost a race with another process: done again, the work finds what the other one wrote.
_RACED = (asyncpg.UniqueViolationError, asyncpg.DeadlockDetectedError, asyncpg.SerializationError)


class _Connection(_Base):
    """A connection with the slot that it holds while it lives."""

    __slots__ = ("slot",)
    slot: int


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
        await self._connection.executemany(text, [[row[name] for name in names] for row in rows])


class PostgresDatabase:
    """A database behind a URL like `postgresql://user:password@host:5432/name`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._writers: asyncpg.Pool[Any] | None = None
        self._readers: asyncpg.Pool[Any] | None = None
        self.bell = Bell(self._connect)

    async def open(self) -> None:
        """Raises DatabaseAwayError where there is no connection to be had."""
        async with _translated():
            self._writers = await self._pool(CONNECTIONS)
            self._readers = await self._pool(READERS)

    async def close(self) -> None:
        """Ends all connections; what is still at work is cut off after a while."""
        await self.bell.close()
        for pool in (self._writers, self._readers):
            if pool:
                try:
                    await asyncio.wait_for(pool.close(), 5)
                except (TimeoutError, *_AWAY):
                    pool.terminate()

    async def write(self, work: Work[T]) -> T:
        """Runs the work in a transaction of its own; anew where another process was quicker."""
        for left in reversed(range(TRIES)):
            try:
                async with _translated(), self._session(self._writers, "BEGIN") as session:
                    return await work(session)
            except _RACED as error:
                if not left:
                    raise
                _log.info("write_raced", extra={"error": type(error).__name__})
                await asyncio.sleep(0.01 * (TRIES - left) * (1 + secrets.randbelow(100) / 100))
        raise AssertionError("unreachable")

    async def read(self, work: Work[T]) -> T:
        """Runs the work on a snapshot."""
        async with (
            _translated(),
            self._session(self._readers, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") as session,
        ):
            return await work(session)

    @asynccontextmanager
    async def _session(self, pool: asyncpg.Pool[Any] | None, begin: str) -> AsyncIterator[_Statements]:
        if pool is None:
            raise DatabaseAwayError("the database isn't open")
        async with pool.acquire(timeout=_PATIENCE) as connection:
            await connection.execute(begin)
            try:
                yield _Statements(connection, connection.slot)  # type: ignore[attr-defined]
            except BaseException:
                if not connection.is_closed():
                    await connection.execute("ROLLBACK")
                raise
            await connection.execute("COMMIT")

    async def _pool(self, size: int) -> asyncpg.Pool[Any]:
        options: dict[str, Any] = {
            "min_size": 1, "max_size": size, "max_inactive_connection_lifetime": 0, "statement_cache_size": 1_024,
            "command_timeout": _PATIENCE, "timeout": _PATIENCE, "connection_class": _Connection, "init": _prepare,
            "reset": _as_it_is, "server_settings": {"application_name": "sangkien", "timezone": "UTC"},
        }  # fmt: skip
        return await asyncpg.create_pool(self._url, **options)

    async def _connect(self) -> Any:
        async with _translated():
            return await asyncpg.connect(self._url, timeout=_PATIENCE)


async def _prepare(connection: _Connection) -> None:
    """Whole numbers come back as int (a sum is a numeric here), and the connection takes a free slot."""
    await connection.set_type_codec("numeric", encoder=str, decoder=_number, schema="pg_catalog", format="text")
    start = secrets.randbelow(SLOTS)
    for slot in [*range(start, SLOTS), *range(start)]:
        if await connection.fetchval("SELECT pg_try_advisory_lock($1, $2)", _SLOT_LOCKS, slot):
            break
    # Where all are taken the last one tried is shared: slower, as two may then wait for one row, never wrong.
    connection.slot = slot


def _number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdecimal() else float(text)


async def _as_it_is(_connection: object) -> None:
    """Nothing to reset between transactions: nothing but the slot outlives one, and that is meant."""


@asynccontextmanager
async def _translated() -> AsyncIterator[None]:
    """What means that the database is away, as DatabaseAwayError; it never quotes values."""
    try:
        yield
    except _AWAY as error:
        raise DatabaseAwayError(f"{type(error).__name__}: {_said(error)}") from error
    except asyncpg.InterfaceError as error:
        if "clos" not in str(error) and "released" not in str(error):
            raise
        raise DatabaseAwayError(str(error)) from error


def _said(error: BaseException) -> str:
    return str(error).splitlines()[0] if str(error) else "no answer"
