"""What was asked back is remembered: the next message answers it in half a sentence, by a yes or by a number."""

from __future__ import annotations

import json
from typing import Any

import pytest

from conversation import advance
from conversation.brief import is_no, is_yes, number_in
from conversation.draft import DOUBT, Draft
from conversation.submission import SUBMISSION
from tests.fakes.telegram import Person
from tests.people import words
from tests.test_conversation import FACTS, draft_at, writes
from tests.world import World


def heard(step: str, *typed: str) -> tuple[Draft, str]:
    """The draft after these messages, and the key of what was said last."""
    draft, said = draft_at(step, returning=True), ""
    for line in typed:
        outcome = advance.advance(SUBMISSION, draft, writes(line), FACTS)
        draft, said = outcome.draft, outcome.says[0].text.key
    return draft, said


@pytest.mark.parametrize(
    ("year", "month", "kept"),
    [
        ("2020", "thang 6", "2020-06"), ("2020", "6", "2020-06"), ("2020", "2", "2020-02"), ("2020", "T6", "2020-06"),
        ("2020", "tháng sáu ạ", "2020-06"), ("năm ngoái", "tháng 3", "2021-03"), ("năm ngoái", "3", "2021-03"),
        ("2020", "15/6", "2020-06-15"), ("2020", "cuoi nam", "2020-12"), ("2020", "đầu năm", "2020-01"),
        ("2020", "khoảng tháng 6 gì đó", "2020-06"), ("2020", "6月", "2020-06"), ("2020", "6월", "2020-06"),
        ("2020", "june", "2020-06"), ("2022", "tháng 2", "2022-02"), ("2020", "quý 2", "2020-04"),
        # what says another year, or counts from today, stands for itself
        ("2020", "tháng 6/2019", "2019-06"), ("2020", "tháng 6 năm 2019", "2019-06"), ("2020", "hôm qua", "2022-05-09"),
        ("2020", "tháng trước", "2022-04"), ("2020", "20/6/2021", "2021-06-20"), ("2020", "6/2019", "2019-06"),
    ],
)  # fmt: skip
def test_a_month_belongs_to_the_year_that_was_asked_about(year: str, month: str, kept: str) -> None:
    draft, _ = heard("applied_on", year, month)
    assert draft.answers["applied_on"] == kept
    assert DOUBT not in draft.answers


def test_a_month_after_an_unreadable_one_still_belongs_to_the_year() -> None:
    assert heard("applied_on", "2020", "lâu rồi", "thang 6")[0].answers["applied_on"] == "2020-06"


def test_a_month_of_this_year_that_has_not_come_is_not_taken_from_the_last() -> None:
    for month in ("tháng 8", "8"):
        draft, said = heard("applied_on", "2022", month)
        assert said == "date-future"
        assert "applied_on" not in draft.answers


@pytest.mark.parametrize(
    ("first", "then", "amount", "period"),
    [
        ("15", "trieu", 15_000_000, None), ("15", "nghìn", 15_000, None), ("15", "tr ạ", 15_000_000, None),
        ("15", "k", 15_000, None), ("15 năm", "triệu", 15_000_000, "year"),
        ("15", "triệu một năm", 15_000_000, "year"), ("15/năm", "trieu", 15_000_000, "year"),
        ("15/năm", "15 triệu", 15_000_000, "year"), ("15", "2", 15_000, None), ("15", "cái thứ 3", 15 * 10**9, None),
        ("5-7 triệu/tháng", "5", 5_000_000, "month"), ("5-7 triệu/tháng", "7 triệu", 7_000_000, "month"),
        ("5-7 triệu/tháng", "2", 7_000_000, "month"), ("2-5 triệu", "2", 2_000_000, None),
        ("5-7 triệu/tháng", "mức thấp thôi ạ", 5_000_000, "month"), ("5-7 triệu", "cao", 7_000_000, None),
        # what has a figure of its own stands for itself
        ("15", "20 triệu", 20_000_000, None), ("15", "1,5 tỷ/năm", 1_500_000_000, "year"),
        ("5-7 triệu/tháng", "6 triệu/năm", 6_000_000, "year"),
    ],
)  # fmt: skip
def test_a_unit_belongs_to_the_number_that_was_asked_about(
    first: str, then: str, amount: int, period: str | None
) -> None:
    benefit = heard("benefit", first, then)[0].answers["benefit"]
    assert (benefit["amount"], benefit["period"]) == (amount, period)


def test_half_a_sentence_after_another() -> None:
    benefit = heard("benefit", "15", "năm", "triệu")[0].answers["benefit"]
    assert (benefit["amount"], benefit["period"]) == (15_000_000, "year"), "not năm triệu, five million"


@pytest.mark.parametrize(
    ("step", "first", "then"),
    [("benefit", "15", "không biết"), ("benefit", "15", "chưa rõ ạ"), ("applied_on", "2020", "không nhớ")],
)
def test_who_has_nothing_to_say_to_it_leaves_the_question_open(step: str, first: str, then: str) -> None:
    draft, _ = heard(step, first, then)
    assert step not in draft.answers
    assert step in draft.skipped


def test_a_yes_to_several_asks_which() -> None:
    assert heard("benefit", "5-7 triệu", "đúng rồi")[1] == "benefit-range"
    assert heard("benefit", "8tr x 12 tháng", "96")[0].answers["benefit"]["amount"] == 96_000_000


