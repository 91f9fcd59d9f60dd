"""Brings a database to this version: numbered files, one transaction each."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from storage.database import Database, Session
from storage.times import stamp
from storage.unit_words import index_all

FOLDER = Path(__file__).parent / "migrations"
# What SQL alone can't do, in the transaction of the migration with this number.
_AND_THEN: Mapping[int, Callable[[Session], Awaitable[None]]] = {5: index_all}


class NewerDatabaseError(Exception):
    """The database was made by a later version of the program: use that version."""


def migrations(folder: Path = FOLDER) -> list[tuple[int, Path]]:
    """(number, file), in order."""
    return sorted((int(path.name[:4]), path) for path in folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))


async def version(session: Session) -> int:
    """The number of the last migration that was carried out; 0 in an empty database."""
    await session.run("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)")
    return await present_version(session)


async def present_version(session: Session) -> int:
    """The same of a database that was migrated before; writes nothing."""
    row = await session.one("SELECT max(number) AS number FROM migrations")
    return int(row["number"] or 0) if row else 0


async def migrate(database: Database, folder: Path = FOLDER) -> list[str]:
    """Carries out what is missing; names of the files it ran. Raises NewerDatabaseError."""
    known = migrations(folder)
    present = await database.write(version)
    if present > known[-1][0]:
        raise NewerDatabaseError(
            f"the database is at version {present}, this program knows up to {known[-1][0]}: "
            "install the newer program, or restore a backup made by this one"
        )
    done: list[str] = []
    for number, path in known:
        if number > present:
            script = path.read_text(encoding="utf-8")
            await database.write(lambda session, number=number, script=script: _apply(session, number, script))  # type: ignore[misc]
            done.append(path.stem)
    return done


async def _apply(session: Session, number: int, script: str) -> None:
    values = {"number": number, "at": stamp(datetime.now(UTC))}
    # First of all: another process that starts at the same moment waits here, and finds it done.
    insert = "INSERT INTO migrations (number, applied_at) VALUES (:number, :at) ON CONFLICT (number) DO NOTHING"
    if not await session.run(insert, values):
        return
    for statement in re.sub(r"--[^\n]*", "", script).split(";"):
        if statement.strip():
            await session.run(statement)
    if also := _AND_THEN.get(number):
        await also(session)
