"""The web chat over HTTP, without a browser: sessions, messages, events, files, limits and refusals."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from bot import demo
from bot.app import App
from bot.chat_door import COOKIE
from bot.cli import UsageError
from conversation.message import Reply, Text
from scheduler.housekeeping import forget_old
from storage.database import DatabaseAwayError
from storage.outbox import Letter, letter, post
from tests.command_line import CommandLine
from tests.visitor import PATIENCE, PNG, TEXTS, Comes, Visitor, fresh_id
from tests.world import Wall, settings

BOTH = pytest.mark.parametrize("kind", ["sqlite", "postgres"])  # what depends on the database; the rest is HTTP


async def test_a_page_that_is_opened_again_after_weeks_with_what_it_had_sent_says_it_once(
    app: App, comes: Comes, wall: Wall
) -> None:
    lan = await comes()
    number = await lan.says("/help")
    wall.turn(days=29)
    await forget_old(app.database, wall.now)
    await lan.says("/help", id=number)
    assert len([event for event in await lan.history() if event["type"] == "me"]) == 1


async def test_session_is_a_cookie_that_scripts_and_other_sites_cannot_use(app: App, comes: Comes) -> None:
    lan = await comes()
    status, _, headers = await lan.get("/")
    cookie = headers["Set-Cookie"]
    assert status == 200
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert lan.cookies[COOKIE] in cookie, "the same session, for another span"
    assert (await comes()).cookies[COOKIE] != lan.cookies[COOKIE]
    await lan.says("/start")
    stored = await app.database.read(lambda session: session.all("SELECT address FROM addresses"))
    assert lan.cookies[COOKIE] not in str([dict(one) for one in stored])


async def test_hello_is_in_the_browsers_language_then_in_the_persons(comes: Comes) -> None:
    lan = await comes()
    for asked, told in (("ko-KR", "ko"), ("zh-TW", "zh-Hant"), ("xx", "vi")):
        hello = await lan.hello(asked)
        assert hello["lang"] == told
        assert hello["texts"]["web-send"] == TEXTS.words(Text("web-send"), told)
        assert hello["demo"] is None
    await lan.says("/start")
    bots = [event for event in await lan.history() if event["type"] == "bot"]
    english = next(one for line in bots[-1]["choices"] for one in line if one["label"] == "English")
    await lan.says("", choice=english["id"], of=bots[-1]["id"], label="English")
    assert (await lan.hello("vi"))["lang"] == "en"


@BOTH
async def test_a_message_sent_again_is_taken_once(app: App, comes: Comes) -> None:
    lan = await comes()
    said = await lan.says("/help")
    before = await lan.history()
    await lan.says("/help", id=said)
    await asyncio.gather(*(lan.says("/help", id=said) for _ in range(5)))
    assert await lan.history() == before
    assert [event["type"] for event in before] == ["me", "bot"]
    assert before[0]["client"] == said
    other = await comes()
    await other.says("/help", id=said)
    assert len(await other.history()) == 2, "an id is one person's own"


@BOTH
async def test_history_live_and_resumed_lose_and_double_nothing(app: App, comes: Comes) -> None:
    lan = await comes()
    await lan.says("/help")
    async with lan.listens() as stream:
        told = await stream.until_ready()
        saying = asyncio.create_task(lan.says("/mine"))
        told += [await stream.next(), await stream.next()]
        await saying
        last = stream.number
    await lan.says("/language")
    await lan.says("/mydata")
    again = await lan.history(last)
    missed = [event for event in again if event not in told]
    assert [event["type"] for event in missed] == ["me", "bot"] * 2
    assert told + missed == await lan.history()
    assert again == told + missed, "what is half a minute old is told again, in its order: the page knows it"
    assert await lan.history("9" * 19) == [], "an id from a broken page is no error"
    assert await lan.history("no number") == told + missed


async def not_yet_committed(app: App) -> Letter:
    """A letter to the one person there is, whose number is of now."""
    [row] = await app.database.read(lambda session: session.all("SELECT DISTINCT address FROM outbox"))
    return letter("web", row["address"], Reply("late", "Có tin mới.", "vi"), app.clock())


@BOTH
async def test_what_is_committed_late_is_shown_late_and_once(app: App, comes: Comes) -> None:
    """As an announcement to many is that another process plans: its rows' ids are seconds older than its commit."""
    lan = await comes()
    await lan.says("/help")
    late = await not_yet_committed(app)
    async with lan.listens() as stream:
        await stream.until_ready()
        await lan.says("/mine")
        newer = [await stream.next(), await stream.next()]
        await app.database.write(lambda session: post(session, (late,), "sent"))
        app.outgoing.posted(late.address, (late,))
        told = await stream.next()
        assert (told["text"], told["id"]) == ("Có tin mới.", str(late.id))
        assert stream.number == newer[-1]["id"], "what is asked for after a reconnect never goes back"
        await lan.says("/help")
        assert [(await stream.next())["type"] for _ in range(2)] == ["me", "bot"]


