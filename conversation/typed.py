"""What people type, made comparable: one Unicode form, no invisible signs, and a folded form to match by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Zero-width and direction signs that keyboards and copied texts leave behind; the joiner U+200D stays
# (emoji need it).
_INVISIBLE = re.compile("[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NOT_WORD = re.compile(r"[\W_]+")
_SHORT = 80  # signs: labels, names and most of what is typed; what is longer isn't looked at as often


def clean(text: str) -> str:
    """NFC, without control and invisible signs, with newlines as `\\n`, trimmed; the words untouched."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.isascii():
        # A lone half of a surrogate pair can't be stored or sent. A sign that is gone may have parted a
        # letter from its mark: the one form comes last.
        text = _INVISIBLE.sub("", text).encode("utf-8", "replace").decode("utf-8")
        text = unicodedata.normalize("NFC", text)
    return text.strip()


def fold(text: str) -> str:
    """Lower case without marks (đ is d), single spaces between words: for matching, never for display."""
    return _folded_before(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    text = text.casefold().replace("đ", "d")
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = unicodedata.normalize("NFC", "".join(c for c in text if not unicodedata.combining(c)))
    return _NOT_WORD.sub(" ", text).strip()


_folded_before = lru_cache(1_024)(_folded)  # a message is folded by each that looks at it, a label with every message


def units16(text: str) -> int:
    """Length in UTF-16 units, the measure of Telegram."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
