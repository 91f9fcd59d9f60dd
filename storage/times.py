"""Moments as they are stored: UTC, text that sorts as time does, the same in both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache


def stamp(moment: datetime) -> str:
    """`2022-04-21T01:30:00.000Z` of an aware moment."""
    return _stamped(moment.astimezone(UTC))


# A message writes one moment into each of its rows. By UTC: in a zone there is an hour that comes twice, and equal.
@lru_cache(64)
def _stamped(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")[:-6] + "Z"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
