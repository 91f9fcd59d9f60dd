"""Sums in Han or Hangul numbers: 五万元, 三万五千円, 백만원, 오십만 원."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from conversation.readers import amount_words as words
from conversation.readers.united import Figure, Sort
from conversation.readers.words import Token

_DIGITS = ("〇零영", "一일", "二两兩이", "三삼", "四사", "五오", "六육", "七칠", "八팔", "九구")
_ONES = {sign: number for number, signs in enumerate(_DIGITS) for sign in signs}
_TENS = {"十": 10, "십": 10, "百": 100, "백": 100, "千": 1000, "천": 1000}
_MYRIADS = {**dict.fromkeys("万萬만", 10**4), **dict.fromkeys("亿億억", 10**8)}
_SIGNS = frozenset((*_ONES, *_TENS, *_MYRIADS))
_HANGUL = re.compile(f"([{''.join(sign for sign in _SIGNS if sign >= '가')}]+)(원?)")
_RANGE = frozenset("到至-~〜")
_SOME = frozenset("几幾数數몇수")
_MIDST = _SOME | _SIGNS
_LEAST = 100  # 二元 and 사원 (staff) are words, no sums


def sum_at(found: Sequence[Token], at: int) -> Figure | None:
    """A number in words with its currency; without one it may be anything (千万 is also by all means)."""
    if found[at].text[0] not in _SIGNS:
        return None
    if at and (found[at - 1].kind == "number" or found[at - 1].text in _MIDST):
        return None
    if at > 1 and found[at - 1].text in _RANGE and found[at - 2].text in _ONES:  # 五到十万元 is two sums
        return None
    if found[at].text in "万萬亿億":  # 万元: how many isn't said
        return None
    hangul = _HANGUL.fullmatch(found[at].text)
    end = at
    while not hangul and end < len(found) and found[end].text in _SIGNS:
        end += 1
    value = written(hangul[1] if hangul else "".join(token.text for token in found[at:end]))
    if value is None or value < _LEAST:
        return None
    if hangul and hangul[2]:
        return Figure(Sort.MONEY, Fraction(value), at, at + 1, currency="KRW")
    end = at + 1 if hangul else end
    currency, length = words.CURRENCIES.at(found, end) or ("", 0)
    if joined := words.JOINED_UNITS.at(found, end):
        (unit, currency), length = joined
        value *= unit
    if end < len(found) and found[end].text in _RANGE and (other := sum_at(found, end + 1)):
        currency = other.currency or ""
    return Figure(Sort.MONEY, Fraction(value), at, end + length, currency=currency) if currency else None


def written(signs: str) -> int | None:
    """三万五千 is 35,000. None where it is no number, or may be two: 三百五 is 350 to one and 305 to another."""
    total, part, digit = 0, 0, 0
    below, below_myriad = 10**4, 10**12  # each of these stands for less than the one before
    for sign in signs:
        if sign in _ONES and not digit:
            digit = _ONES[sign]
        elif sign in _TENS and _TENS[sign] < below:
            part, digit, below = part + (digit or 1) * _TENS[sign], 0, _TENS[sign]
        elif sign in _MYRIADS and _MYRIADS[sign] < below_myriad:
            total, below_myriad = total + (part + digit or 1) * _MYRIADS[sign], _MYRIADS[sign]
            part, digit, below = 0, 0, 10**4
        else:
            return None
    short = digit and len(signs) > 1 and signs[-2] not in "十십〇零영"
    return None if short else total + part + digit
