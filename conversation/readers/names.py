"""A person's name: kept as typed but for spaces and shouting; the given name for address."""

from __future__ import annotations

import re
import unicodedata

from conversation.readers.reading import Bad, Facts, Good, Reading
from conversation.readers.words import invisible
from conversation.typed import clean

LONGEST = 80
_INTRODUCED = re.compile(
    r"^(?:(?:dạ )?(?:họ )?tên (?:của )?(?:em|tôi|mình|cháu|tui) (?:là )?|(?:em|tôi|mình|cháu|tui) (?:tên là |là |tên )"
    r"|my name is |i am |i'm |i\u2019m )(?=\S)",
    re.IGNORECASE,
)


def read_name(text: str, _facts: Facts) -> Reading:
    name = tidy(text)
    if len(name) > LONGEST:
        return Bad("name-too-long", {"limit": LONGEST})
    return Good(name) if is_name(name) else Bad("name-unreadable")


def is_name(name: str) -> bool:
    """Whether there are letters, and nothing else but the signs that names have."""
    letters = sum(unicodedata.category(char)[0] in "LM" for char in name)  # M: the vowel signs of Thai, Khmer ...
    return letters > 0 and letters >= len(re.sub(r"[\s.'’ʼ·・-]", "", name))


def tidy(text: str) -> str:
    """One space between words; all capitals or all small letters become Title Case. "Tên em là" is no name."""
    name = "".join(" " if char.isspace() else char for char in clean(text) if char.isspace() or not invisible(char))
    name = unicodedata.normalize("NFC", re.sub(r" +", " ", name).strip())
    name = _INTRODUCED.sub("", name)
    if name and (name == name.upper() or name == name.lower()):
        name = re.sub(r"[^\W\d_]+", lambda word: word[0][0].title() + word[0][1:].lower(), name)
    return name


def given_name(name: str) -> str:
    """The last word of a Latin-script name; the whole of a Hangul, Han or kana one."""
    last = name.split(" ")[-1] if name else ""
    return last if (last and ord(last[0]) < 0x1100) or "\u1e00" <= last[:1] <= "\u1eff" else name
