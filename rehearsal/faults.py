"""What goes wrong in a rehearsal, and when: from one seed, and spread so that every kind strikes."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence

KILL, STOP, FULL, JUMP = "kill", "database_stop", "disk_full", "clock_jump"
DELIVERY = ("repeat", "reorder", "hook_cut")
# How many of each: one for so many entries, within bounds.
_OFTEN: Mapping[str, tuple[int, int, int]] = {
    KILL: (2_000, 3, 40), JUMP: (2_000, 2, 40), STOP: (50_000, 1, 5), FULL: (25_000, 1, 8),
}  # fmt: skip
_FROM, _TO = 0.04, 0.94  # shares of the work
_KILLS_FROM, _KILLS_TO = 0.2, 0.72  # not in the tenths whose memory is compared: a young process would hide growth
_TRIES, _BETWEEN_SECONDS = 3, 5.0
Strike = Callable[[], Awaitable[bool]]


class Bag:
    """Deals kinds out of a shuffled bag, one for about `every` calls: none comes twice before each came once."""

    def __init__(self, dice: random.Random, kinds: Sequence[str], every: int) -> None:
        self._dice, self._kinds, self._every = dice, kinds, every
        self._bag: list[str] = []
        self._left = dice.randint(1, 2 * every)

    def deal(self) -> str | None:
        self._left -= 1
        if self._left:
            return None
        self._left = self._dice.randint(1, 2 * self._every)
        if not self._bag:
            self._bag = self._dice.sample(self._kinds, len(self._kinds))
        return self._bag.pop()


def schedule(dice: random.Random, entries: int, kinds: Sequence[str]) -> list[tuple[float, str]]:
    """(share of the work, kind) of everything that strikes a process or the database, in order.

    Evenly spread but for a little chance: each must find people at work.
    """
    counts = {kind: min(most, max(least, entries // every)) for kind, (every, least, most) in _OFTEN.items()}
    kills = [KILL] * counts[KILL]
    others = [kind for kind in kinds if kind != KILL for _ in range(counts[kind])]
    dice.shuffle(others)
    step = (_TO - _FROM) / (len(kills) + len(others))
    shares = [_FROM + step * (at + dice.uniform(0.3, 0.7)) for at in range(len(kills) + len(others))]
    between = [share for share in shares if _KILLS_FROM < share < _KILLS_TO]
    when_killed = set(dice.sample(between, min(len(kills), len(between))))
    return [
        (share, KILL if share in when_killed else others.pop()) for share in shares if share in when_killed or others
    ]


class Striker:
    """Carries a schedule out, one after the other; visits wait where the work is ahead of it."""

    def __init__(self, planned: Sequence[tuple[float, str]], strikes: Mapping[str, Strike]) -> None:
        self._planned, self._strikes = list(planned), strikes
        self._share, self._over = 0.0, False
        self._moved = asyncio.Condition()
        self.struck: dict[str, int] = dict.fromkeys(strikes, 0)

    async def work(self) -> None:
        """Runs until all have struck or the work is over; what struck nothing is tried again, a few times."""
        while self._planned:
            async with self._moved:
                await self._moved.wait_for(lambda: self._over or self._share >= self._planned[0][0])
                if self._over:
                    return
                due = self._planned.pop(0)
                self._moved.notify_all()
            await self._strike(due[1])

    async def _strike(self, kind: str) -> None:
        for _ in range(_TRIES):
            if await self._strikes[kind]():
                self.struck[kind] += 1
                return
            await asyncio.sleep(_BETWEEN_SECONDS)

    async def reached(self, share: float) -> None:
        """The work has come so far; waits while a strike is overdue."""
        if not self._planned and self._share:
            return
        async with self._moved:
            self._share = share
            self._moved.notify_all()
            await self._moved.wait_for(lambda: not self._planned or self._planned[0][0] > share)

    async def finished(self) -> None:
        """The work is over: nothing strikes any more."""
        async with self._moved:
            self._over = True
            self._moved.notify_all()
