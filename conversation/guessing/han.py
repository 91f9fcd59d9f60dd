"""Han signs: Japanese, Simplified or Traditional Chinese, by the standard sets that a sign is in and by words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from conversation.guessing.profiles import sign_odds
from conversation.guessing.scripts import is_han, is_hiragana, is_katakana
from conversation.guessing.syllables import lines

JA, HANS, HANT = range(3)
Votes = tuple[float, float, float]

_NOTHING: Votes = (0.0, 0.0, 0.0)
# For each of the three: its standard set, and where in that the rare signs begin. Their authors put the signs in use
# first, and old or foreign forms into the second level: what stands there is hardly written.
_CHARSETS = (("shift_jis", b"\x98\x9f"), ("gb2312", b"\xd8\xa1"), ("big5", b"\xc9\x40"))
_RARE, _FOREIGN = -1.5, -2.5  # for a sign in the second level, or in none
_SIZES = (4, 3, 2, 1)  # the longest word first
_MEANT = {"ja": (JA,), "hans": (HANS,), "hant": (HANT,), "zh": (HANS, HANT)}
_HIRAGANA, _NO, _KATAKANA = 4.0, 3.0, 5.0  # a sign, the の that Chinese use for show, a word
_SAYS, _HINTS_JA, _CHINESE = 0.8, 0.5, 1.5
_LEAST = 0.1  # above 0: which Chinese it would be is plain
_ENOUGH_SIGNS = 3
_PROFILE = 0.3  # langdetect's odds come from an encyclopaedia: they only decide where nothing else does


def decide(text: str) -> tuple[int | None, float]:
    """(one of JA, HANS, HANT, or None; how clearly): None where a sign or two are written alike in all.

    A margin of 0 says that nothing but the odds of an encyclopaedia decided, or which Chinese is commoner.
    """
    votes = weigh(text)
    best, second, last = sorted(range(3), key=votes.__getitem__, reverse=True)
    margin = votes[best] - votes[second]
    if margin >= (_HINTS_JA if best == JA and votes[HANS] == votes[HANT] else _SAYS):
        return best, margin
    if JA in (best, second):
        chinese = second if best == JA else best
        if votes[chinese] - votes[last] >= _CHINESE:  # Japanese would show in a word, one Chinese shows in each sign
            return chinese, max(margin, _LEAST)
    if sum(map(is_han, text)) >= _ENOUGH_SIGNS:
        return _by_profiles(text, votes), 0.0
    return (HANS if last == JA and votes[second] - votes[JA] >= _CHINESE else None), 0.0


def weigh(text: str) -> Votes:
    """For (ja, zh-Hans, zh-Hant), what the signs of a text say; only the differences mean something."""
    found = [*_kana(text), *_signs(text), _NOTHING]
    ja, hans, hant = (sum(votes) for votes in zip(*found, strict=True))
    return ja, hans, hant


def _kana(text: str) -> Iterator[Votes]:
    before = ""
    for sign in text:
        if is_hiragana(sign):
            yield (_NO if sign == "の" else _HIRAGANA), 0.0, 0.0
        elif is_katakana(sign) and not is_katakana(before):
            yield _KATAKANA, 0.0, 0.0
        before = sign


def _signs(text: str) -> Iterator[Votes]:
    words, at = _words(), 0
    while at < len(text):
        word = next((text[at : at + size] for size in _SIZES if text[at : at + size] in words), text[at])
        yield from (_standard(sign) for sign in word if is_han(sign))
        if word in words:
            yield words[word]
        at += len(word)


@cache  # some thousand signs are in use; 0.3 MB
def _standard(sign: str) -> Votes:
    """Against the languages whose standard set lacks a sign or has it among the rare; nothing where all do."""
    ja, hans, hant = (_place(sign, charset, rare) for charset, rare in _CHARSETS)
    most = max(ja, hans, hant)
    return ja - most, hans - most, hant - most


def _place(sign: str, charset: str, rare: bytes) -> float:
    try:
        return _RARE if sign.encode(charset) >= rare else 0.0
    except UnicodeEncodeError:
        return _FOREIGN


def _by_profiles(text: str, votes: Votes) -> int:
    odds = [votes, *(tuple(_PROFILE * one for one in sign_odds(sign)) for sign in text if is_han(sign))]
    total = [sum(column) for column in zip(*odds, strict=True)]
    return max(range(3), key=total.__getitem__)


@cache
def _words() -> Mapping[str, Votes]:
    """The words of words/han.txt with their votes, read once; a word on several lines gets the sum."""
    votes: dict[str, list[float]] = {}
    for languages, row in lines("han"):
        weight, *words = row.split()
        meant = [at for language in languages.split(",") for at in _MEANT[language]]
        for word in words:
            vote = votes.setdefault(word, [0.0, 0.0, 0.0])
            for at in meant:
                vote[at] += float(weight)
    return {word: (ja, hans, hant) for word, (ja, hans, hant) in votes.items()}
