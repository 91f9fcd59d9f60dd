"""The words of units' names and of what was typed for one, each with what it may stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from conversation.readers.unit_words import COMMON, SHORT
from conversation.readers.words import spelling, tokens
from conversation.telex import untelex
from conversation.typed import fold

_COMMON_WEIGHT = 0.3
_AT, _INTRODUCTION = frozenset({"o", "tai", "at", "for"}), 6
_BEFORE = frozenset(
    "em toi minh chung tui ben cong nhan dang lam viec tac thuoc la i am work working we".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name or of what was typed. `forms`: folded, as it stands and as its Telex keys; `long`: what it
    may be short for.
    """

    text: str
    folded: str
    forms: tuple[str, ...]
    spelled: frozenset[tuple[str, str]]
    long: tuple[tuple[str, ...], ...]
    weight: float


def words_of(text: str) -> list[Word]:
    return [_word(token.text) for token in tokens(text, marks=False) if token.kind != "sign"]


def asked(typed: str) -> list[Word]:
    """The words of what was typed for a unit; "em làm ở" is said around it."""
    found = words_of(typed)
    for at, word in enumerate(found[:_INTRODUCTION]):
        said = at > 0 or word.text in ("ở", "tại")  # alone it may be a name: Ô Môn
        if said and word.folded in _AT and at + 1 < len(found) and all(one.folded in _BEFORE for one in found[:at]):
            return found[at + 1 :]
    return found


def search_words(text: str) -> str:
    """Folded words with the usual short forms written out: `KCN Yên Phong` is `khu cong nghiep yen phong`."""
    return joined(words_of(text))


@lru_cache(maxsize=8192)
def _word(text: str) -> Word:
    telex = untelex(text)
    folded = fold(text) or text
    forms = (folded, fold(telex)) if telex else (folded,)
    spelled = frozenset(spelling(one) for one in (text, telex) if one)
    long = SHORT.get(folded, ())
    return Word(text, folded, forms, spelled, long, _COMMON_WEIGHT if long or folded in COMMON else 1.0)


def joined(found: Sequence[Word]) -> str:
    """Folded, the usual short forms written out."""
    return " ".join(" ".join(word.long[0]) if word.long else word.forms[-1] for word in found)
