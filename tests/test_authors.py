"""Co-authors as people list them, and what is typed there that is nobody's name."""

from __future__ import annotations

import json
from datetime import date

import pytest

from conversation.readers.authors import read_authors
from conversation.readers.reading import Bad, Facts, Good
from tests.people import join, words
from tests.world import MORNING, World

FACTS = Facts(MORNING, date(2022, 5, 10), name="Nguyễn Thị Lan")


@pytest.mark.parametrize(
    "typed",
    [
        "khong", "Không có", "ko", "khong co ai", "dạ không có ai ạ", "mot minh", "em tự làm một mình ạ", "tu lam",
        "em", "mình", "chỉ có mình em thôi ạ", "không có ai làm cùng", "khong co dong tac gia", "chỉ em", "hông",
        "by myself", "혼자 했어요", "没有", "いません", "tôi 100",
    ],
)  # fmt: skip
def test_nobody_else_took_part(typed: str) -> None:
    assert read_authors(typed, FACTS) == Good([])


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("Trần Văn Bình và Lê Thị Mai", {"Trần Văn Bình": 33, "Lê Thị Mai": 33}),
        ("Bình với Mai", {"Bình": 33, "Mai": 33}),
        ("cung voi anh Binh va Mai", {"Binh": 33, "Mai": 33}), ("Bình & Mai + Hoa", {"Bình": 25, "Mai": 25, "Hoa": 25}),
        ("Bình and Mai/Hoa", {"Bình": 25, "Mai": 25, "Hoa": 25}), ("李华、张伟", {"李华": 33, "张伟": 33}),
        ("1. Trần Văn Bình", {"Trần Văn Bình": 50}), ("1. Bình 30. 2. Mai 20", {"Bình": 30, "Mai": 20}),
        ("1/ Bình\n2/ Mai", {"Bình": 33, "Mai": 33}),
        ("- Trần Văn Bình: 30\n- Mai: 20", {"Trần Văn Bình": 30, "Mai": 20}),
        ("Bình 30% Mai 20%", {"Bình": 30, "Mai": 20}), ("30% Bình, 20% Mai", {"Bình": 30, "Mai": 20}),
        ("Bình 30 phần trăm, Mai 20 phan tram", {"Bình": 30, "Mai": 20}), ("Bình.", {"Bình": 50}),
        ("anh Bình", {"Bình": 50}), ("Anh Bình 30, chị Mai 20", {"Bình": 30, "Mai": 20}), ("Anh Thư", {"Anh Thư": 50}),
        ("em Hoa 30", {"Hoa": 30}), ("tôi 50, Bình 50", {"Bình": 50}), ("em 50 Bình 50", {"Bình": 50}),
        ("mình 40; Bình 60", {"Bình": 60}), ("Lan 50, Bình 50", {"Bình": 50}), ("tôi, Bình 40", {"Bình": 40}),
        ("chị Lan 30", {"Lan": 30}), ("minh 30, mai 20", {"Minh": 30, "Mai": 20}),
        ("Nguyễn Văn Vời 30", {"Nguyễn Văn Vời": 30}),
        ("toi va anh Binh", {"Binh": 50}), ("Bình - Mai", {"Bình": 33, "Mai": 33}), ("Bình - 30", {"Bình": 30}),
    ],
)  # fmt: skip
def test_each_author_gets_a_share_of_the_hundred(typed: str, others: dict[str, int]) -> None:
    assert read_authors(typed, FACTS) == Good([{"name": name, "share": share} for name, share in others.items()])


@pytest.mark.parametrize(
    "typed",
    ["chia đều", "cảm ơn", "cả tổ", "moi nguoi 50%", "anh em trong tổ", "chi em", "không biết", "tất cả cùng làm",
     "Bình, cả chuyền", "Bình, Mai mỗi người 33%", "Bình tổ 2", "tổ trưởng Bình làm cùng tôi"],
)  # fmt: skip
def test_words_that_name_nobody_make_no_author(typed: str) -> None:
    reading = read_authors(typed, FACTS)
    assert isinstance(reading, Bad)
    assert reading.key == "authors-unreadable"


@pytest.mark.parametrize(
    ("typed", "bad"),
    [
        ("Bình 100", Bad("authors-nothing-left")), ("Bình 60, Mai 40", Bad("authors-nothing-left")),
        ("tôi 0, Bình 100", Bad("authors-nothing-left")), ("tôi 50", Bad("authors-not-100", {"sum": 50})),
        ("tôi 50, Bình 30", Bad("authors-not-100", {"sum": 80})),
    ],
)  # fmt: skip
def test_a_sum_that_is_no_hundred_is_said_as_it_is(typed: str, bad: Bad) -> None:
    assert read_authors(typed, FACTS) == bad


async def test_authors_are_mended_in_the_talk(polling: World) -> None:
    lan = await join(polling)
    await lan.sends_photo("Lắp quả cầu thông gió trên mái kho")
    await lan.reads(1)
    await lan.presses(words("kind-technical"))
    await lan.reads(1)
    await lan.presses(words("card-authors"))
    await lan.reads(1)
    for typed, key, values in (
        ("chia đều", "authors-unreadable", {"line": "chia đều"}),
        ("Bình 100", "authors-nothing-left", {}),
    ):
        await lan.writes(typed)
        assert (await lan.reads(1))[0].text == words(key, **values)
    await lan.writes("tôi 50, anh Bình 30% và Mai 20")
    [card] = await lan.reads(1)
    assert "50\u00a0%" in card.text
    await lan.presses(words("card-send"))
    await lan.reads(1)
    [entry] = await polling.rows("SELECT co_authors FROM initiatives")
    assert json.loads(entry["co_authors"]) == [{"name": "Bình", "share": 30}, {"name": "Mai", "share": 20}]
