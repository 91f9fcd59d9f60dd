"""The same on PostgreSQL, by its own pg_dump and pg_restore."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.backup import StandsError, back_up, put_back
from bot.config import Config
from bot.files import FileStore
from storage.backup import BackupError
from storage.backup_postgres import _OTHERS, without_password
from storage.checksums import checksums
from storage.database import Database, Session
from storage.postgres import PostgresDatabase
from storage.recount import differences
from tests.test_backup import entry, quiet
from tests.world import HANOI, settings

pytestmark = pytest.mark.slow  # each starts programs of the server


@pytest.fixture
def config_for(tmp_path: Path, postgres: Any) -> Callable[[str], Config]:
    """The config of a database, with the programs of the server's own version."""

    def made(url: str) -> Config:
        config = settings(tmp_path)
        config.database.url, config.database.pg_bin = url, str(postgres.binaries or "")
        return config

    return made


@pytest.fixture
async def live(postgres_url: str) -> AsyncIterator[Database]:
    database = PostgresDatabase(postgres_url)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
def empty_url(postgres: Any) -> Any:
    name = f"restored_{os.getpid()}"
    yield postgres.make(name)
    postgres.drop(name)


async def sums_at(url: str) -> Any:
    database = PostgresDatabase(url)
    await database.open()
    try:
        assert await database.read(lambda session: differences(session, HANOI)) == []
        return await database.read(checksums)
    finally:
        await database.close()


async def test_backup_of_postgres_that_is_written_to_restores_one_moment_of_it(
    tmp_path: Path, live: Database, postgres_url: str, empty_url: str, config_for: Callable[[str], Config]
) -> None:
    config, other = config_for(postgres_url), config_for(empty_url)
    store, writing = FileStore(config.files.folder), True

    async def write() -> None:
        number = 100
        while writing:
            number += 1
            await entry(live, store, number)

    for number in range(3):
        await entry(live, store, number)
    busy = asyncio.create_task(write())
    made = await back_up(config, tmp_path / "one.tar", True, quiet)
    writing = False
    await busy
    assert 3 <= made.tables["initiatives"].rows < (await live.read(checksums))["initiatives"].rows
    assert made.missing == 0
    assert await put_back(other, tmp_path / "one.tar", False, quiet) == made
    assert await sums_at(empty_url) == made.tables
    with pytest.raises(StandsError):
        await put_back(other, tmp_path / "one.tar", False, quiet)


async def test_restore_over_postgres_replaces_all_of_it_or_nothing(
    tmp_path: Path, live: Database, postgres_url: str, config_for: Callable[[str], Config],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    config, archive = config_for(postgres_url), tmp_path / "one.tar"
    store = FileStore(config.files.folder)
    await entry(live, store, 1)
    made = await back_up(config, archive, True, quiet)
    await entry(live, store, 2)
    later = await live.read(checksums)
    with monkeypatch.context() as patch:
        patch.setattr("storage.backup_postgres._OTHERS", _OTHERS.replace("2 seconds", "0.1 seconds"))
        with pytest.raises(BackupError, match="stop the bot"):
            await put_back(config, archive, True, quiet)
    await live.close()
    whole = archive.read_bytes()
    dump = whole.index(b"PGDMP")
    for broken in (whole[: dump + 20_000], whole[: dump + 2_000] + bytes(2_000) + whole[dump + 4_000 :]):
        (tmp_path / "broken.tar").write_bytes(broken)
        with pytest.raises(BackupError):
            await put_back(config, tmp_path / "broken.tar", True, quiet)
        assert await sums_at(postgres_url) == later
    with monkeypatch.context() as patch:
        patch.setattr("storage.backup_postgres.unlike", lambda _found, _expected: ["units"])
        with pytest.raises(BackupError, match="damaged in units"):
            await put_back(config, archive, True, quiet)
    assert await sums_at(postgres_url) == later
    assert await put_back(config, archive, True, quiet) == made
    assert await sums_at(postgres_url) == made.tables
    await live.open()


async def test_programs_that_are_not_there_are_named(tmp_path: Path, live: Database, postgres_url: str) -> None:
    assert live
    config = settings(tmp_path)
    config.database.url, config.database.pg_bin = postgres_url, str(tmp_path)
    with pytest.raises(BackupError, match="pg_bin"):
        await back_up(config, tmp_path / "one.tar", True, quiet)
    assert not (tmp_path / "one.tar").exists()


@pytest.mark.parametrize(
    ("url", "shown", "password"),
    [
        ("postgresql://lan:b%C3%AD%20m%E1%BA%ADt@db:5432/x", "postgresql://lan@db:5432/x", "bí mật"),
        ("postgresql://lan@/x?host=/run/pg&password=mat", "postgresql://lan@/x?host=%2Frun%2Fpg", "mat"),
        ("postgresql://db/x", "postgresql://db/x", None),
    ],
)
def test_a_password_is_never_in_the_list_of_processes(url: str, shown: str, password: str | None) -> None:
    assert without_password(url) == (shown, {"PGPASSWORD": password} if password else {})


async def test_tables_that_lie_elsewhere_are_not_backed_up_as_nothing(
    tmp_path: Path, live: Database, postgres_url: str, config_for: Callable[[str], Config]
) -> None:
    async def move(session: Session) -> None:
        name = urlsplit(postgres_url).path.removeprefix("/")
        await session.run("CREATE SCHEMA elsewhere")
        await session.run(f'ALTER DATABASE "{name}" SET search_path = elsewhere')

    await live.write(move)
    with pytest.raises(BackupError, match="lie in the schema elsewhere"):
        await back_up(config_for(postgres_url), tmp_path / "one.tar", True, quiet)
    assert not await asyncio.to_thread((tmp_path / "one.tar").exists)
