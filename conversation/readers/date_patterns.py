"""Dates as people type them: day before month, never swapped. A table of patterns over the codes of day_words.py."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from conversation.readers.date_codes import codes
from conversation.readers.when import (
    STEPS,
    Unread,
    When,
    day,
    from_today,
    full_year,
    latest_day,
    latest_month,
    latest_of_month,
    latest_quarter,
    month,
    months_from,
    quarter,
    weekday,
    year_of,
)

Build = Callable[["re.Match[str]", date], When]


def parse_when(text: str, today: date) -> When | Unread:
    coded = codes(text)
    if coded is None:
        return Unread.UNREADABLE
    # The day of the week says nothing more where a date stands beside it.
    coded = re.sub(r"\bT [02-7] (?:, )?(?=(?:D )?\d+ )", "", coded)
    coded = _TWO_MONTHS.sub(r"\1 ~ M ", coded)
    start, to, end = _TO.sub(" ~ ", coded).partition(" ~ ")
    begun = _found(start, _counted_from(start, end, today)) if to else None
    return begun if isinstance(begun, When) else _found(coded, today)


# Of a span its beginning counts: t3-t4, tháng 3 - tháng 4, tháng 3-4/2022; tới, which else is next, before a number.
_TWO_MONTHS = re.compile(
    r"\b(M \d{1,2}(?: [-/.] \d{4})?) (?:(?:[-,/.] )?M (?=\d)|- (?=\d(?:$| Y)|\d{1,2} / \d{4}$))", re.ASCII
)
_TO = re.compile(r" > (?=(?:[DMQY] )?\d)", re.ASCII)


def _counted_from(start: str, end: str, today: date) -> date:
    """What has no year is the newest before the end: tháng 11 đến tháng 2/2022 begins in 2021."""
    last = _found(end, today)
    relative = re.search(r"[<=>@]|day", start)
    return min(last.last, today) if isinstance(last, When) and not relative else today


def _found(coded: str, today: date) -> When | Unread:
    for pattern, build in _PATTERNS:
        if found := pattern.search(coded):
            try:
                return build(found, today)
            except ValueError:
                return Unread.IMPOSSIBLE
    return Unread.UNREADABLE


_NAMED = "ABCDEFGHIJKL"  # of day_words.py


def _month_number(signs: str) -> int:
    return int(signs) if signs.isdecimal() else _NAMED.index(signs[-1]) + 1


def _part(signs: str | None) -> int | None:
    return "abc".index(signs[1]) if signs else None


_N, _YY, _Y = r"(\d{1,2})", r"(\d{4}|\d{2})(?!\d)", r"(\d{4})"
_MONTH = r"(\d{1,2}|mon[A-L])"
_MARK, _GAP = r" [-/.,] ", r"(?: [-/.,])? "
_IN, _OF = rf"{_GAP}(?:M )?", rf"{_GAP}(?:Y )?"  # between day and month, month and year
_P = r"(?:(P[abc]) )?"
_STEP = r"(<<|>>|==|[<=>])"
# Numbers before or behind with a mark between belong to the same thing, which then is something else.
_ALONE = (r"(?<!\d)(?<!\d [-/.] )(?<!\? )", r"(?!\d)(?! [-/.] \d)")


def _pattern(core: str) -> re.Pattern[str]:
    return re.compile(_ALONE[0] + core + _ALONE[1], re.ASCII)


# The first that is found says what it is: what is more exact comes before what is less.
_PATTERNS: tuple[tuple[re.Pattern[str], Build], ...] = (
    (_pattern(rf"{_Y} (?:[-/.]|y) {_N} (?:[-/.]|m) {_N}"), lambda f, t: day(int(f[1]), int(f[2]), int(f[3]))),
    (
        _pattern(rf"{_N}{_IN}{_MONTH}{_OF}{_YY}"),
        lambda f, t: day(full_year(f[3], t), _month_number(f[2]), int(f[1])),
    ),
    (_pattern(rf"(mon[A-L]) {_N}{_GAP}{_Y}"), lambda f, t: day(int(f[3]), _month_number(f[1]), int(f[2]))),
    (
        _pattern(rf"{_N}(?:{_GAP}M |{_MARK}){_N} Y {_STEP}"),
        lambda f, t: day(t.year + STEPS[f[3]], int(f[2]), int(f[1])),
    ),
    (
        _pattern(rf"D {_N} M {_STEP}"),
        lambda f, t: day(*months_from(t, STEPS[f[2]]).timetuple()[:2], int(f[1])),
    ),
    (_pattern(rf"{_N} M =(?!=)"), lambda f, t: day(t.year, t.month, int(f[1]))),
    (
        _pattern(rf"{_P}M {_N}{_OF}{_YY}"),
        lambda f, t: month(full_year(f[3], t), int(f[2]), _part(f[1])),
    ),
    (
        _pattern(rf"{_P}M {_N} Y {_STEP}"),
        lambda f, t: month(t.year + STEPS[f[3]], int(f[2]), _part(f[1])),
    ),
    (_pattern(rf"Y {_STEP} {_P}M {_N}"), lambda f, t: month(t.year + STEPS[f[1]], int(f[3]), _part(f[2]))),
    (_pattern(rf"Y {_STEP} {_N} m {_N} d"), lambda f, t: day(t.year + STEPS[f[1]], int(f[2]), int(f[3]))),
    (_pattern(rf"Y {_STEP} {_N} m"), lambda f, t: month(t.year + STEPS[f[1]], int(f[2]))),
    (_pattern(rf"{_P}M ==? Y {_STEP}"), lambda f, t: month(t.year + STEPS[f[2]], t.month, _part(f[1]))),
    (_pattern(rf"Q {_N}{_OF}{_Y}"), lambda f, t: quarter(int(f[2]), int(f[1]))),
    (_pattern(rf"Q {_N} Y {_STEP}"), lambda f, t: quarter(t.year + STEPS[f[2]], int(f[1]))),
    (_pattern(rf"{_N}{_MARK}{_Y}"), lambda f, t: month(int(f[2]), int(f[1]))),
    (_pattern(rf"{_P}(mon[A-L]){_GAP}{_Y}"), lambda f, t: month(int(f[3]), _month_number(f[2]), _part(f[1]))),
    (_pattern(rf"{_Y} (?:[-/.]|y) {_N}"), lambda f, t: month(int(f[1]), int(f[2]))),
    (_pattern(rf"{_N} m {_N} d"), lambda f, t: latest_day(int(f[1]), int(f[2]), t)),
    (_pattern(rf"{_N}(?: M |{_MARK}| )(mon[A-L])"), lambda f, t: latest_day(_month_number(f[2]), int(f[1]), t)),
    (_pattern(rf"(mon[A-L]) {_N}"), lambda f, t: latest_day(_month_number(f[1]), int(f[2]), t)),
    (_pattern(rf"(?<!W )T {_N} (?:P[abc] )?W {_STEP}"), lambda f, t: weekday(int(f[1]), f[2], True, t)),
    (_pattern(rf"{_STEP} T {_N}"), lambda f, t: weekday(int(f[2]), f[1], False, t)),
    (_pattern(rf"(?<!W )T {_N}(?: {_STEP})?"), lambda f, t: weekday(int(f[1]), f[2], False, t)),
    (_pattern(rf"@ {_N} ([DWMY])"), lambda f, t: from_today(f[2], -int(f[1]), t)),
    (
        _pattern(rf"{_N} ([DWMY]) ([<=>])"),
        lambda f, t: from_today(f[2], int(f[1]) if f[3] == ">" else -int(f[1]), t),
    ),
    (_pattern(rf"{_N}(?:{_GAP}M |{_MARK}){_N}"), lambda f, t: latest_day(int(f[2]), int(f[1]), t)),
    (_pattern(rf"{_P}M {_N}"), lambda f, t: latest_month(int(f[2]), t, _part(f[1]))),
    (_pattern(rf"{_P}(mon[A-L])"), lambda f, t: latest_month(_month_number(f[2]), t, _part(f[1]))),
    (_pattern(rf"{_N} m"), lambda f, t: latest_month(int(f[1]), t)),
    (_pattern(rf"Q {_N}"), lambda f, t: latest_quarter(int(f[1]), t)),
    (re.compile(r"day([+-]\d)"), lambda f, t: from_today("D", int(f[1]), t)),
    (_pattern(rf"{_P}([WMQY]) {_STEP}"), lambda f, t: from_today(f[2], STEPS[f[3]], t, _part(f[1]))),
    (_pattern(rf"{_STEP} ([WMQY])"), lambda f, t: from_today(f[2], STEPS[f[1]], t)),
    (_pattern(rf"{_P}Y {_Y}"), lambda f, t: year_of(int(f[2]), _part(f[1]))),
    (_pattern(r"Y (\d\d)"), lambda f, t: year_of(full_year(f[1], t))),
    (_pattern(rf"{_P}(?<!- ){_Y}(?: y)?"), lambda f, t: year_of(int(f[2]), _part(f[1]))),
    (re.compile(r"(P[abc]) ([WMY])(?! \d)"), lambda f, t: from_today(f[2], 0, t, _part(f[1]))),
    (_pattern(rf"D {_N}"), lambda f, t: latest_of_month(int(f[1]), t)),
    (_pattern(rf"{_N} d"), lambda f, t: latest_of_month(int(f[1]), t)),
    (re.compile(r"half( >)?"), lambda f, t: from_today("M", 6 if f[1] else -6, t)),
    (re.compile(r"fortnight( >)?"), lambda f, t: from_today("W", 2 if f[1] else -2, t)),
    (re.compile(r"^(?:_ )*==?$"), lambda f, t: from_today("D", 0, t)),
)
