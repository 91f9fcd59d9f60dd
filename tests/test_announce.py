"""Announcing, as leaders and those they speak to see it: written, undone, sent once, watched, stopped."""

from __future__ import annotations

import asyncio

import pytest

from bot.app import App
from campaign.roles import Role
from conversation.message import Text
from storage.grants import remove_grant
from tests.announcing import TEXTS, WORDS, announces, comes, is_in, reads_of, settled, unit_of
from tests.fixtures import Comes
from tests.people import words
from tests.world import Wall, World

UNION = "Công đoàn cơ sở Công ty TNHH Điện tử Hoa Mai Việt Nam"


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """No clock looks beside the test, which counts what its own look has planned."""

    async def stands_still(_app: App) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(App, "_run_clock", stands_still)


async def fast(world: World, pings_per_second: float = 1_000) -> World:
    world.config.sending.telegram.pings_per_second = pings_per_second
    world.config.sending.telegram.per_second = 0
    await world.restart()
    return world


async def test_a_photo_with_an_announcement_is_refused_in_words_and_its_text_kept(polling: World) -> None:
    hoa = await comes(polling, 1, "Hoa", "HN-KCN-01", role=Role.LEADER)
    await comes(polling, 2, "Lan", "HN-KCN-01")
    await hoa.writes("/announce")
    await hoa.reads(1)
    await hoa.sends_photo()
    assert (await hoa.reads(1))[0].text == words("file-not-here", words=0)
    await hoa.sends_album(caption=WORDS)
    refused, card, again = await hoa.reads(3)
    assert refused.text == words("file-not-here", words=1)
    assert reads_of(UNION) in card.text
    assert again.text == words("file-not-here", words=0)  # the album's second photo
    await hoa.presses(card.buttons[0][0], message=card)
    assert (await hoa.reads(1))[0].text == words("announce-confirmed", count=2)


async def test_two_inputs_and_a_minute_later_everybody_below_has_it_once(world: World) -> None:
    await fast(world)
    hoa = await comes(world, 1, "Hoa", "HN-KCN-01", role=Role.LEADER)
    lan = await comes(world, 2, "Lan", "HN-KCN-01")
    kim = await comes(world, 3, "Kim", "HN-KCN-01-T02", "en")
    binh = await comes(world, 4, "Bình", "HN-KCN-02")
    await hoa.writes("/announce")
    await hoa.reads(1)
    await hoa.writes(WORDS)
    [card] = await hoa.reads(1)
    assert reads_of(UNION) in card.text
    assert words("announce-send", count=3) == card.buttons[0][0]
    did = await hoa.presses(card.buttons[0][0])
    assert (await hoa.reads(1))[0].text == words("announce-confirmed", count=3)
    await hoa.presses(card.buttons[0][0], message=card)  # once more, late
    await hoa.reads(1)
    await world.fake.redeliver(did)
    world.wall.turn(seconds=59)
    assert await world.app.announce() == 0
    assert await world.rows("SELECT 1 FROM outbox WHERE lane = 'ping'") == []  # nothing in bulk in an update
    world.wall.turn(seconds=1)
    assert await world.app.announce() == 3
    assert [sent.text for sent in await lan.reads(1)] == [reads_of(UNION)]
    assert [sent.text for sent in await kim.reads(1)] == [reads_of(UNION, lang="en")]
    await settled(world)
    world.wall.turn(seconds=10)
    await world.app.announce()
    await hoa.sees(words("announce-done", sent=3, failed=0, unreachable=0, stopped=0))
    assert await world.app.announce() == 0
    await world.fake.quiet()
    assert (lan.unread, kim.unread, binh.unread) == ([], [], [])
    assert len(await world.rows("SELECT 1 FROM announcements")) == 1


async def test_undone_within_the_minute_nobody_gets_it_and_the_words_are_kept(world: World) -> None:
    await fast(world)
    hoa = await comes(world, 1, "Hoa", "HN-KCN-01", role=Role.LEADER)
    lan = await comes(world, 2, "Lan", "HN-KCN-01")
    await announces(hoa)
    confirmed = hoa.screen
    await hoa.presses(words("announce-undo"))
    await hoa.sees(words("announce-undone"))
    world.wall.turn(minutes=2)
    assert await world.app.announce() == 0
    hoa.clears()
    await hoa.presses(words("announce-undo"), message=confirmed)  # pressed twice by a nervous thumb
    assert await hoa.toast() == words("form-late-press")
    await hoa.reads(1)
    await hoa.presses(words("announce-again"))
    [card] = await hoa.reads(1)
    assert reads_of(UNION) in card.text
    await hoa.presses(words("announce-send", count=2))
    [confirmed] = await hoa.reads(1)
    world.wall.turn(minutes=1)
    assert await world.app.announce() == 2
    await lan.reads(1)
    await hoa.presses(words("announce-undo"), message=confirmed)  # too late, and harmless
    await settled(world)
    states = await world.rows("SELECT state FROM announcements ORDER BY id")
    assert [row["state"] for row in states] == ["undone", "sending"]


