"""Initiatives come out with every field, in three forms, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conversation.message import File
from storage.database import Session
from storage.entries import own_initiative
from storage.erasure import erase
from storage.export import PAGE, exported
from storage.files import attach
from storage.initiatives import withdraw
from tests.command_line import BENEFIT, CommandLine, present, somebody, submit
from tests.world import HANOI, MORNING

FIELDS = [
    "code", "title", "kind", "problem", "solution", "status", "unit_code", "unit_path", "author", "co_authors",
    "submitted_by", "on_behalf", "channel", "language", "benefit", "applied_on", "submitted_at", "complete",
    "recognised", "duplicate_of", "attachments",
]  # fmt: skip
DAY = timedelta(days=1)
PATH = (
    "Tổng Liên đoàn Lao động Việt Nam / Liên đoàn Lao động Thành phố Hà Nội"
    " / Công đoàn cơ sở Công ty TNHH MTV Thoát nước Kênh Liễu"
)


@pytest.fixture
def sangkien(
    tmp_path: Path, prepared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    shutil.copy(prepared, "units.db")
    monkeypatch.setenv("SANGKIEN_DATABASE__URL", "sqlite:///units.db")
    line = CommandLine(tmp_path / "units.db", monkeypatch, capsys)
    line.write(entries)
    return line


async def entries(session: Session) -> None:
    """Four, of An, Bình (twice) and Chi, who asked to be forgotten; An's is recognised and has a picture."""
    an = await somebody(session, "Nguyễn Văn An", "HN-01", MORNING)
    binh = await somebody(session, "Trần Thị Bình", "HP-AD-01", MORNING)
    chi = await somebody(session, "Lê Chi", "HN-KCN-01-T01", MORNING)
    others = [{"name": "Bùi Dũng", "share": 40}, {"name": "Hồ Em", "share": 20}]
    first = await submit(session, an, "=HYPERLINK(1)", MORNING, co_authors=others)
    picture = File("photo", "telegram:1", "a.jpg", "image/jpeg", 12, sha256="ab" * 32)
    await attach(session, first, "web", [picture], MORNING)
    decided = {"id": first, "n": "12/QĐ", "d": "2022-05-20"}
    await session.run("UPDATE initiatives SET recognised_number = :n, recognised_on = :d WHERE id = :id", decided)
    second = await submit(session, binh, "Che nắng", MORNING + DAY, benefit=None, complete=False, applied_on="2022-03")
    values = {"id": second, "first": first, "an": an.id}
    await session.run("UPDATE initiatives SET duplicate_of = :first, submitted_by = :an WHERE id = :id", values)
    third = await submit(session, binh, "Đã rút", MORNING + DAY)
    own = await own_initiative(session, binh.id, third)
    assert own is not None
    await withdraw(session, own[0], own[1]["unit_path"], MORNING + DAY, HANOI)
    await submit(session, chi, "Bí mật của Chi", MORNING + 2 * DAY)
    await erase(session, chi.id, MORNING + 2 * DAY)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_jsonl_has_exactly_the_fields(sangkien: CommandLine) -> None:
    assert sangkien("export", "--format", "jsonl", "--out", "all.jsonl").out == "4 initiatives: all.jsonl\n"
    an, binh, gone, chi = lines(Path("all.jsonl").read_text(encoding="utf-8"))
    assert all(list(entry) == FIELDS for entry in (an, binh, gone, chi))
    assert an == {
        "code": "SK-2022-000001-" + an["code"][-1], "title": "=HYPERLINK(1)", "kind": "technical",
        "problem": "Nạp nhầm cuộn linh kiện", "solution": "Dán nhãn màu theo ca", "status": "submitted",
        "unit_code": "HN-01", "unit_path": PATH, "author": "Nguyễn Văn An",
        "co_authors": [{"name": "Bùi Dũng", "share": 40}, {"name": "Hồ Em", "share": 20}],
        "submitted_by": "Nguyễn Văn An", "on_behalf": False, "channel": "web", "language": "vi",
        "benefit": {key: BENEFIT[key] for key in ("computable", "amount", "currency", "period", "estimated", "social")},
        "applied_on": "2022-03-04", "submitted_at": "2022-05-10T02:30:00.000Z", "complete": True,
        "recognised": {"number": "12/QĐ", "date": "2022-05-20"}, "duplicate_of": None,
        "attachments": [{"kind": "photo", "sha256": "ab" * 32, "bytes": 12}],
    }  # fmt: skip


def test_what_is_missing_behalf_withdrawn_and_forgotten(sangkien: CommandLine) -> None:
    an, binh, gone, chi = lines(sangkien("export", "--format", "jsonl", "--out", "-").out)
    assert binh["benefit"] == {
        "computable": False, "amount": None, "currency": None, "period": None, "estimated": False, "social": []
    }  # fmt: skip
    assert (binh["submitted_by"], binh["on_behalf"], binh["author"]) == ("Nguyễn Văn An", True, "Trần Thị Bình")
    assert (binh["duplicate_of"], binh["complete"], binh["recognised"]) == (an["code"], False, None)
    assert gone["status"] == "withdrawn"
    assert (chi["author"], chi["title"], chi["submitted_by"], chi["on_behalf"]) == ("", "", "", False)
    assert chi["unit_code"] == "HN-KCN-01-T01"


