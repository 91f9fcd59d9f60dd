"""A restore on PostgreSQL that is killed: nobody writes beside what waits, and begun again it comes to its end."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from bot.app import App
from bot.backup import StandsError, back_up, put_back
from bot.config import Config
from bot.files import FileStore
from storage.backup import BackupError
from storage.checksums import TableSum, checksums
from storage.database import HalfRestoredError
from storage.postgres import PostgresDatabase
from tests.test_backup import entry, quiet
from tests.world import settings

pytestmark = pytest.mark.slow  # each starts programs of the server
ROOT = Path(__file__).parent.parent
CHILD = """
import asyncio, os, signal, sys
from pathlib import Path
from bot.backup import put_back
from storage.backup_postgres import PostgresKeeper
from tests.world import settings

folder, url, programs, when = sys.argv[1:]
config, run = settings(Path(folder)), PostgresKeeper._run
config.database.url, config.database.pg_bin = url, programs

async def dies(self, *words):
    if when == "after":
        await run(self, *words)
    os.kill(os.getpid(), signal.SIGKILL)

PostgresKeeper._run = dies
asyncio.run(put_back(config, Path(folder) / "one.tar", True, lambda *_: None))
"""


@pytest.fixture
def config(tmp_path: Path, postgres: Any, postgres_url: str) -> Config:
    found = settings(tmp_path)
    found.database.url, found.database.pg_bin = postgres_url, str(postgres.binaries or "")
    return found


async def sums_at(url: str) -> Mapping[str, TableSum]:
    database = PostgresDatabase(url)
    await database.open()
    try:
        return await database.read(checksums)
    finally:
        await database.close()


async def killed(config: Config, folder: Path, when: str) -> tuple[Mapping[str, TableSum], Mapping[str, TableSum]]:
    """What the backup one.tar holds, and what was there when its restore was killed before or after pg_restore."""
    database, store = PostgresDatabase(config.database.url), FileStore(config.files.folder)
    await database.open()
    await entry(database, store, 1)
    made = await back_up(config, folder / "one.tar", True, quiet)
    await entry(database, store, 2)
    await back_up(config, folder / "other.tar", True, quiet)
    there = await database.read(checksums)
    await database.close()
    words = [str(folder), config.database.url, config.database.pg_bin, when]
    child = subprocess.run([sys.executable, "-c", CHILD, *words], cwd=ROOT, check=False)  # noqa: ASYNC221 - nothing else runs
    assert child.returncode == -signal.SIGKILL
    return made.tables, there


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_start_after_a_killed_restore_is_refused_and_says_the_mend(
    config: Config, tmp_path: Path, when: str
) -> None:
    _, there = await killed(config, tmp_path, when)
    for _ in range(2):  # nothing is written that would look like a database
        with pytest.raises(HalfRestoredError, match="begin `sangkien restore`"):
            await App(config).start()
        with pytest.raises(HalfRestoredError, match="before_restore"):
            await back_up(config, tmp_path / "two.tar", False, quiet)
    connection = await asyncpg.connect(config.database.url)
    for statement in (
        f"DROP SCHEMA public{' CASCADE' * (when == 'after')}",
        "ALTER SCHEMA before_restore RENAME TO public",
    ):
        await connection.execute(statement)  # what it says can be done by hand
    await connection.close()
    assert await sums_at(config.database.url) == there


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_restore_begun_again_comes_to_its_end(config: Config, tmp_path: Path, when: str) -> None:
    brought, there = await killed(config, tmp_path, when)
    if when == "before":
        with pytest.raises(StandsError):
            await put_back(config, tmp_path / "one.tar", False, quiet)
        assert await sums_at(config.database.url) == there
    else:
        with pytest.raises(BackupError, match="is not this backup"):
            await put_back(config, tmp_path / "other.tar", True, quiet)
    assert (await put_back(config, tmp_path / "one.tar", True, quiet)).tables == brought
    assert await sums_at(config.database.url) == brought


async def test_what_a_killed_restore_left_running_is_waited_for(config: Config, tmp_path: Path) -> None:
    _, there = await killed(config, tmp_path, "before")
    left = await asyncpg.connect(config.database.url, server_settings={"application_name": "pg_restore"})
    with pytest.raises(BackupError, match="in use"):
        await put_back(config, tmp_path / "one.tar", True, quiet)
    await left.close()
    with pytest.raises(StandsError):
        await put_back(config, tmp_path / "one.tar", False, quiet)
    assert await sums_at(config.database.url) == there


async def test_commands_say_it_too(config: Config, tmp_path: Path) -> None:
    await killed(config, tmp_path, "before")
    lines = ("[database]", f'url = "{config.database.url}"', "[files]", f'folder = "{tmp_path}/files"')
    (tmp_path / "config.toml").write_text("\n".join((*lines, "[channels.web]", "enabled = true", "")))
    for command in (["run"], ["check"], ["migrate"], ["grant", "telegram:1", "support", "HN-01"]):
        words = [sys.executable, "-m", "bot", *command, "--config", str(tmp_path / "config.toml")]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)  # noqa: ASYNC221
        assert (done.returncode, "before_restore" in done.stdout + done.stderr) == (1, True), done
