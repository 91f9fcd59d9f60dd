"""Amounts that are only a part of what it comes to: 8tr x 12 tháng, 7tr mỗi người, 3k/cái."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from conversation.readers import amount_words as words
from conversation.readers.numerals import digits
from conversation.readers.united import Figure, Sort
from conversation.readers.words import Token
from conversation.typed import fold

Noun = tuple[str, ...]
_BETWEEN, _LONGEST = 3, 3  # words: mỗi [sản phẩm] tiết kiệm được 3k
_PEOPLE: frozenset[Noun] = frozenset(
    tuple(words.split())
    for words in ("nguoi", "cong nhan", "nhan cong", "lao dong", "nhan vien", "nhan su", "nhan luc", "tho",
                  "worker", "workers", "person", "persons", "people")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """`count`: how many such parts there are, None where that isn't said. `period`: what one of them is for."""

    count: Fraction | None
    period: str | None = None


def part(found: Sequence[Token], amount: Figure, numbers: Sequence[Figure]) -> Part | None:
    """What the amount is a part of; None where it is the whole."""
    times = [*_behind(found, amount.end), *_before(found, amount.start, numbers)]
    if times:
        count = Fraction(1)
        for number, _ in times:
            count *= number
        return Part(count, times[0][1] if len(times) == 1 else None)
    return _each(found, amount, numbers)


def _behind(found: Sequence[Token], at: int) -> Iterator[tuple[Fraction, str | None]]:
    """(number, its period) of each factor: x 20 sp x 26 ngày."""
    at = _past_units(found, at)
    while words.TIMES.word(found, at) and at + 1 < len(found) and found[at + 1].kind == "number":
        if number := digits(found[at + 1].text):
            yield number, words.PERIODS.word(found, at + 2)
        at = _past_units(found, at + 2)


def _before(found: Sequence[Token], start: int, numbers: Sequence[Figure]) -> Iterator[tuple[Fraction, str | None]]:
    """The same of 12 tháng x 8tr."""
    for one in reversed(numbers):
        if start and one.end < start and words.TIMES.word(found, start - 1) and one.value:
            if _past_units(found, one.end) != start - 1:
                return
            yield one.value, words.PERIODS.word(found, one.end)
            start = one.start


def _past_units(found: Sequence[Token], at: int) -> int:
    """The place behind /tháng, mỗi người một ca, sản phẩm."""
    lexicons = (words.EACH, words.PERIODS, words.FIGURES)
    while length := max((hit[1] for lexicon in lexicons if (hit := lexicon.at(found, at))), default=0):
        at += length
    return at


def _each(found: Sequence[Token], amount: Figure, numbers: Sequence[Figure]) -> Part | None:
    """7tr/người, mỗi người 7tr; and one person's 7tr where there are several."""
    behind, its_end = _thing_behind(found, amount.end)
    said = behind or _thing_before(found, amount.start, "mỗi")
    thing = said or _thing_before(found, amount.start, "một")
    others = [one for one in numbers if one.sort == Sort.COUNT and one.end != its_end]
    counts = [one.value for one in others if one.value and _counts(found, one, thing)]
    several = next((value for value in counts if value > 1), None)
    if thing is None or (several is None and (said is None or 1 in counts)):
        return None
    return Part(several)


def _thing_behind(found: Sequence[Token], at: int) -> tuple[Noun | None, int]:
    """The thing of /người, một cái, /tháng/người, and the place behind it."""
    while at < len(found) and _says(found, at, "/", "mỗi", "một"):
        if thing := _thing(found, at + 1):
            return thing, at + 1 + len(thing)
        again = at + 1 < len(found) and _says(found, at + 1, "mỗi", "một")  # /1 người
        at += 1 if again else 1 + (words.PERIODS.at(found, at + 1) or ("", len(found)))[1]
    return None, 0


def _thing_before(found: Sequence[Token], start: int, each: str) -> Noun | None:
    for at in range(start - 1, max(start - _BETWEEN - _LONGEST - 2, -1), -1):
        if found[at].kind != "word" and found[at].text != "1":
            return None
        if _says(found, at, each) and (thing := _thing(found, at + 1)):
            return thing if start - at - 1 - len(thing) <= _BETWEEN else None
    return None


def _says(found: Sequence[Token], at: int, *which: str) -> bool:
    return ("một" if found[at].text == "1" else words.EACH_ONE.word(found, at)) in which


def _thing(found: Sequence[Token], at: int) -> Noun | None:
    """What is counted there and is no span of time that an amount may come by."""
    hit = words.FIGURES.at(found, at)
    if hit is None or words.PERIODS.word(found, at):
        return None
    return tuple(fold(token.text) for token in found[at : at + hit[1]])


def _counts(found: Sequence[Token], one: Figure, thing: Noun | None) -> bool:
    """Whether this figure counts such things; people are people: 2 công nhân, 7tr/người."""
    places = range(one.start + 1, one.end)
    nouns = [noun for at in places if (noun := _thing(found, at)) and at + len(noun) == one.end]
    return bool(nouns) and (nouns[0] == thing or {nouns[0], thing} <= _PEOPLE)
