"""Connections to PostgreSQL: a pool of them, the slot that each holds, and which errors mean that it is away."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import asyncpg

from storage.database import SLOTS, BusyError, DatabaseAwayError

PATIENCE = 20.0  # seconds for a statement or a connection; a vendor waits 60 for our answer
_SLOT_LOCKS = 0x5A4B  # the class of advisory locks by which connections share out the slots
AWAY = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # shut down, starting up, cancelled
    asyncpg.InsufficientResourcesError,  # disk full, too many connections
    asyncpg.ReadOnlySQLTransactionError,  # a standby that isn't the primary yet
    asyncpg.InvalidCatalogNameError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InsufficientPrivilegeError,  # until somebody grants it
    asyncpg.PostgresIOError,
)
if TYPE_CHECKING:
    _Base = asyncpg.Connection[asyncpg.Record]
else:
    _Base = asyncpg.Connection  # takes no type at run time


class _Connection(_Base):
    """A connection with the slot that it holds while it lives; a reader's means nothing."""

    __slots__ = ("slot",)
    slot: int


async def pool_of(url: str, size: int, settings: Mapping[str, str], *, slots: bool = False) -> asyncpg.Pool[Any]:
    """At most `size` connections, opened as they are needed, each with the server's `settings`.

    `slots`: each holds one, as whoever writes must; readers would leave too few of them to the writers.
    """
    options: dict[str, Any] = {
        "min_size": 0, "max_size": size, "max_inactive_connection_lifetime": 0, "statement_cache_size": 1_024,
        "command_timeout": PATIENCE, "timeout": PATIENCE, "connection_class": _Connection,
        "init": _prepare_writer if slots else _prepare,
        "reset": _as_it_is,
        "server_settings": {
            "application_name": "sangkien", "timezone": "UTC",
            "idle_in_transaction_session_timeout": "0",  # a backup's snapshot stands as long as pg_dump takes
            **settings,
        },
    }  # fmt: skip
    return await asyncpg.create_pool(url, **options)


@asynccontextmanager
async def translated() -> AsyncIterator[None]:
    """What means that the database is away, as DatabaseAwayError, or a lock, as BusyError; it never quotes values."""
    try:
        yield
    except asyncpg.LockNotAvailableError as error:
        raise BusyError(_said(error)) from error
    except AWAY as error:
        raise DatabaseAwayError(f"{type(error).__name__}: {_said(error)}") from error
    except asyncpg.InterfaceError as error:
        if "clos" not in str(error) and "released" not in str(error):
            raise
        raise DatabaseAwayError(str(error)) from error


async def _prepare(connection: _Connection) -> None:
    """Whole numbers come back as int: a sum is a numeric here."""
    await connection.set_type_codec("numeric", encoder=str, decoder=_number, schema="pg_catalog", format="text")
    connection.slot = 0


async def _prepare_writer(connection: _Connection) -> None:
    """The same, and the connection takes a free slot."""
    await _prepare(connection)
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


def _said(error: BaseException) -> str:
    return str(error).splitlines()[0] if str(error) else "no answer"
