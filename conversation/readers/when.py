"""A day, month, year or week, and how what is relative counts from today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_WEEK = timedelta(days=7)
STEPS = {"<": -1, "=": 0, "==": 0, ">": 1, ">>": 2, "<<": -2, "": 0}  # last, this, next
_LEAP = 8  # years back in which any day of the calendar comes once


class Precision(Enum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    SPAN = "span"  # a week, Monday to Sunday, or a quarter


class Unread(Enum):
    IMPOSSIBLE = "impossible"  # no such day
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class When:
    """From `first` to `last`, both included. `part`: 0 early, 1 in the middle, 2 late, where that was said."""

    precision: Precision
    first: date
    last: date
    part: int | None = None

    def is_after(self, today: date) -> bool:
        """Whether it lies in the future: the day, month, year or week begins after today."""
        return self.first > today


def day(year: int, month: int, number: int) -> When:
    """Raises ValueError where there is no such day."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"no year of ours: {year}")
    only = date(year, month, number)
    return When(Precision.DAY, only, only)


def month(year: int, number: int, part: int | None = None) -> When:
    first = day(year, number, 1).first
    return When(Precision.MONTH, first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(1), part)


def year_of(number: int, part: int | None = None) -> When:
    return When(Precision.YEAR, day(number, 1, 1).first, date(number, 12, 31), part)


def week(any_day: date) -> When:
    monday = any_day - timedelta(days=any_day.weekday())
    return When(Precision.SPAN, monday, monday + timedelta(days=6))


def quarter(year: int, number: int) -> When:
    first = month(year, 3 * number - 2)
    return When(Precision.SPAN, first.first, month(year, 3 * number).last)


def full_year(signs: str, today: date) -> int:
    """20yy up to next year, else 19yy."""
    number = int(signs)
    if len(signs) == 4:
        return number
    return 2000 + number if 2000 + number <= today.year + 1 else 1900 + number


def latest_day(month_number: int, number: int, today: date) -> When:
    """The newest such day that isn't after today; ValueError where the calendar has none."""
    for year in range(today.year, today.year - _LEAP - 1, -1):
        try:
            found = day(year, month_number, number)
        except ValueError:
            continue
        if found.first <= today:
            return found
    raise ValueError(f"no {number}/{month_number} in any year")


def latest_of_month(number: int, today: date) -> When:
    if not 1 <= number <= 31:
        raise ValueError(f"no day {number}")
    for back in range(12):
        first = months_from(today, -back)
        try:
            found = day(first.year, first.month, number)
        except ValueError:
            continue
        if found.first <= today:
            return found
    raise ValueError(f"no day {number}")


def months_from(today: date, months: int) -> date:
    years, at = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(years, at + 1, 1)


def from_today(unit: str, count: int, today: date, part: int | None = None) -> When:
    """So many days, weeks, months, quarters or years from today; negative is ago."""
    if abs(count) > 10_000:
        raise ValueError("too far away")
    if unit == "D":
        only = today + timedelta(days=count)
        return day(only.year, only.month, only.day)
    if unit == "W":
        return week(today + count * _WEEK)
    first = months_from(today, count * {"M": 1, "Q": 3, "Y": 12}[unit])
    if unit == "Q":
        return quarter(first.year, (first.month + 2) // 3)
    return month(first.year, first.month, part) if unit == "M" else year_of(first.year, part)


def weekday(number: int, step: str | None, in_week: bool, today: date) -> When:
    """Thứ 2 is Monday, 0 Sunday. In a named week, or the newest one: with "last" before today, else up to today."""
    if number not in (0, 2, 3, 4, 5, 6, 7):
        raise ValueError(f"no day {number} of the week")
    after_monday = (number - 2) % 7 if number else 6
    if in_week or step in ("=", "==", ">"):
        only = week(today + STEPS[step or ""] * _WEEK).first + timedelta(days=after_monday)
    else:
        back = (today.weekday() - after_monday) % 7
        only = today - timedelta(days=back or (7 if step == "<" else 0))
    return day(only.year, only.month, only.day)


def latest_month(number: int, today: date, part: int | None = None) -> When:
    return month(today.year - (number > today.month), number, part)


def latest_quarter(number: int, today: date) -> When:
    found = quarter(today.year, number)
    return quarter(today.year - 1, number) if found.first > today else found
