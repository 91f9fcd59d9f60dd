"""What people attached is fetched from their vendor: one file that can't be had never stops the others."""

from __future__ import annotations

import asyncio

import pytest

from channels.telegram import TelegramChannel
from conversation.message import File
from storage.files import attach
from tests.people import guided, join
from tests.world import World


async def test_a_file_that_fails_in_an_unknown_way_is_tried_later_and_stops_no_other(
    polling: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.fetch.EVERY_SECONDS", 0.02)
    await polling.restart()

    async def fetched(_channel: TelegramChannel, ref: str) -> bytes:
        if ref == "odd":
            raise RuntimeError("no `file_path` in the vendor's answer")
        return b"Khi may thun bi xoan."

    monkeypatch.setattr(TelegramChannel, "fetch", fetched)
    await guided(await join(polling))
    [entry] = await polling.rows("SELECT id FROM initiatives")
    files = [File("document", ref, f"{ref}.txt", "text/plain", 10) for ref in ("odd", "good")]
    await polling.app.database.write(lambda session: attach(session, entry["id"], "telegram", files, polling.wall()))
    async with asyncio.timeout(10):
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

    async def fetched(_channel: TelegramChannel, _ref: str) -> bytes:
        if not begun.is_set():
            begun.set()
            await asyncio.Event().wait()
        return b"Khi may thun bi xoan."

    monkeypatch.setattr(TelegramChannel, "fetch", fetched)
    await world.restart()
    await guided(await join(world))
    [entry] = await world.rows("SELECT id FROM initiatives")
    files = [File("document", "far away", "a.txt", "text/plain", 10)]
    await world.app.database.write(lambda session: attach(session, entry["id"], "telegram", files, world.wall()))
    async with asyncio.timeout(10):
        await begun.wait()
    await world.restart()
    async with asyncio.timeout(10):
        while await world.rows("SELECT 1 FROM attachments WHERE state != 'kept'"):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