async def test_whoever_blocked_the_bot_is_told_of_and_holds_up_nobody(polling: World) -> None:
    world = await fast(polling)
    hoa = await comes(world, 1, "Hoa", "HN-KCN-01", role=Role.LEADER)
    lan, minh, binh = [await comes(world, at, "Lan", "HN-KCN-01") for at in (2, 3, 4)]
    await lan.blocks()
    await world.fake.quiet()
    await announces(hoa)
    assert words("announce-confirmed", count=3) == hoa.screen.text
    minh.leaves_telegram()
    world.wall.turn(minutes=1)
    await world.app.announce()
    await binh.reads(1)
    await settled(world)
    world.wall.turn(seconds=10)
    await world.app.announce()
    await hoa.sees(words("announce-done", sent=2, failed=0, unreachable=2, stopped=0))


async def test_the_card_says_whom_each_choice_reaches_and_only_they_get_it(polling: World) -> None:
    world = await fast(polling)
    hoa = await comes(world, 1, "Hoa", "HN-KCN", role=Role.LEADER)
    kim = await comes(world, 2, "Kim", "HN-KCN-01", "ko", Role.SUPPORT)
    lan = await comes(world, 3, "Lan", "HN-KCN-01", role=Role.SUPPORT)
    tien = await comes(world, 4, "Tiên", "HN-KCN-04", "ko", Role.SUPPORT)
    await comes(world, 5, "Minh", "HN-KCN-01", "ko")
    await hoa.writes("/thongbao")
    await hoa.reads(1)
    did = await hoa.writes("Mời hop to ho tro")
    [card] = await hoa.reads(1)
    counts = [card.buttons[0][0]]
    for change, choice in (
        ("role", words("announce-role-support")),
        ("language", "한국어"),
        ("ownership", words("announce-ownership-foreign")),
    ):
        await hoa.presses(words(f"announce-change-{change}"))
        await hoa.reads(1)
        await hoa.presses(choice)
        counts.append((await hoa.reads(1))[0].buttons[0][0])
    assert counts == [words("announce-send", count=count) for count in (5, 3, 2, 1)]
    await hoa.edits(did, "Mời họp tổ hỗ trợ")
    card = (await hoa.reads(2))[1]
    assert "Mời họp tổ hỗ trợ" in card.text
    await hoa.presses(words("announce-send", count=1))
    await hoa.reads(1)
    world.wall.turn(minutes=1)
    assert await world.app.announce() == 1
    assert "Mời họp tổ hỗ trợ" in (await kim.reads(1))[0].text
    await settled(world)
    assert (lan.unread, tien.unread) == ([], [])


async def test_what_is_announced_at_night_goes_in_the_morning(polling: World) -> None:
    hoa = await comes(polling, 1, "Hoa", "HN-KCN-01", role=Role.LEADER)
    lan = await comes(polling, 2, "Lan", "HN-KCN-01")
    polling.wall.turn(hours=13)  # 22:30
    await hoa.writes("/announce")
    await hoa.reads(1)
    await hoa.writes(WORDS)
    [card] = await hoa.reads(1)
    await hoa.presses(card.buttons[0][0])
    day = TEXTS.words(Text("day-shown", {"date": "2022-05-11"}), "vi")
    assert (await hoa.reads(1))[0].text == words("announce-confirmed-later", count=2, time="07:00", day=day)
    polling.wall.turn(hours=8)  # 6:30
    assert await polling.app.announce() == 0
    polling.wall.turn(minutes=30)
    assert await polling.app.announce() == 2
    assert [sent.text for sent in await lan.reads(1)] == [reads_of(UNION)]


