"""Numbers as they are typed: digits with points and commas, and Vietnamese words for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from conversation.readers.words import Lexicon, Token

_LONGEST = 24  # digits: more is no amount of anything
ONES = Lexicon(
    {
        "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    }
)  # fmt: skip
# Behind tens these stand for the digit, which before them they can't: hai mươi lăm, hai lăm, hai mốt.
AFTER_TENS = Lexicon({"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5})
_TENS = Lexicon({"mươi": 10, "mười": 10, "chục": 10})
_TEN = Lexicon({"mười": 10, "ten": 10, "twenty": 20, "thirty": 30, "fifty": 50})
_TWENTY = Lexicon({"hăm": 20})
_HUNDRED = Lexicon({"trăm": 100, "hundred": 100})
_BARE = Lexicon({"trăm": 100, "chục": 10})
_ODD = Lexicon({"linh": 0, "lẻ": 0})
_NOUGHT = Lexicon({"không": 0})
_YEAR = Lexicon({"năm": True})
_PERIODS = Lexicon(dict.fromkeys(("năm", "tháng", "tuần", "ngày", "quý", "ca", "lần"), True))
_COUNTED = Lexicon(
    dict.fromkeys(("mươi", "chục", "trăm", "nghìn", "ngàn", "triệu", "tr", "tỷ", "tỉ", "củ", "đô", "usd", "đồng"), True)
)
HALF = Lexicon({"rưỡi": Fraction(1, 2), "rưởi": Fraction(1, 2), "ruỡi": Fraction(1, 2)})


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and how many tokens it takes. `value` is None where its grouping is broken (12.34.56).

    `several`: it names two neighbours (`hai ba`: two or three), `value` being the first.
    """

    value: Fraction | None
    length: int
    worded: bool = False
    several: bool = False


def numeral(found: Sequence[Token], at: int) -> Numeral | None:
    """The number that begins at this token, in digits or in words below a thousand."""
    if at >= len(found):
        return None
    if found[at].kind == "number":
        value = digits(found[at].text)
        whole = value is not None and value.denominator == 1 and 0 < value < 1000
        if whole and value is not None and (more := _hundreds(found, at + 1, int(value))):
            return Numeral(more.value, more.length + 1, worded=True)
        return Numeral(value, 1)
    return _words(found, at)


def digits(text: str) -> Fraction | None:
    """`1.500` and `1,500` are thousands, `1,5` and `1.5` decimals, in `1.234,5` the last mark is the decimal one."""
    plain = text.replace(" ", "").replace("'", "").replace("\u2019", "")
    if len(plain) > _LONGEST:
        return None
    groups = re.split(r"[.,]", plain)
    marks = re.findall(r"[.,]", plain)
    if not marks:
        return Fraction(int(plain))
    mixed = len(set(marks)) > 1
    thousands = not mixed and len(groups[-1]) == 3 and groups[0] != "0"
    whole, decimals = (groups, "") if thousands else (groups[:-1], groups[-1])
    grouped = len(whole[0]) <= 3 and all(len(group) == 3 for group in whole[1:])
    if (len(whole) > 1 and not (grouped and (thousands or mixed))) or (mixed and len(set(marks[:-1])) > 1):
        return None
    return Fraction(int("".join(whole))) + (Fraction(int(decimals), 10 ** len(decimals)) if decimals else 0)


def _words(found: Sequence[Token], at: int) -> Numeral | None:
    if (tens := _TEN.word(found, at)) is not None:
        ones = _ones_after_tens(found, at + 1)
        return Numeral(Fraction(tens + (ones or 0)), 1 + (ones is not None), worded=True)
    if (twenty := _TWENTY.word(found, at)) and (ones := _ones_after_tens(found, at + 1)) is not None:
        return Numeral(Fraction(twenty + ones), 2, worded=True)
    if _BARE.word(found, at) and (_COUNTED.word(found, at + 1 + bool(ONES.word(found, at + 1)))):
        return _hundreds(found, at, 1)  # trăm triệu, trăm hai triệu: one hundred
    nought = _NOUGHT.word(found, at) is not None and _HUNDRED.word(found, at + 1) is not None
    one = 0 if nought else ONES.word(found, at)
    if one is None:
        return None
    if more := _hundreds(found, at + 1, one):
        return Numeral(more.value, more.length + 1, worded=True)
    if (short := AFTER_TENS.word(found, at + 1)) is not None and one > 1 and not _is_from(found, at + 1):
        return Numeral(Fraction(10 * one + short), 2, worded=True)
    second = ONES.word(found, at + 1)
    several = second is not None and second > one and _COUNTED.word(found, at + 2) is not None
    return Numeral(Fraction(one), 1, worded=True, several=several)


def _is_from(found: Sequence[Token], at: int) -> bool:
    """bay trieu tam tu tien dien: unmarked it is a four at the end, or before what is counted (hai tu trieu)."""
    if found[at].text != "tu" or at + 1 == len(found) or found[at + 1].kind == "sign":
        return False
    each = found[at + 1].text in ("mot", "moi", "hang") and _period_follows(found, at + 2)
    return not (each or _COUNTED.word(found, at + 1))


def _hundreds(found: Sequence[Token], at: int, first: int) -> Numeral | None:
    """What `first` becomes with the words for hundreds and tens behind it."""
    if first < 10 and _TENS.word(found, at) is not None:
        ones = _ones_after_tens(found, at + 1)
        return Numeral(Fraction(10 * first + (ones or 0)), 1 + (ones is not None), worded=True)
    if _HUNDRED.word(found, at) is None:
        return None
    if HALF.word(found, at + 1):
        return Numeral(Fraction(100 * first + 50), 2, worded=True)
    odd = _ODD.word(found, at + 1) is not None
    rest = numeral(found, at + 1 + odd)
    if rest is None or rest.value is None or rest.value >= 100 or rest.several or not rest.worded:
        return Numeral(Fraction(100 * first), 1, worded=True)
    if rest.length == 1 and rest.value < 10 and not odd:
        if _period_follows(found, at + 2):  # hai trăm một năm: a year
            return Numeral(Fraction(100 * first), 1, worded=True)
        return Numeral(100 * first + 10 * rest.value, 2, worded=True)  # trăm hai is 120
    return Numeral(100 * first + rest.value, 1 + odd + rest.length, worded=True)


def _ones_after_tens(found: Sequence[Token], at: int) -> int | None:
    """The digit behind tens. `mười năm` is ten years: the five behind tens is lăm."""
    if (special := AFTER_TENS.word(found, at)) is not None:
        return special
    one = ONES.word(found, at)
    return None if one is None or _YEAR.word(found, at) or _period_follows(found, at + 1) else one


def _period_follows(found: Sequence[Token], at: int) -> bool:
    return bool(_PERIODS.word(found, at))
