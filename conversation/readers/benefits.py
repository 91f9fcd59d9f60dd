"""What an initiative brings, read from words alone: money, something else, or a question back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from campaign.kinds import Social
from conversation.readers import amount_words as words
from conversation.readers.amounts import figures
from conversation.readers.intangibles import goods, says_not_computable
from conversation.readers.left_open import leaves_open
from conversation.readers.parts import Part, part
from conversation.readers.periods import about, period
from conversation.readers.united import Figure, Sort
from conversation.readers.words import Token, one_form, tokens

_LOOKED_AT = 500  # characters in which a figure is looked for; a benefit is one line
_MOST = 10**18  # what a column of either database holds, and more than there is
_OFFERED = 3
_LARGE_M = re.compile(r"(?<=\d) ?M(?!\w)")
_MONTHS = 12
_SURE = 1000  # a bare number from here up is dong


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` in whole units of `currency` (ISO 4217). `period`: year, quarter, month, week, day, shift, once.

    `each`: of one thing or person, and how many there are isn't said (3k/cái).
    """

    amount: int
    currency: str
    period: str | None = None
    approximate: bool = False
    each: bool = False


@dataclass(frozen=True, slots=True)
class NotMoney:
    """It can't be put in money; `note` where another benefit is named."""

    note: bool


class Doubtful(Enum):
    UNIT = "unit"  # 15: of what?
    SEVERAL = "several"  # 10-15 triệu, or two amounts
    WHOLE = "whole"  # 8tr x 12 tháng: the one, or all together?


@dataclass(frozen=True, slots=True)
class Unsure:
    """What to ask back about the number as it was `typed`; `choices` are the amounts that may be meant."""

    why: Doubtful
    typed: str
    choices: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class Benefit:
    """What was read; None where there is neither a figure nor a word of a benefit. `social`: kinds that are named."""

    read: Money | NotMoney | Unsure | None
    social: tuple[Social, ...] = ()


def parse_benefit(text: str) -> Benefit:
    if leaves_open(text):  # không biết says nothing of the benefit, not even that it can't be told in money
        return Benefit(None)
    found = tokens(_with_millions(one_form(text[:_LOOKED_AT])), marks=True)
    numbers = figures(found)
    named = [*goods(found), *(figure.social for figure in numbers if figure.sort == Sort.COUNT)]
    social = tuple(kind for kind in Social if kind in named)
    return Benefit(_read(found, numbers, bool(named)), social)


def _with_millions(text: str) -> str:
    """15M and 15M/năm are millions; 15m is cloth, and so is 15M among words that are all written large."""
    for large in reversed(list(_LARGE_M.finditer(text))):
        first = not any(sign.isalpha() for sign in text[: large.start()])
        behind = tokens(text[large.end() :], marks=False)
        each = words.EACH.word(behind, 0) and words.PERIODS.word(behind, 1)
        if (each and (first or not text.isupper())) or (first and not behind):
            text = f"{text[: large.start()]}tr{text[large.end() :]}"
    return text


def _read(found: Sequence[Token], numbers: Sequence[Figure], named: bool) -> Money | NotMoney | Unsure | None:
    amounts = [figure for figure in numbers if figure.sort == Sort.MONEY]
    bare = [figure for figure in numbers if figure.sort == Sort.BARE and _stands_alone(found, figure, numbers)]
    if amounts:
        return _of_amounts(found, amounts, numbers)
    large = [figure for figure in bare if figure.value is None or figure.value >= _SURE]
    if large:
        return _of_amounts(found, large, numbers)
    if named or says_not_computable(found):
        return NotMoney(named)
    if not bare:
        return None
    ends = next((pair for pair in pairwise(bare) if _ranges(found, *pair)), None)
    if ends:
        return _unsure(Doubtful.SEVERAL, found, ends, (words.MILLION,), numbers)
    return _unsure(Doubtful.UNIT, found, bare[:1], (words.MILLION, words.THOUSAND, words.BILLION), numbers)


