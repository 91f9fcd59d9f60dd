"""Titles that resemble one another, whatever the marks, the order of words or a slip of the finger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from rapidfuzz import fuzz, process

from conversation.typed import fold

T = TypeVar("T")
# Of 100, folded. Of the sample entries unrelated ones reach 70, one slip leaves 90 (tests/test_conversation.py).
ALIKE = 84
MOST = 3
# A slip in a word's first letter sorts the words differently; another order of words is nothing to plain `ratio`.
_MEASURES = (fuzz.ratio, fuzz.token_sort_ratio)


def similar_titles(title: str, others: Iterable[tuple[str, T]]) -> list[T]:
    """Up to three of `others` (pairs of folded title and whatever stands for it) that resemble `title`, best first."""
    wanted, shown = fold(title), [other for other in others if other[0]]
    if not wanted:
        return []
    folded, best = [other[0] for other in shown], dict[int, float]()
    for measure in _MEASURES:
        for _, score, index in process.extract(wanted, folded, scorer=measure, score_cutoff=ALIKE, limit=MOST):
            best[index] = max(score, best.get(index, 0))
    return [shown[index][1] for index in sorted(best, key=lambda index: -best[index])[:MOST]]
