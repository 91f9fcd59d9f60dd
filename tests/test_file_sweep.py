"""Attachments that nothing names are let go; those of another database, or of a later day, never."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.file_sweep import sweep_files
from bot.files import FileStore, once
from conversation.message import File
from storage.database import Session
from storage.files import add_upload
from storage.installation import installation
from storage.sqlite import SqliteDatabase
from tests.world import MORNING


@pytest.fixture
async def database(prepared: Path, tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    shutil.copy(prepared, tmp_path / "ours.db")
    made = SqliteDatabase(tmp_path / "ours.db")
    await made.open()
    yield made
    await made.close()


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


async def photo(store: FileStore, content: str, *, old: bool = True) -> str:
    sha256, _ = await store.save(once(content.encode()), 1_000)
    if old:
        long_ago = time.time() - 86_400
        os.utime(store.path(sha256), (long_ago, long_ago))
    return sha256


async def named(database: SqliteDatabase, sha256: str) -> None:
    async def write(session: Session) -> None:
        await add_upload(session, "web:1", File("photo", "", "a.jpg", "image/jpeg", 5, sha256), MORNING)

    await database.write(write)


async def test_what_nothing_names_is_let_go_when_it_is_an_hour_old(database: SqliteDatabase, store: FileStore) -> None:
    assert await sweep_files(database, store) == 0  # a new installation: the folder is its own from now on
    kept, unnamed, young = [await photo(store, one, old=one != "young") for one in ("kept", "unnamed", "young")]
    await named(database, kept)
    assert await sweep_files(database, store) == 1
    assert [store.has(one) for one in (kept, unnamed, young)] == [True, False, True]


async def test_a_folder_of_before_there_were_names_is_taken_where_it_is_known(
    database: SqliteDatabase, store: FileStore
) -> None:
    kept, unnamed = [await photo(store, one) for one in ("kept", "unnamed")]
    assert await sweep_files(database, store) == 0  # nobody knows any of it
    await named(database, kept)
    assert await sweep_files(database, store) == 1
    assert [store.has(one) for one in (kept, unnamed)] == [True, False]


async def test_another_database_lets_go_of_nothing(
    database: SqliteDatabase, store: FileStore, prepared: Path, tmp_path: Path
) -> None:
    photos = [await photo(store, one) for one in ("one", "two")]
    for one in photos:
        await named(database, one)
    await sweep_files(database, store)
    shutil.copy(prepared, tmp_path / "slip.db")
    wrong = SqliteDatabase(tmp_path / "slip.db")
    await wrong.open()
    await named(wrong, photos[0])
    assert await sweep_files(wrong, store) == 0
    await wrong.close()
    assert all(store.has(one) for one in photos)
    assert store.owner() == await database.write(installation)


async def test_what_came_in_again_meanwhile_stays(database: SqliteDatabase, store: FileStore) -> None:
    sha256 = await photo(store, "again")
    unused = store.all()
    await photo(store, "again", old=False)
    assert (unused, store.remove(unused), store.has(sha256)) == ([sha256], 0, True)
