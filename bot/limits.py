"""Limits against abuse: so many messages a minute for each key, with room for a burst."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

_MOST_KEYS = 50_000


class RateLimit:
    """A token bucket for each key; `clock` in seconds. Old keys are let go, the longest unused first."""

    def __init__(self, a_minute: int, clock: Callable[[], float]) -> None:
        self._rate, self._burst, self._clock = a_minute / 60, float(max(a_minute // 2, 5)), clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """Takes a token; 0 where there was one, else the seconds until there is."""
        now = self._clock()
        tokens, then = self._buckets.pop(key, (self._burst, now))
        tokens = min(self._burst, tokens + (now - then) * self._rate)
        allowed = tokens >= 1
        self._buckets[key] = (tokens - 1 if allowed else tokens, now)
        if len(self._buckets) > _MOST_KEYS:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - tokens) / self._rate
