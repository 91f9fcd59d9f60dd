"""A whole database into another, empty one, of whichever kind: row by row, verified by counts and checksums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from storage.backup import Told, sums, unlike
from storage.checksums import TableSum
from storage.database import Database, Row, Session
from storage.migrate import migrate, present_version
from storage.numbers import go_on_after, last_numbers
from storage.tables import MIGRATIONS, Table, pages, tables

# Rows that name others of their own table are written without, and told afterwards: whichever comes first.
OWN_KIND: Mapping[str, tuple[str, ...]] = {"units": ("parent_id", "merged_into_id"), "initiatives": ("duplicate_of",)}
# What belongs to a database and its processes, not to the campaign.
_NOT_COPIED = (MIGRATIONS.name, "leases", "sequences")


class CopyError(Exception):
    """It can't be copied: the text says why and the mend. The target is as it was."""


async def copy(source: Database, target: Database, told: Told) -> Mapping[str, TableSum]:
    """The sums of what was copied, the same in both. `target` is brought to this version; all or nothing.

    Nobody may write to either meanwhile: what comes to the source after its snapshot stays behind.
    Raises CopyError, NewerDatabaseError, DatabaseAwayError.
    """
    await migrate(source)
    await migrate(target)

    async def all_of_it(reading: Session) -> Mapping[str, TableSum]:
        expected = _copied(await sums(reading, told))
        total = sum(table.rows for table in expected.values())

        async def write(writing: Session) -> None:
            await writing.run("DELETE FROM installation")  # the target's own: it is the source's from now on
            await _check_empty(writing)
            await _fill(reading, writing, told, total)
            found = _copied(await sums(writing, told))
            if odd := unlike(found, expected):
                raise CopyError(f"what was written differs from what was read in {', '.join(odd)}; nothing was kept")

        await target.write(write)
        await target.analyse()
        return expected

    return await source.read(all_of_it)


async def _check_empty(session: Session) -> None:
    for table in tables(await present_version(session)):
        if table.name in _NOT_COPIED:
            continue
        if await session.one(f"SELECT 1 AS one FROM {table.name} LIMIT 1"):  # noqa: S608 - a name of our migrations
            raise CopyError(f"the target holds data already (table {table.name}): name an empty database")


async def _fill(reading: Session, writing: Session, told: Told, total: int) -> None:
    done = 0
    for table in tables(await present_version(reading)):
        if table.name in _NOT_COPIED:
            continue
        async for rows in pages(reading, table):
            await _insert(writing, table, rows)
            done += len(rows)
            told("rows", done, total)
        for column in OWN_KIND.get(table.name, ()):
            await _refer(reading, writing, table, column)
    await go_on_after(writing, await last_numbers(reading))


async def _insert(session: Session, table: Table, rows: Sequence[Row]) -> None:
    names = list(rows[0].keys())
    later = dict.fromkeys(OWN_KIND.get(table.name, ()))
    marks = ", ".join(f":{name}" for name in names)
    sql = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - the schema's own names
    await session.many(sql, [{**dict(row), **later} for row in rows])


async def _refer(reading: Session, writing: Session, table: Table, column: str) -> None:
    async for rows in pages(reading, table):
        given = [{"id": row["id"], "other": row[column]} for row in rows if row[column] is not None]
        await writing.many(f"UPDATE {table.name} SET {column} = :other WHERE id = :id", given)  # noqa: S608


def _copied(found: Mapping[str, TableSum]) -> dict[str, TableSum]:
    return {name: table for name, table in found.items() if name not in _NOT_COPIED}
