"""Titles that resemble one another, whatever the marks, the order of words or a slip of the finger."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from conversation.typed import fold

ALIKE = 84  # of 100; token_sort_ratio of folded titles, tuned on the sample entries: see tests/test_similar.py
MOST = 3


def similar_titles(title: str, others: Iterable[tuple[str, str]]) -> list[str]:
    """Up to three of `others` (pairs of folded title and what to show) that resemble `title`, best first."""
    shown = list(others)
    found = process.extract(
        fold(title),
        [folded for folded, _ in shown],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=ALIKE,
        limit=MOST,
    )
    return [shown[index][1] for _, _, index in found]
