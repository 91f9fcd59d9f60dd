"""Someone writes another language than the saved one: one button offers to switch, and nothing switches by itself."""

from __future__ import annotations

import pytest

from bot.app import App
from conversation.language import LANGUAGES
from tests.people import UNIT, join, words
from tests.visitor import Comes
from tests.world import World

ENGLISH = "The chain was oiled by hand, so I made a drip bottle for it"
WRITTEN = {
    "en": ENGLISH,
    "ko": "체인에 기름을 손으로 발랐는데 한 방울씩 떨어지는 병을 달았습니다",
    "ja": "チェーンの給油を手でやっていたのを点滴ボトル式にしました",
    "zh-Hans": "链条以前用手抹油，我用吊瓶做了个滴油的",
    "zh-Hant": "鏈條以前都用手抹油，我用點滴瓶改成慢慢滴",
}


async def test_one_tap_switches_and_draws_the_present_question_anew(polling: World) -> None:
    lan = await join(polling)
    await lan.writes("/new")
    await lan.reads(1)
    await lan.writes(ENGLISH)
    [asked] = await lan.reads(1)
    assert asked.text == words("submission-kind-ask", place="2", length="6")
    assert (await polling.rows("SELECT language FROM people"))[0]["language"] == "vi"
    await lan.presses(words("language-offer", "en"))
    [anew] = await lan.reads(1)
    assert anew.text == words("submission-kind-ask", "en", place="2", length="6")
    assert (await polling.rows("SELECT language FROM people"))[0]["language"] == "en"
    await lan.presses(words("kind-technical", "en"))
    assert "3/6" in (await lan.reads(1))[0].text


async def test_the_same_offer_is_not_made_in_every_message(polling: World) -> None:
    lan = await join(polling)
    offer = words("language-offer", "en")
    told = []
    for days in (0, 0, 3, 5):
        polling.wall.turn(days=days)
        await lan.writes("who will read it here")
        told += [offer in str((await lan.reads(1))[0].buttons)]
    assert told == [True, False, False, True]
    await lan.presses(offer)
    await lan.reads(1)
    await lan.writes("cho mình hỏi hạn cuối nộp là ngày mấy")
    assert words("language-offer", "vi") in str((await lan.reads(1))[0].buttons)


@pytest.mark.parametrize("written", ["thank u", "ok", "123", "Đề xuất lắp quạt hút ở tổ hàn", "LG Display, Samsung"])
async def test_what_is_own_or_not_clear_gets_no_offer(polling: World, written: str) -> None:
    lan = await join(polling)
    await lan.writes(written)
    [told] = await lan.reads(1)
    assert not any(words("language-offer", lang) in str(told.buttons) for lang in LANGUAGES)


async def test_a_name_is_no_change_of_language(polling: World) -> None:
    lan = polling.fake.user(7, "Lan")
    await lan.starts(f"u_{UNIT}")
    await lan.reads(2)
    for label in ("English", words("consent-agree", "en")):
        await lan.presses(label)
        await lan.reads(1)
    await lan.writes("Nguyễn Thị Phương Lan")
    [told] = await lan.reads(1)
    assert told.buttons
    assert words("language-offer") not in str(told.buttons)


@pytest.mark.parametrize("lang", WRITTEN)
async def test_on_the_web_in_each_language_and_kept_with_the_entry(app: App, comes: Comes, lang: str) -> None:
    lan = await comes()
    await lan.says(f"/start u_{UNIT}")
    for label in ("Tiếng Việt", words("consent-agree")):
        await lan.presses(label)
    await lan.says("Nguyễn Thị Lan")
    await lan.says(WRITTEN[lang])
    await lan.presses(words("kind-operational"))
    await lan.presses(words("card-send-alone"))
    [entry] = await app.database.read(lambda session: session.all("SELECT language FROM initiatives"))
    assert entry["language"] == lang
    assert (await lan.hello())["lang"] == "vi"
    await lan.presses(words("language-offer", lang))
    assert (await lan.hello())["lang"] == lang