def test_a_table_for_spreadsheets_opens_as_text(sangkien: CommandLine) -> None:
    sangkien("export", "--format", "csv", "--out", "all.csv")
    assert Path("all.csv").read_bytes().startswith(b"\xef\xbb\xbfcode,title,")
    with open("all.csv", encoding="utf-8-sig", newline="") as file:
        an, binh, *_ = csv.DictReader(file)
    assert an["title"] == "'=HYPERLINK(1)"
    assert an["co_authors"] == "Bùi Dũng 40%; Hồ Em 20%"
    assert (an["benefit_amount"], an["benefit_currency"], an["benefit_social"]) == ("36000000", "VND", "time; quality")
    assert (an["recognised_number"], an["attachments"], an["attachments_sha256"]) == ("12/QĐ", "1", "ab" * 32)
    assert (an["complete"], binh["complete"], binh["benefit_amount"], binh["recognised_date"]) == (
        "true",
        "false",
        "",
        "",
    )


def test_a_workbook_has_numbers_as_numbers_and_never_a_formula(sangkien: CommandLine) -> None:
    sangkien("export", "--format", "xlsx", "--out", "all.xlsx")
    page = openpyxl.load_workbook("all.xlsx").active
    head, an, *rest = page.iter_rows()
    cells = {name.value: cell for name, cell in zip(head, an, strict=True)}
    assert len(rest) == 3
    assert (cells["title"].value, cells["title"].data_type) == ("=HYPERLINK(1)", "s")
    assert (cells["benefit_amount"].value, cells["on_behalf"].value) == (36_000_000, False)


def test_only_a_unit_and_only_since_a_day(sangkien: CommandLine) -> None:
    def codes(*options: str) -> list[str]:
        out = sangkien("export", "--format", "jsonl", "--out", "-", *options).out
        return [entry["unit_code"] for entry in lines(out)]

    assert codes("--unit", "hn") == ["HN-01", "HN-KCN-01-T01"]
    assert codes("--unit", "HN-KCN") == ["HN-KCN-01-T01"]
    assert codes("--since", "2022-05-11") == ["HP-AD-01", "HP-AD-01", "HN-KCN-01-T01"]
    assert codes("--unit", "HN", "--since", "2022-05-13") == []


def test_since_is_the_day_on_the_wall_of_the_campaign(sangkien: CommandLine) -> None:
    async def late(session: Session) -> None:
        an = await present(session, "Nguyễn Văn An")
        await submit(session, an, "Trước nửa đêm", MORNING.replace(day=19, hour=23, minute=59))
        await submit(session, an, "Sau nửa đêm", MORNING.replace(day=20, hour=0, minute=0))

    sangkien.write(late)
    out = sangkien("export", "--format", "jsonl", "--out", "-", "--since", "2022-05-20").out
    assert [entry["title"] for entry in lines(out)] == ["Sau nửa đêm"]


def test_standard_output_holds_the_export_and_nothing_else(sangkien: CommandLine) -> None:
    ended = sangkien("export", "--format", "csv", "--out", "-", "--json")
    assert len(list(csv.reader(io.StringIO(ended.out)))) == 5
    assert ended.err == '{"entries": 4, "file": "-"}\n'


def test_the_count_for_machines(sangkien: CommandLine) -> None:
    out = sangkien("export", "--format", "xlsx", "--out", "all.xlsx", "--json").out
    assert json.loads(out) == {"entries": 4, "file": "all.xlsx"}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--format", "xlsx", "--out", "-"), "take jsonl or csv"),
        (("--format", "csv", "--out", "gone/a.csv"), "there is no folder gone"),
        (("--format", "csv", "--out", "a.csv", "--since", "1.5.2022"), "write it like 2022-04-21"),
        (("--format", "csv", "--out", "a.csv", "--unit", "HN-KCM"), "did you mean HN-KCN"),
        (("--format", "pdf", "--out", "a.pdf"), "pdf"),
    ],
)
def test_wrong_usage_is_told_and_writes_nothing(sangkien: CommandLine, arguments: tuple[str, ...], why: str) -> None:
    ended = sangkien("export", *arguments)
    assert ended.code == 2
    assert why in ended.err
    assert sorted(path.name for path in Path().glob("*a.*")) == []


def test_an_export_that_fails_half_way_leaves_the_old_file(
    sangkien: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("all.csv").write_text("yesterday's", encoding="utf-8")
    sangkien.write(lambda session: session.run("UPDATE initiatives SET co_authors = 'broken' WHERE title = 'Đã rút'"))
    monkeypatch.setattr("storage.export.PAGE", 1)
    with pytest.raises(json.JSONDecodeError):
        sangkien("export", "--format", "csv", "--out", "all.csv")
    assert Path("all.csv").read_text(encoding="utf-8") == "yesterday's"
    assert not list(Path().glob(".*part"))


def test_a_device_is_not_replaced(sangkien: CommandLine) -> None:
    ended = sangkien("export", "--format", "csv", "--out", "/dev/null")
    assert (ended.code, Path("/dev/null").is_char_device()) == (1, True)


def test_pages_lose_and_double_nothing(sangkien: CommandLine) -> None:
    count = 2 * PAGE + 5

    async def many(session: Session) -> list[int]:
        an = await present(session, "Nguyễn Văn An")
        for at in range(count):
            await submit(session, an, f"Số {at}", MORNING)
        return [len(page) async for page in exported(session)]

    work: Callable[[Session], Awaitable[list[int]]] = many
    assert sangkien.write(work) == [PAGE, PAGE, 9]
    found = lines(sangkien("export", "--format", "jsonl", "--out", "-").out)
    assert len({entry["code"] for entry in found}) == len(found) == count + 4
