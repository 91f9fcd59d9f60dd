"""Vietnamese, with marks or without, against English: what each word says, and what they say together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from conversation.guessing.profiles import lean
from conversation.guessing.syllables import SYLLABLES, from_telex, lines, run_together, unmarked

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OPENING = re.compile(r"(?:^|(?<!\bMr)(?<!\bMs)(?<!\bMrs)\.|[!?:;\n…])[^\w.!?:;\n…]*$", re.IGNORECASE)
_MARKED, _FOREIGN_MARK, _SYLLABLE, _PLURAL = 4.0, 0.5, 2.5, -1.5
_TELEX = {True: 3.0, False: 1.2}  # of a shape that English hasn't, or has
_UNTYPED = re.compile(r"[fjx]$|^dd|aa|uw|[bcdghklmnpqrtvx]w")
_LONGEST_WORD = 24
_CODE_LONGEST = 4  # letters of what stands in capitals beside small ones: LED, PLC, HSE
_SETTLED = 2.0  # what plain words must say for names not to be asked
_NAME = 0.3  # how much a name says beside a plain word


@dataclass(frozen=True, slots=True)
class Weighed:
    """`sum` is above 0 for Vietnamese and below for English; `words` counts those that said anything."""

    sum: float
    words: int


def weigh(text: str) -> Weighed:
    """What the Latin words of a text say. Names say little: they are alike in both languages."""
    said = list(_said(text))
    total = sum(weight for weight, name in said if not name)
    if abs(total) < _SETTLED:
        total += _NAME * sum(weight for weight, name in said if name)
    return Weighed(total, sum(weight != 0 for weight, _ in said))


def _said(text: str) -> Iterator[tuple[float, bool]]:
    """(weight, whether it is a name) of each word, or of two where they mean something together."""
    found = list(_WORD.finditer(text))
    small = any(one[0].islower() and len(one[0]) > 1 for one in found)
    words = [one[0].lower().replace("'", "").replace("’", "") for one in found]
    pairs, at = _weights("pairs"), 0
    while at < len(words):
        pair = pairs.get(f"{words[at]} {words[at + 1]}") if at + 1 < len(words) else None
        if pair is not None:
            yield pair, False
            at += 2
            continue
        written, weight = found[at][0], says(words[at])
        if small and written.isupper() and 1 < len(written) <= _CODE_LONGEST:
            weight = 0.0
        capital = small and not written[0].islower() and len(written) > 1
        yield weight, capital and not (_opens(text, found[at].start()) and known(words[at]))
        at += 1


def _opens(text: str, at: int) -> bool:
    return bool(_OPENING.search(text[max(0, at - 8) : at]))


@lru_cache(4_096)  # words come again and again; some 0.5 MB
def says(word: str) -> float:
    """How much a word in small letters speaks for Vietnamese (above 0) or for English (below)."""
    weights = _weights("latin")
    if word in weights:
        return weights[word]
    if not word.isascii():
        return _MARKED if unmarked(word) in SYLLABLES else _FOREIGN_MARK
    if word in SYLLABLES:
        return _SYLLABLE if len(word) > 1 else 0.0
    if len(word) > 3 and word.endswith("s") and weights.get(word[:-1], 0.0) < 0:
        return _PLURAL
    if telex := from_telex(word):
        return _TELEX[telex[1] > 1 or bool(_UNTYPED.search(word))]
    return _unknown(word)


def known(word: str) -> bool:
    return word in _weights("latin") or unmarked(word) in SYLLABLES


def _unknown(word: str) -> float:
    """What is in no list and no syllable: by its letters; a longer one can only be Vietnamese without its spaces."""
    weight = min(1.2, max(-2.0, 1.5 * lean(word[:_LONGEST_WORD]) - 0.8))
    return weight if len(word) < 4 or run_together(word) else min(weight, -1.0)


@cache
def _weights(name: str) -> Mapping[str, float]:
    """The words (or pairs of words) of a file in words/ with their weights; some thousand, read once."""
    apart = "|" if name == "pairs" else None
    return {word: float(weight) for weight, words in lines(name) for word in words.split(apart)}
