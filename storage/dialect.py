"""One SQL for two databases: the few words in which they differ.

Statements are written with named marks (`:name`), column types as SQLite calls them, and locks as
PostgreSQL does. Each driver turns a statement into its own once and remembers it.
"""

from __future__ import annotations

import re
from functools import lru_cache

_MARK = re.compile(r"'[^']*'|::\w+|:(\w+)")
_LOCKS = re.compile(r"\s+FOR (?:NO KEY )?UPDATE(?: OF \w+)?(?: SKIP LOCKED)?|LOCK TABLE .*|SET LOCAL .*")
_DEFINES = ("CREATE TABLE", "ALTER TABLE")
_TYPES = {
    "INTEGER": "BIGINT",  # ids have 63 bits
    "BLOB": "BYTEA",
    "TEXT": 'TEXT COLLATE "C"',  # paths and moments are compared as bytes, as SQLite does
}


@lru_cache(2_048)
def numbered(sql: str) -> tuple[str, tuple[str, ...]]:
    """The statement with `$1` for its first mark, and the marks' names in that order."""
    names: list[str] = []

    def mark(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0]
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    return _MARK.sub(mark, sql), tuple(names)


@lru_cache(2_048)
def unlocked(sql: str) -> str:
    """The statement without locks: SQLite has one writer, who needs none."""
    return _LOCKS.sub("", sql)


def columns(sql: str) -> str:
    """A definition of a table with PostgreSQL's names of types; anything else as it is."""
    if not sql.lstrip().startswith(_DEFINES):
        return sql
    return re.sub(r"\b(INTEGER|BLOB|TEXT)\b", lambda found: _TYPES[found[1]], sql)
