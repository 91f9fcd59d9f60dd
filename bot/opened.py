"""Opens the database that the config names."""

from __future__ import annotations

from bot.config import Config
from storage.database import Database
from storage.sqlite import SqliteDatabase


def open_database(config: Config) -> Database:
    """The database that the URL names, not yet opened. asyncpg is loaded only where it is used."""
    path = config.database.path
    if path:
        return SqliteDatabase(path)
    from storage.postgres import PostgresDatabase

    return PostgresDatabase(config.database.url)
