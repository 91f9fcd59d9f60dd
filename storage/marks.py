"""Marks for lists of values in a statement: `IN (:p0, :p1)` with the values that belong to them."""

from __future__ import annotations

from collections.abc import Iterable


def listed(name: str, values: Iterable[int | str]) -> tuple[str, dict[str, int | str]]:
    """(`:name0, :name1`, the values by these names); an empty list matches nothing."""
    named = {f"{name}{at}": value for at, value in enumerate(values)}
    return ", ".join(f":{mark}" for mark in named) or "NULL", named
