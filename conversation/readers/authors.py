"""Co-authors and their shares: one a line or between commas, adding up to 100 %."""

from __future__ import annotations

import re

from conversation.readers.names import read_name, tidy
from conversation.readers.reading import Bad, Facts, Good, Reading
from conversation.typed import fold

MOST = 20
_LINE = 120  # a name and a share
_SHARE = re.compile(r"[\s:–(-]*(\d{1,3})\s*%?\)?\s*$")
_ALONE = {"chi minh toi", "mot minh toi", "minh toi", "only me", "just me", "khong co", "toi"}


def read_authors(text: str, facts: Facts) -> Reading:
    """[{name, share}] of the others, shares in whole per cent; empty where the author was alone.

    Without any shares everybody, the author included, gets an equal one; what doesn't divide
    stays with the author. The author's own share is what the others leave.
    """
    if fold(text) in _ALONE:
        return Good([])
    rows: list[tuple[str, int | None]] = []
    for line in re.split(r"[\n,;]+", text):
        if not line.strip():
            continue
        line = line.strip()
        share = _SHARE.search(line[:_LINE])
        name = read_name(line[: share.start()] if share else line, facts)
        if not isinstance(name, Good) or len(line) > _LINE:
            return Bad("authors-unreadable", {"line": line[:60]})
        rows.append((name.value, int(share[1]) if share else None))
    if len(rows) > MOST:
        return Bad("authors-too-many", {"limit": MOST})
    return _shared(rows, facts.name)


def _shared(rows: list[tuple[str, int | None]], me: str) -> Reading:
    others = [(name, share) for name, share in rows if fold(name) != fold(tidy(me))]
    mine = [share for name, share in rows if fold(name) == fold(tidy(me))]
    if not others:
        return Good([]) if mine else Bad("authors-unreadable", {"line": ""})
    given = [share for _, share in rows]
    if all(share is None for share in given):
        equal = 100 // (len(others) + 1)
        return Good([{"name": name, "share": equal} for name, _ in others])
    if any(share is None for share in given):
        return Bad("authors-share-missing")
    left = 100 - sum(share or 0 for _, share in others)
    if left < 1 or any(not share for share in given) or (mine and mine != [left]):
        return Bad("authors-not-100", {"sum": sum(share or 0 for share in given)})
    return Good([{"name": name, "share": share} for name, share in others])
