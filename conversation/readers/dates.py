"""The day or the month in which something was first used: day before month, never swapped."""

from __future__ import annotations

import re
from datetime import date, timedelta

from conversation.readers.reading import Bad, Facts, Good, Reading
from conversation.typed import fold

_DAY = re.compile(r"\b(\d{1,2})\s(?:thang\s)?(\d{1,2})\s(?:nam\s)?(\d{4}|\d{2})\b")
_MONTH = re.compile(r"^(?:thang |t ?)?(\d{1,2})\s(?:nam\s)?(\d{4})$")
_ISO = re.compile(r"^(\d{4})\s(\d{1,2})(?:\s(\d{1,2}))?$")
_RELATIVE = {
    "hom nay": 0, "today": 0, "hom qua": 1, "yesterday": 1, "hom kia": 2,
}  # fmt: skip
_MONTHS_AGO = {"thang nay": 0, "this month": 0, "thang truoc": 1, "thang roi": 1, "last month": 1}


def read_date(text: str, facts: Facts) -> Reading:
    """A day `YYYY-MM-DD` or a month `YYYY-MM`, not after today."""
    folded = fold(text)
    if folded in _RELATIVE:
        return Good((facts.today - timedelta(days=_RELATIVE[folded])).isoformat())
    if folded in _MONTHS_AGO:
        return Good(_months_before(facts.today, _MONTHS_AGO[folded]))
    if iso := _ISO.match(folded):
        return _checked(int(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else None, facts.today)
    if day := _DAY.search(folded):
        return _checked(_full_year(day[3], facts.today), int(day[2]), int(day[1]), facts.today)
    if month := _MONTH.match(folded):
        return _checked(int(month[2]), int(month[1]), None, facts.today)
    return Bad("date-unreadable")


def _checked(year: int, month: int, day: int | None, today: date) -> Reading:
    try:
        first = date(year, month, 1 if day is None else day)
    except ValueError:
        return Bad("date-impossible")
    if first > today:
        return Bad("date-future")
    return Good(first.isoformat() if day else f"{year:04d}-{month:02d}")


def _full_year(digits: str, today: date) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if 2000 + year <= today.year + 1 else 1900 + year


def _months_before(today: date, months: int) -> str:
    first = today.replace(day=1)
    for _ in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first.isoformat()[:7]