def test_a_no_asks_the_question_itself_again() -> None:
    draft, said = heard("benefit", "15", "không phải")
    assert said == "submission-benefit-ask"
    assert DOUBT not in draft.answers


def test_a_doubt_that_gets_no_further_leads_to_help() -> None:
    assert heard("benefit", "15", "15", "15")[1] == "benefit-unit"
    assert heard("benefit", "10-15", "triệu")[1] == "benefit-range"
    draft, said = heard("benefit", "15", "16", "17", "18")
    assert said == "form-stuck"
    assert draft.failures == 3


def test_what_is_no_longer_on_the_screen_is_not_chosen_by_its_number() -> None:
    draft, said = heard("benefit", "15", "1.5.2tr", "2")
    assert said == "benefit-unit"
    assert "benefit" not in draft.answers
    back = advance.back(SUBMISSION, heard("applied_on", "2020")[0], FACTS).draft
    assert DOUBT not in back.answers


@pytest.mark.parametrize(
    "typed",
    [
        "đúng rồi ạ",
        "dung roi",
        "co",
        "phai a",
        "Dạ đúng ạ!",
        "ok",
        "vâng ạ",
        "ok ạ",
        "ừ",
        "ddungs rooif",
        "はい",
        "是的",
        "네",
    ],
)
def test_a_yes(typed: str) -> None:
    assert is_yes(typed)
    assert not is_no(typed)


@pytest.mark.parametrize(
    "typed", ["", "dừng", "cố", "dùng", "có 2 người", "cò", "có máy", "đúng giờ", "không", "yes but no", "phải làm lại"]
)
def test_what_is_no_yes(typed: str) -> None:
    assert not is_yes(typed)


@pytest.mark.parametrize("typed", ["không", "khong phai a", "ko phải", "sai rồi em", "いいえ", "不是", "아니요"])
def test_a_no(typed: str) -> None:
    assert is_no(typed)
    assert not is_yes(typed)


@pytest.mark.parametrize("typed", ["khống", "không có máy", "không còn kẹt chỉ", "sai số nhỏ hơn", "nó"])
def test_what_is_no_no(typed: str) -> None:
    assert not is_no(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1", 1), ("1.", 1), ("1)", 1), ("số 1", 1), ("loai 2 a", 2), ("cái thứ 2", 2), ("①", 1), ("1️⃣", 1), ("第2个", 2),
     ("2번", 2), ("em chọn số 3 ạ", 3), ("12 máy", None), ("1,5", None), ("100", None), ("15 triệu", None),
     ("tháng 2", None), ("", None)],
)  # fmt: skip
def test_the_number_of_a_button(typed: str, number: int | None) -> None:
    assert number_in(typed) == number


# Finding the unit


async def at_the_unit(world: World) -> Person:
    hoa = world.fake.user(7, "Trần Hoa")
    await says(hoa, "/start")
    for label in ("Tiếng Việt", words("consent-agree")):
        await hoa.presses(label)
        await hoa.reads(1)
    return hoa


async def says(person: Person, text: str) -> Any:
    await person.writes(text)
    return (await person.reads(1))[0]


async def chosen(world: World) -> str | None:
    [row] = await world.rows("SELECT answers FROM drafts WHERE form = 'joining' ORDER BY id DESC LIMIT 1")
    unit = json.loads(row["answers"]).get("unit")
    found = await world.rows("SELECT code FROM units WHERE id = :id", id=unit or 0)
    return str(found[0]["code"]) if found else None


@pytest.mark.parametrize("typed", ["dung roi", "co", "phải ạ", "1", "số 1"])
async def test_the_only_unit_found_is_taken_by_a_yes(polling: World, typed: str) -> None:
    hoa = await at_the_unit(polling)
    asked = await says(hoa, "hoa mai dien tu")
    assert asked.text == words("unit-which", count=1)
    await says(hoa, typed)
    assert await chosen(polling) == "HN-KCN-01"


async def test_of_several_units_one_is_taken_by_its_number(polling: World) -> None:
    hoa = await at_the_unit(polling)
    several = await says(hoa, "truong mam non")
    again = await says(hoa, "đúng rồi")
    assert again.buttons == several.buttons
    await says(hoa, "2")
    label = several.buttons[1][0].split(" – ")[0]
    [unit] = await polling.rows("SELECT name FROM units WHERE code = :code", code=await chosen(polling))
    assert unit["name"] == label


async def test_a_district_narrows_what_was_found(polling: World) -> None:
    hoa = await at_the_unit(polling)
    both = await says(hoa, "mam non hoa sen")
    assert {"Đông Anh", "Thuận An"} <= {
        name for row in both.buttons for name in ("Đông Anh", "Thuận An") if name in row[0]
    }
    one = await says(hoa, "dong anh")
    assert one.text == words("unit-which", count=1)
    assert "Hoa Sen" in one.buttons[0][0]
    assert "Đông Anh" in one.buttons[0][0]


async def test_another_name_is_looked_for_by_itself(polling: World) -> None:
    hoa = await at_the_unit(polling)
    await says(hoa, "mam non hoa sen")
    found = await says(hoa, "cty dien tu hoa mai")
    assert "Hoa Mai" in found.buttons[0][0]
    assert (await says(hoa, "không phải")).text == words("joining-unit-ask", place="3", length="4")
