"""Unit lists go in whole or not at all, say what to mend by row, and come out as they went in."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from bot.demo import SAMPLES
from campaign.codes import short_code
from campaign.unit_cells import COLUMNS
from campaign.unit_list import check
from campaign.unit_tree import Known
from storage.recount import differences
from tests.command_line import CommandLine, somebody, submit
from tests.world import HANOI, MORNING

ROOT = {"code": "TLD", "name": "Tổng Liên đoàn", "level": "confederation", "ownership": "union"}
HN = {"code": "HN", "parent_code": "TLD", "name": "Hà Nội", "level": "federation", "ownership": "union"}
HP = {**HN, "code": "HP", "name": "Hải Phòng"}
MAY = {"code": "HN-1", "parent_code": "HN", "name": "May Hà Nội", "level": "grassroots", "ownership": "state"}
TO = {"code": "HN-1-T1", "parent_code": "HN-1", "name": "Tổ may 1", "level": "section", "ownership": "state"}
LISTED = "SELECT code, short, path FROM units ORDER BY id"


@pytest.fixture
def sangkien(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SANGKIEN_DATABASE__URL", "sqlite:///units.db")
    return CommandLine(tmp_path / "units.db", monkeypatch, capsys)


def full(row: dict[str, str]) -> dict[str, str]:
    return {column: row.get(column, "") for column in COLUMNS}


def csv_file(name: str, *rows: dict[str, str], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with Path(name).open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(map(full, rows))
    return Path(name)


def problems(*rows: dict[str, str], known: dict[str, Known] | None = None) -> list[tuple[int, str, str]]:
    return [tuple(problem) for problem in check(list(enumerate(map(full, rows), start=2)), known).problems]


def test_the_sample_list_goes_in_and_says_how_many(sangkien: CommandLine) -> None:
    assert sangkien("units", "import", SAMPLES / "units.csv").out == "321 units: 321 added, 0 changed\n"
    again = sangkien("units", "import", SAMPLES / "units.csv", "--json")
    assert again.out == '{"units": 321, "added": 0, "changed": 0, "unchanged": 321, "moved": 0}\n'
    merged = "SELECT u.code, m.code FROM units u JOIN units m ON m.id = u.merged_into_id ORDER BY 1"
    assert sangkien.rows(merged)[0] == ("BN-KCN-DS", "BN-KCN")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_was_exported_goes_in_again_as_it_is(sangkien: CommandLine, ending: str) -> None:
    sangkien("units", "import", SAMPLES / "units.csv")
    assert sangkien("units", "export", f"out.{ending}").out == f"321 units: out.{ending}\n"
    assert '"unchanged": 321' in sangkien("units", "import", f"out.{ending}", "--json").out
    sangkien("units", "export", "again.csv")
    with (SAMPLES / "units.csv").open(encoding="utf-8") as sample, open("again.csv", encoding="utf-8-sig") as out:
        assert sorted(csv.reader(out)) == sorted(csv.reader(sample))


def test_a_list_may_be_in_any_order_and_ids_follow_it_but_for_parents(sangkien: CommandLine) -> None:
    sangkien("units", "import", csv_file("a.csv", TO, HP, MAY, HN, ROOT))
    expected = [("TLD", "/1/"), ("HN", "/1/2/"), ("HN-1", "/1/2/3/"), ("HN-1-T1", "/1/2/3/4/"), ("HP", "/1/5/")]
    assert [(code, path) for code, _, path in sangkien.rows(LISTED)] == expected
    assert sangkien.rows(LISTED)[3][1] == short_code(4)


def test_who_is_known_keeps_id_and_short_code_and_who_is_left_out_stays(sangkien: CommandLine) -> None:
    sangkien("units", "import", csv_file("a.csv", ROOT, HN, MAY))
    before = sangkien.rows(LISTED)
    out = sangkien("units", "import", csv_file("b.csv", HP, {**MAY, "name": "May Hà Nội 2"})).out
    assert out == "2 units: 1 added, 1 changed\n"
    assert sangkien.rows(LISTED) == [*before, ("HP", short_code(4), "/1/4/")]
    assert sangkien.rows("SELECT name, folded FROM units WHERE code = 'HN-1'") == [("May Hà Nội 2", "may ha noi 2")]


def test_a_move_takes_everything_below_and_its_figures_along(sangkien: CommandLine) -> None:
    sangkien("units", "import", csv_file("a.csv", ROOT, HN, HP, MAY, TO))

    async def write(session):  # type: ignore[no-untyped-def]
        an = await somebody(session, "An", "HN-1-T1", MORNING)
        await submit(session, an, "Khay hứng linh kiện", MORNING)

    sangkien.write(write)
    new = {**HN, "code": "HP-KCN", "parent_code": "HP", "name": "Khu công nghiệp", "level": "upper"}
    out = sangkien("units", "import", csv_file("b.csv", {**MAY, "parent_code": "HP-KCN"}, new)).out
    assert out == "2 units: 1 added, 1 changed, 2 moved with what is counted there\n"
    assert [path for _, _, path in sangkien.rows(LISTED)] == [
        "/1/",
        "/1/2/",
        "/1/3/",
        "/1/3/6/4/",
        "/1/3/6/4/5/",
        "/1/3/6/",
    ]
    counted = (
        "SELECT u.code, c.submitted, c.people FROM counters c JOIN units u ON u.id = c.unit_id WHERE period = 'all'"
    )
    assert {row[0]: row[1:] for row in sangkien.rows(counted)} == dict.fromkeys(
        ("TLD", "HP", "HP-KCN", "HN-1", "HN-1-T1"), (1, 1)
    )
    assert sangkien.write(lambda session: differences(session, HANOI)) == []


def test_a_wrong_list_changes_nothing_and_names_row_column_and_mend(sangkien: CommandLine) -> None:
    wrong = csv_file("a.csv", ROOT, {**HN, "members": "1.234"}, {**HP, "level": "province"})
    ended = sangkien("units", "import", wrong)
    assert ended.code == 1
    assert ended.err.splitlines() == [
        "a.csv: row 3, column members: '1.234' is no number from 0 up; "
        "write digits only (1234, without points, commas or spaces)",
        "a.csv: row 4, column level: 'province' is none of confederation, federation, sector, corporation, "
        "upper, grassroots, section",
    ]
    assert sangkien.rows(LISTED) == []
    assert '"row": 3, "column": "members"' in sangkien("units", "import", wrong, "--json").out


def test_of_many_mistakes_twenty_are_shown(sangkien: CommandLine) -> None:
    rows = [{**HN, "code": f"HN-{at}", "name": ""} for at in range(25)]
    lines = sangkien("units", "import", csv_file("a.csv", ROOT, *rows)).err.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "and 5 more"


@pytest.mark.parametrize(
    ("cell", "mend"),
    [
        ({"code": ""}, "missing"),
        ({"code": "HÀ-NỘI"}, "'HÀ-NỘI' is no code"),
        ({"code": "A" * 33}, "1 to 32 of A-Z, 0-9 and -"),
        ({"name": " "}, "missing"),
        ({"ownership": "us"}, "'us' is none of state, private, foreign, public, agency, union"),
        ({"country": "KR"}, "only for ownership foreign"),
        ({"country": "Korea"}, "two letters"),
        ({"members": "-1"}, "digits only"),
        ({"members": "１２"}, "digits only"),
        ({"target_self": "1 000"}, "digits only"),
        ({"opening_stock": "9999999999"}, "too large"),
        ({"valid_from": "31/12/2021"}, "like 2022-04-21"),
        ({"valid_to": "2022-02-30"}, "like 2022-04-21"),
        ({"valid_to": "20220221"}, "like 2022-04-21"),
        ({"merged_into": "HN"}, "names the unit itself"),
        ({"merged_into": "XX"}, "no unit XX in this list or in the database"),
        ({"parent_code": "XX"}, "no unit XX in this list or in the database"),
        ({"parent_code": "HN"}, "goes in a circle: HN > HN"),
        ({"parent_code": ""}, "only one unit has none above it, and that is TLD"),
    ],
)
def test_each_cell_says_what_to_mend(cell: dict[str, str], mend: str) -> None:
    (column,) = cell
    (found,) = problems(ROOT, {**HN, **cell})
    assert found[:2] == (3, column)
    assert mend in found[2]


def test_rules_between_cells_and_rows() -> None:
    assert problems(ROOT, {**HN, "valid_from": "2022-05-01", "valid_to": "2022-04-30"})[0][1] == "valid_to"
    assert problems(ROOT, {**HN, "ownership": "foreign"}) == [
        (3, "country", "missing; a foreign owner has one: two letters like KR")
    ]
    assert problems(ROOT, HN, {**HN, "code": "hn"}) == [(4, "code", "HN stands in rows 3 and 4; keep one of them")]
    circle = problems(ROOT, {**HN, "parent_code": "HP"}, {**HP, "parent_code": "HN"})
    assert circle == [(3, "parent_code", "goes in a circle: HN > HP > HN")]
    chain = problems(ROOT, {**HN, "merged_into": "HP"}, {**HP, "merged_into": "HN"})
    assert chain == [(3, "merged_into", "goes in a circle: HN > HP > HN")]


def test_the_list_is_seen_together_with_what_is_there() -> None:
    known = {"TLD": Known(None, None), "HN": Known("TLD", None), "HN-1": Known("HN", None)}
    assert problems(TO, known=known) == []
    assert problems({**ROOT, "code": "NEW"}, known=known)[0][2].endswith(
        "that is TLD; write the code of the unit above"
    )
    assert problems({**HN, "parent_code": "HN-1"}, known=known)[0][2] == "goes in a circle: HN > HN-1 > HN"
    assert problems({**ROOT, "code": "NEW"}, {**ROOT, "parent_code": "NEW"}, known=known) == []


def test_cells_are_tidied() -> None:
    decomposed = "Ha\u0300 Nô\u0323i"
    (_, unit) = check([(2, full(ROOT)), (3, full({**HN, "code": " hn ", "name": f"\u200b {decomposed}\n "}))]).units
    assert (unit.code, unit.name, unit.opening_stock, unit.members) == ("HN", "Hà Nội", 0, None)


def test_columns_must_be_the_known_ones() -> None:
    row = full(ROOT)
    del row["members"]
    found = check([(2, {**row, "phone": ""})]).problems
    assert [(problem.row, problem.column) for problem in found] == [(1, "phone"), (1, "members")]
    assert "no units here" in check([]).problems[0].mend


def test_both_separators_a_mark_at_the_beginning_and_blank_lines(sangkien: CommandLine) -> None:
    csv_file("a.csv", ROOT, {}, HN, delimiter=";", encoding="utf-8-sig")
    assert sangkien("units", "import", "a.csv").out == "2 units: 2 added, 0 changed\n"
    csv_file("b.csv", {}, {**HN, "level": "x"})
    assert sangkien("units", "import", "b.csv").err.startswith("b.csv: row 3, column level:")


def test_a_workbook_as_people_keep_it(sangkien: CommandLine) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append([name.title() for name in COLUMNS])
    page.append([ROOT.get(column) for column in COLUMNS])
    page.append([])
    row = {
        **HN,
        "members": 123.0,
        "target_self": 12,
        "valid_from": datetime(2021, 12, 15),  # noqa: DTZ001 - a cell knows no zone
        "valid_to": date(2022, 1, 1),
    }
    page.append([row.get(column) for column in COLUMNS])
    book.save("a.xlsx")
    assert sangkien("units", "import", "a.xlsx").code == 0
    found = sangkien.rows("SELECT members, target_self, valid_from, valid_to FROM units WHERE code = 'HN'")
    assert found == [(123, 12, "2021-12-15", "2022-01-01")]
    page.append(["HP", "TLD", "Hải Phòng", "federation", "union", None, None, None, 1.5])
    book.save("a.xlsx")
    assert "row 5, column members: '1.5'" in sangkien("units", "import", "a.xlsx").err


def test_a_name_like_a_formula_stays_a_name(sangkien: CommandLine) -> None:
    sangkien("units", "import", csv_file("a.csv", ROOT, {**HN, "name": "=1+1", "cluster": "+84"}))
    for name in ("out.csv", "out.xlsx"):
        sangkien("units", "export", name)
        assert '"unchanged": 2' in sangkien("units", "import", name, "--json").out
    assert "'=1+1" in Path("out.csv").read_text(encoding="utf-8-sig")
    assert openpyxl.load_workbook("out.xlsx").active["C3"].data_type == "s"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("gone.csv", None, "No such file"),
        ("list.ods", b"", ".ods is not read here; save it as .csv (UTF-8) or .xlsx"),
        ("old.csv", "code,name\nHN,Hà Nội\n".encode("cp1258", "replace"), "row 2 is not UTF-8"),
        ("wide.csv", "code,name\n".encode("utf-16"), "row 1 is not UTF-8"),
        ("quote.csv", b'code,name\nHN,"Ha Noi\n', "mend the quotes"),
        ("twice.csv", b"code,code\nHN,HN\n", "row 1, column code: stands there twice"),
        ("list.xlsx", b"PK no workbook", "no readable workbook"),
    ],
)
def test_a_file_that_cant_be_read_is_wrong_usage(
    sangkien: CommandLine, name: str, content: bytes | None, why: str
) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    ended = sangkien("units", "import", name)
    assert ended.code == 2
    assert why in ended.err
    assert ended.err.startswith(f"sangkien: {name}: ")


def test_cells_beside_the_columns_are_told(sangkien: CommandLine) -> None:
    csv_file("a.csv", ROOT)
    with open("a.csv", "a", encoding="utf-8") as file:
        file.write("HN,TLD,Hà Nội,federation,union,,,,1,234,,,,,,,567\n")
    assert "row 3: '567' stands outside the columns" in sangkien("units", "import", "a.csv").err


def test_an_export_that_fails_leaves_the_old_file(sangkien: CommandLine) -> None:
    sangkien("units", "import", SAMPLES / "units.csv")
    assert sangkien("units", "export", "gone/out.csv").code == 1
    assert sangkien("units", "export", "out.txt").code == 2
    Path("out.csv").mkdir()
    assert sangkien("units", "export", "out.csv").code == 1
    assert not list(Path().glob(".*part"))


@pytest.mark.slow
def test_as_a_program_of_its_own(tmp_path: Path, prepared: Path) -> None:
    shutil.copy(prepared, tmp_path / "units.db")
    (tmp_path / "wrong.csv").write_text("code,name\nHN,Hà Nội\n", encoding="utf-8")
    environment = {**os.environ, "SANGKIEN_DATABASE__URL": "sqlite:///units.db", "PYTHONPATH": str(SAMPLES.parent)}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bot", *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert run("units", "export", "out.xlsx").stdout == "321 units: out.xlsx\n"
    wrong = run("units", "import", "wrong.csv")
    assert (wrong.returncode, wrong.stderr.splitlines()[0]) == (
        1, "wrong.csv: row 1, column parent_code: missing; add it, its cells may be blank"
    )  # fmt: skip
    assert run("units", "import", "gone.csv").returncode == 2
