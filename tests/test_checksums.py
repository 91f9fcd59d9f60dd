"""Checksums of a database: every table and every column counts, the order of rows doesn't."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo import fill
from storage.checksums import TableSum, checksums
from storage.database import Row, Session, Values
from storage.files import add_document
from storage.migrate import migrate
from storage.sqlite import SqliteDatabase
from storage.tables import Table, tables
from tests.world import MORNING, settings


@pytest.fixture
async def filled(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    """Units, people and entries of the samples, and a document."""
    database = SqliteDatabase(tmp_path / "filled.db")
    await database.open()
    await migrate(database)
    campaign = settings(tmp_path).campaign_setting()
    await database.write(lambda session: fill(session, campaign, MORNING))
    await database.write(lambda session: add_document(session, "web:1", "a", "b", b"\x00\xff", MORNING))
    yield database
    await database.close()


async def test_the_tables_of_the_migrations_are_those_of_the_database(filled: SqliteDatabase) -> None:
    found = await filled.read(
        lambda session: session.all(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_stat1'"
        )
    )
    made = {row["name"]: row["sql"] for row in found}
    assert {table.name for table in tables()} == set(made)
    for table in tables():
        rows = await filled.read(lambda session, name=table.name: session.all(f"PRAGMA table_info({name})"))  # type: ignore[misc]
        keys = sorted((row["pk"], row["name"]) for row in rows if row["pk"])
        assert table.key == tuple(name for _, name in keys), table.name
        assert table.heavy == any(row["type"] == "BLOB" for row in rows), table.name
        assert all(row["type"] in ("INTEGER", "TEXT", "BLOB") for row in rows), table.name
        earlier = [other.name for other in tables()[: tables().index(table) + 1]]
        refers = await filled.read(lambda s, name=table.name: s.all(f"PRAGMA foreign_key_list({name})"))  # type: ignore[misc]
        assert {row["table"] for row in refers} <= set(earlier), table.name


def test_tables_that_are_renamed_or_dropped_are_followed(tmp_path: Path) -> None:
    (tmp_path / "0001_a.sql").write_text(
        "CREATE TABLE one (\n    id INTEGER PRIMARY KEY, -- (a; remark)\n    content BLOB\n);\n"
        "CREATE TABLE two (\n    a TEXT,\n    b TEXT,\n    PRIMARY KEY (a, b)\n);\nCREATE INDEX by_b ON two (b);"
    )
    (tmp_path / "0002_b.sql").write_text("DROP TABLE one;\nALTER TABLE two RENAME TO one;")
    assert tables(1, tmp_path)[1:] == (Table("one", ("id",), heavy=True), Table("two", ("a", "b")))
    assert tables(folder=tmp_path)[1:] == (Table("one", ("a", "b")),)


async def test_every_change_shows_in_its_own_table_and_in_no_other(filled: SqliteDatabase) -> None:
    seen: list[int] = []
    before = await filled.read(lambda session: checksums(session, seen.append))
    assert before == await filled.read(checksums)
    assert sum(seen) == sum(table.rows for table in before.values())
    assert before["units"].rows > 0
    assert before["initiatives"].rows > 0

    async def changed(session: Session, table: str, sql: str) -> None:
        await session.run(sql)
        after = await checksums(session)
        assert {name for name in after if after[name] != before[name]} == {table}
        assert after[table].rows == before[table].rows
        raise _UndoneError

    for table, sql in (
        ("initiatives", "UPDATE initiatives SET title = title || ' ' WHERE id = (SELECT min(id) FROM initiatives)"),
        ("units", "UPDATE units SET country = '' WHERE id = (SELECT min(id) FROM units WHERE country IS NULL)"),
        ("documents", "UPDATE documents SET content = x'00fe'"),
        ("documents", "UPDATE documents SET name = mime, mime = name"),
    ):
        with pytest.raises(_UndoneError):
            await filled.write(lambda session, table=table, sql=sql: changed(session, table, sql))  # type: ignore[misc]


async def test_pages_read_everything_once_whatever_its_key(
    filled: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await filled.read(checksums)
    monkeypatch.setattr("storage.tables._PAGE", 7)
    assert await filled.read(checksums) == whole
    assert whole["counters"].rows % 7 != 0  # its key has several columns, and its last page is no full one


async def test_the_order_in_which_rows_are_read_means_nothing(
    filled: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await filled.read(checksums)
    monkeypatch.setattr("storage.tables._PAGE", 100_000)

    async def turned(session: Session) -> dict[str, TableSum]:
        class Backwards:
            one = session.one

            async def all(self, sql: str, values: Values) -> list[Row]:
                return list(reversed(await session.all(sql, values)))

        return await checksums(Backwards())  # type: ignore[arg-type]

    assert await filled.read(turned) == whole


class _UndoneError(Exception):
    """Undoes what the transaction did."""
