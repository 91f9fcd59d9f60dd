"""Limits against abuse: so many messages in a span for each key, with room for a burst.

Everything here is memory of one process: with several each counts for itself, so that somebody may come to as
many times the limit as there are processes. That is cheap to bear; a shared count would cost every message of
every honest person a write.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

_MOST_KEYS = 50_000


class RateLimit:
    """A token bucket for each key: `many` in so many seconds, half of it at once. `clock` in seconds.

    A key is let go when its bucket is full again, or, where it `remembers` (for `knows`), when there are too many;
    the longest unused first.
    """

    def __init__(
        self, many: int, clock: Callable[[], float], seconds: float = 60, *, remembers: bool = False
    ) -> None:  # fmt: skip
        self._rate, self._burst, self._clock = many / seconds, float(max(many // 2, 5)), clock
        self._remembers = remembers
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def knows(self, key: str) -> bool:
        return key in self._buckets

    def wait(self, key: str, now: float | None = None) -> float:
        """Takes a token; 0 where there was one, else the seconds until there is."""
        now = self._clock() if now is None else now
        tokens, then = self._buckets.pop(key, (self._burst, now))
        tokens = min(self._burst, tokens + max(0.0, now - then) * self._rate)
        allowed = tokens >= 1
        self._buckets[key] = (tokens - 1 if allowed else tokens, max(now, then))
        self._tidy(now)
        return 0.0 if allowed else (1 - tokens) / self._rate

    def give_back(self, key: str) -> None:
        """What was counted need not have been."""
        if key in self._buckets:
            tokens, then = self._buckets[key]
            self._buckets[key] = (min(self._burst, tokens + 1), then)

    def _tidy(self, now: float) -> None:
        """Of the two longest unused lets go which may be: so it keeps pace with whoever comes anew."""
        for _ in range(2):
            key, (_tokens, then) = next(iter(self._buckets.items()))
            full = then + self.refill <= now and not self._remembers
            if not full and len(self._buckets) <= _MOST_KEYS:
                return
            del self._buckets[key]

    @property
    def refill(self) -> float:
        """Seconds until an empty bucket is full."""
        return self._burst / self._rate


class Patience:
    """How fast one chat may write, where refusing is no way: a vendor delivers again what isn't taken.

    Who is too fast is told once how long to wait, durably, with a receipt, so that a repeat says nothing.
    What comes within the wait is passed over without a trace: it costs no disk, so that a flood is the
    cheapest thing to bear, and its vendor is answered as ever. Without a receipt such a message may come
    again after a crash and is then taken, once: it was never handled. After the wait everything is as new.
    """

    def __init__(self, a_minute: int) -> None:
        self._limit = RateLimit(a_minute, float)
        self._until: OrderedDict[str, float] = OrderedDict()

    def wait(self, address: str, at: float) -> float | None:
        """0 where a message is to be handled, seconds where its sender is to be told to wait, None: was told.

        `at`: when it was sent, not when it came. After an hour's pause of ours everything comes at once,
        and nobody was fast.
        """
        if address in self._until and at < self._until[address]:
            return None
        if self._limit.wait(address, at) == 0:
            return 0.0
        self._until[address] = at + self._limit.refill
        self._until.move_to_end(address)
        if len(self._until) > _MOST_KEYS:
            self._until.popitem(last=False)
        return self._limit.refill

    def undo(self, address: str) -> None:
        """The message was a repeat, or could not be handled and comes again."""
        self._until.pop(address, None)
        self._limit.give_back(address)
