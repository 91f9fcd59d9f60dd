"""Looks through the bot's logs for what people said, who they are, and how to reach them."""

from __future__ import annotations

from pathlib import Path

from conversation.typed import fold
from rehearsal.words import NUMBERS, phrases


def lines_with_personal_data(log: Path) -> list[int]:
    """The numbers of the lines in which anything of the invented people stands."""
    spoken = list(phrases())
    found = []
    with log.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, start=1):
            plain = fold(line)
            if NUMBERS.search(line) or any(words in plain for words in spoken):
                found.append(number)
    return found


def write_phrases(path: Path) -> None:
    """One a line, folded, for other searches than this one."""
    path.write_text("\n".join(phrases()) + "\n", encoding="utf-8")
