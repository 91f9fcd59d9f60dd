"""Completing what was sent, more than once: no older answer takes the place of a newer one."""

from __future__ import annotations

import json
from typing import Any

from conversation.amending import BEFORE, begun, caught_up
from conversation.collect import EMPTY
from tests.fakes.telegram import Person
from tests.people import answers, join, words
from tests.world import World

ENTRY = {"title": "Kẹp dây", "kind": "technical", "substance": {**EMPTY, "parts": [{"ref": "", "text": "Kẹp"}]}}


def test_changes_go_upon_the_entry_as_it_is_now() -> None:
    draft = {**begun(ENTRY), "benefit": "15tr", "title": "Kẹp dây thun"}
    assert caught_up(draft, ENTRY) is None
    newer = {**ENTRY, "benefit": "20tr", "applied_on": "2022-04"}
    assert caught_up(draft, newer) == {**newer, "title": "Kẹp dây thun", BEFORE: newer}


def test_photos_of_a_draft_are_added_to_a_newer_description() -> None:
    draft: dict[str, Any] = {**begun(ENTRY), "substance": {**ENTRY["substance"], "files": ["photo"]}}  # type: ignore[dict-item]
    newer = {**ENTRY, "substance": {**EMPTY, "parts": [{"ref": "", "text": "Kẹp bằng tôn"}]}}
    found = caught_up(draft, newer)
    assert found
    assert found["substance"] == {"parts": [{"ref": "", "text": "Kẹp bằng tôn"}], "files": ["photo"]}


async def sent(world: World) -> Person:
    """An entry that lacks its benefit and its date."""
    lan = await join(world)
    await lan.sends_photo("Lắp quả cầu thông gió trên mái kho\nNhiệt độ giảm 4 độ")
    await lan.reads(1)
    await lan.presses(words("kind-technical"))
    await lan.reads(1)
    await lan.presses(words("card-send-alone"))
    await lan.reads(1)
    return lan


async def entry(world: World) -> tuple[Any, Any, Any]:
    [row] = await world.rows("SELECT benefit, applied_on, complete FROM initiatives")
    return json.loads(row["benefit"])["amount"] if row["benefit"] else None, row["applied_on"], row["complete"]


async def presses(lan: Person, key: str) -> str:
    await lan.presses(words(key))
    return (await lan.reads(1))[0].text


async def test_completing_again_goes_on_where_it_was_left(polling: World) -> None:
    lan = await sent(polling)
    await presses(lan, "button-amend")
    asked = await answers(lan, "15tr/năm")
    await presses(lan, "form-later")
    await answers(lan, "/mine")
    await lan.presses(lan.screen.buttons[0][0])
    await lan.reads(1)
    assert await presses(lan, "button-amend") == asked
    assert len(await polling.rows("SELECT 1 FROM drafts WHERE amends IS NOT NULL")) == 1
    await answers(lan, "tháng 4/2022")
    await presses(lan, "card-send-amend")
    assert await entry(polling) == (15_000_000, "2022-04", 1)


async def test_an_older_version_taken_back_up_overwrites_nothing(polling: World) -> None:
    lan = await sent(polling)
    await presses(lan, "button-amend")
    await answers(lan, "15tr/năm", "hủy")
    [cancelled] = lan.inbox[-1:]
    await answers(lan, "/mine")
    await lan.presses(lan.screen.buttons[0][0])
    await lan.reads(1)
    await presses(lan, "button-amend")
    await answers(lan, "20tr/năm", "tháng 4/2022")
    await presses(lan, "card-send-amend")
    assert await entry(polling) == (20_000_000, "2022-04", 1)

    await lan.presses(cancelled.buttons[0][0], message=cancelled)  # undo: the older version is there again
    await lan.reads(1)
    await presses(lan, "form-skip")
    shown = await presses(lan, "card-send-amend")
    assert shown.startswith(words("amend-newer"))
    assert "20.000.000" in shown
    assert await entry(polling) == (20_000_000, "2022-04", 1)
    await presses(lan, "card-send-amend")
    assert await entry(polling) == (20_000_000, "2022-04", 1)
    [root] = await polling.rows(
        "SELECT submitted, complete FROM counters c JOIN units u ON u.id = c.unit_id "
        "WHERE u.code = 'TLD' AND period = 'all'"
    )
    assert root == {"submitted": 1, "complete": 1}


