"""`sangkien totals`: what /totals shows, now or as a day's end saw it."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest

from storage.database import Session
from storage.entries import own_initiative
from storage.initiatives import withdraw
from tests.command_line import CommandLine, move, present, somebody, submit
from tests.world import HANOI

TUESDAY = datetime(2022, 5, 10, 9, 30, tzinfo=HANOI)
DAY = timedelta(days=1)


@pytest.fixture
def sangkien(
    tmp_path: Path, prepared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    shutil.copy(prepared, "units.db")
    monkeypatch.setenv("SANGKIEN_DATABASE__URL", "sqlite:///units.db")
    return CommandLine(tmp_path / "units.db", monkeypatch, capsys)


async def a_week(session: Session) -> None:
    """An: Sunday, Tuesday twice, and on Wednesday from another unit of Hà Nội; Bình: Thursday, taken back."""
    an = await somebody(session, "An", "HN-01", TUESDAY)
    await submit(session, an, "Chủ nhật", TUESDAY - 2 * DAY)
    await submit(session, an, "Thứ ba", TUESDAY)
    await submit(session, an, "Thứ ba nữa", TUESDAY.replace(hour=23, minute=59), complete=False)
    await move(session, an.id, "HN-KCN-01-T01")
    await submit(session, await present(session, "An"), "Thứ tư", TUESDAY + DAY)
    binh = await somebody(session, "Bình", "HN-01", TUESDAY)
    taken = await submit(session, binh, "Thứ năm", TUESDAY + 2 * DAY)
    own = await own_initiative(session, binh.id, taken)
    assert own is not None
    await withdraw(session, own[0], own[1]["unit_path"], TUESDAY + 3 * DAY, HANOI)


def totals(sangkien: CommandLine, code: str, at: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sangkien("totals", "--unit", code, "--json", *(["--at", at] if at else [])).out)
    return found


def submitted(row: dict[str, Any]) -> tuple[int, int, int]:
    return row["today"]["submitted"], row["week"]["submitted"], row["all"]["submitted"]


def people(row: dict[str, Any]) -> tuple[int, int, int]:
    return row["today"]["people"], row["week"]["people"], row["all"]["people"]


def test_as_of_a_day_nothing_later_counts(sangkien: CommandLine) -> None:
    sangkien.write(a_week)
    seen = {day: submitted(totals(sangkien, "HN", f"2022-05-{day:02d}")) for day in (7, 8, 9, 10, 11, 12, 31)}
    assert seen == {
        7: (0, 0, 0), 8: (1, 1, 1), 9: (0, 0, 1), 10: (2, 2, 3), 11: (1, 3, 4), 12: (0, 3, 4), 31: (0, 0, 4)
    }  # fmt: skip


def test_people_are_counted_once_over_days_and_units(sangkien: CommandLine) -> None:
    sangkien.write(a_week)
    found = totals(sangkien, "HN", "2022-05-11")
    assert people(found) == (1, 1, 1)
    children = {row["unit"]: people(row) for row in found["children"] if row["all"]["submitted"]}
    assert children == {"HN-01": (0, 1, 1), "HN-KCN": (1, 1, 1)}
    assert found["all"] == {"submitted": 4, "complete": 3, "recognised": 0, "people": 1}
    assert people(totals(sangkien, "TLD", "2022-05-12")) == (0, 1, 1)


class Standing(datetime):
    """A clock that stands: midnight may not pass between what is written and what is read."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return TUESDAY.astimezone(tz)


def test_now_is_what_today_will_have_been(sangkien: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    async def today(session: Session) -> None:
        an = await somebody(session, "An", "HN-01", TUESDAY)
        for back in (40, 8, 1, 0):
            await submit(session, an, f"{back} ngày trước", TUESDAY - back * DAY)

    sangkien.write(today)
    monkeypatch.setattr("bot.cli_totals.datetime", Standing)
    found = totals(sangkien, "HN")
    assert found["at"] == "2022-05-10"
    assert (found["all"]["submitted"], found["today"]["people"]) == (4, 1)
    assert totals(sangkien, "HN", found["at"]) == found


def test_figures_against_the_target_are_cut_not_rounded(sangkien: CommandLine) -> None:
    found = totals(sangkien, "tld")
    keys = ("unit", "target", "opening_stock", "reached", "share", "left")
    assert [found[key] for key in keys] == ["TLD", 300_000, 165_541, 165_541, "55.1", 134_459]
    assert len(found["children"]) == 81
    assert "HN" in {row["unit"] for row in found["children"]}
    aimless = totals(sangkien, "DNI-LT-03")
    assert (aimless["target"], aimless["share"], aimless["left"], aimless["children"]) == (0, None, 0, [])


def test_a_table_for_people(sangkien: CommandLine) -> None:
    out = sangkien("totals", "--unit", "HN", "--at", "2022-05-11").out
    assert "Liên đoàn Lao động Thành phố Hà Nội · 2022-05-11" in out
    assert "│ HN-KCN │ Công đoàn các Khu công nghiệp và chế xuất Hà Nội" in out
    assert "60.1" in out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--unit", "HN-KC"), "no unit 'HN-KC'; did you mean HN-KCN"),
        (("--unit", "%%"), "`sangkien units export FILE` lists them"),
        (("--unit", "HN", "--at", "11/5/2022"), "--at: '11/5/2022' is no date; write it like 2022-04-21"),
        ((), "--unit"),
    ],
)
def test_wrong_usage_is_told(sangkien: CommandLine, arguments: tuple[str, ...], why: str) -> None:
    ended = sangkien("totals", *arguments)
    assert ended.code == 2
    assert why in ended.err
