"""Which scripts a text is written in, and how much of each; signs that belong to no language are taken out first."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from conversation.guessing.syllables import unmarked
from conversation.typed import clean

# Addresses, commands, codes and figures with their units.
_NO_WORDS = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+|(?<!\S)[/@#]\w+|(?<![\w-])[\w-]*[\d_][\w-]*", re.IGNORECASE | re.ASCII
)
_QUOTED = re.compile(r"\"[^\"]+\"|“[^”]+”|「[^」]+」|『[^』]+』|«[^»]+»|(?<!\w)['‘][^'’]+['’](?!\w)")
_EASTERN = re.compile(
    "[\u1100-\u11ff\u3005\u3041-\u309f\u30a1-\u30fe\u3131-\u318e\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]"
)
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 2.0  # words outside a quotation, for what is quoted to be left out


@dataclass(frozen=True, slots=True)
class Scripts:
    """How much there is of each script, in words or what comes to one (two signs of the East)."""

    latin: float
    hangul: float
    han: float  # with kana

    @property
    def all(self) -> float:
        return self.latin + self.hangul + self.han


def plain(text: str) -> str:
    """The words of a text: one Unicode form, full-width letters as usual ones, no addresses, codes or quotations."""
    words = clean(text)
    if not words.isascii():
        words = unicodedata.normalize("NFKC", words)
    words = _NO_WORDS.sub(" ", words)
    unquoted = _QUOTED.sub(" ", words)
    return unquoted if unquoted != words and scripts(unquoted).all >= _ENOUGH else words


def scripts(text: str) -> Scripts:
    eastern = _EASTERN.findall(text)  # most texts have none: looked for at once, not sign by sign
    hangul = sum(map(is_hangul, eastern))
    han = sum(is_han(sign) or is_hiragana(sign) or is_katakana(sign) for sign in eastern)
    words = _WORD.findall(text)
    latin = sum(map(_latin, words)) if hangul + han else len(words)
    return Scripts(latin, hangul / 2, han / 2)


def is_hangul(sign: str) -> bool:
    return "\uac00" <= sign <= "\ud7a3" or "\u3131" <= sign <= "\u318e" or "\u1100" <= sign <= "\u11ff"


def is_han(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff" or "\u3400" <= sign <= "\u4dbf" or sign == "々"


def is_hiragana(sign: str) -> bool:
    return "\u3041" <= sign <= "\u309f"


def is_katakana(sign: str) -> bool:
    return "\u30a1" <= sign <= "\u30fe" and sign != "・"


def _latin(word: str) -> float:
    """How much a Latin word beside another script counts: names and machine words come in every language."""
    if not unmarked(word[0]).isascii():
        return 0.0
    if not word.islower() or len(word) == 1:
        return 0.1
    return 0.5 if word.isascii() else 0.8