async def test_once_sent_no_other_version_stays_in_the_list(polling: World) -> None:
    lan = await sent(polling)
    await presses(lan, "button-amend")
    await answers(lan, "15tr/năm", "hủy")
    [cancelled] = lan.inbox[-1:]
    await answers(lan, "/mine")
    await lan.presses(lan.screen.buttons[0][0])
    await lan.reads(1)
    await presses(lan, "button-amend")
    await lan.presses(cancelled.buttons[0][0], message=cancelled)  # both are unfinished now
    await lan.reads(1)
    await answers(lan, "tháng 4/2022")
    await presses(lan, "card-send-amend")
    assert await entry(polling) == (15_000_000, "2022-04", 1)
    states = await polling.rows("SELECT state FROM drafts WHERE amends IS NOT NULL ORDER BY id")
    assert [row["state"] for row in states] == ["sent", "cancelled"]


async def test_a_corrected_name_is_on_what_was_sent_and_the_card_says_what_the_entry_is(polling: World) -> None:
    lan = await sent(polling)
    [entry] = await polling.rows("SELECT u.name FROM initiatives i JOIN units u ON u.id = i.unit_id")
    await answers(lan, "/mydata")
    await presses(lan, "button-name")
    await answers(lan, "Nguyễn Thị Lan Anh")
    assert await polling.rows("SELECT author FROM initiatives") == [{"author": "Nguyễn Thị Lan Anh"}]
    await lan.starts("u_HN-KCN-02")
    await lan.reads(1)
    await lan.presses(words("unit-move", unit=(await unit_named(polling, "HN-KCN-02"))))
    await lan.reads(1)
    await answers(lan, "/mine")
    await lan.presses(lan.screen.buttons[0][0])
    await lan.reads(1)
    await presses(lan, "button-amend")
    card = await answers(lan, "15tr/năm", "tháng 4/2022")
    assert f"Đơn vị: {entry['name']}" in card
    assert "Nguyễn Thị Lan Anh" in card
    assert "📎 1" in card
    await lan.sends_photo()
    assert "📎 2" in (await lan.reads(1))[0].text


async def unit_named(world: World, code: str) -> str:
    [unit] = await world.rows("SELECT name FROM units WHERE code = :code", code=code)
    return str(unit["name"])


async def test_a_wrong_photo_goes_once_the_entry_is_sent_again_and_a_new_one_takes_its_place(polling: World) -> None:
    lan = await sent(polling)
    for key in ("button-amend", "form-later"):
        await presses(lan, key)
    await answers(lan, "làm tiếp", "bỏ qua", "bỏ qua")
    [before] = await polling.rows("SELECT id FROM attachments")
    await presses(lan, "card-change-substance")
    assert [words("form-no-files")] in lan.screen.buttons
    assert words("collect-no-files") in await presses(lan, "form-no-files")
    assert [words("form-no-files")] not in lan.screen.buttons
    assert await polling.rows("SELECT id FROM attachments") == [before], "nothing is changed before it is sent"
    await lan.sends_photo()
    await lan.reads(1)
    assert "1 ảnh" in await presses(lan, "form-done")
    await presses(lan, "card-send-amend")
    [after] = await polling.rows("SELECT id FROM attachments")
    assert after != before


async def test_whoever_leaves_it_keeps_the_photo(polling: World) -> None:
    lan = await sent(polling)
    await presses(lan, "button-amend")
    await answers(lan, "bỏ qua", "bỏ qua")
    await presses(lan, "card-change-substance")
    await presses(lan, "form-no-files")
    await answers(lan, "hủy", "/mine")
    assert len(await polling.rows("SELECT 1 FROM attachments")) == 1
