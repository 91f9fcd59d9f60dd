"""Pings as people meet them: one merged message, its answers, the level above, settings, and who is left in peace."""

from __future__ import annotations

from datetime import date

import aiohttp
import pytest

from scheduler import watch
from storage.database import Session
from storage.erasure import copy_of, erase
from storage.peaks import add_peak
from storage.units import unit_by_code
from tests.clockwork import Log
from tests.people import UNIT, guided, join, words
from tests.pinged import ABOVE, at, leader, person_of, pings, press, support
from tests.world import World


async def test_monday_morning_brings_one_message_with_all_there_is_to_do(world: World) -> None:
    hung = await support(world)
    lan = await join(world)
    await guided(lan)
    await world.app.database.write(lambda session: session.run("UPDATE initiatives SET complete = 0"))
    await world.app.database.write(lambda session: session.run("UPDATE counters SET complete = 0"))
    await lan.writes("/new")
    await lan.reads(1)
    await lan.writes("Xe đẩy thùng")
    await lan.reads(1)
    await at(world, "05-16", "07:59")
    assert hung.unread == []
    await at(world, "05-16")  # eight o'clock in Hà Nội, one o'clock for a server
    [said] = await hung.reads(1)
    assert words("ping-weekly") in said.text
    assert words("ping-incomplete-row", count=1) in said.text
    assert words("ping-drafts-row", count=1, hours=24) in said.text
    assert "Chậm 174" in said.text
    assert said.buttons[0] == [words(f"ping-button-{one}") for one in ("done", "later", "help")]
    await at(world, "05-16", "08:01")
    assert hung.unread == []


async def test_who_is_on_pace_or_has_nothing_to_do_is_left_in_peace(polling: World) -> None:
    hung = await support(polling)
    binh = await support(polling, 2002, "Lê Bình", "DNI-LT-03")  # a unit without a target
    await polling.app.database.write(
        lambda session: session.run("UPDATE units SET opening_stock = 280 WHERE code = :c", {"c": UNIT})
    )
    await at(polling, "05-16")
    assert hung.unread == binh.unread == []
    assert [(row["state"], row["why"]) for row in await pings(polling)] == [
        ("dropped", "on_pace"), ("dropped", "nothing"),
    ]  # fmt: skip


async def test_done_is_noted_and_seen_by_the_level_above(polling: World) -> None:
    hung, hoa = await support(polling), await leader(polling)
    await at(polling, "05-16")
    await hung.reads(1)
    did = await hung.presses(words("ping-button-done"))
    assert (await hung.sees(words("ping-done", date="16/5"))).buttons == [[words("ping-button-change")]]
    await polling.fake.redeliver(did)
    hoa.clears()
    await hoa.writes("/pings")
    await hoa.reads(1)
    await hoa.presses(words("button-pinged"))
    [seen] = await hoa.reads(1)
    assert (
        f"Trần Văn Hùng – Công đoàn cơ sở Công ty TNHH Điện tử Hoa Mai Việt Nam: {words('pinged-done', date='16/5')}"
        in seen.text
    )
    await hung.presses(words("ping-button-change"))
    await hung.sees(words("ping-change", date="16/5"))
    await hung.presses(words("ping-button-help"))
    await hung.sees("Đã báo")
    assert [(row["state"], row["answer"]) for row in await pings(polling, "weekly")] == [("answered", "help")]


async def test_later_comes_back_when_it_was_asked_for(polling: World) -> None:
    hung = await support(polling)
    await at(polling, "05-16")
    await hung.reads(1)
    await hung.presses(words("ping-button-later"))
    await hung.sees(words("ping-later"))
    await hung.presses(words("ping-later-evening", time="17:00"))
    await hung.sees(words("ping-put-off", time="17:00", date="16/5"))
    await at(polling, "05-16", "16:59")
    assert hung.unread == []
    await at(polling, "05-16", "17:00")
    assert words("ping-again") in (await hung.reads(1))[0].text
    await hung.presses(words("ping-button-done"))
    await hung.sees("Cảm ơn")
    [row] = await pings(polling)
    assert (row["state"], row["answer"]) == ("answered", "done")


async def test_a_call_for_help_reaches_the_leaders_above_at_once_and_in_their_daytime(polling: World) -> None:
    hung, hoa = await support(polling), await leader(polling)
    await at(polling, "05-16")
    hoa.clears()
    await hung.reads(1)
    await at(polling, "05-16", "22:00")
    await hung.presses(words("ping-button-help"))
    assert "khu công nghiệp" in (await hung.sees("Đã báo")).text.lower()
    await at(polling, "05-16", "22:01")
    assert hoa.unread == []
    await at(polling, "05-17", "07:00")
    [told] = await hoa.reads(1)
    assert words("ping-escalation") in told.text
    assert "Trần Văn Hùng" in told.text
    for look in ("button-pinged", "button-totals", "button-pings"):
        await hoa.presses(words(look), message=told)
        await hoa.reads(1)
    assert told.edits == 0  # looking around takes nobody's answer away
    await hoa.presses(words("ping-button-done"))
    await hoa.sees("Cảm ơn")
    assert await polling.rows("SELECT 1 FROM escalations WHERE closed_at IS NULL") == []


