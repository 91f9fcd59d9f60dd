"""What all tests share: a prepared database, whole worlds, and what a test needs of this machine."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
import structlog
import typer.main

from bot.app import App
from bot.demo import SAMPLES
from bot.outgoing import Outgoing
from rehearsal.processes import free_port
from storage.migrate import migrate
from storage.postgres import PostgresDatabase
from storage.sqlite import SqliteDatabase
from storage.unit_import import import_units
from tests.fakes.telegram import FakeTelegram
from tests.pg import PgServer, server
from tests.visitor import Comes, Visitor
from tests.world import HANOI, TOKEN, Wall, World, settings

if TYPE_CHECKING:  # the browser's library is slow to load: only where a page is looked at
    from playwright.async_api import Browser

    from tests.phone import Server

# The same examples each time, and no clock beside them: a busy machine takes more than its 200 ms now and then.
hypothesis.settings.register_profile(
    "ours", derandomize=True, database=None, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("ours")

# A bot that was started before: its two dozen calls of the first time are for the tests of them.
DESCRIBED = {("description", ""): "Gửi ở đây", ("short_description", ""): "Gửi"}

# What tests log is read where one fails: a traceback that rich draws, with the values of each frame, takes 0.1 s.
structlog.configure(processors=[
    structlog.contextvars.merge_contextvars, structlog.processors.add_log_level, structlog.dev.set_exc_info,
    structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
])  # fmt: skip

# The command line is put together from its functions' signatures once a process, not each of a hundred times (30 ms).
typer.main.get_command = cache(typer.main.get_command)


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

    apart(make())
    return path


def apart(work: Coroutine[Any, Any, None]) -> None:
    """Runs it in a thread: a fixture may be made beside a running loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def sample_units():  # type: ignore[no-untyped-def]
    import csv

    from campaign.unit_list import check

    with (SAMPLES / "units.csv").open(encoding="utf-8", newline="") as file:
        return check([(at, row) for at, row in enumerate(csv.DictReader(file), start=2)]).units


@pytest.fixture(scope="session")
def postgres() -> Iterator[PgServer]:
    """A PostgreSQL server, started by the first test that wants one."""
    with server() as found:
        yield found


@pytest.fixture(scope="session")
def template(postgres: PgServer) -> str:
    """The same as `prepared`, there: the name of a database to copy."""
    name = f"prepared_{os.getpid()}"
    url = postgres.make(name)

    async def make() -> None:
        database = PostgresDatabase(url)
        await database.open()
        await migrate(database)
        await database.write(lambda session: import_units(session, sample_units(), HANOI))
        await database.close()

    apart(make())
    return name


@pytest.fixture
def postgres_url(postgres: PgServer, template: str) -> Iterator[str]:
    """A PostgreSQL database of the test's own with the sample units."""
    name = f"test_{os.getpid()}"
    yield postgres.make(name, template)
    postgres.drop(name)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of the test's own with the sample units, of both kinds one after the other."""
    return place_of(request, request.param, tmp_path)


def place_of(request: pytest.FixtureRequest, kind: str, folder: Path) -> str:
    if kind == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    shutil.copy(request.getfixturevalue("prepared"), folder / "test.db")
    return f"sqlite:///{folder / 'test.db'}"


@pytest.fixture
def kind() -> str:
    """The database behind `app`; a file of tests that want both has a `kind` of its own with two params."""
    return "sqlite"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lane of pings looks often: no test waits a second for one."""
    monkeypatch.setattr("bot.bulk._LOOK_SECONDS", 0.02)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of what comes in the end: what failed is tried again, and what nobody rang for found, soon."""
    for module in ("answers", "marks", "menus"):
        monkeypatch.setattr(f"bot.{module}._AGAIN_SECONDS", 0.05)
    monkeypatch.setattr(Outgoing, "_look_seconds", lambda _self: 0.1)


@pytest.fixture
def unkept(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that look at the leases themselves: no app looks by itself after its start."""
    monkeypatch.setattr("bot.lease.EVERY_SECONDS", 600)


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture(params=["polling", "webhook"])
async def world(request: pytest.FixtureRequest, tmp_path: Path, wall: Wall) -> AsyncIterator[World]:
    """The whole bot with Telegram: by polling on SQLite, and by webhook on PostgreSQL.

    No request may break Telegram's rules.
    """
    mode = request.param
    kind = "prepared" if mode == "polling" else "postgres_url"
    async with make_world(tmp_path, request.getfixturevalue(kind), wall, mode) as made:
        yield made


@pytest.fixture
async def polling(tmp_path: Path, prepared: Path, wall: Wall) -> AsyncIterator[World]:
    """The same by polling alone, for dialogues that don't depend on how updates come."""
    async with make_world(tmp_path, prepared, wall, "polling") as made:
        yield made


@asynccontextmanager
async def make_world(folder: Path, database: Path | str, wall: Wall, mode: str) -> AsyncIterator[World]:
    """`database` is an SQLite file to copy, or the URL of a database to use."""
    fake = await FakeTelegram.start(token=TOKEN, clock=wall)
    fake.world.profile |= DESCRIBED
    config = settings(folder, fake.url, mode, free_port())
    if isinstance(database, Path):
        shutil.copy(database, folder / "test.db")
    else:
        config.database.url = database
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
async def app(request: pytest.FixtureRequest, kind: str, tmp_path: Path, wall: Wall) -> AsyncIterator[App]:
    """The whole bot with the web chat only, on a free port."""
    config = settings(tmp_path)
    config.database.url = place_of(request, kind, tmp_path)
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


@pytest.fixture(name="server")
async def page_server(tmp_path: Path, prepared: Path, wall: Wall) -> AsyncIterator[Server]:
    """The demo, to be looked at in a browser."""
    from tests.phone import Server

    shutil.copy(prepared, tmp_path / "test.db")
    made = Server(tmp_path, wall)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    from tests.phone import phones

    async with phones(chromium) as opened:
        yield opened
