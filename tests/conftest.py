"""What all tests share: a prepared database, whole worlds, and the rule about what may be skipped."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app import App
from bot.demo import SAMPLES
from storage.migrate import migrate
from storage.sqlite import SqliteDatabase
from storage.unit_import import import_units
from tests.fakes.telegram import FakeTelegram
from tests.visitor import Comes, Visitor
from tests.world import HANOI, TOKEN, Wall, World, settings


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database at its newest version with the sample units, made once and copied for each test."""
    path = tmp_path_factory.mktemp("prepared") / "units.db"

    async def make() -> None:
        database = SqliteDatabase(path)
        await database.open()
        await migrate(database)
        await database.write(lambda session: import_units(session, sample_units(), HANOI))
        await database.close()

    asyncio.run(make())
    return path


def sample_units():  # type: ignore[no-untyped-def]
    import csv

    from campaign.unit_list import check

    with (SAMPLES / "units.csv").open(encoding="utf-8", newline="") as file:
        return check([(at, row) for at, row in enumerate(csv.DictReader(file), start=2)]).units


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture(params=["polling", "webhook"])
async def world(request: pytest.FixtureRequest, tmp_path: Path, prepared: Path, wall: Wall) -> AsyncIterator[World]:
    """The whole bot with Telegram, in both ways of getting updates. No request may break Telegram's rules."""
    async with make_world(tmp_path, prepared, wall, request.param) as made:
        yield made


@pytest.fixture
async def polling(tmp_path: Path, prepared: Path, wall: Wall) -> AsyncIterator[World]:
    """The same by polling alone, for dialogues that don't depend on how updates come."""
    async with make_world(tmp_path, prepared, wall, "polling") as made:
        yield made


@asynccontextmanager
async def make_world(folder: Path, prepared: Path, wall: Wall, mode: str) -> AsyncIterator[World]:
    shutil.copy(prepared, folder / "test.db")
    fake = await FakeTelegram.start(token=TOKEN, clock=wall)
    config = settings(folder, fake.url, mode, free_port())
    app = App(config, clock=wall)
    await app.start()
    found = World(app, fake, wall, folder, config)
    try:
        yield found
        assert fake.violations == []
    finally:
        await found.app.stop()
        await fake.stop()


@pytest.fixture
async def app(tmp_path: Path, prepared: Path, wall: Wall) -> AsyncIterator[App]:
    """The whole bot with the web chat only, on a free port."""
    shutil.copy(prepared, tmp_path / "test.db")
    config = settings(tmp_path)
    config.files.longest_bytes = 200_000
    made = App(config, clock=wall)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def comes(app: App) -> AsyncIterator[Comes]:
    """Brings somebody new to the page of the web chat."""
    came: list[Visitor] = []

    async def one() -> Visitor:
        came.append(Visitor(f"http://127.0.0.1:{app.port}"))
        return await came[-1].comes()

    yield one
    for visitor in came:
        await visitor.leaves()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def chromium() -> str:
    """The system's browser; where there is none the test is skipped, or fails under REQUIRE_ALL=1."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        reason = "no Chromium on this machine: apt-get install chromium"
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return found
