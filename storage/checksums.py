"""What a database holds, as a number and a checksum for each table: the same in SQLite and in PostgreSQL."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from storage.database import Row, Session
from storage.migrate import present_version
from storage.tables import Table, pages, tables

_MODULUS = 2**256


@dataclass(frozen=True, slots=True)
class TableSum:
    """How many rows, and their checksum: 64 hexadecimal digits."""

    rows: int
    sha256: str


async def checksums(session: Session, step: Callable[[int], object] = lambda _rows: None) -> dict[str, TableSum]:
    """The sum of every table that the database has at its version, by name; `step` hears how many rows more were read.

    A row is the SHA-256 of its JSON (columns by name, text as it is, bytes by their own SHA-256); a table the
    sum of its rows' numbers modulo 2**256, so that the order in which a database reads them means nothing.
    """
    version = await present_version(session)
    return {table.name: await _sum(session, table, step) for table in tables(version)}


async def _sum(session: Session, table: Table, step: Callable[[int], object]) -> TableSum:
    count, total = 0, 0
    async for rows in pages(session, table):
        names = sorted(rows[0].keys())
        total += sum(int.from_bytes(_digest(row, names)) for row in rows)
        count += len(rows)
        step(len(rows))
    return TableSum(count, f"{total % _MODULUS:064x}")


def _digest(row: Row, names: list[str]) -> bytes:
    line = json.dumps({name: row[name] for name in names}, ensure_ascii=False, separators=(",", ":"), default=_content)
    return hashlib.sha256(line.encode()).digest()


def _content(value: object) -> dict[str, str]:
    """Bytes, which JSON can't hold."""
    if not isinstance(value, bytes | bytearray | memoryview):
        raise TypeError(f"a column holds {type(value).__name__}, which is no value of both databases")
    return {"sha256": hashlib.sha256(value).hexdigest()}
