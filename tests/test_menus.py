"""The menus are set beside everything else: nobody waits for them, and nothing ends because of them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from channels.channel import GoneError
from channels.telegram_profile import TelegramProfile
from storage.database import DatabaseAwayError
from storage.grants import addresses_with_role
from tests.people import join, words
from tests.pinged import leader
from tests.world import World


async def test_a_vendor_that_is_slow_with_menus_holds_up_no_message(polling: World) -> None:
    lan = await join(polling)
    await polling.app.stop()
    polling.fake.fail_next("setMyCommands", 429, retry_after=30)
    await polling.app.start()
    await lan.writes("/help")
    assert len(await lan.reads(1)) == 1


@pytest.mark.usefixtures("soon")
async def test_a_database_that_goes_away_meanwhile_is_waited_for(
    polling: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hoa = await leader(polling)
    away = iter((True,))

    async def perhaps(*given: Any) -> Any:
        if next(away, False):
            raise DatabaseAwayError("away")
        return await addresses_with_role(*given)

    monkeypatch.setattr("bot.menus.addresses_with_role", perhaps)
    before = len(own_menus(polling, hoa.info["id"]))
    await polling.restart()
    async with asyncio.timeout(20):
        while len(own_menus(polling, hoa.info["id"])) == before:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.02)
    assert next(away, None) is None


async def test_one_who_is_gone_keeps_no_other_leaders_menu_away(
    polling: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, hoa = await leader(polling, 3001), await leader(polling, 3002)
    set_own = TelegramProfile.set_own_menu

    async def perhaps(self: TelegramProfile, address: str, menu: Any) -> None:
        if address == f"telegram:{gone.info['id']}":
            raise GoneError("chat not found")
        await set_own(self, address, menu)

    monkeypatch.setattr(TelegramProfile, "set_own_menu", perhaps)
    before = len(own_menus(polling, hoa.info["id"]))
    await polling.restart()
    async with asyncio.timeout(20):
        while len(own_menus(polling, hoa.info["id"])) == before:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.02)


def own_menus(world: World, chat: int) -> list[Any]:
    """The menus that were set for one chat alone."""
    return [call for call in world.fake.called("setMyCommands") if str(chat) in str(call.params.get("scope", ""))]


async def test_an_answer_that_nobody_understands_ends_nothing(polling: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = asyncio.Event()

    async def odd(*_given: Any) -> None:
        asked.set()
        raise TypeError("no description in it")

    monkeypatch.setattr(TelegramProfile, "describe", odd)
    lan = await join(polling)
    await polling.restart()
    async with asyncio.timeout(20):
        await asked.wait()
    await lan.writes("/help")
    assert len(await lan.reads(1)) == 1
    assert not any(task.done() for task in polling.app.tasks)


async def test_an_empty_chat_says_what_the_bot_is_for_in_its_readers_language(polling: World) -> None:
    profile = await described(polling, {})
    assert profile["description", "vi"] == profile["description", ""] == words("bot-description")
    assert profile["short_description", "zh"] == words("bot-description-short", "zh-Hans")
    assert {code for _, code in profile} == {"", "vi", "en", "ko", "ja", "zh"}


async def test_a_description_of_the_operators_own_stays(polling: World) -> None:
    profile = await described(polling, {("description", ""): "Của công đoàn Hoa Mai"})
    assert [kept for (field, _), kept in profile.items() if field == "description"] == ["Của công đoàn Hoa Mai"]
    assert profile["short_description", "en"] == words("bot-description-short", "en")


async def described(world: World, before: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """What stands there after a start, all of it."""
    profile = world.fake.world.profile
    profile.clear()
    profile.update(before)
    await world.restart()
    async with asyncio.timeout(20):
        while ("short_description", "") not in profile:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.02)
    return profile
