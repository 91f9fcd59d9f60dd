"""Vietnamese syllables, and Telex keys that a keyboard left as they were pressed: `nguowif` is người."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from conversation.typed import fold

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_ROUND = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"a": "ă", "o": "ơ", "u": "ư"}
_VOWELS = frozenset("aăâeêioôơuưy")
_LONGEST = 8  # letters of `nghiêng` and its tone; keys come to at most four more
_INITIALS = frozenset(
    "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()  # noqa: SIM905 - read as one
) | {""}
# What may follow the first consonants, without tone.
_RHYMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on
    ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uên uênh uêch ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu yn ynh yt ych
    """.split()  # noqa: SIM905 - 160 quoted rhymes would be read by nobody
)
# The same where the keys of some letters were left out: `ddien` for điện, with the đ alone.
_PLAIN_RHYMES = frozenset(fold(rhyme) for rhyme in _RHYMES)
_SOFT = frozenset("eêiy")  # before these c, g and ng are written k, gh and ngh


@lru_cache(maxsize=4096)
def untelex(word: str) -> str | None:
    """The syllable that these keys write, in lower case; None where they write none, or hold no key of Telex.

    Keys may stand behind their letter or at the end (`kieesn`, `kiensed`): keyboards take both.
    """
    if not (2 <= len(word) <= _LONGEST + 4 and word.isascii() and word.isalpha()):
        return None
    ways = [(letters, tone) for letters, tone in _pressed(word.lower()) if "".join(letters) + tone != word.lower()]
    for rhymes in (_RHYMES, _PLAIN_RHYMES):
        for letters, tone in ways:
            if _possible("".join(letters), tone, rhymes):
                return _toned(letters, tone)
    return None


def _possible(letters: str, tone: str, rhymes: frozenset[str]) -> bool:
    """Whether a syllable can be written so; `letters` without tone, which comes as its combining mark."""
    for length in range(min(3, len(letters)), -1, -1):
        first, rhyme = letters[:length], letters[length:]
        if first in _INITIALS and rhyme in rhymes and _go_together(first, rhyme):
            stopped = rhyme.endswith(("c", "ch", "p", "t"))
            return not (stopped and tone in (_TONES["f"], _TONES["r"], _TONES["x"]))
    return False


def _go_together(first: str, rhyme: str) -> bool:
    if first in ("c", "g", "ng"):
        return rhyme[0] not in _SOFT or (first == "g" and rhyme[0] == "i")
    return first not in ("k", "gh", "ngh") or rhyme[0] in _SOFT


def _pressed(word: str) -> list[tuple[list[str], str]]:
    """Every way in which the keys may have been meant: letters and tone."""
    ways: list[tuple[list[str], str]] = [([], "")]
    for key in word:
        ways = [new for letters, tone in ways for new in _press(key, letters, tone)]
    return ways[:64]


def _press(key: str, letters: list[str], tone: str) -> list[tuple[list[str], str]]:
    voiced = any(letter in _VOWELS for letter in letters)
    if key in _TONES and voiced:
        return [(letters, _TONES[key])] if not tone else []
    if key == "w":
        horned = [_with(letters, at, _HORN[one]) for at, one in enumerate(letters) if one in _HORN]
        both = [[*letters[:-2], "ư", "ơ"]] if letters[-2:] == ["u", "o"] else []
        return [(way, tone) for way in (*both, *reversed(horned), *([] if horned else [[*letters, "ư"]]))]
    if key in _ROUND and key in letters:
        round_ = _with(letters, letters.index(key), _ROUND[key])
        return [(round_, tone), ([*letters, key], tone)]
    if key == "d" and letters[:1] == ["d"]:
        return [(_with(letters, 0, "đ"), tone)]
    return [([*letters, key], tone)]


def _with(letters: list[str], at: int, letter: str) -> list[str]:
    return [*letters[:at], letter, *letters[at + 1 :]]


def _toned(letters: list[str], tone: str) -> str:
    if not tone:
        return "".join(letters)
    start = 2 if letters[:2] in (["q", "u"], ["g", "i"]) and any(one in _VOWELS for one in letters[2:]) else 0
    vowels = [at for at, letter in enumerate(letters) if at >= start and letter in _VOWELS]
    marked = [at for at in vowels if not letters[at].isascii()]
    closed = len(vowels) > 1 and (vowels[-1] < len(letters) - 1 or len(vowels) == 3)
    place = marked[-1] if marked else vowels[1] if closed else vowels[0]
    return unicodedata.normalize("NFC", "".join(_with(letters, place, letters[place] + tone)))
