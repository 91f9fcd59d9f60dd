"""A person's name: kept as typed but for spaces and shouting; the given name for address."""

from __future__ import annotations

import re
import unicodedata

from conversation.readers.reading import Bad, Facts, Good, Reading
from conversation.typed import clean

LONGEST = 80


def read_name(text: str, _facts: Facts) -> Reading:
    name = tidy(text)
    letters = sum(unicodedata.category(char)[0] in "LM" for char in name)  # M: the vowel signs of Thai, Khmer ...
    if len(name) > LONGEST:
        return Bad("name-too-long", {"limit": LONGEST})
    if not letters or letters < len(re.sub(r"[\s.'’ʼ·・-]", "", name)):
        return Bad("name-unreadable")
    return Good(name)


def tidy(text: str) -> str:
    """One space between words; all capitals or all small letters become Title Case."""
    name = re.sub(r"\s+", " ", clean(text).replace("\u200d", ""))
    if name and (name == name.upper() or name == name.lower()):
        name = re.sub(r"[^\W\d_]+", lambda word: word[0][0].upper() + word[0][1:].lower(), name)
    return name


def given_name(name: str) -> str:
    """The last word of a Latin-script name; the whole of a Hangul, Han or kana one."""
    last = name.split(" ")[-1] if name else ""
    return last if (last and ord(last[0]) < 0x1100) or "\u1e00" <= last[:1] <= "\u1eff" else name
