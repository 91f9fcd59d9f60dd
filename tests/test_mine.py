"""The list of one's own: what was taken back, every draft, and the way back to one from a side way."""

from __future__ import annotations

import pytest

from campaign.roles import Role
from tests.announcing import comes
from tests.fakes.telegram import Person
from tests.people import answers, guided, join, words
from tests.world import World

TITLE = "Kẹp giữ dây thun"


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


@pytest.mark.parametrize("way", ["button-name", "button-unit", "button-phone"])
async def test_after_a_side_way_the_draft_is_offered_again(polling: World, way: str) -> None:
    lan = await join(polling)
    asked = await answers(lan, "/new", TITLE)
    await answers(lan, "/mydata")
    await presses(lan, words(way))
    await presses(lan, words("form-skip" if way == "button-phone" else "form-keep"))
    if way == "button-phone":
        assert (await lan.reads(1))[0].text == words("draft-waits", title=TITLE)
    assert await presses(lan, words("form-resume")) == asked


async def test_a_new_one_is_not_begun_past_a_draft_that_was_put_aside(polling: World) -> None:
    lan = await join(polling)
    asked = await answers(lan, "/new", TITLE)
    await answers(lan, "/mydata")
    await presses(lan, words("button-name"))
    changed = await answers(lan, "Nguyễn Thị Lan Anh")
    assert "Nguyễn Thị Lan Anh" in changed
    assert await presses(lan, words("button-new")) == words("new-or-resume", title=TITLE)
    assert await presses(lan, words("form-resume")) == asked


@pytest.mark.parametrize("typed", ["giữ nguyên", "quay lại"])
async def test_one_thing_that_is_changed_may_stay_and_nothing_lies_before_it(polling: World, typed: str) -> None:
    lan = await join(polling)
    await answers(lan, "/mydata")
    assert "Nguyễn Thị Lan" in await presses(lan, words("button-name"))
    assert lan.screen.buttons == [["Nguyễn Thị Lan"], [words("form-keep")]]  # the account's name, and no way back
    [person] = await polling.rows("SELECT p.name, u.name AS unit FROM people p JOIN units u ON u.id = p.unit_id")
    assert await answers(lan, typed) == words("joining-changed", **person)
    assert len(await polling.rows("SELECT 1 FROM consents")) == 1


async def test_the_unit_may_stay_also_where_several_were_found(polling: World) -> None:
    lan = await join(polling)
    await answers(lan, "/mydata")
    await presses(lan, words("button-unit"))
    await answers(lan, "hoa sen")
    assert lan.screen.buttons[-1] == [words("form-keep")]
    await presses(lan, words("form-keep"))
    assert await polling.rows("SELECT u.code FROM people p JOIN units u ON u.id = p.unit_id") == [{"code": "HN-KCN-01"}]


async def test_a_phone_number_that_is_kept_is_shown_and_may_stay(polling: World) -> None:
    lan = await join(polling)
    await answers(lan, "/mydata")
    await presses(lan, words("button-phone"))
    await answers(lan, "0912 345 678", "/mydata")
    assert "+84912345678" in await presses(lan, words("button-phone"))
    assert "+84912345678" in await presses(lan, words("form-keep"))


async def test_the_entry_of_a_forgotten_author_says_why_it_has_no_words(polling: World) -> None:
    hoa = await comes(polling, 1, "Hoa", "HN-KCN-01", role=Role.LEADER)
    lan = await join(polling)
    await guided(lan)
    await answers(lan, "/mydata")
    await presses(lan, words("mydata-delete"))
    await presses(lan, words("mydata-delete-yes"))
    await answers(hoa, "/totals")
    assert words("entries-forgotten") in await presses(hoa, words("button-entries"))