@BOTH
async def test_what_is_committed_while_a_line_is_broken_is_told_with_the_next(app: App, comes: Comes) -> None:
    lan = await comes()
    await lan.says("/help")
    late = await not_yet_committed(app)
    await lan.says("/mine")
    async with lan.listens() as stream:
        await stream.until_ready()
    await app.database.write(lambda session: post(session, (late,), "sent"))
    assert str(late.id) in [event["id"] for event in await lan.history(stream.number)]


async def test_what_a_page_heard_long_ago_is_not_told_again(comes: Comes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.chat_events._LATE", 0)
    lan = await comes()
    await lan.says("/help")
    async with lan.listens() as stream:
        assert len(await stream.until_ready()) == 2
    assert await lan.history(stream.number) == []


async def test_two_tabs_hear_the_same(comes: Comes) -> None:
    lan = await comes()
    async with lan.listens() as one, lan.listens() as two:
        assert await one.until_ready() == await two.until_ready() == []
        await lan.says("/help")
        assert [await one.next(), await one.next()] == [await two.next(), await two.next()]


async def test_what_the_page_never_sends_is_refused_in_the_pages_language(comes: Comes) -> None:
    lan = await comes()
    wrong = [
        {"text": "no id"},
        {"id": "a/../b" * 3, "text": "x"},
        {"id": fresh_id(), "text": 5},
        {"id": fresh_id(), "choice": "x" * 65},
        {"id": fresh_id(), "choice": "\ud800"},
        {"id": fresh_id(), "choice": "c|help|", "of": "<script>"},
        {"id": fresh_id(), "text": "x", "edits": ["no"]},
    ]
    bodies = [json.dumps(one).encode() for one in wrong] + [b"[]", b"no json", b"[" * 90_000, b"\xff\xfe"]
    for body in bodies:
        status, answer, _ = await lan.posts(
            "/chat/messages", body, Content_Type="application/json", Accept_Language="en"
        )
        assert (status, answer) == (400, {"error": TEXTS.words(Text("web-error-bad"), "en")})
    for text in ("x" * 8_001, "x" * 1_010_000):
        status, answer, _ = await lan.posts("/chat/messages", {"id": fresh_id(), "text": text})
        assert (status, answer) == (413, {"error": TEXTS.words(Text("web-error-too-long"), "vi")})
    assert (await lan.posts("/chat/messages", b"id=1", Content_Type="text/plain"))[0] == 415
    assert await lan.history() == []
    await lan.says("x" * 8_000)
    await lan.says("half a letter \ud83d", label="\ud83d", choice="c|help|")


async def test_posts_from_elsewhere_or_without_session_are_refused(app: App, comes: Comes) -> None:
    lan = await comes()
    for path in ("/chat/messages", "/chat/files"):
        for headers in (
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Sec_Fetch_Site": "cross-site"},
            {"Sec_Fetch_Site": "same-site"},
        ):
            assert (await lan.posts(path, {"id": fresh_id(), "text": "x"}, **headers))[0] == 403
    ours = {"Origin": lan.url, "Sec_Fetch_Site": "same-origin"}
    assert (await lan.posts("/chat/messages", {"id": fresh_id(), "text": "/help"}, **ours))[0] == 200
    lan.http.cookie_jar.clear()
    assert (await lan.posts("/chat/messages", {"id": fresh_id(), "text": "x"}))[0] == 401
    assert (await lan.get("/chat/events"))[0] == 401
    lan.http.cookie_jar.update_cookies({COOKIE: "not-one-of-ours"})
    assert (await lan.get("/chat/events"))[0] == 401
    await lan.hello()
    assert await lan.history() == [], "a new session, and nobody else's"


async def test_rate_limits_say_when_to_come_again(tmp_path: Path, prepared: Path, wall: Wall) -> None:
    shutil.copy(prepared, tmp_path / "test.db")
    config = settings(tmp_path)
    config.channels.web.messages_per_minute = 10
    app = App(config, clock=wall)
    await app.start()
    lan, mai = Visitor(f"http://127.0.0.1:{app.port}"), Visitor(f"http://127.0.0.1:{app.port}")
    try:
        for visitor in (await lan.comes(), await mai.comes()):
            said = [await visitor.posts("/chat/messages", {"id": fresh_id(), "text": "/help"}) for _ in range(7)]
            assert [status for status, _, _ in said] == [200] * 5 + [429] * 2
            assert 1 <= int(said[-1][2]["Retry-After"]) <= 7
    finally:
        await lan.leaves()
        await mai.leaves()
        await app.stop()


@BOTH
async def test_while_the_database_is_away_nothing_is_lost_and_the_page_is_told(
    app: App, comes: Comes, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await comes()

    async def away(*_args: object, of: str = "") -> None:
        raise DatabaseAwayError("disk full")

    said = {"id": fresh_id(), "text": "/help"}
    with monkeypatch.context() as broken:
        broken.setattr(app.database, "write", away)
        status, answer, headers = await lan.posts("/chat/messages", said)
        assert (status, answer) == (503, {"error": TEXTS.words(Text("web-error-away"), "vi")})
        assert int(headers["Retry-After"]) > 0
        assert (await lan.sends(PNG, "a.png", "image/png"))[0] == 503
        broken.setattr(app.database, "read", away)
        for path in ("/chat/events", "/chat/hello", "/chat/files/1", "/ready"):
            assert (await lan.get(path))[0] == 503
        assert (await lan.get("/health"))[0] == 200
        assert (await lan.get("/"))[0] == 200
    await lan.says(said["text"], id=said["id"])
    assert [event["type"] for event in await lan.history()] == ["me", "bot"]


@BOTH
async def test_a_locked_database_ends_open_streams_kindly(
    app: App, comes: Comes, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await comes()
    monkeypatch.setattr("bot.chat_events._LOOK_SECONDS", 0.05)
    async with lan.listens() as stream:
        await stream.until_ready()

        async def away(_work: object, of: str = "") -> None:
            raise DatabaseAwayError("locked")

        with monkeypatch.context() as broken:
            broken.setattr(app.database, "write", away)
            assert (await lan.posts("/chat/messages", {"id": fresh_id(), "text": "/help"}))[0] == 503
            broken.setattr(app.database, "read", away)
            with pytest.raises(EOFError):
                await stream.next()
    await lan.says("/help")


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that waits for what is being answered for a minute."""
    monkeypatch.setattr("bot.web._STOP_SECONDS", 60)


@pytest.mark.usefixtures("endless")
async def test_stopping_ends_open_streams_and_does_not_wait_for_them(app: App, comes: Comes) -> None:
    people = [await comes() for _ in range(5)]
    lines = [one.listens() for one in people]
    streams = [await line.__aenter__() for line in lines]
    for stream in streams:
        await stream.until_ready()
    async with asyncio.timeout(PATIENCE):
        await app.stop()
    for line, stream in zip(lines, streams, strict=True):
        with pytest.raises(EOFError):
            await stream.next()
        await line.__aexit__(None, None, None)
    await app.start()


async def test_without_the_demo_there_are_no_personas(app: App, comes: Comes) -> None:
    lan = await comes()
    assert (await lan.posts("/demo/persona", {"persona": "leader"}))[0] == 404
    await lan.says("/help")
    before = await lan.history()
    lan.http.cookie_jar.update_cookies({"persona": "leader"})
    assert await lan.history() == before
    await lan.says("/totals")
    assert (await lan.history())[-1]["text"] == TEXTS.words(Text("totals-no-right"), "vi")


async def test_demo_lets_one_play_each_part(tmp_path: Path, prepared: Path) -> None:
    shutil.copy(prepared, tmp_path / "test.db")
    app = App(settings(tmp_path), extend=demo.extend)
    await app.start()
    lan = await Visitor(f"http://127.0.0.1:{app.port}").comes()
    try:
        await lan.says("/help")
        for wrong in ({"persona": "admin"}, {}, {"persona": None}):
            assert (await lan.posts("/demo/persona", wrong))[0] == 400
        assert (await lan.posts("/demo/persona", b"[", Content_Type="application/json"))[0] == 400
        assert (await lan.posts("/demo/persona", {"persona": "leader"}, Origin="http://evil.example"))[0] == 403
        for persona in ("leader", "support"):
            assert (await lan.posts("/demo/persona", {"persona": persona}))[0] == 200
            assert (await lan.hello())["demo"]["current"] == persona
            assert await lan.history() == []
            await lan.says("/totals")
            assert bool((await lan.history())[-1]["choices"]) is (persona == "leader")
        await lan.posts("/demo/persona", {"persona": "worker"})
        assert len(await lan.history()) == 2
    finally:
        await lan.leaves()
        await app.stop()


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False), ("192.168.1.5", False), ("example.org", False)],  # noqa: S104
)
def test_demo_is_for_this_machine_only(tmp_path: Path, host: str, here: bool) -> None:
    config = settings(tmp_path)
    config.web.listen = f"{host}:8080"
    if here:
        demo.only_here(config)
    else:
        with pytest.raises(UsageError):
            demo.only_here(config)


def test_demo_elsewhere_is_wrong_usage_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    listen = "192.168.1.5:8080"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.logs.set_up", lambda *_how: None)  # of this whole process, which has more to test
    done = CommandLine(tmp_path / "none.db", monkeypatch, capsys)("run", "--listen", listen)
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert listen in done.err
    assert list(tmp_path.iterdir()) == []


async def test_probes_tell_how_it_stands(app: App, comes: Comes) -> None:
    lan = await comes()
    await lan.says("/help")
    assert json.loads((await lan.get("/health"))[1]) == {"ok": True}
    assert json.loads((await lan.get("/ready"))[1]) == {
        "ok": True,
        "database": True,
        "waiting": {},
        "leases": ["clock"],
    }
    status, body, _ = await lan.get("/metrics")
    assert status == 200
    assert b'channel="web"' in body
