"""How often an amount of money comes, and whether it is meant about so."""

from __future__ import annotations

from collections.abc import Sequence

from conversation.readers import amount_words as words
from conversation.readers.united import Figure, Sort
from conversation.readers.words import Token, spelling


def period(found: Sequence[Token], amount: Figure, figures: Sequence[Figure]) -> str | None:
    """The period said right behind the amount, else the nearest one that belongs to no other figure."""
    said = _periods(found, amount, figures)
    behind = words.PERIODS.at(found, amount.end)
    if behind and not _counts_on(found, amount.end, behind, figures):
        said.append((amount.end, behind[0]))
    before = words.PERIODS.word(found, amount.start - 1) if amount.start and amount.unit > 1 else None
    if not said:
        return before  # tháng 3 triệu

    def distance(one: tuple[int, str]) -> tuple[bool, int]:
        return (one[0] < amount.end, abs(one[0] - amount.end))

    return min(said, key=distance)[1]


def _periods(found: Sequence[Token], amount: Figure, figures: Sequence[Figure]) -> list[tuple[int, str]]:
    """(place, period) of every period that is said with a word for each: mỗi năm, một tháng, /ca.

    The one of 2 giờ/ca belongs to the hours; in 8 triệu 1 người 1 tháng it doesn't belong to the person.
    """
    counts = {one.end for one in figures if one.sort == Sort.COUNT and not 0 <= one.start - amount.end <= 1}
    said = []
    at = 0
    while at < len(found):
        if whole := words.WHOLE_PERIODS.at(found, at):
            said.append((at, whole[0]))
            at += whole[1]
            continue
        start = at
        while at < len(found) and _each(found, at):
            at += 1
        hit = words.PERIODS.at(found, at) if at > start else None
        if (
            hit
            and start not in counts
            and not _counts_on(found, at, hit, figures)
            and not _every_time(found, start, hit)
        ):
            said.append((start, hit[0]))
        at += hit[1] if hit else (at == start)
    return said


def _each(found: Sequence[Token], at: int) -> bool:
    """A word for each, or the 1 of 1 năm."""
    if found[at].text == "1":
        return bool(words.PERIODS.word(found, at + 1))
    return bool(words.EACH.word(found, at))


def _counts_on(found: Sequence[Token], at: int, hit: tuple[str, int], figures: Sequence[Figure]) -> bool:
    """Whether the word there is no period: quy ra tiền, năm 2022, trong tháng 4."""
    end = at + hit[1]
    if hit[0] == "quarter" and words.NOT_QUARTER.word(found, end):
        return True
    return any(figure.start == end and figure.sort == Sort.LABEL for figure in figures)


def _every_time(found: Sequence[Token], start: int, hit: tuple[str, int]) -> bool:
    """`mỗi lần` comes again and again, as against `một lần`."""
    return hit[0] == "once" and found[start].text not in ("/", "1", "một", "mot", "mootj")


def about(found: Sequence[Token], amount: Figure, figures: Sequence[Figure]) -> bool:
    """Whether it is said to be about so much; what is said of another figure doesn't count."""
    counted = {figure.start for figure in figures if figure.sort == Sort.COUNT}
    for at, _ in words.ABOUT.anywhere(found):
        hit = words.ABOUT.at(found, at)
        if hit and at + hit[1] not in counted:
            return True
    if words.MORE.word(found, amount.end):
        return True
    return any(_says_about(found, at, amount, counted) for at, _ in words.ABOUT_NEXT.anywhere(found))


def _says_about(found: Sequence[Token], at: int, amount: Figure, counted: set[int]) -> bool:
    if at + 1 == amount.start:
        return True
    marked = spelling(found[at].text) in (spelling("tầm"), spelling("cỡ"))
    return marked and at < amount.start and at + 1 not in counted and bool(_each_next(found, at + 1))


def _each_next(found: Sequence[Token], at: int) -> bool:
    return at < len(found) and _each(found, at)