async def test_two_unanswered_pings_climb_one_level_and_an_answer_ends_it(polling: World) -> None:
    hung, hoa = await support(polling), await leader(polling)
    top = await leader(polling, 3002, "Phạm Văn Minh", "HN")
    for day in ("05-16", "05-23"):
        await at(polling, day)
        await hung.reads(1)
        for one in (hoa, top):
            one.clears()
        await at(polling, f"05-{int(day[3:]) + 2}")  # two days on: it is of no use any more
    [told] = await hoa.reads(1)
    assert words("ping-silent-row", count=1, names="x").partition(":")[0] in told.text
    assert "Trần Văn Hùng" in told.text
    assert top.unread == []
    await hung.presses(words("ping-button-done"))
    await hung.sees("Cảm ơn")
    assert await polling.rows("SELECT 1 FROM escalations WHERE closed_at IS NULL") == []


async def test_a_peak_makes_it_daily_in_its_subtree_and_the_last_days_are_counted_down(polling: World) -> None:
    hung, mai = await support(polling), await support(polling, 2002, "Đỗ Mai", "HN-01")

    async def peak(session: Session) -> None:
        unit = await unit_by_code(session, ABOVE)
        assert unit is not None
        await add_peak(session, unit.id, date(2022, 5, 17), date(2022, 5, 18), None, polling.wall())

    await polling.app.database.write(peak)
    heard: dict[str, list[str]] = {}
    for day in ("05-16", "05-17", "05-18", "05-19", "05-21", "05-26", "05-28", "05-30"):
        await at(polling, day)
        heard[day] = [person.unread[0].text.splitlines()[0] if person.unread else "" for person in (hung, mai)]
        for person in (hung, mai):
            person.clears()
    weekly, daily = words("ping-weekly"), words("ping-daily")
    assert heard == {
        "05-16": [weekly, weekly], "05-17": [daily, ""], "05-18": [daily, ""], "05-19": ["", ""],
        **{day: [words("ping-countdown", days=days)] * 2 for day, days in
           (("05-21", 10), ("05-26", 5), ("05-28", 3), ("05-30", 1))},
    }  # fmt: skip


async def test_who_works_at_night_is_written_to_after_sleep_and_who_wants_none_is_not(polling: World) -> None:
    hung, mai = await support(polling), await support(polling, 2002, "Đỗ Mai", "HN-01")
    await hung.writes("nhắc")
    [shown] = await hung.reads(1)
    assert words("pings-rhythm-usual") in shown.text
    await hung.presses(words("pings-button-shift"))
    await hung.sees(words("pings-ask-shift"))
    await hung.presses("Ca 3 (22:00–06:00)")
    await hung.sees("Ca 3 (22:00–06:00)")
    await mai.writes("/nhac")
    await mai.reads(1)
    await mai.presses(words("pings-button-kinds"))
    await mai.sees(words("pings-ask-kinds"))
    for sign in ("✅", "🔕", "✅"):  # off, on, and off again
        await mai.presses(f"{sign} {words('pings-kind-weekly')}")
        await polling.fake.quiet()
    await at(polling, "05-16")
    assert hung.unread == mai.unread == []
    await at(polling, "05-16", "14:00")
    assert words("ping-weekly") in (await hung.reads(1))[0].text
    assert [row["kind"] for row in await pings(polling)] == ["weekly"]


async def test_who_blocks_the_bot_is_dropped_kept_and_told_to_the_level_above(polling: World) -> None:
    hung, hoa = await support(polling), await leader(polling)
    hung.leaves_telegram()
    await at(polling, "05-16")
    await at(polling, "05-23")
    hoa.clears()
    calls = len(polling.fake.called("sendMessage"))
    await at(polling, "05-23", "08:01")
    [told] = await hoa.reads(1)
    assert "Trần Văn Hùng" in told.text
    assert len(polling.fake.called("sendMessage")) == calls + 1  # nobody writes into the void again
    await hoa.presses(words("button-pinged"))
    assert words("pinged-unreachable") in (await hoa.sees("Trần Văn Hùng – ")).text
    states = [(row["state"], row["why"]) for row in await pings(polling, "weekly")]
    assert states == [("dropped", "unreachable")] * 2