def _unsure(
    why: Doubtful, found: Sequence[Token], bare: Sequence[Figure], units: Sequence[int], numbers: Sequence[Figure]
) -> Unsure:
    """A question about bare numbers, which may be meant in one of these units."""
    scaled = [replace(one, value=one.value * unit) for one in bare if one.value for unit in units]
    typed = " ".join(token.text for token in found[bare[0].start : bare[-1].end])
    return Unsure(why, typed, tuple(_money(found, one, numbers) for one in scaled))


def _of_amounts(found: Sequence[Token], amounts: Sequence[Figure], numbers: Sequence[Figure]) -> Money | Unsure | None:
    if any(figure.value is None for figure in amounts):
        amounts = [figure for figure in amounts if figure.value is not None and figure.sort == Sort.MONEY]
    meant = [_money(found, figure, numbers) for figure in amounts if figure.value is not None]
    if not meant or any(not 0 < money.amount < _MOST for money in meant):
        return None
    first = amounts[0]
    lower = next((one for one in numbers if one.sort == Sort.BARE and one.value and _ranges(found, one, first)), None)
    if lower is not None and lower.value is not None:
        scaled = replace(lower, value=lower.value * first.unit, currency=first.currency)
        return Unsure(Doubtful.SEVERAL, "", (replace(meant[0], amount=_whole(scaled)), meant[0]))
    different = {(money.amount, money.currency): money for money in meant}
    if len(different) > 1:
        return Unsure(Doubtful.SEVERAL, "", tuple(_alike(list(different.values()))[:_OFFERED]))
    one = part(found, first, numbers)
    return _of_part(meant[0], one) if one else meant[0]


def _of_part(money: Money, one: Part) -> Money | Unsure | None:
    """A question whether the amount is meant or all of them together; where their number isn't said it is `each`."""
    if one.count is None:
        return replace(money, each=True)
    if one.count == 1:
        return money
    a_year = one.count == _MONTHS and "month" in (one.period, money.period)
    whole = replace(
        money,
        amount=round(money.amount * one.count),
        period="year" if a_year else money.period if money.period != one.period else None,
    )
    single = replace(money, period=one.period or money.period)
    return Unsure(Doubtful.WHOLE, "", (whole, single)) if 0 < whole.amount < _MOST else None


def _money(found: Sequence[Token], figure: Figure, numbers: Sequence[Figure]) -> Money:
    return Money(
        _whole(figure), figure.currency or "VND", period(found, figure, numbers), about(found, figure, numbers)
    )


def _whole(figure: Figure) -> int:
    return round(figure.value) if figure.value is not None else 0


def _alike(several: list[Money]) -> list[Money]:
    """The ends of a range share the currency and the period that only the last one names."""
    last = several[-1]
    return [
        replace(
            one, currency=last.currency if one.currency == "VND" else one.currency, period=one.period or last.period
        )
        for one in several
    ]


def _ranges(found: Sequence[Token], one: Figure, other: Figure) -> bool:
    """Whether the two are the ends of a range: 10-15 triệu, từ 10 đến 15 triệu, hai ba triệu."""
    if one.end > other.start:
        return False
    between = found[one.end : other.start]
    if not between:
        return one.several or (not one.worded and not other.worded)
    return len(between) <= 2 - one.worded and bool(words.RANGE.word(found, other.start - 1))


def _stands_alone(found: Sequence[Token], figure: Figure, numbers: Sequence[Figure]) -> bool:
    """Whether a bare number counts: of words only where nothing else is said, in digits unless they end in a count."""
    following = next((other for other in numbers if other.start >= figure.end), None)
    if following and following.sort == Sort.COUNT and _ranges(found, figure, following):
        return False
    if not figure.worded or figure.several:
        return True
    return all(_is_about_numbers(found, at) for at in range(len(found)) if not figure.start <= at < figure.end)


def _is_about_numbers(found: Sequence[Token], at: int) -> bool:
    known = (words.EACH, words.PERIODS, words.ABOUT, words.ABOUT_NEXT, words.RANGE, words.MORE)
    return found[at].kind != "word" or found[at].text == "1" or any(lexicon.word(found, at) for lexicon in known)
