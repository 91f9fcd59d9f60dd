"""A worker's whole way on Telegram, in polling and in webhook mode, through the strict fake over HTTP."""

from __future__ import annotations

import json

import pytest

from tests.people import guided, join, words
from tests.world import World


async def keys(world: World) -> list[str]:
    rows = await world.rows("SELECT body FROM outbox ORDER BY id")
    return [json.loads(row["body"])["key"] for row in rows]


async def test_from_qr_code_to_receipt_and_mine(world: World) -> None:
    lan = await join(world)
    receipt = await guided(lan)
    assert "SK-2022-0000" in receipt
    [entry] = await world.rows("SELECT * FROM initiatives")
    assert entry["title"] == "Gá kẹp giữ dây thun khi may cạp quần"
    assert entry["problem"] == "dây thun bị xoắn."
    assert entry["solution"].startswith("chế cái kẹp")
    assert json.loads(entry["benefit"]) | {"social": []} == {
        "computable": True, "amount": 15_000_000, "currency": "VND", "period": "year",
        "estimated": True, "approximate": True, "social": [], "note": None,
    }  # fmt: skip
    assert entry["applied_on"] == "2022-03"
    assert entry["complete"] == 1
    await lan.writes("/mine")
    [listed] = await lan.reads(1)
    assert entry["code"] in listed.text


async def test_known_person_needs_at_most_eight_messages_each_way(world: World) -> None:
    lan = await join(world)
    before, calls = len(lan.inbox), len(await world.rows("SELECT 1 FROM receipts"))
    await guided(lan)
    assert len(lan.inbox) - before <= 8
    assert len(await world.rows("SELECT 1 FROM receipts")) - calls <= 8


async def test_quick_entry_takes_three_inputs(world: World) -> None:
    lan = await join(world)
    calls = len(await world.rows("SELECT 1 FROM receipts"))
    await lan.sends_photo("Lắp quả cầu thông gió trên mái kho hóa chất\nNhiệt độ giảm 4 độ, khỏi bật quạt")
    await lan.reads(1)
    await lan.presses(lan.screen.buttons[0][0])
    await lan.reads(1)
    await lan.presses(lan.screen.buttons[0][0])
    assert "SK-2022-0000" in (await lan.reads(1))[0].text
    assert len(await world.rows("SELECT 1 FROM receipts")) - calls == 3
    [entry] = await world.rows("SELECT title, solution, complete FROM initiatives")
    assert entry["title"] == "Lắp quả cầu thông gió trên mái kho hóa chất"
    assert entry["complete"] == 0


async def test_every_update_delivered_twice_changes_nothing(world: World) -> None:
    lan = await join(world)
    await lan.writes("/new")
    await lan.reads(1)
    did = await lan.writes("Giảm thời gian thay khuôn ép nhựa")
    await lan.reads(1)
    await world.fake.redeliver(did)
    await world.fake.quiet()
    assert lan.unread == []
    [draft] = await world.rows("SELECT step, version FROM drafts WHERE form = 'submission'")
    assert draft["step"] == "kind"


async def test_editing_a_sent_message_changes_the_answer(world: World) -> None:
    lan = await join(world)
    await lan.writes("/new")
    await lan.reads(1)
    did = await lan.writes("Giảm thoi gian thay khuôn")
    await lan.reads(1)
    await lan.edits(did, "Giảm thời gian thay khuôn ép")
    told, _question = await lan.reads(2)
    assert "Giảm thoi gian thay khuôn" in told.text
    assert "Giảm thời gian thay khuôn ép" in told.text
    [draft] = await world.rows("SELECT answers FROM drafts WHERE form = 'submission'")
    assert json.loads(draft["answers"])["title"] == "Giảm thời gian thay khuôn ép"


async def test_album_is_one_answer_with_one_acknowledgement(world: World) -> None:
    world.config.sending.settle_seconds = 60  # nothing settles before it was all taken in
    await world.restart()
    lan = await join(world)
    await lan.writes("/new")
    await lan.reads(1)
    await lan.writes("Kẹp giữ dây thun")
    await lan.reads(1)
    await lan.presses(lan.screen.buttons[0][0])
    await lan.reads(1)
    await lan.sends_album([b"\xff\xd8one", b"\xff\xd8two", b"\xff\xd8three"], "Ba ảnh trước và sau")
    await world.fake.quiet()
    assert lan.unread == []
    world.wall.turn(minutes=2)
    await world.restart()
    [told] = await lan.reads(1)
    await world.fake.quiet()
    assert lan.unread == []
    assert "3" in told.text


async def test_late_and_doubled_presses_are_harmless(world: World) -> None:
    lan = await join(world)
    await lan.writes("/new")
    await lan.reads(1)
    await lan.writes("Kẹp giữ dây thun")
    kinds = (await lan.reads(1))[0]
    await lan.presses(kinds.buttons[0][0])
    await lan.reads(1)
    for _ in range(4):  # the presses before
        await lan.toast()
    await lan.presses(kinds.buttons[1][0], message=kinds)
    assert await lan.toast() == words("form-late-press")
    again = (await lan.reads(1))[0]
    assert again.text == lan.inbox[-2].text
    [draft] = await world.rows("SELECT answers FROM drafts WHERE form = 'submission'")
    assert json.loads(draft["answers"])["kind"] == "technical"


async def test_cancel_undo_pause_and_resume_after_a_restart(world: World) -> None:
    lan = await join(world)
    await lan.writes("/new")
    await lan.reads(1)
    await lan.writes("Kẹp giữ dây thun")
    kinds = (await lan.reads(1))[0].text
    await lan.writes("hủy")
    [cancelled] = await lan.reads(1)
    await lan.presses(cancelled.buttons[0][0])
    assert (await lan.reads(1))[0].text == kinds
    await world.restart()
    world.wall.turn(days=3)
    await lan.writes("/start")
    [welcome] = await lan.reads(1)
    assert "Kẹp giữ dây thun" in welcome.text
    await lan.presses(welcome.buttons[0][0])
    assert (await lan.reads(1))[0].text == kinds


async def test_a_press_that_cannot_be_acknowledged_holds_up_nobody(polling: World) -> None:
    lan, binh = await join(polling), await join(polling, 1002)
    for text in ("nop sang kien", "Gá kẹp giữ dây thun khi may cạp quần"):
        await lan.writes(text)
        await lan.reads(1)
    polling.fake.fail_next("answerCallbackQuery", 403, description="Forbidden: user is deactivated", times=50)
    await lan.presses(words("kind-technical"))
    await lan.reads(1)
    await binh.writes("/help")
    await binh.reads(1)
    await polling.fake.quiet()


async def test_blocked_bot_marks_the_person_unreachable_and_keeps_them(world: World) -> None:
    lan = await join(world)
    await lan.blocks()
    await world.fake.quiet()
    assert (await world.rows("SELECT reachable FROM addresses"))[0]["reachable"] == 0
    await lan.unblocks()
    await lan.writes("/help")
    await lan.reads(1)
    assert (await world.rows("SELECT reachable FROM addresses"))[0]["reachable"] == 1


@pytest.mark.slow
@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 429, "retry_after": 1}, {"cut": True}])
async def test_an_answer_survives_a_failing_vendor(polling: World, fault: dict[str, object]) -> None:
    lan = await join(polling)
    polling.fake.fail_next("sendMessage", **fault)
    await lan.writes("/help")
    [told] = await lan.reads(1)
    assert told.text
    await polling.restart()  # what was sent is marked on the way down
    assert [row["state"] for row in await polling.rows("SELECT state FROM outbox")] == ["sent"] * len(
        await keys(polling)
    )
