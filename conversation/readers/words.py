"""What was typed, cut into words and numbers, and tables of words that are found however they were typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from conversation.telex import untelex
from conversation.typed import fold

T = TypeVar("T")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_UNSEEN = re.compile("[\u034f\u115f\u1160\u3164\uffa0\u17b4\u17b5\ufe00-\ufe0f]")  # letters and marks without a picture
_HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff"
_PIECES = r"(?P<word>[{han}]|(?:(?![{han}])[^\W\d_])+)|(?P<number>{number})|(?P<sign>[^\s\w]|_)"
_DIGITS = re.compile(_PIECES.format(han=_HAN, number=r"\d+"))
# A number with its marks: 1.234,5; or in groups with spaces between: 15 000 000.
_AMOUNTS = re.compile(_PIECES.format(han=_HAN, number=r"(?<!\d)\d{1,3}(?: \d{3})+(?![\d.,]*\d)|\d+(?:[.,'\u2019]\d+)*"))


class Token(NamedTuple):
    """A word (lower case, NFC), a number or a sign; `glued` where no space stands before it."""

    text: str
    kind: str
    glued: bool


def tidy(text: str) -> str:
    """One form for what looks the same, in lower case."""
    return unicodedata.normalize("NFC", one_form(text).casefold())


def one_form(text: str) -> str:
    """The same with large letters: NFKC (full-width is plain), no invisible signs, single spaces."""
    text = unicodedata.normalize("NFKC", text)
    if not text.isascii():
        if not text.isprintable() or _UNSEEN.search(text):
            text = "".join(sign for sign in text if not invisible(sign))
        text = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    return " ".join(text.split())


def tokens(text: str, *, marks: bool) -> list[Token]:
    """The pieces in order; with `marks` a number keeps the points and commas inside it."""
    found = []
    for piece in (_AMOUNTS if marks else _DIGITS).finditer(tidy(text)):
        glued = piece.start() > 0 and piece.string[piece.start() - 1] != " "
        found.append(Token(piece[0], piece.lastgroup or "sign", glued))
    return found


class Lexicon(Generic[T]):
    """Words and phrases with what they mean. Typed without marks, with some of them or in raw Telex they are found
    all the same; with other marks they are other words (`sáu` is six, `sau` may be, `sâu` is not). `marked`: only
    with all their marks, for words which without them are mostly others.
    """

    def __init__(self, meanings: Mapping[str, T], *, marked: bool = False) -> None:
        self._means = is_marked if marked else means
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, meaning in meanings.items():
            words = tuple(token.text for token in tokens(phrase, marks=False))
            self._by_first.setdefault(fold(words[0]) or words[0], []).append((words, meaning))
        for phrases in self._by_first.values():
            phrases.sort(key=lambda one: -len(one[0]))

    def at(self, found: Sequence[Token], at: int) -> tuple[T, int] | None:
        """(meaning, how many tokens) of the longest phrase that stands there."""
        if at >= len(found) or found[at].kind == "number":
            return None
        for key in _keys(found[at].text):
            for words, meaning in self._by_first.get(key, ()):
                if len(words) <= len(found) - at and all(map(self._means, found[at : at + len(words)], words)):
                    return meaning, len(words)
        return None

    def word(self, found: Sequence[Token], at: int) -> T | None:
        """The meaning of a phrase of one word or more there."""
        hit = self.at(found, at)
        return hit[0] if hit else None

    def anywhere(self, found: Sequence[Token]) -> list[tuple[int, T]]:
        return [(at, hit[0]) for at in range(len(found)) if (hit := self.at(found, at))]


def means(token: Token, word: str) -> bool:
    """Whether a token may be this word."""
    if token.text == word or fits(token.text, word):
        return True
    telex = untelex(token.text)
    return telex is not None and fits(telex, word)


def is_marked(token: Token, word: str) -> bool:
    """Whether a token is this word with all its marks, or the Telex keys of them."""
    return spelling(word) in (spelling(token.text), spelling(untelex(token.text) or ""))


@lru_cache(maxsize=16384)
def fits(typed: str, word: str) -> bool:
    """Whether `typed` is the word with all, some or none of its marks, and no other ones."""
    if fold(typed) != fold(word):
        return False
    letters, tone = spelling(typed)
    wanted, wanted_tone = spelling(word)
    if tone and tone != wanted_tone:
        return False
    return all(one in (other, fold(other)) for one, other in zip(letters, wanted, strict=False))


@lru_cache(maxsize=16384)
def spelling(word: str) -> tuple[str, str]:
    """(the letters with all marks but the tone, the tone): hòa and hoà are spelled alike."""
    parts = unicodedata.normalize("NFD", word)
    tone = "".join(sign for sign in parts if sign in _TONES)
    return unicodedata.normalize("NFC", "".join(sign for sign in parts if sign not in _TONES)), tone


@lru_cache(4_096)
def _keys(text: str) -> tuple[str, ...]:
    telex = untelex(text)
    plain = fold(text) or text
    return (plain, fold(telex)) if telex else (plain,)


def invisible(sign: str) -> bool:
    """Signs without a picture: of format, control, half a pair, variants, fillers."""
    kind = unicodedata.category(sign)
    if kind in ("Cf", "Cs", "Co", "Cn") or (kind == "Cc" and not sign.isspace()):
        return True
    return bool(_UNSEEN.match(sign))
