"""Two processes on one database: one takes a message in, the other answers; one goes, the other goes on."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import PARTS, App
from channels.telegram import TelegramChannel
from tests.conftest import free_port, make_world
from tests.people import guided, join, words
from tests.visitor import Visitor
from tests.world import Wall, World, settings


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest) -> Path | str:
    kind = "prepared" if request.param == "sqlite" else "postgres_url"
    found: Path | str = request.getfixturevalue(kind)
    return found


@pytest.fixture
async def first(tmp_path: Path, place: Path | str, wall: Wall) -> AsyncIterator[World]:
    async with make_world(tmp_path, place, wall, "webhook") as made:
        yield made


@pytest.fixture
async def second(first: World) -> AsyncIterator[App]:
    """Another process of the same installation, started later, with an address of its own."""
    port = free_port()
    config = first.config.model_copy(deep=True)
    config.web = type(config.web)(listen=f"127.0.0.1:{port}", public_url=f"http://127.0.0.1:{port}")
    made = App(config, clock=first.wall)
    await made.start()
    yield made
    await made.stop()


async def hooked_to(app: App) -> None:
    """From now on Telegram pushes updates to this process."""
    channel = app.channels["telegram"]
    assert isinstance(channel, TelegramChannel)
    await channel.announce()


@pytest.mark.parametrize("place", ["postgres"], indirect=True)  # SQLite has no bell: a second for each answer
async def test_what_one_process_takes_in_the_other_sends(first: World, second: App) -> None:
    lan = await join(first)
    assert "send:telegram" in first.app.leases.held
    assert second.leases.held == []
    await hooked_to(second)
    assert "SK-2022-0000" in await guided(lan)
    held = {row["holder"] for row in await first.rows("SELECT holder FROM outbox")}
    assert held == {first.app.leases.holder}


async def test_when_one_goes_the_other_goes_on_where_the_person_stood(first: World, second: App) -> None:
    lan = await join(first)
    await lan.writes("nop sang kien")
    await lan.reads(1)
    await first.app.stop()
    await hooked_to(second)
    await lan.writes("Gá kẹp giữ dây thun")  # taken in while nobody sends: the answer waits
    await second.leases.look()
    assert words("kind-technical") in str((await lan.reads(1))[0])
    await first.app.start()
    assert "send:telegram" not in first.app.leases.held


async def test_a_page_at_one_process_hears_what_another_took_in(
    place: Path | str, tmp_path: Path, wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    rings = isinstance(place, str)
    monkeypatch.setattr("bot.chat_events._LOOK_SECONDS", 600 if rings else 0.05)  # so it is the bell that is heard
    config = settings(tmp_path)
    if isinstance(place, str):
        config.database.url = place
    else:
        shutil.copy(place, tmp_path / "test.db")
    both = [App(config, PARTS, wall), App(config, PARTS, wall)]
    for app in both:
        await app.start()
    lan = await Visitor(f"http://127.0.0.1:{both[0].port}").comes()
    async with lan.listens() as stream:
        await stream.until_ready()
        lan.url = f"http://127.0.0.1:{both[1].port}"
        await lan.says("xin chào")
        heard = [await stream.next(), await stream.next()]
    assert [event["type"] for event in heard] == ["me", "bot"]
    await lan.leaves()
    for app in both:
        await app.stop()


async def test_an_acknowledgement_is_not_held_up_by_a_clock_that_is_wrong(polling: World) -> None:
    """Written by a process whose clock is an hour ahead of the sender's."""
    sender, wall = polling.app.senders["telegram"], polling.wall
    lan = await join(polling)
    sender._clock = lambda: wall() - timedelta(hours=1)
    assert "SK-2022-0000" in await guided(lan)
