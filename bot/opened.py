"""Opens the database that the config names."""

from __future__ import annotations

from bot.config import Config
from storage.database import Database, DatabaseAwayError
from storage.sqlite import SqliteDatabase


def open_database(config: Config, *, restoring: bool = False) -> Database:
    """The database that the URL names, not yet opened. asyncpg is loaded only where it is used.

    `restoring`: also one whose restore was killed, for whoever mends it.
    """
    path = config.database.path
    if path:
        return SqliteDatabase(path)
    from storage.postgres import PostgresDatabase

    return PostgresDatabase(config.database.url, restoring=restoring)


async def opened(config: Config, *, restoring: bool = False) -> Database:
    """The same, opened. Raises DatabaseAwayError, which names the database and the mend, HalfRestoredError."""
    database = open_database(config, restoring=restoring)
    try:
        await database.open()
    except DatabaseAwayError as error:
        where = "see that it runs and that [database] url is right"
        raise DatabaseAwayError(f"{config.database.label}: {error}; {where}") from error
    return database
