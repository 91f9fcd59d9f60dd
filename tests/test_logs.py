"""Logs tell what happened and never who or what was said: whole dialogues with failures, searched to the last line."""

from __future__ import annotations

import ast
import asyncio
import json
import logging
import shutil
import sqlite3
import sys
import warnings
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from aiohttp import ClientSession

import bot.fetch
import bot.receive
import channels.telegram_errors
from bot import logs
from bot.app import App
from handlers.turn import Turn
from rehearsal.processes import free_port
from scheduler.clock import Clock
from tests.fakes.telegram import FakeTelegram
from tests.logs_clean import ACCOUNT, NAME, PHONE, SECRET, SUBSTANCE, TELLING, TITLE, TOKEN, leaks
from tests.people import guided, join, words
from tests.test_house import FILES, tree
from tests.visitor import Visitor
from tests.world import HANOI, Wall, World, settings

# Every word of an event that may be logged; a new one is put here after a look at what it can hold.
SAFE = frozenset(
    {
        "after",
        "announcement",
        "attachment",
        "attempts",
        "channel",
        "channels",
        "day",
        "error",
        "exc_info",
        "expires_after",
        "files",
        "holder",
        "key",
        "kind",
        "kinds",
        "letters",
        "message",
        "minutes",
        "name",
        "names",
        "outcome",
        "parts",
        "ping",
        "pings",
        "plan",
        "port",
        "sweep",
        "unit",
        "waiting",
        "why",
    }
)


@pytest.fixture
def logged(request: pytest.FixtureRequest) -> Iterator[None]:
    """Logs at their most talkative, and Python's own logging put back afterwards."""
    root, hooks = logging.getLogger().handlers, (sys.excepthook, warnings.showwarning)
    events = structlog.get_config()
    logs.set_up("debug", request.param)
    yield
    logging.captureWarnings(False)
    logging.getLogger().handlers, (sys.excepthook, warnings.showwarning) = root, hooks
    structlog.configure(**events)


@pytest.mark.parametrize(("mode", "logged"), [("polling", "json"), ("webhook", "console")], indirect=["logged"])
async def test_whole_dialogues_with_failures_leave_nothing_personal_in_the_logs(
    tmp_path: Path, prepared: Path, wall: Wall, mode: str, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str], logged: None,
) -> None:  # fmt: skip
    monkeypatch.setattr(channels.telegram_errors, "_AFTER_LOSS", 0.01)
    monkeypatch.setattr(bot.fetch, "EVERY_SECONDS", 0.01)
    shutil.copy(prepared, tmp_path / "test.db")
    fake = await FakeTelegram.start(token=TOKEN, clock=wall)
    config = settings(tmp_path, fake.url, mode, free_port())
    [table] = config.channels.telegram
    config.channels.telegram = [type(table)(**{**table.model_dump(), "token": TOKEN, "webhook_secret": SECRET})]
    quoted = f"Bad Request: can't use '{TITLE}' of {NAME} at {fake.url}/bot{TOKEN}/sendMessage"
    fake.fail_next("setMyCommands", 400, description=quoted)
    world = World(App(config, clock=wall), fake, wall, tmp_path, config)
    await world.app.start()
    try:
        await _people_and_faults(world, quoted, monkeypatch)
        await _own_failures(world, monkeypatch)
        if mode == "webhook":
            await _strange_calls(world)
    finally:
        await world.app.stop()
        await fake.stop()
    said = "".join(capfd.readouterr())
    for event in ("menus_refused", "send_refused", "send_again", "address_unreachable", "message_failed",
                  "sweep_failed", "library", "crashed", "group_not_committed", "attachment_later",
                  *(["unreadable_update"] if mode == "webhook" else [])):  # fmt: skip
        assert event in said, f"{event} is what this test is about"
    assert "RefusedError < BadRequest" in said, "the kind of an error is told"
    assert leaks(said) == set()


