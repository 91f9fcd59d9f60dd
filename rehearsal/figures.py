"""What is measured while a rehearsal runs, in a few numbers however long it is."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from dataclasses import dataclass, field

_LEAST_MS, _STEP, _BUCKETS = 0.1, math.log(1.02), 1_000


class Spread:
    """How long things took: counted in buckets 2 % wide."""

    def __init__(self) -> None:
        self._counts = array("Q", bytes(8 * _BUCKETS))
        self.longest_ms = 0.0

    def add(self, seconds: float) -> None:
        ms = 1_000 * seconds
        self.longest_ms = max(self.longest_ms, ms)
        place = int(math.log(max(ms, _LEAST_MS) / _LEAST_MS) / _STEP)
        self._counts[min(place, _BUCKETS - 1)] += 1

    @property
    def count(self) -> int:
        return sum(self._counts)

    def quantile_ms(self, share: float) -> float:
        """The time within which this share was done; 0 where nothing was."""
        wanted, seen = share * self.count, 0
        for place, count in enumerate(self._counts):
            seen += count
            if count and seen >= wanted:
                return min(self.longest_ms, _LEAST_MS * math.exp(_STEP * (place + 1)))
        return 0.0


@dataclass
class Figures:
    """`begun` and `done` are visits, `told` receipts that people saw; times are steady seconds."""

    begun: int = 0
    done: int = 0
    told: int = 0
    abandoned: int = 0
    turns: Spread = field(default_factory=Spread)
    unanswered: int = 0  # turns that were taken in and never answered
    confused: int = 0  # turns that were answered with something else
    gave_up: int = 0
    repeated_answers: int = 0
    refused: Counter[int] = field(default_factory=Counter)  # answers to updates by their status, 0: broken off
    faults: Counter[str] = field(default_factory=Counter)
    takeover_seconds: float = 0.0
    ended_by_themselves: int = 0
    notes: list[str] = field(default_factory=list)

    def note(self, words: str) -> None:
        """Remembers a few of the oddities in words, none of them anybody's own."""
        if len(self.notes) < 20:
            self.notes.append(words)


class Memory:
    """Resident memory by the tenth of the work: its mean in each, and the most there ever was; in MB."""

    def __init__(self) -> None:
        self._sums, self._counts, self.peak = [0.0] * 10, [0] * 10, 0.0

    def add(self, share: float, mb: float) -> None:
        tenth = min(9, int(share * 10))
        self._sums[tenth] += mb
        self._counts[tenth] += 1
        self.peak = max(self.peak, mb)

    def mean(self, tenth: int) -> float:
        return self._sums[tenth] / self._counts[tenth] if self._counts[tenth] else 0.0

    @property
    def flat(self) -> bool:
        """Whether the last tenth lies within 10 % of the second."""
        return self.mean(9) <= 1.1 * self.mean(1)
