"""Finding a unit by name on the real database: however it is typed, the likeliest first, and after every change."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.unit_names import asked, units
from campaign.unit_list import ListedUnit
from conversation.readers.unit_names import asked as asked_words
from conversation.readers.unit_query import slips
from handlers.unit_search import search
from storage.migrate import migrate, migrations
from storage.sqlite import SqliteDatabase
from storage.unit_import import import_units
from storage.unit_words import index_all, packed, place_of, unit_at, unpacked
from storage.units import all_units, save_units
from tests.fixtures import sample_units
from tests.people import words
from tests.world import HANOI, World

INDEX = "SELECT word, count, units FROM unit_words ORDER BY word"


@pytest.fixture
async def database(tmp_path: Path, prepared: Path) -> AsyncIterator[SqliteDatabase]:
    shutil.copy(prepared, tmp_path / "units.db")
    found = SqliteDatabase(tmp_path / "units.db")
    await found.open()
    yield found
    await found.close()


async def labels(database: SqliteDatabase, typed: str) -> list[str]:
    return [str(hit["label"]) for hit in await database.read(lambda session: search(session, typed))]


async def takes_in(database: SqliteDatabase, *rows: ListedUnit) -> None:
    await database.write(lambda session: import_units(session, rows, HANOI))


def unit(code: str, name: str, parent: str = "HN-DA") -> ListedUnit:
    some = next(row for row in sample_units() if row.code == "HN-DA-03")
    return replace(some, code=code, name=name, parent_code=parent)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("cong ty tnhh dien tu hoa mai", "Điện tử Hoa Mai"), ("CTY Điện tử Hoa Mai VN", "Điện tử Hoa Mai"),
        ("ddieenj tuwr hoa mai", "Điện tử Hoa Mai"), ("dien tu hoa mia", "Điện tử Hoa Mai"),
        ("dientu hoamai", "Điện tử Hoa Mai"), ("asamori", "Asamori"), ("assamori", "Asamori"),
        ("asmori precison", "Asamori"), ("thpt go say", "Trung học phổ thông Gò Sậy"), ("hoasen", "Mầm non Hoa Sen"),
        ("ctcp ck tiên phong", "Cơ khí Tiên Phong"), ("bv nhi may trang", "Nhi Mây Trắng"), ("minekaw", "Minekawa"),
        ("ldld hn", "Liên đoàn Lao động Thành phố Hà Nội"), ("LĐLĐ TPHCM", "Thành phố Hồ Chí Minh"),
        ("tổ SMT 2", "Chuyền SMT 2"), ("px may 1", "Phân xưởng May 1"), ("em làm ở công ty cò trắng ạ", "Cò Trắng"),
        ("yukishiro kcx tphcm", "Yukishiro"), ("truong mam non hoa sen dong anh", "Mầm non Hoa Sen – Liên đoàn"),
        ("opti mond", "Optimond"),
    ],
)  # fmt: skip
async def test_the_unit_meant_comes_first(database: SqliteDatabase, typed: str, name: str) -> None:
    found = await labels(database, typed)
    assert found, typed
    assert name in found[0], found[:3]


@pytest.mark.parametrize("typed", ["asdf qwer", "???", "🔥", "zzzzzzzz", "\ud800", "x" * 160])
async def test_nothing_is_found_for_nothing(database: SqliteDatabase, typed: str) -> None:
    assert await labels(database, typed) == []


async def test_an_exact_accented_name_stands_above_one_equal_but_for_marks(database: SqliteDatabase) -> None:
    names = ("Công ty Tiền Phong", "Công ty Tiên Phong", "Công ty Tien Phong", "Công ty Tiến Phóng")
    await takes_in(database, *(unit(f"X-{at}", name) for at, name in enumerate(names)))
    for name in names:
        for typed in (name, name.upper(), name.removeprefix("Công ty ")):
            assert (await labels(database, typed))[0].startswith(f"{name} – "), typed
    assert (await labels(database, "coong ty tieenf phong"))[0].startswith("Công ty Tiền Phong – ")


async def test_ten_at_a_time_with_more_by_typing_on_telegram(polling: World) -> None:
    names = [f"Trường Mầm non Tí Hon {at}" for at in range(23)]
    await polling.app.database.write(
        lambda session: import_units(session, [unit(f"B-{at}", name) for at, name in enumerate(names)], HANOI)
    )
    hoa = polling.fake.user(7, "Hoa")
    for line in ("/start", "tiếng việt", "đồng ý"):
        await hoa.writes(line)
        await hoa.reads(1)
    await hoa.writes("mam non ti hon")
    shown: list[str] = []
    for count in (10, 10, 3):
        [told] = await hoa.reads(1)
        assert told.text == words("unit-which", count=count + (count == 10))
        page = [row[0] for row in told.buttons if "Tí Hon" in row[0]]
        assert len(page) == count
        shown += page
        if count == 10:
            await hoa.presses("▼ …")
    assert sorted(label.partition(" – ")[0] for label in shown) == sorted(names)


async def test_the_index_follows_every_change_of_the_list(database: SqliteDatabase) -> None:
    async def is_as_if_made_anew() -> None:
        before = await database.read(lambda session: session.all(INDEX))
        await database.write(index_all)
        after = await database.read(lambda session: session.all(INDEX))
        assert [tuple(row) for row in before] == [tuple(row) for row in after]

    await is_as_if_made_anew()
    await takes_in(database, unit("X-1", "Công ty Hồng Hạc"), unit("X-2", "Công ty Hồng Hà"))
    assert len(await labels(database, "hồng hạc")) == 1
    await takes_in(database, unit("X-1", "Công ty Thiên Nga"))
    await is_as_if_made_anew()
    assert (await labels(database, "thien nga"))[0].startswith("Công ty Thiên Nga")
    assert not any("Thiên Nga" in label for label in await labels(database, "hong hac"))
    await takes_in(database, replace(unit("X-1", "Công ty Thiên Nga"), merged_into="X-2"))
    assert await labels(database, "thien nga") == []


async def test_a_database_from_before_the_index_is_indexed_when_it_is_brought_up(
    database: SqliteDatabase, tmp_path: Path
) -> None:
    known = [asdict(one) for one in await database.read(all_units)]
    before = tmp_path / "before"
    before.mkdir()
    for number, path in migrations():
        if number < 5:
            shutil.copy(path, before)
    old = SqliteDatabase(tmp_path / "old.db")
    await old.open()
    await migrate(old, before)
    await old.write(lambda session: save_units(session, known))
    await migrate(old)
    assert [tuple(row) for row in await old.read(lambda session: session.all(INDEX))] == [
        tuple(row) for row in await database.read(lambda session: session.all(INDEX))
    ]
    await old.close()


@pytest.mark.slow
async def test_units_of_a_large_tree_are_found_however_they_are_typed(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "large.db")
    await database.open()
    await migrate(database)
    rows = units(20_000)
    names = {row.code: row.name for row in rows}
    await takes_in(database, *rows)
    for one in asked(rows, 40):
        if one.how not in ("one slip", "common words"):  # a slip may make another unit's name
            found = (await labels(database, one.typed))[:10]
            assert any(label.startswith(f"{names[one.code]} – ") for label in found), one
    await database.close()


@settings(deadline=None, derandomize=True, database=None)
@given(st.sets(st.integers(1, 6_436_342), max_size=50), st.text(max_size=300))
def test_places_are_packed_and_unpacked(ids: set[int], name: str) -> None:
    places = {place_of(unit_id, name) for unit_id in ids}
    assert list(unpacked(packed(places))) == sorted(places)
    assert {unit_at(place) for place in places} == ids


@pytest.mark.parametrize(
    ("typed", "meant"), [("kyosera", "kyocera"), ("kyocra", "kyocera"), ("kyoccera", "kyocera"), ("kyoecra", "kyocera")]
)
def test_every_kind_of_slip_is_one_slip(typed: str, meant: str) -> None:
    assert meant in slips(typed)
    assert slips("ab") == slips("1234") == slips("x" * 99) == set()


@pytest.mark.parametrize(
    ("typed", "left"),
    [("em làm ở cty Hoa Sen", "cty hoa sen"), ("tôi công tác tại Bệnh viện A", "benh vien a"), 
     ("ở Cò Trắng", "co trang"),
     ("Ô Môn", "o mon"), ("o mon", "o mon"), ("Lâm Đồng", "lam dong"), ("I work at Canon", "canon"), ("em", "em")],
)  # fmt: skip
def test_what_is_said_around_a_name_is_left_out(typed: str, left: str) -> None:
    assert " ".join(word.folded for word in asked_words(typed)) == left
