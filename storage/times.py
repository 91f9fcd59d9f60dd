"""Moments as they are stored: UTC, text that sorts as time does, the same in both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache


@lru_cache(64)  # a message writes the same moment into each of its rows
def stamp(moment: datetime) -> str:
    """`2022-04-21T01:30:00.000Z` of an aware moment."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
