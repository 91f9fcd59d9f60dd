"""An SQLite database into one file and back: by SQLite's own online backup, while the bot goes on writing."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from storage.backup import BackupError, Taken, Told, sums, taken, unlike
from storage.checksums import TableSum
from storage.database import DatabaseAwayError, T, Work
from storage.sqlite import SqliteDatabase

_STEP_PAGES = 1_000
_WAIT_SECONDS = 5.0
_BESIDE = ("-wal", "-shm", "-journal")


class SqliteKeeper:
    """The database in a file."""

    kind, member = "sqlite", "sqlite.db"

    def __init__(self, path: Path) -> None:
        self._path = path

    async def take(self, to: Path, has: Callable[[str], bool], told: Told) -> Taken:
        if not await asyncio.to_thread(self._path.is_file):
            raise BackupError(f"there is no database {self._path}: see [database] url")
        try:
            await asyncio.to_thread(_copy, self._path, to, told)
            await asyncio.to_thread(_check, to)
            found = await _look(to, lambda session: taken(session, has, told))
            await asyncio.to_thread(_alone, to)
        except sqlite3.Error as error:
            raise BackupError(f"{self._path}: {error}: {_mend(error, to.parent)}; nothing was written") from error
        return found

    async def recover(self) -> None:
        """Nothing: one file takes the other's place in one step."""

    async def check_unused(self) -> None:
        await asyncio.to_thread(_check_unused, self._path)

    async def is_empty(self) -> bool:
        return not await asyncio.to_thread(self._path.exists)

    async def put(self, kept: Path, expected: Mapping[str, TableSum], told: Told) -> None:
        """`kept` must lie on the same disk; it is gone afterwards."""
        try:
            await asyncio.to_thread(_check, kept)
            wrong = unlike(await _look(kept, lambda session: sums(session, told)), expected)
            await asyncio.to_thread(_alone, kept)
        except (sqlite3.Error, DatabaseAwayError) as error:
            raise BackupError(f"the backup's database is damaged ({error}): take another backup") from error
        if wrong:
            raise BackupError(f"the backup's database is damaged in {', '.join(wrong)}: take another backup")
        await asyncio.to_thread(_replace, kept, self._path)


def _mend(error: sqlite3.Error, folder: Path) -> str:
    """Only a broken database is to be replaced: of a full disk it would cost all that came since the last backup."""
    broken = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
    named = getattr(error, "sqlite_errorname", "")
    if named.startswith(broken) or type(error) is sqlite3.DatabaseError:  # the latter is what `_check` raises
        return "restore the last good backup"
    return f"see that there is room in {folder} and the right to write there, then try again"


async def _look(path: Path, work: Work[T]) -> T:
    database = SqliteDatabase(path)
    await database.open()
    try:
        return await database.read(work)
    finally:
        await database.close()


def _copy(source: Path, to: Path, told: Told) -> None:
    """One moment of the source, in steps between which others may write.

    The reading transaction holds that moment. Without it every write by somebody else begins the copy
    anew: under a steady 1,500 writes a second it never ended. The price: the source's log grows until
    the copy is done.
    """

    def progress(_status: int, remaining: int, total: int) -> None:
        told("database", total - remaining, total)

    with closing(_connect(source)) as live, closing(_connect(to)) as copy:
        live.execute("BEGIN")
        live.execute("SELECT count(*) FROM sqlite_master").fetchone()
        live.backup(copy, pages=_STEP_PAGES, progress=progress)


def _check(path: Path) -> None:
    """Raises sqlite3.Error where the file isn't a sound database."""
    with closing(_connect(path)) as connection:
        [problem] = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if problem != "ok":
            raise sqlite3.DatabaseError(" ".join(problem.split()))
        if row := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.DatabaseError(f"a row of {row[0]} refers to one of {row[2]} that is not there")


def _alone(path: Path) -> None:
    """Makes it one file: what a log beside it holds goes into it. Raises sqlite3.Error where others have it open."""
    with closing(_connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def _check_unused(path: Path) -> None:
    try:
        if path.exists():
            _alone(path)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            words = "is in use: stop the bot first, each of its processes; nothing was changed"
            raise BackupError(f"{path} {words}") from error
        # Broken beyond reading: that is what a backup is for.


def _replace(new: Path, old: Path) -> None:
    """The new file in the place of the old one, if nobody has that open: the bot would go on writing to a file
    that is no more."""
    old = old.resolve()
    _check_unused(old)
    for ending in _BESIDE:
        old.with_name(old.name + ending).unlink(missing_ok=True)
    new.chmod(0o600)
    if os.geteuid() == 0:  # restored by root, it must still be the bot's
        owner = (old if old.exists() else old.parent).stat()
        os.chown(new, owner.st_uid, owner.st_gid)
    os.replace(new, old)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, timeout=_WAIT_SECONDS)
