"""The shape of the load: which days of a campaign bring how many entries, and at which hours people write.

The programme's own figures (phase 1 of "01 triệu sáng kiến"): 134,459 entries in the first half of the
forty days, 396,948 in the second, and about 42,000 of those between two reports of the last day.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate

DAY = 86_400
_FIRST_HALF, _SECOND_HALF, _LAST_DAY = (4_000, 9_450), (15_000, 22_400), 42_000
_WEEKEND = {5: 0.6, 6: 0.35}
_HOLIDAYS = {(4, 30): 0.3, (5, 1): 0.3}


class Rhythm(StrEnum):
    """When somebody has a moment: at the office, or in the break and after the end of a shift."""

    OFFICE = "office"
    MORNING = "ca 1"
    EVENING = "ca 2"
    NIGHT = "ca 3"


_HOURS: Mapping[Rhythm, tuple[int, ...]] = {
    Rhythm.OFFICE: (0, 0, 0, 0, 0, 1, 2, 5, 9, 10, 9, 7, 5, 6, 9, 10, 8, 5, 3, 5, 6, 4, 2, 1),
    Rhythm.MORNING: (0, 0, 0, 0, 1, 2, 1, 0, 0, 2, 4, 2, 0, 2, 12, 8, 4, 3, 3, 4, 3, 1, 0, 0),
    Rhythm.EVENING: (1, 0, 0, 0, 0, 0, 1, 2, 4, 4, 3, 3, 3, 4, 1, 0, 0, 2, 4, 2, 0, 1, 12, 5),
    Rhythm.NIGHT: (0, 1, 3, 2, 0, 0, 12, 8, 3, 1, 0, 0, 0, 1, 2, 3, 3, 3, 3, 4, 4, 2, 0, 0),
}
# Of the last day: whoever has put it off writes by midnight.
_LAST_HOURS = (1, 0, 0, 0, 0, 1, 3, 6, 9, 10, 10, 8, 7, 8, 10, 11, 10, 9, 8, 10, 12, 13, 12, 8)


def day_weights(first: date, days: int) -> list[float]:
    """How much each day brings, beside the others; the last one is the surge."""
    weights = []
    for at in range(days - 1):
        day, half = first + timedelta(days=at), (days - 1) / 2
        low, high = _FIRST_HALF if at < half else _SECOND_HALF
        plain = low + (high - low) * ((at if at < half else at - half) / max(half, 1))
        weights.append(plain * _WEEKEND.get(day.weekday(), 1.0) * _HOLIDAYS.get((day.month, day.day), 1.0))
    return [*weights, float(_LAST_DAY)]


class Moments:
    """Draws moments, in seconds from the campaign's first midnight."""

    def __init__(self, first: date, days: int) -> None:
        weights = day_weights(first, days)
        self._slots = range(days * 24)
        self._sums = {rhythm: list(accumulate(_by_hour(weights, hours))) for rhythm, hours in _HOURS.items()}

    def draw(self, dice: random.Random, rhythm: Rhythm, count: int) -> list[int]:
        """In order."""
        hours = dice.choices(self._slots, cum_weights=self._sums[rhythm], k=count)
        return sorted(hour * 3_600 + dice.randrange(3_600) for hour in hours)


def _by_hour(days: list[float], hours: tuple[int, ...]) -> list[float]:
    usual = [day * hour / sum(hours) for day in days[:-1] for hour in hours]
    return [*usual, *(days[-1] * hour / sum(_LAST_HOURS) for hour in _LAST_HOURS)]
