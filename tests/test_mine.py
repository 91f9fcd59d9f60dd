"""The list of one's own: what was taken back, every draft, and the way back to one from a side way."""

from __future__ import annotations

from tests.fakes.telegram import Person
from tests.people import join, words
from tests.world import World

TITLE = "Kẹp giữ dây thun"


async def answers(lan: Person, *typed: str) -> str:
    for text in typed:
        await lan.writes(text)
        shown = (await lan.reads(1))[0].text
    return shown


async def presses(lan: Person, label: str) -> str:
    await lan.presses(label)
    return (await lan.reads(1))[0].text


async def test_what_was_taken_back_is_restored_from_its_page(polling: World) -> None:
    lan = await join(polling)
    await lan.sends_photo("Lắp quả cầu thông gió trên mái kho")
    await lan.reads(1)
    await presses(lan, words("kind-technical"))
    await presses(lan, words("card-send-alone"))
    await answers(lan, "/mine")
    page = await presses(lan, lan.screen.buttons[0][0])
    assert "Bổ sung lúc nào cũng được" in page
    await presses(lan, words("button-withdraw"))
    await answers(lan, "/mine")
    page = await presses(lan, lan.screen.buttons[0][0])
    assert "Bổ sung lúc nào cũng được" not in page
    assert lan.screen.buttons == [[words("form-undo")], [words("button-back-to-list")]]
    await presses(lan, words("form-undo"))
    assert await polling.rows("SELECT status FROM initiatives") == [{"status": "submitted"}]


async def test_every_draft_is_reached_from_the_list(polling: World) -> None:
    lan = await join(polling)
    titles = [f"Kẹp giữ dây thun số {number}" for number in range(1, 8)]
    for title in titles:
        await answers(lan, "/new")
        if lan.screen.text != words("submission-title-ask", place="1", length="6", sector="electronics"):
            await presses(lan, words("button-fresh"))
        await answers(lan, title)
    await answers(lan, "/mine")
    assert len(lan.screen.buttons) == 6
    await presses(lan, words("mine-more-drafts"))
    assert [row[0] for row in lan.screen.buttons[:-1]] == [words("mine-draft", title=title) for title in titles[::-1]]
    assert "2/6" in await presses(lan, words("mine-draft", title=titles[0]))
