"""What people type for a command, one table a language: the whole message, however it is marked."""

from __future__ import annotations

from collections.abc import Mapping

from conversation.command_words import en, ja, ko, vi, zh_hans, zh_hant

Table = Mapping[str, tuple[str, ...]]


def _table(lines: str) -> Table:
    """`name: words, words, ...`, a command a line; where a name comes again its words are added."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines.strip().splitlines():
        name, _, typed = line.partition(":")
        found[name] = (*found.get(name, ()), *(words.strip() for words in typed.split(",")))
    return found


WORDS: Mapping[str, Table] = {
    "vi": _table(vi.COMMANDS),
    "en": _table(en.COMMANDS),
    "ko": _table(ko.COMMANDS),
    "ja": _table(ja.COMMANDS),
    "zh-Hans": _table(zh_hans.COMMANDS),
    "zh-Hant": _table(zh_hant.COMMANDS),
}
