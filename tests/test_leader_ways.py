"""What support members and leaders type, switch off or leave: answers to pings, calls for help, figures of units."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from campaign.later import later_moments
from campaign.reminders import Reminders
from campaign.wishes import Wishes
from conversation.answering import read_answer
from storage.wishes import save_wishes
from tests.fakes.telegram import Person
from tests.people import words
from tests.pinged import ABOVE, at, leader, person_of, pings, support
from tests.world import HANOI, World


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("xong", "done"), ("Đã xong", "done"), ("da xong roi a", "done"), ("dạ em xong rồi ạ", "done"),
        ("xong rooif", "done"), ("✅ Xong rồi", "done"), ("/xong", "done"), ("done", "done"), ("Rồi ạ.", "done"),
        ("de sau", "later"), ("để sau nhé", "later"), ("chưa xong ạ", "later"), ("not yet", "later"),
        ("cần giúp", "help"), ("em can giup a", "help"), ("Cần hỗ trợ nhé!", "help"), ("need help", "help"),
        ("sáng mai nhé", "later=morning"), ("1h nua", "later=hour"),
        ("", ""), ("vâng", ""), ("ạ", ""), ("giúp", ""), ("không xong", ""), ("xong việc thì báo em nhé", ""),
        ("Mai", ""), ("bỏ qua", ""), ("xong xong xong xong xong xong xong xong xong xong", ""),
    ],
)  # fmt: skip
def test_an_answer_is_read_however_it_is_put(typed: str, meant: str) -> None:
    assert read_answer(typed) == meant


async def test_a_typed_answer_is_the_newest_pings_as_its_button(polling: World) -> None:
    hung = await support(polling)
    await hung.writes("đã xong")
    assert (await hung.reads(1))[0].text == words("nothing-open")  # nobody has asked anything
    for day, typed, said, answer in (
        ("05-16", "da xong roi a", words("ping-done", date="16/5"), "done"),
        ("05-23", "cần giúp", "Anh/chị hỏi thẳng", "help"),
    ):
        await at(polling, day)
        await hung.reads(1)
        await hung.writes(typed)
        [told] = await hung.reads(1)
        assert said in told.text
        assert told.buttons == [[words("ping-button-change")]]
        newest = (await pings(polling, "weekly"))[-1]
        assert (newest["state"], newest["answer"]) == ("answered", answer)
    await hung.writes("xong")
    assert (await hung.reads(1))[0].text == words("nothing-open")  # it is answered


async def test_later_is_typed_and_so_is_when(polling: World) -> None:
    hung = await support(polling)
    await at(polling, "05-16")
    await hung.reads(1)
    await hung.writes("để sau")
    assert (await hung.reads(1))[0].text == words("ping-later")
    await hung.writes("chieu nay")
    assert (await hung.reads(1))[0].text == words("ping-put-off", time="17:00", date="16/5")
    await at(polling, "05-16", "17:00")
    await hung.reads(1)


@pytest.mark.parametrize(
    ("hour", "shift", "offered"),
    [
        ("09:00", None, {"hour": "10:00", "evening": "17:00", "morning": "08:00"}),
        ("20:30", None, {"morning": "08:00"}),  # in an hour it is quiet
        ("12:00", "ca2", {"hour": "13:00", "morning": "08:00"}),  # this afternoon is the shift
        ("12:30", "ca1", {"hour": "14:00", "evening": "17:00", "morning": "14:00"}),
        ("15:00", "ca3", {"hour": "16:00", "evening": "17:00", "morning": "14:00"}),
        ("23:00", None, {"morning": "08:00"}),
    ],
)
def test_only_what_keeps_its_name_is_offered_for_later(hour: str, shift: str | None, offered: dict[str, str]) -> None:
    now = datetime.fromisoformat(f"2022-05-16T{hour}").replace(tzinfo=HANOI)
    alone = Wishes(shift=shift).alone(Reminders())
    moments = later_moments(now, time(8), alone, HANOI)
    assert {name: f"{moment.astimezone(HANOI):%H:%M}" for name, moment in moments.items()} == offered


async def test_after_a_night_shift_tomorrow_is_no_morning(polling: World) -> None:
    hung = await support(polling)
    known = await person_of(polling, hung)
    await polling.app.database.write(lambda session: save_wishes(session, known.id, Wishes(shift="ca3")))
    await at(polling, "05-16", "15:00")
    await hung.reads(1)
    await hung.presses(words("ping-button-later"))
    assert [words("ping-later-tomorrow", time="14:00")] in (await hung.sees(words("ping-later"))).buttons


async def test_an_open_question_is_answered_first_and_a_ping_of_yesterday_not_at_all(polling: World) -> None:
    hung, hoa = await support(polling), await leader(polling)
    await hung.writes("/new")
    await hung.reads(1)
    await at(polling, "05-16")
    await hung.reads(1)
    await hung.writes("Cần giúp")
    assert words("kind-technical") in [row[0] for row in (await hung.reads(1))[0].buttons]
    await hung.writes("/cancel")
    await hung.reads(1)
    await at(polling, "05-18", "08:01")
    hoa.clears()
    await hung.writes("xong")
    assert (await hung.reads(1))[0].text == words("nothing-open")
    assert [row["state"] for row in await pings(polling, "weekly")] == ["unanswered"]


async def switches_off_calls(world: World, leader: Person) -> None:
    known = await person_of(world, leader)
    wishes = Wishes(off=frozenset({"escalation"}))
    await world.app.database.write(lambda session: save_wishes(session, known.id, wishes))


async def unit_name(world: World, code: str) -> str:
    [unit] = await world.rows("SELECT name FROM units WHERE code = :c", c=code)
    return str(unit["name"])


async def calls_for_help(world: World, hour: str = "08:30") -> str:
    """What a support member is told who calls for help that Monday."""
    hung = await support(world)
    await at(world, "05-16")
    await hung.reads(1)
    await at(world, "05-16", hour)
    await hung.writes("cần giúp")
    return (await hung.reads(1))[0].text


@pytest.mark.parametrize("deaf", ["switched off", "blocked"])
async def test_a_call_climbs_to_the_first_level_that_hears_it_and_that_is_what_is_said(
    polling: World, deaf: str
) -> None:
    hoa, top = await leader(polling), await leader(polling, 3002, "Phạm Văn Minh", "HN")
    if deaf == "blocked":
        await hoa.blocks()
        await polling.fake.quiet()
    else:
        await switches_off_calls(polling, hoa)
    told = await calls_for_help(polling)
    assert told == words("ping-help", unit=await unit_name(polling, "HN"))
    for one in (hoa, top):
        one.clears()
    await at(polling, "05-16", "08:31")
    assert hoa.unread == []
    assert "Trần Văn Hùng" in (await top.reads(1))[0].text


async def test_where_nobody_hears_a_call_the_member_is_told_whom_to_ask(polling: World) -> None:
    hoa = await leader(polling)
    await switches_off_calls(polling, hoa)
    contact = polling.app.config.campaign_setting().contact
    assert await calls_for_help(polling) == words("ping-help-nobody", contact=contact)
    assert await polling.rows("SELECT 1 FROM escalations") == []


@pytest.mark.parametrize("deaf", ["switched off", "gone"])
async def test_a_call_goes_on_where_a_leader_stops_to_hear_before_it_comes(polling: World, deaf: str) -> None:
    hoa, top = await leader(polling), await leader(polling, 3002, "Phạm Văn Minh", "HN")
    assert await calls_for_help(polling, "22:00") == words("ping-help", unit=await unit_name(polling, ABOVE))
    await at(polling, "05-16", "22:01")
    if deaf == "gone":
        hoa.leaves_telegram()  # which is learned when the morning's word doesn't arrive
    else:
        await switches_off_calls(polling, hoa)
    top.clears()
    for day, hour in (("05-17", "07:00"), ("05-17", "07:01"), ("05-18", "07:01"), ("05-18", "07:02")):
        await at(polling, day, hour)
    assert "Trần Văn Hùng" in (await top.reads(1))[0].text
    [call] = await polling.rows("SELECT u.code FROM escalations e JOIN units u ON u.id = e.above_id WHERE why = 'help'")
    assert call["code"] == "HN"


async def test_an_unknown_code_is_said_to_be_so_and_units_are_found_by_name_below_ones_own(polling: World) -> None:
    hoa = await leader(polling)  # of HN-KCN
    for typed in ("/totals XX", "tong so XX", "/tongso HN-DA-01", "Tổng số HN-99"):
        await hoa.writes(typed)
        [told] = await hoa.reads(1)
        assert told.text == words("totals-unknown", query=typed.split()[-1])  # also of a unit that is somebody else's
        assert told.buttons == [[words("button-totals")]]
    for typed in (
        "/totals HN-KCN-01",
        "tong so HN-KCN-01",
        "tổng số công đoàn cơ sở công ty TNHH điện tử Hoa Mai Việt Nam",
    ):
        await hoa.writes(typed)
        assert (await hoa.reads(1))[0].text.splitlines()[0] == f"📊 {await unit_name(polling, 'HN-KCN-01')}"
    await hoa.writes("thong ke dien tu hoa mai")
    [which] = await hoa.reads(1)
    assert which.text == words("totals-which")
    [one] = [label for [label] in which.buttons if "Hoa Mai" in label]
    await hoa.presses(one)
    await hoa.sees("📊 Công đoàn cơ sở Công ty TNHH Điện tử Hoa Mai")


async def test_names_of_units_elsewhere_are_not_found_and_others_have_no_right(polling: World) -> None:
    hung, hoa = await support(polling), await leader(polling, code="HN-KCN-01")
    [other] = await polling.rows("SELECT name FROM units WHERE code = 'HN-DA-01'")
    for typed in (f"/totals {other['name']}", "/totals ha noi"):
        await hoa.writes(typed)
        assert (await hoa.reads(1))[0].text == words("totals-unknown", query=typed.removeprefix("/totals ")[:60])
    await hung.writes("/totals XX")
    assert (await hung.reads(1))[0].text == words("totals-no-right")
    await hung.writes("tong so HN-KCN")
    assert (await hung.reads(1))[0].text == words("what-next", name="Trần Văn Hùng")


async def test_units_of_a_small_union_are_found_among_its_own_alone(
    polling: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that thousands have: what is nearest in the whole country says nothing of one's own."""
    hoa = await leader(polling, code="HN-KCN-01")
    monkeypatch.setattr("handlers.unit_search.candidates", None)
    await hoa.writes("tong so kho vat tuu")
    [which] = await hoa.reads(1)
    assert which.buttons[0][0].startswith("Tổ công đoàn Kho vật tư")


async def test_an_idea_of_a_leader_that_begins_with_a_command_is_an_idea(polling: World) -> None:
    hoa = await leader(polling)
    await hoa.writes("Thống kê lỗi từng máy may bằng bảng màu treo ở đầu chuyền")
    assert [words("form-no-initiative")] in (await hoa.reads(1))[0].buttons
