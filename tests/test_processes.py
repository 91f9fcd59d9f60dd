"""Two processes on one database: one takes a message in, the other answers; one goes, the other goes on."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.app import PARTS, App
from channels.telegram import TelegramChannel
from rehearsal.processes import free_port
from storage.copying import copy
from storage.database import Session
from storage.outbox import mark_sent
from tests.fixtures import make_world
from tests.people import guided, join, words
from tests.pg import running
from tests.test_storage import opened
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


@pytest.mark.usefixtures("soon")
async def test_an_answer_whose_bell_nobody_heard_is_sent_all_the_same(
    first: World, second: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await join(first)
    await hooked_to(second)
    monkeypatch.setattr(second.database.bell, "ring", lambda _words: None)  # SQLite's never does
    await lan.writes("nop sang kien")
    await lan.reads(1)
    assert [row["holder"] for row in await first.rows("SELECT DISTINCT holder FROM outbox")] == [
        first.app.leases.holder
    ]


@pytest.mark.usefixtures("unkept")
async def test_when_one_goes_the_other_goes_on_where_the_person_stood(first: World, second: App) -> None:
    lan = await join(first)
    await lan.writes("nop sang kien")
    await lan.reads(1)
    await first.app.stop()
    await hooked_to(second)
    await lan.writes("Gá kẹp giữ dây thun")  # taken in while nobody sends: the answer waits
    await second.leases.look()
    assert "send:telegram" in second.leases.held
    assert words("kind-technical") in str((await lan.reads(1))[0])
    await first.app.start()
    assert "send:telegram" not in first.app.leases.held


@pytest.mark.parametrize("place", ["postgres"], indirect=True)  # SQLite commits one after the other
@pytest.mark.usefixtures("unkept")
async def test_what_one_has_sent_and_is_just_marking_is_not_sent_again_by_who_follows(
    first: World, second: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await join(first)
    async with asyncio.timeout(20):
        while await first.rows("SELECT 1 FROM outbox WHERE state <> 'sent'"):  # noqa: ASYNC110 - rows have no event
            await asyncio.sleep(0.02)
    begun, go = asyncio.Event(), asyncio.Event()

    async def slowly(session: Session, sent: Sequence[tuple[int, str | None]]) -> None:
        begun.set()
        await go.wait()
        await mark_sent(session, sent)

    monkeypatch.setattr("storage.outbox.mark_sent", slowly)
    await lan.writes("/help")
    await lan.reads(1)
    await begun.wait()
    stopping = asyncio.create_task(first.app.stop())
    for _ in range(20):
        await second.leases.look()
    assert "send:telegram" not in second.leases.held
    go.set()
    await stopping
    await second.leases.look()
    assert "send:telegram" in second.leases.held
    await first.fake.quiet(0.2)
    assert lan.unread == []
    await first.app.start()


@pytest.mark.usefixtures("unkept")
async def test_of_two_pollers_the_second_waits_and_follows(polling: World) -> None:
    second = App(polling.config, PARTS - {"web"}, polling.wall)
    await second.start()
    assert second.leases.held == []
    lan = await join(polling)
    await polling.app.stop()
    await second.leases.look()
    assert "poll:telegram" in second.leases.held
    assert "SK-2022-0000" in await guided(lan)  # and the strict fake saw no two pollers at once
    await second.stop()
    await polling.app.start()


@pytest.mark.slow
async def test_while_the_server_is_stopped_nothing_is_lost(tmp_path: Path, wall: Wall, prepared: Path) -> None:
    with running() as server:
        source, target = opened(f"sqlite:///{prepared}"), opened(server.make("mine"))
        for one in (source, target):
            await one.open()
        await copy(source, target, lambda *_step: None)
        for one in (source, target):
            await one.close()
        async with make_world(tmp_path, server.database("mine"), wall, "webhook") as world:
            lan = await join(world)
            await asyncio.to_thread(server.stop)
            await lan.writes("nop sang kien")
            async with asyncio.timeout(20):
                while not any(push.status == 503 for push in world.fake.pushes):  # noqa: ASYNC110 - it has no event
                    await asyncio.sleep(0.02)
            ready = ClientSession()
            async with ready.get(f"http://127.0.0.1:{world.app.port}/ready") as answer:
                assert (answer.status, (await answer.json())["database"]) == (503, False)
            await ready.close()
            await asyncio.to_thread(server.start)
            assert "1/6" in (await lan.reads(1))[0].text
            assert len(await world.rows("SELECT 1 FROM drafts WHERE form = 'submission'")) == 1


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
    sender, wall = polling.app.outgoing.senders["telegram"], polling.wall
    lan = await join(polling)
    sender._clock = lambda: wall() - timedelta(hours=1)
    assert "SK-2022-0000" in await guided(lan)
