"""A number with all its units: 1 tỷ 80 triệu, 3tr5, 2 tỷ rưỡi, nửa tỷ, triệu rưỡi."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from campaign.kinds import Social
from conversation.readers import amount_words as words
from conversation.readers.numerals import HALF, Numeral, numeral
from conversation.readers.words import Token, is_marked

_ENDS = frozenset("/|.,;!)")


class Sort(Enum):
    MONEY = "money"  # with a unit or a currency
    COUNT = "count"  # of hours, people, kilogrammes ...
    BARE = "bare"
    LABEL = "label"  # names something: năm 2022


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is None where the grouping is broken. `start` and `end` are places among the tokens."""

    sort: Sort
    value: Fraction | None
    start: int
    end: int
    unit: int = 1
    currency: str | None = None
    several: bool = False
    worded: bool = False
    social: Social | None = None


def amount_at(found: Sequence[Token], at: int) -> Figure | None:
    """The amount that begins there, BARE until its currency is known."""
    if half := words.HALF_OF.at(found, at):
        unit, length = _unit(found, at + half[1])
        return Figure(Sort.BARE, half[0] * unit, at, at + half[1] + length, unit, worded=True) if length else None
    unit, length = _unit(found, at)
    if length and HALF.word(found, at + length) and not _indefinite(found, at):
        return Figure(Sort.BARE, Fraction(3 * unit, 2), at, at + length + 1, unit, worded=True)
    first = numeral(found, at)
    if first is None or (first.worded and _indefinite(found, at)):
        return None
    return _united(found, at, first)


def _united(found: Sequence[Token], at: int, first: Numeral) -> Figure:
    value, end = first.value, at + first.length
    if (halved := _fraction(found, at)) is not None:
        value, end = halved, at + 3
    rising = HALF.word(found, end) and _unit(found, end + 1)[1]
    if value is not None and rising:  # hai rưỡi triệu
        value, end = value + Fraction(1, 2), end + 1
    unit, length = _unit(found, end)
    figure = Figure(Sort.BARE, value, at, end, several=first.several, worded=first.worded)
    if not length or value is None:
        broken = value is None and length
        return replace(figure, unit=unit, end=end + length) if broken else figure
    total, end, smallest = value * unit, end + length, unit
    while more := _smaller(found, end, smallest):
        amount, end, smallest = more
        total += amount
    return replace(figure, value=total, end=end, unit=unit)


def _smaller(found: Sequence[Token], at: int, unit: int) -> tuple[Fraction, int, int] | None:
    """(amount, end, its unit) of what goes on behind a unit: rưỡi, the 5 of 3tr5, 80 triệu of 1 tỷ 80 triệu."""
    if unit == 1:
        return None
    if half := HALF.word(found, at):
        return half * unit, at + 1, 1
    four = words.FOUR_TENTHS.word(found, at)
    if four and (is_marked(found[at], "tư") or _closes(found, at + 1)):
        return four * unit, at + 1, 1
    start = at + 1 if at < len(found) and found[at].text in (",", "và") else at
    number = numeral(found, start)
    if number is None or number.value is None or number.several:
        return None
    end = start + number.length
    next_unit, length = _unit(found, end)
    if length:
        return (number.value * next_unit, end + length, next_unit) if next_unit < unit else None
    return _decimals(found, at, number, unit) if start == at else None


def _closes(found: Sequence[Token], at: int) -> bool:
    """Whether the amount ends there: 2 trieu tu, 2 trieu tu/ca, 2 trieu tu mot thang. Else `tu` is từ, from."""
    currency = words.CURRENCIES.at(found, at)
    if currency and found[at].text != "do":  # tu do is từ đó
        at += currency[1]
    if at >= len(found) or found[at].text in _ENDS:
        return True
    return found[at].kind == "word" and bool(words.EACH.word(found, at) and words.PERIODS.word(found, at + 1))


def _decimals(found: Sequence[Token], at: int, number: Numeral, unit: int) -> tuple[Fraction, int, int] | None:
    """Digits right behind a unit are its decimals, unless they count something of their own."""
    end = at + number.length
    if number.value is None or number.value.denominator > 1 or words.SPANS.word(found, end):
        return None
    if words.FIGURES.at(found, end) or words.JOINED_UNITS.at(found, end) or words.PERIODS.at(found, end):
        return None
    signs = str(number.value) if number.worded else found[at].text
    year = number.worded and found[at].text in ("năm", "nam", "nawm") and not words.EACH.word(found, end)
    if year or not signs.isdecimal() or len(signs) > 3:
        return None
    return Fraction(int(signs), 10 ** len(signs)) * unit, end, 1


def _unit(found: Sequence[Token], at: int) -> tuple[int, int]:
    """(how many, how many tokens) of the units that stand there: nghìn tỷ is 10^12."""
    unit, length = 1, 0
    while hit := words.UNITS.at(found, at + length):
        unit, length = unit * hit[0], length + hit[1]
    return unit, length


def _fraction(found: Sequence[Token], at: int) -> Fraction | None:
    """1/2 before a unit."""
    three = found[at : at + 3]
    parts = [token.text for token in three]
    if len(parts) < 3 or parts[1] not in ("/", "\u2044") or not (parts[0].isdecimal() and parts[2].isdecimal()):
        return None
    small = len(parts[0]) == 1 and len(parts[2]) == 1 and 0 < int(parts[0]) < int(parts[2])
    return Fraction(int(parts[0]), int(parts[2])) if small and _unit(found, at + 3)[1] else None


def _indefinite(found: Sequence[Token], at: int) -> bool:
    """Whether "some" or "how many" stands before: vài trăm triệu is no number."""
    return at > 0 and bool(words.INDEFINITE.word(found, at - 1))