async def _people_and_faults(world: World, quoted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole entry with a phone number and a photo, past everything that a vendor may answer."""
    fake = world.fake
    lan = await join(world, ACCOUNT, NAME)
    await lan.shares_contact(PHONE)
    await lan.reads(1)
    fake.fail_next("file", 500, description=quoted)
    await lan.sends_photo(f"{TITLE}\n{SUBSTANCE}")
    for _ in range(2):
        await lan.reads(1)
        await lan.presses(lan.screen.buttons[0][0])
    await lan.reads(1)
    async with asyncio.timeout(20):
        while not (await world.rows("SELECT attempts FROM attachments"))[0]["attempts"]:
            pass
    for fault in ({"status": 500, "description": quoted}, {"cut": True}):
        fake.fail_next("sendMessage", **fault)
        await lan.writes("/help")
        await lan.reads(1)
    fake.fail_next("sendMessage", 400, description=quoted)
    await lan.writes(f"/{TITLE}")
    await fake.struck()
    await fake.quiet()
    await guided(lan, TITLE)
    await lan.writes("/mydata")
    await lan.reads(1)
    await lan.blocks()
    await lan.unblocks()
    fake.fail_next("sendMessage", 403, description=f"Forbidden: {NAME} has blocked the bot")
    await lan.writes("/help")
    await fake.struck()
    await fake.quiet()

    async def fails(turn: Turn) -> None:
        raise RuntimeError(f"{turn.person.name}, {turn.message.text}, {turn.message.address}")

    with monkeypatch.context() as patch:
        patch.setattr(bot.receive, "handle", fails)
        await lan.writes(SUBSTANCE)
        assert (await lan.reads(1))[0].text == words("failed")


async def _own_failures(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What breaks in the program itself quotes what it has in hand."""
    database: Any = world.app.database
    hop = database._hop

    async def full(sql: str) -> None:
        if sql == "COMMIT":
            raise sqlite3.OperationalError(f"disk full at {TITLE}")
        await hop(sql)

    lan = Visitor(f"http://127.0.0.1:{world.app.port}")
    await lan.comes()
    with monkeypatch.context() as patch:
        patch.setattr(database, "_hop", full)
        assert (await lan.posts("/chat/messages", {"id": "12345678", "text": SUBSTANCE}))[0] == 503

    with monkeypatch.context() as patch:  # what nobody expects reaches aiohttp, which logs it its own way
        patch.setattr("bot.chat.read_message", lambda *_: {}[TITLE])
        assert (await lan.posts("/chat/messages", {"id": "12345678", "text": SUBSTANCE}))[0] == 500
    await lan.leaves()
    clock, swept = Clock(HANOI), asyncio.Event()

    async def sweep() -> None:
        swept.set()
        raise ValueError(f"{NAME} {PHONE}")

    clock.every(timedelta(hours=1), "sweep", sweep)
    clock.start()
    await swept.wait()
    clock.stop()
    logging.getLogger("some.library").warning("called %s with %s", f"{TOKEN}/sendMessage", TITLE)
    logging.getLogger("some.library").error(f"answer: {SUBSTANCE}")
    logging.getLogger("py.warnings").warning(f"name.py: {NAME} is deprecated")  # as logging.captureWarnings does
    asyncio.get_running_loop().call_exception_handler({"message": NAME, "exception": ValueError(TITLE)})
    sys.excepthook(ValueError, ValueError(f"{SUBSTANCE} {TOKEN}"), None)


async def _strange_calls(world: World) -> None:
    """A webhook that is called with something that is no update, and by somebody else."""
    hook = f"http://127.0.0.1:{world.app.port}/hooks/telegram"
    right = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with ClientSession() as http:
        for body in (TITLE.encode(), json.dumps({"update_id": NAME}).encode(), b'{"update_id": 1, "message": []}'):
            async with http.post(hook, data=body, headers=right) as answer:
                assert answer.status == 200
        async with http.post(hook, data=b"{}", headers={**right, "X-Telegram-Bot-Api-Secret-Token": TITLE[:3]}) as no:
            assert no.status == 401


@pytest.mark.parametrize(
    "told", [*TELLING, "dang thi kin dao", "0912.340.567", "84912340567", "Kín%20Đáo", "K\\u00edn Đáo"]
)
def test_what_is_telling_is_found_however_it_is_written(told: str) -> None:
    assert leaks(f'{{"event": "x", "why": "at {told}!"}}')
    assert not leaks('{"event": "send_again", "channel": "telegram", "error": "TryAgainError < RetryAfter"}')


def test_every_word_that_is_logged_was_looked_at() -> None:
    for module, path in FILES.items():
        for call in ast.walk(tree(path)):
            if isinstance(call, ast.Call) and ast.unparse(call.func).startswith(("_log.", "logging.getLogger().")):
                where = f"{module}:{call.lineno}"
                assert [isinstance(given, ast.Constant) for given in call.args] == [True], (
                    f"{where}: one constant event"
                )
                given = {one.arg: one.value for one in call.keywords}
                if extra := given.pop("extra", None):
                    assert isinstance(extra, ast.Dict)
                    given |= {ast.literal_eval(key): value for key, value in zip(extra.keys, extra.values, strict=True)}  # type: ignore[arg-type]
                assert set(given) <= SAFE, f"{where}: {set(given) - SAFE}"
                texts = [
                    name for name, value in given.items() if ast.unparse(value).startswith(("str(", "f'", "repr("))
                ]
                assert not texts, f"{where}: give the error itself: only its kind is logged"


def test_an_error_is_told_by_its_kinds_and_codes() -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"
    outer = RuntimeError(NAME)
    outer.__cause__ = full
    full.__cause__ = OSError(28, TITLE)
    assert logs.kind_of(outer) == "RuntimeError < OperationalError SQLITE_FULL < OSError ENOSPC"
