"""Limits against abuse: a flood is told once and then costs nothing; honest people never notice that there are any."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import make_mocked_request
from aiohttp.web import HTTPTooManyRequests
from multidict import CIMultiDict

from bot.app import App
from bot.chat_door import COOKIE, Door, remote
from bot.config import load
from bot.limits import Patience, RateLimit
from channels.web import new_session
from conversation.collect import MOST_PARTS
from storage.database import DatabaseAwayError
from storage.inbox import received_first
from tests.fixtures import make_world
from tests.people import TEXTS, join, words
from tests.visitor import Comes, Visitor, fresh_id
from tests.world import Wall, World, settings

PATIENT = load(None).limits.messages_per_minute


def test_nobody_who_works_is_ever_too_fast() -> None:
    patience = Patience(PATIENT)
    for second in range(600):  # an answer a second for ten minutes, and every minute twenty at once
        for _ in range(20 if second % 60 == 0 else 1):
            assert patience.wait("telegram:1", second) == 0
    patience = Patience(PATIENT)
    for _ in range(MOST_PARTS):  # the largest answer there is, as pieces of a paste and albums of photos
        assert patience.wait("telegram:1", 0) == 0


def test_what_piled_up_while_the_bot_was_away_was_not_sent_fast() -> None:
    patience = Patience(PATIENT)
    assert {patience.wait("telegram:1", at) for at in range(0, 7_200, 10)} == {0.0}


def test_a_flood_is_told_once_in_each_wait_and_others_not_at_all() -> None:
    patience = Patience(60)
    said = [patience.wait("telegram:1", at / 100) for at in range(10_000)]  # a hundred a second
    told = [at for at, wait in enumerate(said) if wait]
    assert len(told) == 4
    assert all(said[at] == 30 for at in told)
    assert all(later - sooner >= 3_000 for sooner, later in pairwise(told))
    assert sum(wait == 0 for wait in said) < 160
    assert patience.wait("telegram:2", 100) == 0


def test_old_keys_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.limits._MOST_KEYS", 3)
    limit = RateLimit(10, float, remembers=True)
    for key in "abcd":
        limit.wait(key, 0)
    assert [limit.knows(key) for key in "abcd"] == [False, True, True, True]


def test_a_clock_that_is_before_all_time_swallows_nothing() -> None:
    assert Patience(60).wait("telegram:1", -3_600.0) == 0.0


def test_whoever_was_patient_leaves_no_trace_however_many_they_are() -> None:
    limit = RateLimit(10, float)
    for at in range(1_000):  # one comes each second, and a bucket is full again after thirty
        limit.wait(f"telegram:{at}", at)
    assert sum(limit.knows(f"telegram:{at}") for at in range(1_000)) <= 32
    assert [limit.wait("telegram:1", 1_000) == 0 for _ in range(6)] == [True] * 5 + [False]


@pytest.fixture(params=["polling", "webhook"])
async def strict(request: pytest.FixtureRequest, tmp_path: Path, prepared: Path, wall: Wall) -> AsyncIterator[World]:
    """A bot that takes ten messages at once."""
    async with make_world(tmp_path, prepared, wall, request.param) as world:
        await world.app.stop()
        world.config.limits.messages_per_minute = 20
        world.app = App(world.config, clock=wall)
        await world.app.start()
        yield world


async def test_a_flood_is_answered_kindly_once_and_loses_nothing_of_the_draft(strict: World) -> None:
    lan = await join(strict)
    strict.wall.turn(minutes=1)
    await lan.writes("/new")
    await lan.reads(1)
    await lan.writes("Máy cuộn dây")
    question = (await lan.reads(1))[0].text
    for _ in range(8):
        await lan.writes("/help")
        await lan.reads(1)
    receipts = len(await strict.rows("SELECT 1 FROM receipts"))
    did = await lan.writes("/help")
    assert [told.text for told in await lan.reads(1)] == [words("too-fast", seconds=30)]
    for _ in range(5):
        await lan.writes("/cancel")
    await strict.fake.redeliver(did)
    await strict.fake.quiet()
    assert lan.unread == []
    assert len(await strict.rows("SELECT 1 FROM receipts")) == receipts + 1, "told durably, the rest costs nothing"
    assert strict.fake.pushes == [] or strict.fake.pushes[-1].status == 200
    mai = await join(strict, 1002, "Trần Thị Mai")
    await mai.writes("/help")
    await mai.reads(1)
    strict.wall.turn(seconds=31)
    await lan.writes("/start")
    assert "Máy cuộn dây" in (await lan.reads(1))[0].text
    await lan.presses(lan.screen.buttons[0][0])
    assert (await lan.reads(1))[0].text == question
    assert 'sangkien_messages_limited_total{channel="telegram"} 6.0' in strict.app.metrics.text().decode()


@pytest.mark.parametrize("strict", ["polling"], indirect=True)
async def test_a_press_before_what_piled_up_makes_nobody_fast(strict: World) -> None:
    lan = await join(strict)
    strict.wall.turn(minutes=1)
    await strict.app.stop()
    await lan.presses(lan.screen.buttons[0][0])
    for _ in range(12):
        strict.wall.turn(minutes=1)
        await lan.writes("/help")
    strict.wall.turn(hours=1)
    strict.app = App(strict.config, clock=strict.wall)
    await strict.app.start()
    told = await lan.reads(13)
    assert words("too-fast", seconds=30) not in [one.text for one in told]


@pytest.mark.parametrize("strict", ["webhook"], indirect=True)
async def test_repeats_and_failures_are_not_counted(strict: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lan = await join(strict)
    strict.wall.turn(minutes=1)
    did = await lan.writes("/help")
    await lan.reads(1)
    for _ in range(12):
        await strict.fake.redeliver(did)
    await strict.fake.quiet()
    away = iter((True,))

    async def once_away(*given: Any) -> bool:
        if next(away, False):
            raise DatabaseAwayError("away")
        return await received_first(*given)

    monkeypatch.setattr("bot.receive.received_first", once_away)
    await lan.writes("/help")
    await lan.reads(1)
    assert next(away, None) is None
    for _ in range(7):
        await lan.writes("/help")
        assert (await lan.reads(1))[0].text != words("too-fast", seconds=30)


async def test_a_page_may_be_let_in_faster_than_a_chat_and_nothing_it_was_told_is_taken_is_thrown_away(
    tmp_path: Path, prepared: Path, wall: Wall
) -> None:
    shutil.copy(prepared, tmp_path / "test.db")
    config = settings(tmp_path)
    config.channels.web.messages_per_minute, config.limits.messages_per_minute = 60, 10
    app = App(config, clock=wall)
    await app.start()
    lan = Visitor(f"http://127.0.0.1:{app.port}")
    await lan.comes()
    for _ in range(20):
        await lan.says("/help")
    assert [event["text"] for event in await lan.history() if event["type"] == "me"] == ["/help"] * 20
    await lan.leaves()
    await app.stop()


@pytest.fixture
async def narrow(tmp_path: Path, prepared: Path, wall: Wall) -> AsyncIterator[App]:
    """A web chat that lets five newcomers in at once from one place."""
    shutil.copy(prepared, tmp_path / "test.db")
    config = settings(tmp_path)
    config.limits.newcomers_per_hour = 10
    app = App(config, clock=wall)
    await app.start()
    yield app
    await app.stop()


async def people(app: App) -> int:
    row = await app.database.read(lambda session: session.one("SELECT count(*) AS n FROM people"))
    return int(row["n"]) if row else -1


async def test_sessions_cost_nothing_and_newcomers_of_one_place_are_counted(narrow: App) -> None:
    lan = Visitor(f"http://127.0.0.1:{narrow.port}")
    sessions = []
    for _ in range(20):
        await lan.comes()
        await lan.hello()
        sessions.append(lan.cookies)
        lan.http.cookie_jar.clear()
    assert len({str(one) for one in sessions}) == 20
    assert await people(narrow) == 0, "a person is known from the first message on"
    said = []
    for one in sessions[:7]:
        lan.http.cookie_jar.update_cookies(one)
        said.append(await lan.posts("/chat/messages", {"id": fresh_id(), "text": "/help"}))
    assert [status for status, _, _ in said] == [200] * 5 + [429] * 2
    assert 1 <= int(said[-1][2]["Retry-After"]) <= 361
    assert await people(narrow) == 5
    await narrow.stop()
    await narrow.start()  # the process has forgotten who wrote, the database has not
    lan.url = f"http://127.0.0.1:{narrow.port}"
    for one in sessions[:10]:
        lan.http.cookie_jar.update_cookies(one)
        await lan.says("/help")
    assert await people(narrow) == 10
    await lan.leaves()


async def test_the_ninth_tab_ends_the_first(comes: Comes) -> None:
    lan = await comes()
    lines = [lan.listens() for _ in range(9)]
    streams = [await line.__aenter__() for line in lines]
    await streams[0].until_ready()
    with pytest.raises(EOFError):
        await streams[0].next()
    await streams[8].until_ready()
    await lan.says("/help")
    assert (await streams[8].next())["type"] == "me"
    for line in lines:
        await line.__aexit__(None, None, None)


async def test_one_place_has_so_many_lines_and_no_more(comes: Comes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.chat_events._LINES_OF_A_PLACE", 2)
    lan, mai = await comes(), await comes()
    async with lan.listens() as one, mai.listens() as two:
        await one.until_ready()
        await two.until_ready()
        assert (await lan.get("/chat/events"))[0] == 429


async def test_a_newcomer_who_was_refused_is_still_one_when_he_comes_again() -> None:
    """Whether the whole place was too fast at first, or the database away."""
    now, away = 0.0, True

    async def known(_address: str) -> bool:
        if away:
            raise DatabaseAwayError("away")
        return False

    door = Door(
        texts=TEXTS, by_session=RateLimit(120, lambda: now, remembers=True), by_address=RateLimit(40, lambda: now),
        newcomers=RateLimit(10, lambda: now, 3_600), known=known,
    )  # fmt: skip

    async def comes(session: str) -> bool:
        nonlocal now
        now += 0.1
        try:
            await door.needs_post(make_mocked_request("POST", "/", headers={"Cookie": f"{COOKIE}={session}"}))
        except (HTTPTooManyRequests, DatabaseAwayError):
            return False
        return True

    sessions = [new_session() for _ in range(40)]
    assert [await comes(one) for one in sessions[:10]] == [False] * 10
    away = False
    let_in = {one for _ in range(5) for one in sessions if await comes(one)}
    assert len(let_in) == 5


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "place"),
    [
        ("1.2.3.4", "", 0, "1.2.3.4"),
        ("1.2.3.4", "9.9.9.9", 0, "1.2.3.4"),
        ("10.0.0.1", "9.9.9.9, 5.6.7.8", 1, "5.6.7.8"),
        ("10.0.0.1", "9.9.9.9, 5.6.7.8, 10.0.0.2", 2, "5.6.7.8"),
        ("10.0.0.1", "", 1, "10.0.0.1"),
        ("2001:db8:1:2:aaaa::1", "", 0, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "", 0, "2001:db8:1:2::/64"),
        ("::ffff:1.2.3.4", "", 0, "1.2.3.4"),
        ("10.0.0.1", "no address", 1, "no address"),
    ],
)
@pytest.mark.parametrize("lines", [1, 2, 3])  # a proxy may write behind what was there, or add a line of its own
def test_the_place_somebody_comes_from(peer: str, forwarded: str, proxies: int, place: str, lines: int) -> None:
    hops = forwarded.split(",", lines - 1) if forwarded else []
    headers = CIMultiDict([("X-Forwarded-For", hop) for hop in hops])
    request = make_mocked_request("POST", "/", headers=headers).clone(remote=peer)
    assert remote(request, proxies) == place  # type: ignore[arg-type]


async def test_unfinished_drafts_have_a_limit_and_none_is_thrown_away(polling: World) -> None:
    await polling.app.stop()
    polling.config.limits.open_drafts = 3
    polling.app = App(polling.config, clock=polling.wall)
    await polling.app.start()
    lan = await join(polling)
    ideas = [f"Làm cái giá đỡ cuộn vải số {number}, đỡ phải cúi xuống nhấc lên" for number in range(4)]
    for idea in ideas[:3]:
        await lan.writes(idea)
        await lan.reads(1)
        await lan.writes("/new")
        await lan.reads(1)
        await lan.presses(lan.screen.buttons[-1][0])  # a new one, beside the one that was begun
        told = (await lan.reads(1))[0]
        if idea != ideas[2]:
            await lan.writes("hủy")
            await lan.reads(1)
    assert told.text == words("drafts-full", count=3)
    assert [ideas[at][:20] in row[0] for at, row in enumerate(told.buttons)] == [True] * 3, "the oldest first"
    await lan.writes("/mydata")
    await lan.reads(1)
    await lan.presses(words("button-phone"))  # another form, which puts the draft aside
    await lan.reads(1)
    await lan.writes("bỏ qua")
    await lan.reads(2)  # and what waits is offered
    await lan.writes(ideas[3])
    assert (await lan.reads(1))[0].text == words("drafts-full-message", count=3)
    rows = await polling.rows("SELECT answers FROM drafts WHERE form = 'submission' AND state IN ('open', 'parked')")
    assert sorted(json.loads(row["answers"])["title"] for row in rows) == sorted(ideas[:3])
    await lan.presses(told.buttons[0][0], message=told)
    await lan.reads(1)
    await lan.writes("hủy")
    await lan.reads(1)
    await lan.writes(ideas[3])
    assert (await lan.reads(1))[0].text != words("drafts-full-message", count=3)