async def test_a_leader_sees_only_below_and_others_nothing(polling: World) -> None:
    hung, hoa = await support(polling), await leader(polling)
    await support(polling, 2002, "Đỗ Mai", "HN-01")
    hung.clears()
    await hoa.writes("/pings")
    await hoa.reads(1)
    await hoa.presses(words("button-pinged"))
    [seen] = await hoa.reads(1)
    assert "Trần Văn Hùng" in seen.text
    assert "Đỗ Mai" not in seen.text
    await hung.writes("/pings")
    [own] = await hung.reads(1)
    assert [words("button-pinged")] not in own.buttons
    [unit] = await polling.rows("SELECT id FROM units WHERE code = :c", c=UNIT)
    await press(polling, 2001, f"pinged|{unit['id']}")
    assert (await hung.reads(1))[0].text == words("pinged-no-right")


async def test_a_choice_that_is_none_changes_nothing(polling: World) -> None:
    await support(polling)
    for choice in ("rhythm=hourly", "quiet=1-2", "shift=ca9", "off=nothing", "stop=x", "x=y", "on=", "==", "back"):
        await press(polling, 2001, f"pings|{choice}")
    for answer in ("", "7", "7:done", "-1:done", "7:later=noon", "x:help"):
        await press(polling, 2001, f"ping|{answer}")
    assert await polling.rows("SELECT 1 FROM ping_settings") == []
    assert await polling.rows("SELECT 1 FROM receipts WHERE error IS NOT NULL") == []


async def test_a_person_with_two_chats_is_written_to_where_they_last_wrote(polling: World) -> None:
    hung = await support(polling)
    other = polling.fake.user(2009, "Trần Văn Hùng")
    await other.writes("/help")
    await other.reads(1)
    await polling.app.database.write(
        lambda session: session.run(
            "UPDATE addresses SET person_id = (SELECT person_id FROM addresses WHERE address = 'telegram:2001')"
            " WHERE address = 'telegram:2009'"
        )
    )
    await at(polling, "05-16")
    await other.reads(1)
    await hung.writes("/help")
    await hung.reads(1)
    await at(polling, "05-23")
    await hung.reads(1)
    assert other.unread == []


async def test_a_role_or_a_wish_that_changed_after_planning_counts(polling: World) -> None:
    hung, mai = await support(polling), await support(polling, 2002, "Đỗ Mai", "HN-01")
    await at(polling, "05-16", "07:00")
    polling.wall.turn(hours=1)
    await polling.app.sweep("reminders")
    await mai.writes("/pings")
    await mai.reads(1)
    await mai.presses(words("pings-button-kinds"))
    await mai.sees(words("pings-ask-kinds"))
    await mai.presses(f"✅ {words('pings-kind-weekly')}")
    await polling.fake.quiet()
    sql = "DELETE FROM grants WHERE person_id = (SELECT person_id FROM addresses WHERE address = 'telegram:2001')"
    await polling.app.database.write(lambda session: session.run(sql))
    await at(polling, "05-16")
    assert hung.unread == mai.unread == []
    assert {(row["state"], row["why"]) for row in await pings(polling)} == {
        ("dropped", "no_role"), ("dropped", "opted_out"),
    }  # fmt: skip


async def test_what_is_late_is_told_at_ready_in_the_figures_and_in_the_log(
    polling: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Log()
    monkeypatch.setattr(watch, "_log", log)
    await support(polling)
    await at(polling, "05-16", "07:00")
    polling.wall.turn(hours=1)
    await polling.app.sweep("reminders")
    polling.wall.turn(minutes=5)
    await polling.app.sweep("watch")
    assert log.lines == []
    polling.wall.turn(minutes=1)
    await polling.app.sweep("watch")
    assert log.lines == [("pings_late", {"kind": "weekly", "pings": 1, "minutes": 5})]
    async with aiohttp.ClientSession(f"http://127.0.0.1:{polling.app.port}") as http:
        async with http.get("/ready") as told:
            assert (told.status, (await told.json())["late"]) == (503, {"weekly": 1})
        async with http.get("/metrics") as told:
            assert 'sangkien_pings_late{kind="weekly"} 1.0' in await told.text()
        await polling.app.sweep("due", "watch")
        async with http.get("/ready") as told:
            assert told.status == 200


async def test_who_is_forgotten_leaves_no_ping_behind_and_a_copy_names_them(polling: World) -> None:
    hung = await support(polling)
    await at(polling, "05-16")
    await hung.reads(1)
    await hung.presses(words("ping-button-later"))
    await hung.sees(words("ping-later"))
    known = await person_of(polling, hung)
    copy = await polling.app.database.read(lambda session: copy_of(session, known))
    assert copy["pings"][0]["kind"] == "weekly"
    await polling.app.database.write(lambda session: erase(session, known.id, polling.wall()))
    assert await pings(polling) == []
