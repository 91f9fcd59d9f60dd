"""The tables as the migrations leave them: for what treats all of them alike (a backup, a copy)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from storage.database import Row, Session
from storage.migrate import FOLDER, migrations

_PAGE = 500
_HEAVY_PAGE = 4  # rows that hold whole documents
_CHANGE = re.compile(
    r"CREATE TABLE (?P<made>\w+) \((?P<body>.*)\)\Z|DROP TABLE (?P<dropped>\w+)\Z"
    r"|ALTER TABLE (?P<old>\w+) RENAME TO (?P<new>\w+)\Z",
    re.DOTALL,
)
_KEY = re.compile(
    r"^\s*(?:PRIMARY KEY \((?P<several>[\w, ]+)\)|(?P<one>\w+) \w+ (?:NOT NULL )?PRIMARY KEY)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Table:
    """`key`: the columns of its primary key. `heavy`: its rows may be megabytes."""

    name: str
    key: tuple[str, ...]
    heavy: bool = False


# The one table that no migration makes: it says which of them were carried out (storage/migrate.py).
MIGRATIONS = Table("migrations", ("number",))


@cache
def tables(version: int | None = None, folder: Path = FOLDER) -> tuple[Table, ...]:
    """Every table of a version, the newest unless given, in the order of their making.

    What a row refers to stands in its own table or an earlier one.
    """
    found = {MIGRATIONS.name: MIGRATIONS}
    for number, path in migrations(folder):
        if version is not None and number > version:
            break
        script = re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8"))
        for statement in script.split(";"):
            if change := _CHANGE.match(statement.strip()):
                _carry_out(change, found)
    return tuple(found.values())


def _carry_out(change: re.Match[str], found: dict[str, Table]) -> None:
    if name := change["made"]:
        key = _KEY.search(change["body"])
        if key is None:
            raise ValueError(f"table {name} has no primary key: its rows can't be read page by page")
        names = tuple((key["several"] or key["one"]).split(", "))
        found[name] = Table(name, names, heavy=" BLOB" in change["body"])
    elif change["dropped"]:
        del found[change["dropped"]]
    else:
        found[change["new"]] = replace(found.pop(change["old"]), name=change["new"])


async def pages(session: Session, table: Table) -> AsyncIterator[Sequence[Row]]:
    """A table's rows, whole, some at a time by its key: only a page is ever held."""
    marks = {f"k{at}": name for at, name in enumerate(table.key)}
    columns, after = ", ".join(table.key), ", ".join(f":{mark}" for mark in marks)
    size = _HEAVY_PAGE if table.heavy else _PAGE
    first = f"SELECT * FROM {table.name} ORDER BY {columns} LIMIT :size"  # noqa: S608 - names from our migrations
    then = f"SELECT * FROM {table.name} WHERE ({columns}) > ({after}) ORDER BY {columns} LIMIT :size"  # noqa: S608
    rows = await session.all(first, {"size": size})
    while rows:
        yield rows
        if len(rows) < size:
            return
        last = {mark: rows[-1][name] for mark, name in marks.items()}
        rows = await session.all(then, {**last, "size": size})