async def test_a_leader_reaches_nobody_outside_the_own_subtree(polling: World) -> None:
    hoa = await comes(polling, 1, "Hoa", "HN-KCN-01", role=Role.LEADER)
    lan = await comes(polling, 2, "Lan", "HN-KCN-02")
    await lan.writes("/announce")
    assert (await lan.reads(1))[0].text == words("announce-no-right")
    for other in ("HN-KCN-02", "HN-KCN", "KHONG-CO"):
        await hoa.writes(f"/announce {other}")
        assert (await hoa.reads(1))[0].text == words("announce-no-right")
    await hoa.writes("/announce")
    await hoa.reads(1)
    await hoa.writes(WORDS)
    await hoa.reads(1)
    await hoa.presses(words("announce-change-unit"))
    assert "SMT 1" in str((await hoa.reads(1))[0].buttons)
    await hoa.writes("HN-KCN-02")
    assert "HN-KCN-02" in (await hoa.reads(1))[0].text
    await hoa.writes("hn-kcn-01-t02")
    [card] = await hoa.reads(1)
    assert "SMT 2" in card.text
    assert words("announce-send", count=0) not in str(card.buttons)  # nobody is there
    did = await hoa.presses(words("announce-change-unit"))
    [asked] = await hoa.reads(1)
    [root] = await polling.rows("SELECT id FROM units WHERE code = 'TLD'")
    forged = f"{asked.rows[0][0]['callback_data'].rpartition('|')[0]}|u{root['id']}"
    await polling.fake.deliver({"callback_query": {**did.update["callback_query"], "id": "77", "data": forged}})
    assert (await hoa.reads(1))[0].text == words("form-choose")
    await hoa.presses(UNION)
    assert UNION in (await hoa.reads(1))[0].text


async def test_a_right_that_is_lost_within_the_minute_is_lost(polling: World) -> None:
    hoa = await comes(polling, 1, "Hoa", "HN-KCN-01", role=Role.LEADER)
    await announces(hoa)

    async def dismiss(session):  # type: ignore[no-untyped-def]
        unit = await unit_of(session, "HN-KCN-01")
        [row] = await session.all("SELECT person_id FROM addresses WHERE address = 'telegram:1'")
        await remove_grant(session, row["person_id"], Role.LEADER, unit.id)

    await polling.app.database.write(dismiss)
    polling.wall.turn(minutes=1)
    assert await polling.app.announce() == 0
    await hoa.sees(words("announce-refused", unit=UNION))
    assert (await polling.rows("SELECT state FROM announcements"))[0]["state"] == "undone"


async def test_progress_is_drawn_anew_and_what_was_not_sent_can_be_stopped(polling: World) -> None:
    world = await fast(polling, pings_per_second=2)
    hoa = await comes(world, 1, "Hoa", "HN-KCN", role=Role.LEADER)
    await comes(world, 2, "Lan", "HN-KCN-01")
    rest = [f"telegram:{at}" for at in range(3, 41)]

    async def crowd(session):  # type: ignore[no-untyped-def]
        for address in rest:
            await is_in(session, address, "HN-KCN-02")

    await world.app.database.write(crowd)
    await announces(hoa)
    world.wall.turn(minutes=1)
    assert await world.app.announce() == 40
    told = await hoa.sees(words("announce-progress", sent=0, total=40))
    await settled(world, waiting=38)  # both who are there have it
    world.wall.turn(seconds=10)
    await world.app.announce()
    [now] = await world.rows("SELECT sent, recipients - unreachable AS total FROM announcements")
    assert await hoa.sees(words("announce-progress", sent=now["sent"], total=now["total"])) is told
    hoa.clears()
    await hoa.writes("/announce")
    assert (await hoa.reads(1))[0].text == told.text
    await hoa.presses(words("announce-stop"), message=told)
    await hoa.sees(words("announce-stopping"))
    await world.app.announce()
    await settled(world)
    await world.app.announce()
    await hoa.sees("đã dừng")
    states = await world.rows("SELECT state, error FROM outbox WHERE lane = 'ping'")
    assert len(states) == 40
    assert sum(row["error"] == "stopped" for row in states) >= 10  # the others had 14 seconds to leave
    assert (await world.rows("SELECT state FROM announcements"))[0]["state"] == "done"


async def test_on_the_page_it_is_there_at_once(app: App, comes: Comes, wall: Wall) -> None:
    hoa, lan = await comes(), await comes()
    for who in (hoa, lan):
        await who.says("/start")
    rows = await app.database.read(lambda session: session.all("SELECT address FROM addresses ORDER BY person_id"))
    for row, role in zip(rows, (Role.LEADER, None), strict=True):
        await app.database.write(
            lambda session, row=row, role=role: is_in(session, row["address"], "HN-KCN-01", role=role)
        )  # type: ignore[misc]
    await hoa.says("/announce")
    await hoa.says(WORDS)
    send = (await hoa.history())[-1]["choices"][0][0]["id"]
    await hoa.says("", choice=send)
    wall.turn(minutes=1)
    async with lan.listens() as stream:
        await stream.until_ready()
        assert await app.announce() == 2
        assert (await stream.next())["text"] == reads_of(UNION)
    told = [event["text"] for event in await hoa.history() if event["type"] == "bot"]
    assert told[-2:] == [reads_of(UNION), words("announce-done", sent=2, failed=0, unreachable=0, stopped=0)]
