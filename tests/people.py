"""How people in the tests come in and submit: the scripted parts of many dialogues."""

from __future__ import annotations

from conversation.message import Text
from conversation.texts import all_texts
from tests.fakes.telegram import Person
from tests.world import World

UNIT = "HN-KCN-01"
TEXTS = all_texts()


def words(key: str, lang: str = "vi", **values: object) -> str:
    """A text of the catalogs, so that a test names what it means and not how it is put."""
    return TEXTS.words(Text(key, values), lang)


async def join(world: World, number: int = 1001, name: str = "Nguyễn Thị Lan", unit: str = UNIT) -> Person:
    """A newcomer by QR code: language, consent, name, and in."""
    lan = world.fake.user(number, name)
    await lan.starts(f"u_{unit}")
    await lan.reads(2)  # the unit, then the language
    await lan.presses("Tiếng Việt")
    await lan.reads(1)
    await lan.presses(words("consent-agree"))
    await lan.reads(1)
    await lan.presses(name)
    await lan.reads(1)
    return lan


async def guided(lan: Person, title: str = "Gá kẹp giữ dây thun khi may cạp quần") -> str:
    """A whole guided entry; the receipt's text."""
    for answer in ("nop sang kien", title):
        await lan.writes(answer)
        await lan.reads(1)
    await lan.presses(words("kind-technical"))
    await lan.reads(1)
    await lan.writes("Trước: dây thun bị xoắn.\nSau: chế cái kẹp bằng tôn mỏng, nhanh hơn 15 giây một cái.")
    await lan.reads(1)
    await lan.presses(words("form-done"))
    await lan.reads(1)
    for answer in ("khoảng 15tr/năm", "tháng 3/2022"):
        await lan.writes(answer)
        await lan.reads(1)
    assert "≈ 15.000.000" in lan.screen.text
    await lan.presses(words("card-send-alone"))
    return (await lan.reads(1))[0].text


async def answers(lan: Person, *typed: str) -> str:
    """One text after the other, each answered by one message; the words of the last."""
    for text in typed:
        await lan.writes(text)
        shown = (await lan.reads(1))[0].text
    return shown
