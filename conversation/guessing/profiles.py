"""langdetect's letter statistics, restricted to our languages: added up, so the same text weighs the same each time.

langdetect itself draws n-grams at random until it believes in something; on a handful of letters that is
a lottery. The profiles are its own, and one for Vietnamese without marks is made from its Vietnamese one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from math import log
from typing import Any

from langdetect.detector_factory import DetectorFactory  # type: ignore[import-untyped]
from langdetect.utils.ngram import NGram  # type: ignore[import-untyped]

from conversation.guessing.syllables import SYLLABLES, unmarked

_NAMES = ("vi", "en", "ja", "zh-cn", "zh-tw")  # langdetect's; its vi is without marks here
_VI, _EN, *_HAN = range(len(_NAMES))
_UNSEEN = 0.5 / 10_000  # langdetect's own: Detector.ALPHA_DEFAULT / BASE_FREQ
_MERGED = "\u1ec3"  # what its Vietnamese profile puts for every letter from ạ to ỹ
_SHARES = {
    "a": 0.31,
    "i": 0.1,
    "e": 0.2,
    "o": 0.2,
    "u": 0.16,
    "y": 0.03,
}  # of those letters, by what is under the marks


@lru_cache(maxsize=4096)  # words come again and again; some 0.5 MB
def lean(word: str) -> float:
    """Mean log-odds per n-gram of Vietnamese without marks against English."""
    found = [odds for gram in _grams(word) if (odds := _profiles().word_lang_prob_map.get(gram))]
    if not found:
        return 0.0
    return sum(log((odds[_VI] + _UNSEEN) / (odds[_EN] + _UNSEEN)) for odds in found) / len(found)


@cache
def sign_odds(sign: str) -> tuple[float, float, float]:
    """Log-probabilities of a Han sign among those of Japanese, Simplified and Traditional Chinese."""
    odds = _profiles().word_lang_prob_map.get(NGram.normalize(sign))
    if not odds:
        return 0.0, 0.0, 0.0
    ja, hans, hant = (log(odds[at] / share + 2 * _UNSEEN) for at, share in zip(_HAN, _shares(), strict=True))
    return ja, hans, hant


@cache
def _shares() -> tuple[float, ...]:
    """How much of all signs are Han in each: a third in Japanese, nearly all in Chinese."""
    odds = _profiles().word_lang_prob_map
    return tuple(sum(odds[gram][at] for gram in odds if len(gram) == 1 and "\u4e00" <= gram <= "\u9fff") for at in _HAN)


def _grams(word: str) -> Iterator[str]:
    ngram = NGram()
    for sign in f"{word} ":
        ngram.add_char(sign)
        for length in (1, 2, 3):
            gram = ngram.get(length)
            if gram and not gram.isspace():
                yield gram


@cache
def _profiles() -> Any:
    """A factory of langdetect's that knows our languages only; read once, in some milliseconds."""
    folder = files("langdetect") / "profiles"
    read = {name: json.loads((folder / name).read_text(encoding="utf-8")) for name in _NAMES}
    read["vi"]["freq"] = _lower(_unmarked(read["vi"]["freq"]))
    read["en"]["freq"] = _lower(read["en"]["freq"])
    factory = DetectorFactory()
    factory.load_json_profile([json.dumps(profile) for profile in read.values()])
    return factory


def _lower(counts: Mapping[str, float]) -> Counter[str]:
    lower: Counter[str] = Counter()
    for gram, count in counts.items():
        lower[gram.lower()] += count  # type: ignore[assignment]
    return lower


def _unmarked(counts: Mapping[str, float]) -> Counter[str]:
    """The counts had nobody typed a mark: what becomes alike is added up, and the merged letter is shared out."""
    spelt = {f" {one} "[at : at + size] for one in SYLLABLES for size in (1, 2, 3) for at in range(len(one) + 2)}
    plain: Counter[str] = Counter()
    for gram, count in counts.items():
        ways = {unmarked(way): share for way, share in _ways(gram)}
        if len(ways) > 1:
            ways = {way: share for way, share in ways.items() if way.lower() in spelt}
        for way, share in ways.items():
            plain[way] += count * share / sum(ways.values())  # type: ignore[assignment]
    return plain


def _ways(gram: str) -> Iterator[tuple[str, float]]:
    """Each reading of an n-gram whose merged letters may be one of six, with its share."""
    for letters in product(*(_SHARES if sign == _MERGED else sign for sign in gram)):
        share = 1.0
        for sign, letter in zip(gram, letters, strict=True):
            share *= _SHARES[letter] if sign == _MERGED else 1.0
        yield "".join(letters), share
