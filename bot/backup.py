"""A backup of everything that is kept, taken while the bot runs, and its way back."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.archive import Manifest, read_manifest, unpack, write_archive, write_manifest
from bot.config import Config
from bot.files import NOBODY, FileStore
from bot.opened import opened
from storage.backup import BackupError, Keeper, Told, check_version
from storage.backup_postgres import PostgresKeeper
from storage.backup_sqlite import SqliteKeeper
from storage.times import stamp

_SCRATCH = ".sangkien-scratch-"
_DEAD_SECONDS = 86_400  # no backup takes a day


class StandsError(Exception):
    """There is something already that would be overwritten."""


async def back_up(settings: Config, to: Path, with_files: bool, told: Told) -> Manifest:
    """Writes a backup, whole or not at all; needs room for the database twice. Raises BackupError, OSError.

    The attachments are listed after the database was copied, so that those which the copy names are there.
    """
    keeper, store = keeper_of(settings), FileStore(settings.files.folder)
    if _is_one(to, settings.database.path):
        raise BackupError(f"{to} is the database itself: name another file")
    with _stopping(told) as told, _scratch(to) as scratch:
        database, part = scratch / keeper.member, scratch / "backup.tar"
        taken = await keeper.take(database, store.has if with_files else lambda _sha256: True, told)
        contents = store.each() if with_files else None
        count, size, damaged = await asyncio.to_thread(write_archive, part, keeper.member, database, contents, told)
        manifest = Manifest(
            program=f"sangkien {_program()}", made_at=stamp(datetime.now(UTC)), database=keeper.kind,
            schema=taken.schema, tables=taken.tables, files=count if with_files else None, file_bytes=size,
            missing=taken.missing + damaged,
        )  # fmt: skip
        await asyncio.to_thread(write_manifest, part, manifest)
        await asyncio.to_thread(_settle, part, to)
    return manifest


async def put_back(settings: Config, source: Path, over: bool, told: Told) -> Manifest:
    """Restores a backup, verified, or changes nothing but for attachments that are swept again.

    Raises StandsError where there is a database and not `over`, NewerDatabaseError, BackupError, OSError.
    """
    keeper, store = keeper_of(settings), FileStore(settings.files.folder)
    await keeper.recover()
    manifest = read_manifest(source)
    check_version(manifest.schema)
    if manifest.database != keeper.kind:
        raise BackupError(
            f"{source} is of a {manifest.database} database, [database] url names a {keeper.kind} one: "
            "restore it into one of its own kind"
        )
    if not over and not await keeper.is_empty():
        raise StandsError
    with _stopping(told) as told, _scratch(settings.database.path) as scratch:
        database = scratch / keeper.member
        count, damaged = await asyncio.to_thread(unpack, source, keeper.member, database, store, told)
        if count != (manifest.files or 0):
            raise BackupError(f"{source} holds {count} of {manifest.files} attachments: take another backup")
        await asyncio.to_thread(os.sync)
        await keeper.put(database, manifest.tables, told)
    if manifest.files is None and any(store.each()):
        store.give_to(NOBODY)  # they may be of a later day than this database, which would let go of them
    return replace(manifest, missing=manifest.missing + damaged)


def _is_one(file: Path, other: Path | None) -> bool:
    return other is not None and file.resolve() == other.resolve()


def keeper_of(settings: Config) -> Keeper:
    path: Path | None = settings.database.path
    if path:
        return SqliteKeeper(path)
    return PostgresKeeper(settings.database.url, lambda: opened(settings, restoring=True), settings.database.pg_bin)


@contextmanager
def _stopping(told: Told) -> Iterator[Told]:
    """Ends the work of a thread where its task was cancelled: it would go on to its end, and be waited for."""
    stopped = False

    def still(what: str, done: int, total: int) -> None:
        if stopped:
            raise BackupError("stopped")
        told(what, done, total)

    try:
        yield still
    except BaseException:
        stopped = True
        raise


@contextmanager
def _scratch(beside: Path | None) -> Iterator[Path]:
    """A folder beside a file, so that what is made there can take the file's place; what was killed is cleared."""
    folder = beside.resolve().parent if beside else Path(tempfile.gettempdir())
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{_SCRATCH}*"):
        if left.stat().st_mtime < time.time() - _DEAD_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=folder) as name:
        yield Path(name)


def _settle(part: Path, to: Path) -> None:
    """Whole and durable under its name, and nobody else's to read. Raises OSError."""
    to = to.resolve()
    if to.exists() and not to.is_file():
        raise OSError(errno.EINVAL, "is no plain file")
    part.chmod(0o600)
    with part.open("rb") as written:
        os.fsync(written.fileno())
    os.replace(part, to)


def _program() -> str:
    try:
        return version("sangkien")
    except PackageNotFoundError:  # run from a folder without being installed
        return "0"
