"""What to look up for a typed name of a unit: each word in the ways in which names may have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conversation.readers.unit_names import Word
from conversation.readers.unit_words import SHORT

Way = tuple[str, ...]  # folded words, all of which a name must have
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_SHORTEST_SLIP, _LONGEST_SLIP = 3, 24  # letters of words in which a slip is looked for

_SHORT_OF: dict[Way, list[str]] = {}
for _short, _meanings in SHORT.items():
    for _meaning in _meanings:
        _SHORT_OF.setdefault(_meaning, []).append(_short)
_LONGEST = max(map(len, _SHORT_OF))


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that was asked for, in any of these ways."""

    ways: tuple[Way, ...]


def slots(wanted: Sequence[Word]) -> list[Slot]:
    """A slot for each word; words that have a usual short form together are one: `khu công nghiệp`, `KCN`."""
    found = []
    at = 0
    while at < len(wanted):
        length, shorts = _phrase(wanted, at)
        if shorts:
            words = tuple(word.forms[-1] for word in wanted[at : at + length])
            found.append(Slot((words, *((short,) for short in shorts))))
        else:
            found.append(Slot((*((form,) for form in dict.fromkeys(wanted[at].forms)), *wanted[at].long)))
        at += length
    return found


def joined(found: Sequence[Slot]) -> Iterator[list[Slot]]:
    """The same with two neighbours written as one word: `sam sung`, `Samsung`."""
    for at in range(len(found) - 1):
        word = found[at].ways[0] + found[at + 1].ways[0]
        if len(word) == 2:
            yield [*found[:at], Slot((("".join(word),),)), *found[at + 2 :]]


def slips(word: str) -> set[str]:
    """Everything that is one slip away: a letter left out, added, another one, or two swapped."""
    if not _SHORTEST_SLIP <= len(word) <= _LONGEST_SLIP or word.isdecimal():
        return set()
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    without = {left + right[1:] for left, right in parts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    changed = {left + letter + right[1:] for left, right in parts if right for letter in _LETTERS}
    added = {left + letter + right for left, right in parts for letter in _LETTERS}
    return (without | swapped | changed | added) - {word, ""}


def halves(word: str) -> list[Way]:
    """The two words that may have been written as one: `hoasen`."""
    return [(word[:at], word[at:]) for at in range(1, len(word))] if word.isalpha() else []


def _phrase(wanted: Sequence[Word], at: int) -> tuple[int, list[str]]:
    """(how many words, their short forms) of the longest phrase there that has one."""
    for length in range(min(_LONGEST, len(wanted) - at), 1, -1):
        words = tuple(word.forms[-1] for word in wanted[at : at + length])
        if shorts := _SHORT_OF.get(words):
            return length, shorts
    return 1, []
