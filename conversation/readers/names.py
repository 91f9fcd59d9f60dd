"""A person's name: kept as typed but for spaces, shouting, what leads up to it and raw Telex; and the given name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from conversation.guessing.syllables import SYLLABLES
from conversation.readers.name_words import are_many, heard, is_middle, is_no_name
from conversation.readers.reading import Bad, Facts, Good, Reading
from conversation.readers.words import Lexicon, invisible
from conversation.telex import untelex
from conversation.typed import clean, fold

LONGEST = 80
_LOOKED_AT = 200  # characters: a name and what leads up to it
_SELVES = ("em", "tôi", "mình", "cháu", "tui", "con", "tớ", "anh", "chị")
_NAMED = ("tên", "họ tên", "họ và tên")
_SAID_BEFORE = (
    *(f"{one} {is_}" for one in _SELVES for is_ in ("tên là", "là", "tên")),
    *(f"{name}{of} {one}{is_}" for name in _NAMED for of in ("", " của") for one in _SELVES for is_ in (" là", "")),
    *(f"{name}{is_}" for name in _NAMED for is_ in (" là", "")),
)
_LEADING = Lexicon({f"{yes}{said}": True for said in _SAID_BEFORE for yes in ("", "dạ ", "vâng ", "dạ vâng ")})
_LEADING_ABROAD = re.compile(
    r"^(?:my name is |i am |i'm |i\u2019m |제 이름은 |저는 |私の名前は|私は|我的名字是|我叫|我是)(?=\S)", re.IGNORECASE
)
_ENDING_ABROAD = re.compile(r"(?<=[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3])(?:입니다|이에요|예요|です|と申します)$")
_TITLES = frozenset({"chị", "ông", "bà", "cô", "chú", "bác", "cháu", "dì", "cậu", "thầy", "em"})
_TITLES_OR_NAMES = frozenset({"anh", "chi", "ba", "ong", "co"})
_OF_WOMEN = frozenset({"thu", "tho", "dao", "thy"})  # Anh Thư is a name: to a woman nobody says `anh`
_YES = frozenset({"dạ", "vâng"})
_LAST_WORDS = frozenset({"ạ", "nhé", "đây"})
_LAST_WORDS_UNMARKED = frozenset({"a", "ah", "nhe", "nha", "day"})  # after `em tên là` alone: else they may be names
_TONE_KEYS = "sfrxj"


def read_name(text: str, _facts: Facts) -> Reading:
    return parse_name(text)


def parse_name(text: str, *, of_another: bool = False) -> Good | Bad:
    """The name as it is kept, or why there is none. `of_another`: how they are called (`anh Bình`) isn't part of it."""
    said = _bare(text, of_another)
    name = _cased(said)
    if len(name) > LONGEST:
        return Bad("name-too-long", {"limit": LONGEST})
    if not is_name(name):
        return Bad("name-unreadable")
    return Bad("name-no-name") if is_no_name(said.split(" ")) else Good(name)


def is_name(name: str) -> bool:
    """Whether there are letters, and nothing else but the signs that names have."""
    letters = sum(unicodedata.category(char)[0] in "LM" for char in name)  # M: the vowel signs of Thai, Khmer ...
    return letters > 0 and letters >= len(re.sub(r"[\s.'’ʼ·・-]", "", name))


def tidy(text: str) -> str:
    """One space between words; all capitals or all small letters become Title Case. "Tên em là" is no name."""
    return _cased(_bare(text))


def _cased(name: str) -> str:
    name = _untelexed(name)
    if name and (name == name.upper() or name == name.lower()):
        name = re.sub(r"[^\W\d_]+", lambda word: word[0][0].title() + word[0][1:].lower(), name)
    return name


def _bare(text: str, of_another: bool = False) -> str:
    """As it was typed, without what leads up to a name (`dạ em tên là`), titles, and what ends a sentence."""
    name = "".join(" " if char.isspace() else char for char in clean(text) if char.isspace() or not invisible(char))
    name = unicodedata.normalize("NFC", re.sub(r" +", " ", name).strip())
    if len(name) > _LOOKED_AT:
        return name
    led, before = False, None
    while name != before:  # what is kept stays as it is when it is read again
        before = name
        name = _ENDING_ABROAD.sub("", _LEADING_ABROAD.sub("", name.rstrip(" .,;:!")))
        words = name.split(" ")
        if (hit := _LEADING.at(heard(words), 0)) and hit[1] < len(words):
            led, words = True, words[hit[1] :]
        elif _is_title(words, of_another):
            words = words[1:]
        if len(words) > 1 and _is_last_word(words, led):
            words = words[:-1]
        name = " ".join(words)
    return name


def _is_title(words: Sequence[str], of_another: bool) -> bool:
    """Whether the first word is a yes or says how somebody is called, and is no part of the name.

    `anh`, `chi`, `dạ` are names too (Anh Thư, Dạ Thảo): told from them by the small letter before a capital one.
    """
    if len(words) < 2 or not words[1][:1].isalpha() or is_middle(words[1]) or are_many(words):
        return False  # Ông Thị Hoa is a name, and `anh em trong tổ` none
    word, small = untelex(words[0]) or words[0].lower(), words[0].islower()
    if word in _TITLES:
        return True
    if word in _YES:
        return words[-1] == "ạ" or (small and words[1][0].isupper())
    if word not in _TITLES_OR_NAMES or fold(words[1]) in _OF_WOMEN:
        return False
    return (small and words[1][0].isupper()) or (of_another and (small or word == "anh"))


def _is_last_word(words: Sequence[str], led: bool) -> bool:
    last = words[-1]
    return last.lower() in _LAST_WORDS or (led and last in _LAST_WORDS_UNMARKED and not is_middle(words[-2]))


def _untelexed(name: str) -> str:
    """With the marks that raw Telex stands for, where it clearly is Telex: Max, Lee and Noor are names as they are."""
    words = name.split(" ")
    pressed = {word: syllable for word in words if (syllable := untelex(word))}
    toned = [word for word in pressed if word[-1].lower() in _TONE_KEYS]
    sure = any(len(word) - len(pressed[word]) > 1 for word in pressed) or any(
        word.lower() in ("thij", "vawn") for word in words
    )
    spelled = all(word in pressed or fold(word) in SYLLABLES for word in words)
    if len(words) < 2 or not spelled or not (sure or len(toned) > 1):
        return name
    return " ".join(_in_case(word, pressed[word]) if word in pressed else word for word in words)


def _in_case(word: str, syllable: str) -> str:
    if word.isupper():
        return syllable.upper()
    return syllable.capitalize() if word[0].isupper() else syllable


def given_name(name: str) -> str:
    """The last word of a Latin-script name; the whole of a Hangul, Han or kana one."""
    last = name.split(" ")[-1] if name else ""
    return last if (last and ord(last[0]) < 0x1100) or "\u1e00" <= last[:1] <= "\u1eff" else name
