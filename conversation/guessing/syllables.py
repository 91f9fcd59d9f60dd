"""Vietnamese spelling: which words can be a syllable once the marks are gone, and what raw Telex stands for.

A Vietnamese syllable is an onset and a rime out of two closed lists, so a word that is not made of one of each
was never Vietnamese; without marks some 2,300 are possible, of which English knows about 350.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

WORDS = Path(__file__).parent / "words"  # the tables of this package, read when they are first needed
_TOGETHER = 18  # letters; of more, nobody types so, and the ways to part them would be many
_TONES = "sfrxj"
_DOUBLED = (("aa", "a"), ("ee", "e"), ("oo", "o"), ("uow", "uo"), ("aw", "a"), ("ow", "o"), ("uw", "u"))
_VOWEL = re.compile("[aeiouyw]")
_STOPPED = re.compile("(?:c|ch|p|t)$")


def lines(name: str) -> list[tuple[str, str]]:
    """(first word, the rest) of each line of a table; `#` begins a remark."""
    table = (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [(first, rest) for first, _, rest in (line.partition(" ") for line in table if line[:1] not in ("", "#"))]


def _syllables() -> frozenset[str]:
    parts: dict[str, list[str]] = {}
    for name, row in lines("spelling"):
        parts.setdefault(name, []).extend(row.split())
    whole = {*parts["rimes"], *parts["whole"], *(f"{onset}y" for onset in parts["y"])}
    for rime in parts["rimes"]:
        whole |= {onset + rime for onset in parts["front" if rime[0] in "ei" else "back"]}
    return frozenset(whole | {f"{onset}{rime}" for onset in ("qu", "gi") for rime in parts[onset]})


SYLLABLES = _syllables()


def unmarked(text: str) -> str:
    """Without marks, đ as d and case as it was: `Đồ gá` is `Do ga`."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(c for c in text if not unicodedata.combining(c)))


def run_together(word: str) -> bool:
    """Whether a word may be two syllables or more typed without the space: `sangkien`, `khongduoc`."""
    return len(word) <= _TOGETHER and any(
        word[:at] in SYLLABLES and (word[at:] in SYLLABLES or run_together(word[at:])) for at in range(2, len(word) - 1)
    )


def from_telex(word: str) -> tuple[str, int] | None:
    """(syllable without marks, how many Telex signs) of a word typed with Telex that nothing turned into marks.

    `noopj` is (`nop`, 2). None for what is no Telex, also where the spelling would not bear the tone:
    before a stop only s and j are possible, and there one of them must stand.
    """
    vowel = _VOWEL.search(word)
    if not vowel:
        return None
    tones = [at for at in range(vowel.end(), len(word)) if word[at] in _TONES]
    for at in (None, *tones[-2:]):
        tone, bare = ("", word) if at is None else (word[at], word[:at] + word[at + 1 :])
        plain = _undoubled(bare)
        bears = tone in ("s", "j") or not _STOPPED.search(plain)
        if plain != word and plain in SYLLABLES and bears:
            return plain, len(word) - len(plain)
    return None


def _undoubled(bare: str) -> str:
    """Without what Telex writes for â, ê, ô, ă, ơ, ư and đ."""
    plain = bare[1:] if bare.startswith("dd") else bare
    for doubled, single in _DOUBLED:
        plain = plain.replace(doubled, single)
    return plain
