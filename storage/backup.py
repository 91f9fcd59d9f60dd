"""Keeping a whole database in a file and putting it back: what each kind must do, and what can go wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from storage.checksums import TableSum, checksums
from storage.database import Session
from storage.files import named
from storage.migrate import NewerDatabaseError, migrations, present_version

Told = Callable[[str, int, int], object]  # (what is being done, how much of it, of how much; 0 not known)


class BackupError(Exception):
    """It can't be done: the text says why and the mend. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a snapshot holds: its schema's version, the sum of each table, and files it names that `has` denied."""

    schema: int
    tables: Mapping[str, TableSum]
    missing: int


class Keeper(Protocol):
    """One database. `kind` names what it is, `member` its file in a backup."""

    kind: str
    member: str

    async def take(self, to: Path, has: Callable[[str], bool], told: Told) -> Taken:
        """Writes the database as it stands at one moment to a file, while others write. Raises BackupError."""

    async def recover(self) -> None:
        """Brings back what a restore that was killed had put out of the way. Raises BackupError."""

    async def check_unused(self) -> None:
        """Raises BackupError where another process has it open."""

    async def is_empty(self) -> bool:
        """Whether there is nothing that `put` would replace."""

    async def put(self, kept: Path, expected: Mapping[str, TableSum], told: Told) -> None:
        """Makes a file the database: wholly, or what was there stays. Raises BackupError."""


async def taken(session: Session, has: Callable[[str], bool], told: Told) -> Taken:
    """What a session sees. Raises NewerDatabaseError where the program doesn't know all of it."""
    schema = await present_version(session)
    check_version(schema)
    missing = {sha256 async for sha256 in named(session) if not has(sha256)}
    return Taken(schema, await sums(session, told), len(missing))


async def sums(session: Session, told: Told) -> Mapping[str, TableSum]:
    read = 0

    def step(rows: int) -> None:
        nonlocal read
        read += rows
        told("checksums", read, 0)

    return await checksums(session, step)


def check_version(schema: int) -> None:
    newest = migrations()[-1][0]
    if schema > newest:
        raise NewerDatabaseError(
            f"the database is at version {schema}, this program knows up to {newest}: install the newer program"
        )


def unlike(found: Mapping[str, TableSum], expected: Mapping[str, TableSum]) -> list[str]:
    """The tables that hold something else than they should."""
    return sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
