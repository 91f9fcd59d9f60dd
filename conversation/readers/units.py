"""Which name of a unit is likeliest: typed without marks, in raw Telex, shortened, or with a slip."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from conversation.readers.unit_names import Word, asked, joined, words_of

_REST = 0.25  # what of a name that nobody asked for costs
_ALIKE = 0.15  # what the likeness of the whole adds
_MARKED = 0.08  # what the same marks add: an exact accented name stands above one equal only when folded
_ABOVE = 0.8  # what a word is worth that only the unit above has
_INITIALS = {1: 0.0, 2: 0.75}  # of so many letters; three and more are sure
_TOGETHER = 0.95  # written as one word, or in the name's own short form
_MOST_INITIALS = 6


def rank(typed: str, names: Sequence[str]) -> list[int]:
    """Places of the names, the likeliest first; those that come equally near stay in their order."""
    wanted = asked(typed)
    scores = [score(wanted, name) for name in names]
    return sorted(range(len(names)), key=lambda at: -scores[at])


def score(wanted: Sequence[Word], name: str, above: str = "") -> float:
    """How well a name answers what was typed: about 1 where it is just that, 0 where nothing fits.

    `above`: names of the units above it, in which what the name doesn't have may be found (the district, say).
    """
    offered = words_of(name)
    if not wanted or not offered:
        return 0.0
    met, used = _met(wanted, offered)
    if above and min(met) < _ABOVE:
        there = {word.folded for word in words_of(above)}
        met = [
            max(one, _ABOVE * (not there.isdisjoint(word.forms))) if one < _ABOVE else one
            for one, word in zip(met, wanted, strict=True)
        ]
    whole_weight = sum(word.weight for word in wanted)
    answered = sum(word.weight * likeness for word, likeness in zip(wanted, met, strict=True))
    total = sum(word.weight for word in offered)
    left = sum(word.weight * (1 - share) for word, share in zip(offered, used, strict=True))
    whole = fuzz.ratio(joined(wanted), joined(offered)) / 100
    return answered / whole_weight - _REST * left / total + _ALIKE * whole


def roughly(typed: str, wanted: frozenset[str], name: str, folded: str) -> float:
    """A quick look at hundreds of names, of which `score` then compares the best: likeness of `typed`, which is
    `joined`, and how many of the `wanted` words there are, marks and all.
    """
    return fuzz.token_sort_ratio(typed, folded) + 10 * len(wanted.intersection(name.casefold().split()))


def same(wanted: Sequence[Word], name: str) -> bool:
    """Whether it is this very name, but for marks and the usual short forms."""
    return bool(wanted) and joined(wanted) == joined(words_of(name))


def _met(wanted: Sequence[Word], offered: Sequence[Word]) -> tuple[list[float], list[float]]:
    """How well each typed word is met by the name, and how much of each word of the name that takes up.

    What is met to the letter is looked for no further: that is nearly all of nearly every name.
    """
    met, used = [0.0] * len(wanted), [0.0] * len(offered)
    places: dict[str, list[int]] = {}
    for place, other in enumerate(offered):
        places.setdefault(other.folded, []).append(place)
    for at, word in enumerate(wanted):
        for place in (place for form in word.forms for place in places.get(form, ())):
            marked = not word.spelled.isdisjoint(offered[place].spelled)
            met[at], used[place] = max(met[at], 1 + _MARKED * marked), 1.0
    for at, word in enumerate(wanted):
        if met[at] < 1:
            met[at] = _met_otherwise(word, offered, used, last=at == len(wanted) - 1)
    for place, other in enumerate(offered):
        if used[place] < 1:
            for start in range(len(wanted)):
                if met[start] < 1 and (end := _stands_for(other, wanted, start)[0]):
                    met[start:end] = [max(_TOGETHER, one) for one in met[start:end]]
                    used[place] = 1.0
    return met, used


def _met_otherwise(word: Word, offered: Sequence[Word], used: list[float], *, last: bool) -> float:
    """The best of: short for several words, written as one, or a slip; what it takes up is marked in `used`."""
    best, taken = 0.0, range(0)
    for place, other in enumerate(offered):
        end, likeness = _stands_for(word, offered, place)
        if likeness > best:
            best, taken = likeness, range(place, end)
        if word.folded.isdecimal() or other.folded.isdecimal():
            continue
        likeness = max(_slip(form, other.folded, last=last) for form in word.forms)
        if likeness and not word.text.isascii() and OSA.distance(word.text, other.text, score_cutoff=1) == 1:
            likeness += _MARKED
        if likeness > best:
            best, taken = likeness, range(place, place + 1)
    for place in taken:
        used[place] = max(used[place], best)
    return best


def _stands_for(word: Word, others: Sequence[Word], at: int) -> tuple[int, float]:
    """(where the words end, likeness) of several words there that one may stand for; (0, 0) where there are none."""
    first = others[at].folded
    if word.long and (end := _spelt_out(word, others, at)):
        return end, 1.0
    if word.folded[0] == first[0] and (end := _abbreviates(word, others, at)):
        return end, _INITIALS.get(end - at, 0.9)
    if any(form.startswith(first) for form in word.forms) and (end := _runs_together(word, others, at)):
        return end, _TOGETHER
    return 0, 0.0


def _slip(typed: str, meant: str, *, last: bool) -> float:
    """Likeness of two words that differ: by a letter or two, or because the end is not typed yet."""
    longer = max(len(typed), len(meant))
    if len(typed) >= 2 and meant.startswith(typed):
        return 0.85 if last else 0.7
    allowed = 1 if longer < 8 else 2
    distance = OSA.distance(typed, meant, score_cutoff=allowed)
    return 1 - 1.1 * distance / longer if distance <= allowed and longer > 1 else 0.0


def _spelt_out(short: Word, others: Sequence[Word], at: int) -> int:
    """Where the words end that a usual short form stands for; 0 where they don't stand there."""
    for meaning in short.long:
        there = others[at : at + len(meaning)]
        if len(there) == len(meaning) and all(one in word.forms for one, word in zip(meaning, there, strict=True)):
            return at + len(meaning)
    return 0


def _abbreviates(short: Word, others: Sequence[Word], at: int) -> int:
    """Where the words end whose first letters make up a word: `mhs` for May Hoa Sen; 0 where they don't."""
    length = len(short.folded)
    there = others[at : at + length]
    if not 2 <= length <= _MOST_INITIALS or len(there) < length or short.folded.isdecimal():
        return 0
    return at + length if all(word.folded[0] == one for word, one in zip(there, short.folded, strict=True)) else 0


def _runs_together(joined: Word, others: Sequence[Word], at: int) -> int:
    """Where the words end that were written as one: `hoasen`, `vietnam`; 0 where they don't."""
    for length in (2, 3):
        there = others[at : at + length]
        if len(there) == length and "".join(word.folded for word in there) in joined.forms:
            return at + length
    return 0
