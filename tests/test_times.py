"""Moments in columns: whatever zone they are said in, each is one text of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from storage.times import moment, stamp


def test_the_hour_that_comes_twice_is_two() -> None:
    first = datetime(2022, 10, 30, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    second = first.replace(fold=1)
    assert [stamp(first), stamp(second)] == ["2022-10-30T00:30:00.000Z", "2022-10-30T01:30:00.000Z"]


def test_a_stamp_is_read_as_the_moment_that_it_was() -> None:
    now = datetime(2022, 5, 10, 9, 30, 0, 123_000, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert stamp(now) == stamp(now.astimezone(UTC)) == "2022-05-10T02:30:00.123Z"
    assert moment(stamp(now)) == now
    assert stamp(now) < stamp(now + timedelta(milliseconds=1))
