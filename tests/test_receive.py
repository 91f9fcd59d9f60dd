"""What happens when handling a message fails: nothing is half-done, and the person is told."""

from __future__ import annotations

import errno
import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

import bot.receive
from bot import logs
from handlers.turn import Turn
from storage.database import DatabaseAwayError
from storage.inbox import received_first
from storage.people import set_name
from tests.people import join, words
from tests.world import World


async def test_a_message_that_fails_is_undone_noted_and_apologised_for_once(
    polling: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await join(polling)
    real = bot.receive.handle

    async def fails(turn: Turn) -> None:
        await set_name(turn.session, turn.person.id, "half done")
        raise RuntimeError("Nguyễn Thị Lan wrote something secret")

    monkeypatch.setattr(bot.receive, "handle", fails)
    did = await lan.writes("/help")
    assert (await lan.reads(1))[0].text == words("failed")
    monkeypatch.setattr(bot.receive, "handle", real)
    assert (await polling.rows("SELECT name FROM people"))[0]["name"] == "Nguyễn Thị Lan"
    assert [row["error"] for row in await polling.rows("SELECT error FROM receipts WHERE error IS NOT NULL")] == [
        "RuntimeError"
    ]
    await polling.fake.redeliver(did)
    await polling.fake.quiet()
    assert lan.unread == []
    await lan.writes("/help")
    await lan.reads(1)


@pytest.mark.slow
async def test_while_the_database_is_away_nothing_is_lost(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lan = await join(world)
    away = iter((True,))

    async def sometimes(*given: Any) -> bool:
        if next(away, False):
            raise DatabaseAwayError("away")
        return await received_first(*given)

    monkeypatch.setattr(bot.receive, "received_first", sometimes)
    await lan.writes("/new")
    assert "1/6" in (await lan.reads(1))[0].text
    assert next(away, None) is None


@pytest.fixture
def logging_set_up() -> Iterator[None]:
    before, events = list(logging.getLogger().handlers), structlog.get_config()
    logs.set_up("info", "json")
    yield
    structlog.configure(**events)
    logging.getLogger().handlers[:] = before


@pytest.mark.usefixtures("logging_set_up")
def test_logs_name_the_place_of_an_error_and_nothing_that_people_wrote(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError("Nguyễn Thị Lan, 0912345678")
    except ValueError:
        structlog.get_logger("test").exception("message_failed", channel="telegram")
        logging.getLogger("a.library").exception("Error handling %s", "Nguyễn Thị Lan")
    for line in map(json.loads, capsys.readouterr().err.splitlines()):
        assert line["error"] == "ValueError"
        assert "test_receive.py" in line["at"]
        assert "Lan" not in json.dumps(line, ensure_ascii=False)


@pytest.mark.usefixtures("logging_set_up")
def test_a_log_on_a_full_disk_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sys, "stderr", Full())
    structlog.get_logger("test").warning("send_again", channel="telegram")


async def test_a_row_that_cannot_be_read_stops_nobody_else(polling: World) -> None:
    lan, binh = await join(polling), await join(polling, 1002, "Trần Văn Bình")
    await lan.writes("nop sang kien")
    await lan.reads(1)
    broken = "UPDATE drafts SET answers = '{' WHERE id = (SELECT draft_id FROM people WHERE name = :name)"
    await polling.app.database.write(lambda session: session.run(broken, {"name": "Nguyễn Thị Lan"}))
    with capture_logs() as logged:  # as they are drawn where nothing is set up they take seconds
        await lan.writes("Gá kẹp giữ dây thun")
        assert (await lan.reads(1))[0].text == words("failed")
        await binh.writes("/help")
        await binh.reads(1)
    assert [line["event"] for line in logged] == ["message_failed", "apology_failed"]
    errors = await polling.rows("SELECT error FROM receipts WHERE error IS NOT NULL")
    assert [row["error"] for row in errors] == ["JSONDecodeError"]
