"""What people attached is fetched from their vendor: one file that can't be had never stops the others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest

from bot.files import TooLargeError
from channels.channel import FileGoneError, TryAgainError
from channels.telegram import TelegramChannel
from conversation.message import File
from storage.database import Session
from storage.files import attach, mark_gone, mark_kept, mark_later
from tests.fakes.telegram import Person
from tests.people import guided, join, words
from tests.world import World

AWAY = "Bad Request: wrong file_id or the file is temporarily unavailable"


async def until(world: World, state: str, attempts: int) -> None:
    """The only attachment is so."""
    wanted = [{"state": state, "attempts": attempts}]
    async with asyncio.timeout(20):
        while await world.rows("SELECT state, attempts FROM attachments") != wanted:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def with_file(world: World, file: File, channel: str = "telegram", attempts: int = 0) -> Person:
    """Lan, an entry of hers, and a file that came with it and was tried so often."""
    lan = await join(world)
    await guided(lan)
    [entry] = await world.rows("SELECT id FROM initiatives")

    async def write(session: Session) -> None:
        await attach(session, entry["id"], channel, [file], world.wall())
        await session.run("UPDATE attachments SET attempts = :n", {"n": attempts})

    await world.app.database.write(write)
    return lan


async def test_a_file_that_fails_in_an_unknown_way_is_tried_later_and_stops_no_other(
    polling: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.fetch.EVERY_SECONDS", 0.02)
    await polling.restart()

    async def fetched(_channel: TelegramChannel, ref: str) -> AsyncGenerator[bytes]:
        if ref == "odd":
            raise RuntimeError("no `file_path` in the vendor's answer")
        yield b"Khi may thun bi xoan."

    monkeypatch.setattr(TelegramChannel, "fetch", fetched)
    await guided(await join(polling))
    [entry] = await polling.rows("SELECT id FROM initiatives")
    files = [File("document", ref, f"{ref}.txt", "text/plain", 10) for ref in ("odd", "good")]
    await polling.app.database.write(lambda session: attach(session, entry["id"], "telegram", files, polling.wall()))
    async with asyncio.timeout(20):
        while await polling.rows("SELECT 1 FROM attachments WHERE state = 'wanted' AND attempts = 0"):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    rows = await polling.rows("SELECT ref, state, attempts FROM attachments ORDER BY id")
    assert [tuple(row.values()) for row in rows] == [("odd", "wanted", 1), ("good", "kept", 0)]
    assert not any(task.done() for task in polling.app.tasks)


async def test_a_restart_in_the_middle_of_a_fetch_puts_off_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.fetch.EVERY_SECONDS", 0.02)
    begun = asyncio.Event()

    async def fetched(_channel: TelegramChannel, _ref: str) -> AsyncGenerator[bytes]:
        if not begun.is_set():
            begun.set()
            await asyncio.Event().wait()
        yield b"Khi may thun bi xoan."

    monkeypatch.setattr(TelegramChannel, "fetch", fetched)
    await world.restart()
    await guided(await join(world))
    [entry] = await world.rows("SELECT id FROM initiatives")
    files = [File("document", "far away", "a.txt", "text/plain", 10)]
    await world.app.database.write(lambda session: attach(session, entry["id"], "telegram", files, world.wall()))
    async with asyncio.timeout(20):
        await begun.wait()
    await world.restart()
    async with asyncio.timeout(20):
        while await world.rows("SELECT 1 FROM attachments WHERE state != 'kept'"):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_a_file_that_telegram_does_not_have_just_now_is_fetched_later(
    polling: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.fetch.EVERY_SECONDS", 0.02)
    await polling.restart()
    polling.fake.fail_next("getFile", 400, description=AWAY)
    file = polling.fake.world.files.add("document", "a.txt", "text/plain", b"Khi may thun bi xoan.")
    await with_file(polling, File("document", file.file_id, "a.txt", "text/plain", 10))
    await until(polling, "wanted", 1)
    polling.wall.turn(minutes=2)
    await until(polling, "kept", 1)


async def test_a_file_comes_piece_by_piece_and_one_that_fails_may_be_had_later(polling: World) -> None:
    channel, data = polling.app.channels["telegram"], bytes(range(256)) * 2_000
    file = polling.fake.world.files.add("document", "a.txt", "text/plain", data)
    pieces = [piece async for piece in channel.fetch(file.file_id)]
    assert max(map(len, pieces)) <= 65_536, "eight files at once are never held whole"
    assert b"".join(pieces) == data
    for status in (404, 500):
        polling.fake.fail_next("file", status)
        with pytest.raises(TryAgainError):
            await anext(channel.fetch(file.file_id))


PDF = File("document", "x", "bản vẽ <1>.pdf", "application/pdf", 10)
VOICE = File("voice", "x", "", "audio/ogg", 10)


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize(
    ("file", "attempts", "error", "key", "which"),
    [
        (PDF, 0, FileGoneError("file is too big"), "file-lost", "tệp bản vẽ <1>.pdf"),
        (VOICE, 16, RuntimeError("as ever"), "file-lost", "một đoạn ghi âm"),
        (VOICE, 0, TooLargeError(20_000_000), "file-lost-large", "một đoạn ghi âm"),
    ],
)
async def test_whose_file_is_given_up_is_told_so_once(
    polling: World, monkeypatch: pytest.MonkeyPatch,
    file: File, attempts: int, error: Exception, key: str, which: str,
) -> None:  # fmt: skip
    async def fetched(_channel: TelegramChannel, _ref: str) -> AsyncGenerator[bytes]:
        raise error
        yield b""

    monkeypatch.setattr(TelegramChannel, "fetch", fetched)
    lan = await with_file(polling, file, attempts=attempts)
    monkeypatch.setattr("bot.fetch.EVERY_SECONDS", 0.02)
    await polling.restart()
    [told] = await lan.reads(1)
    [entry] = await polling.rows("SELECT code FROM initiatives")
    assert told.text == words(key, code=entry["code"], file=which, limit=20)
    assert [label for row in told.buttons for label in row] == [words("button-amend")]
    await polling.restart()
    await polling.fake.quiet()
    assert lan.unread == []


async def test_what_another_has_kept_meanwhile_is_neither_given_up_nor_put_off(polling: World) -> None:
    await with_file(polling, PDF, "elsewhere")
    [row] = await polling.rows("SELECT id FROM attachments")
    write, number, now = polling.app.database.write, row["id"], polling.wall()
    await write(lambda session: mark_kept(session, number, "f" * 64, 10))
    await write(lambda session: mark_later(session, number, 0, now))
    assert not await write(lambda session: mark_gone(session, number))
    assert await polling.rows("SELECT state, attempts FROM attachments") == [{"state": "kept", "attempts": 0}]
