"""Pace to the end of the campaign: the straight line from the opening stock to the target.

The letter 3990/TLĐ-VP counts 40 days from 21/4 to 31/5/2022: the day it was signed is day 0, the last day
is day 40, and of 134.459 to go 3.361 fall on a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from campaign.progress import Progress


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a unit stands in the morning of a day. All in initiatives; `days_left` is 0 on the last day."""

    reached: int
    target: int
    expected: int
    days_left: int

    @property
    def to_go(self) -> int:
        return max(0, self.target - self.reached)

    @property
    def gap(self) -> int:
        """How many are missing to the line; 0 on pace."""
        return max(0, self.expected - self.reached)

    @property
    def needed_a_day(self) -> int:
        """How many a day reach the target in time, rounded up; on the last day all that is left."""
        return -(-self.to_go // max(1, self.days_left))


def days_left(today: date, ends: date) -> int:
    """As people count: on 21/5 there are 10 days to 31/5. Below 0 once it is over."""
    return (ends - today).days


def pace(progress: Progress, starts: date, ends: date, today: date) -> Pace | None:
    """None without a target, before the campaign and after it."""
    if not progress.target or not starts <= today <= ends:
        return None
    return Pace(
        progress.reached,
        progress.target,
        line_at(progress.opening_stock, progress.target, starts, ends, today),
        days_left(today, ends),
    )


def line_at(opening: int, target: int, starts: date, ends: date, day: date) -> int:
    """How many the line asks for in the morning of a day, rounded down."""
    length = (ends - starts).days
    if day >= ends or length <= 0:
        return max(opening, target)
    passed = max(0, (day - starts).days)
    return opening + max(0, target - opening) * passed // length


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """`total` split by weights so that the parts add up to it exactly (largest remainders, then order).

    "Your share today" of a unit's children: the weights are what each has to go. Without any weight
    the parts are equal but for one.
    """
    if not weights:
        return []
    used = list(weights) if sum(weights) else [1] * len(weights)
    whole = sum(used)
    parts = [total * weight // whole for weight in used]
    by_remainder = sorted(range(len(used)), key=lambda at: (-(total * used[at] % whole), at))
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return parts
