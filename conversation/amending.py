"""Amending what was sent: what it was when the draft was begun is kept, for it may change before the draft is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conversation.collect import EMPTY

Answers = Mapping[str, Any]
BEFORE = "before"  # among the answers: the entry as it was, as answers
NO_FILES = "no_files"  # among the answers: the files that were sent go once this is sent


def begun(entry: Answers) -> Answers:
    """The answers of a draft that amends this entry."""
    return {**entry, BEFORE: entry}


def caught_up(answers: Answers, entry: Answers) -> Answers | None:
    """The same changes upon the entry as it is now; None where it still is what they were made upon.

    What was sent meanwhile is the newer and stays; files of the draft are more, and take nobody's place.
    """
    before = answers.get(BEFORE, entry)
    if before == entry:
        return None
    changed = {name for name in (*before, *entry) if before.get(name) != entry.get(name)}
    kept = {name: value for name, value in answers.items() if name not in changed}
    newer = {name: entry[name] for name in changed if name in entry}
    if "substance" in newer:
        newer["substance"] = {**newer["substance"], "files": answers.get("substance", EMPTY)["files"]}
    return {**kept, **newer, BEFORE: entry}
