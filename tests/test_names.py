"""Names as people give them: with what leads up to them, in raw Telex, and what is said instead of one."""

from __future__ import annotations

import pytest

from conversation.readers.names import parse_name
from conversation.readers.reading import Bad, Good
from tests.people import UNIT, join, words
from tests.world import World


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("em ten la nguyen van huy", "Nguyen Van Huy"), ("Dạ em là Hoa ạ", "Hoa"), ("da em la hoa a", "Hoa"),
        ("teen em laf Traanf Vawn Binhf", "Trần Văn Bình"), ("Họ tên: Nguyễn Văn A", "Nguyễn Văn A"),
        ("dạ Hoa ạ", "Hoa"), ("em Hoa", "Hoa"), ("Hoa.", "Hoa"), ("my name is john smith", "John Smith"),
        ("我叫李华", "李华"), ("저는 김민수입니다", "김민수"), ("田中太郎です", "田中太郎"),
        ("Nguyeenx Thij Hoa", "Nguyễn Thị Hoa"), ("NGUYEENX THIJ HOA", "Nguyễn Thị Hoa"),
        ("phamj vawn ddoong", "Phạm Văn Đông"),
    ],
)  # fmt: skip
def test_a_name_is_told_from_what_stands_around_it(typed: str, name: str) -> None:
    assert parse_name(typed) == Good(name)


@pytest.mark.parametrize(
    "typed",
    [
        "không", "ko", "sao phai hoi ten", "Tôi muốn gửi sáng kiến", "thoi khong doi nua", "cam on em nhe", "ok",
        "lam bo ga kep giu day thun khi may cap quan cho nhanh", "Cả tổ", "hỏi làm gì", "giữ nguyên",
        "tôi là công nhân", "why do you ask", "없음", "今天很累不想写名字", "왜이름을물어보는거예요",
    ],
)  # fmt: skip
def test_what_is_said_instead_of_a_name_is_none(typed: str) -> None:
    assert parse_name(typed) == Bad("name-no-name")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("minh", "Minh"), ("hong", "Hong"), ("do my hanh", "Do My Hanh"), ("khong van toi", "Khong Van Toi"),
        ("Khổng Muôn Tới", "Khổng Muôn Tới"), ("lê thị được", "Lê Thị Được"), ("Lê Thị Em", "Lê Thị Em"),
        ("Vàng A Pao", "Vàng A Pao"), ("Anh Thư", "Anh Thư"), ("Dạ Thảo", "Dạ Thảo"), ("Ông Thị Hoa", "Ông Thị Hoa"),
        ("Lee Max", "Lee Max"),
        ("pham nhi khoa an", "Pham Nhi Khoa An"), ("dang can", "Dang Can"), ("LÒ THỊ SAO BẢY", "Lò Thị Sao Bảy"),
        ("Noor Hassan", "Noor Hassan"), ("Max Tran", "Max Tran"),
        ("công tằng tôn nữ thị ninh", "Công Tằng Tôn Nữ Thị Ninh"),
        ("Maria Theresa de la Cruz Santos", "Maria Theresa de la Cruz Santos"),
        ("Y Krông Niê Kdăm", "Y Krông Niê Kdăm"),
    ],
)  # fmt: skip
def test_a_name_that_sounds_like_something_said_is_taken(typed: str, name: str) -> None:
    assert parse_name(typed) == Good(name)


async def test_at_the_door_an_introduction_is_understood_and_a_question_answered(polling: World) -> None:
    hoa = polling.fake.user(7, "Hoa 🌸")  # no name of a person, so it is typed
    await hoa.starts(f"u_{UNIT}")
    await hoa.reads(2)
    for pressed in ("Tiếng Việt", words("consent-agree")):
        await hoa.presses(pressed)
        await hoa.reads(1)
    await hoa.writes("sao phai hoi ten")
    assert (await hoa.reads(1))[0].text == words("name-no-name")
    await hoa.writes("em ten la nguyen thi hoa a")
    assert "Hoa!" in (await hoa.reads(1))[0].text
    assert await polling.rows("SELECT name FROM people") == [{"name": "Nguyen Thi Hoa"}]


async def test_a_word_of_doubt_renames_nobody(polling: World) -> None:
    lan = await join(polling)
    await lan.writes("/mydata")
    await lan.reads(1)
    await lan.presses(words("button-name"))
    await lan.reads(1)
    for typed in ("thoi khong doi nua", "lam bo ga kep giu day thun khi may cap quan cho nhanh"):
        await lan.writes(typed)
        assert (await lan.reads(1))[0].text == words("name-no-name")
    assert await polling.rows("SELECT name FROM people") == [{"name": "Nguyễn Thị Lan"}]


async def test_the_last_word_of_a_name_is_not_taken_for_a_form_of_address(polling: World) -> None:
    lan = polling.fake.user(7, "Nguyễn Thị Lan")
    await lan.starts(f"u_{UNIT}")
    await lan.reads(2)
    for pressed in ("Tiếng Việt", words("consent-agree")):
        await lan.presses(pressed)
        await lan.reads(1)
    await lan.writes("Nguyễn Thị Lan Anh")  # the account's name is offered as a button
    await lan.reads(1)
    assert await polling.rows("SELECT name FROM people") == [{"name": "Nguyễn Thị Lan Anh"}]
