"""Commands by what was typed: the canonical name, the Vietnamese one, or words of any language that mean it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from conversation.brief import bare, ways
from conversation.command_words import WORDS
from conversation.readers.words import spelling
from conversation.telex import untelex
from conversation.typed import clean, fold

_NOT_WORD = re.compile(r"[\W_]+")
_LONGEST = 40  # of a message that may be a command

# canonical: (Vietnamese name, what else is typed as the whole message).
NAMES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    name: (typed[0], (*typed[1:], *(words for lang in WORDS if lang != "vi" for words in WORDS[lang].get(name, ()))))
    for name, typed in WORDS["vi"].items()
}

_NO_NAMES = ("hủy", "giúp", "xong", "thôi")  # with these marks; by other words of one syllable people may be called


def _folded(words: str) -> str:
    return fold(words).replace(" ", "")


def _marked(words: str) -> str:
    """With all marks, but without spaces and signs: by it `mới` (new) is told from `mời` (invite)."""
    plain = _NOT_WORD.sub(" ", clean(words).casefold())
    return "".join(letters + tone for letters, tone in map(spelling, plain.split()))


_ALL = [(name, words) for name, (alias, typed) in NAMES.items() for words in (name, alias, *typed)]
_BY_MARKED = {_marked(words): name for name, words in _ALL}
_VIETNAMESE = [words for typed in WORDS["vi"].values() for words in typed]
_SYLLABLES = frozenset(_folded(words) for words in _VIETNAMESE if " " not in words) - frozenset(
    _folded(words) for words in _VIETNAMESE if " " in words
)
_NOBODY = frozenset(map(_marked, _NO_NAMES))
_BY_FOLDED = {_folded(words): name for name, words in reversed(_ALL)}


@lru_cache(256)  # a message is looked at from several sides, and many write the same
def read_command(text: str) -> tuple[str, str] | None:
    """(canonical name, argument) where the message is a command, with or without slash, marks, spaces, or in raw Telex.

    Only the whole message is one, with the small words of politeness around it (`ok xong`, `xong ạ`): a sentence that
    contains such a word is not. Only a message that starts with a slash
    may carry an argument: `/start u_HN-01`.
    """
    if text.startswith("/"):
        word, _, argument = text[1:].partition(" ")
        if word and (whole := _named(text[1:])):
            return whole, ""
        name = _named(word.split("@")[0])
        return (name, argument.strip()) if name else None
    name = next(filter(None, map(_named, (text, *ways(text)))), None) if len(text) <= _LONGEST else None
    return (name, "") if name else None


def may_be_name(text: str) -> bool:
    """Whether a message that reads as a command is somebody's given name, too: Huy is `huy`, Mới is `mới`."""
    word = bare(text)
    if text.startswith("/") or " " in word or _folded(word) not in _SYLLABLES:
        return False
    return not _NOBODY.intersection(map(_marked, (word, untelex(word) or word)))


def _named(words: str) -> str | None:
    plain = clean(words).casefold()
    keys = " ".join(untelex(word) or word for word in plain.split())
    for typed in dict.fromkeys((plain, keys)):
        if name := _BY_MARKED.get(_marked(typed)) or _BY_FOLDED.get(_folded(typed)):
            return name
    return None
