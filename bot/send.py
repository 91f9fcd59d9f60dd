"""The sender of a channel: takes up what the outbox holds for it, by the bell or by looking."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime

import structlog

from bot.answers import Answers
from bot.pace import Pace
from channels.channel import Channel
from storage import outbox
from storage.database import Database, DatabaseAwayError
from storage.outbox import Letter

_log = structlog.get_logger("send")
_CLAIM_AT_ONCE = 500
_EVERYTHING = 5  # every so many looks
_YOUNG_SECONDS = 10.0  # so long others may still write into the hand of whoever sent before us


class Sender:
    """The sender of one channel. Answers are sent at least once: what was not marked is sent again.

    It sends while this process holds the channel's lease (`run`); `holder` names the process.
    """

    def __init__(
        self, channel: Channel, database: Database, clock: Callable[[], datetime], holder: str, pace: Pace,
        look_seconds: Callable[[], float] = lambda: 1.0, settle_seconds: float = 10.0,
    ) -> None:  # fmt: skip
        self._name, self._database, self._holder = channel.name, database, holder
        self._answers = Answers(channel, database, clock, pace, settle_seconds)
        self._look_seconds = look_seconds  # how soon to look by ourselves for what other processes wrote
        self._woken = asyncio.Event()
        self._called: list[int] = []
        self._unknown: set[int] = set()  # in our hand by their rows and not by what we know, when we looked last

    @property
    def holder(self) -> str | None:
        """Whose hand a letter is in that is written now: ours, while we send."""
        return None if self._answers.closing else self._holder

    async def run(self) -> None:
        """Takes up what was left, then sends what is written here and elsewhere; until it is cancelled."""
        await self._answers.catch_up()
        left = await self._left()  # before anything new is written into our hand: it would overtake what is older
        self._answers.closing = False
        self.offer(left)
        looks, began, last = 0, time.monotonic(), float("-inf")
        try:
            while True:
                if self._called:
                    await self._take_called()
                if time.monotonic() - last >= self._look_seconds():
                    young = time.monotonic() - began < _YOUNG_SECONDS
                    await self._take(everything=young or looks % _EVERYTHING == 0)
                    looks, last = looks + 1, time.monotonic()
                # Not `wait_for`: Python 3.11's swallows a cancellation that meets a ring, and we would send on.
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._look_seconds()):
                        await self._woken.wait()
                self._woken.clear()
        finally:
            await self._answers.let_go(2)  # of the 2.5 s until another may send; what is cut off is said twice

    def call(self, letter_id: int) -> None:
        """Another process wrote a letter for this channel."""
        if not self._answers.closing:
            self._called.append(letter_id)
            self._woken.set()

    def offer(self, letters: Iterable[Letter]) -> None:
        """Letters that are durable and in our hand, in the order of their chat."""
        self._answers.offer(letters)

    async def close(self) -> None:
        """Lets what is on its way finish (10 s at most) and marks it; the rest is in the outbox."""
        await self._answers.let_go(10)

    async def _take_called(self) -> None:
        """Reads the letters that others told us of."""
        called, self._called = self._called[:_CLAIM_AT_ONCE], self._called[_CLAIM_AT_ONCE:]
        if self._called:
            self._woken.set()
        known = set(self._answers.hand)
        try:
            # As a write, though it only reads: it shares a transaction then, and costs one trip.
            found = await self._database.write(lambda session: outbox.called(session, self._holder, called))
            self.offer(one for one in found if one.id not in known)
        except DatabaseAwayError as error:  # they are in our hand by their rows, and found by these
            _log.warning("claim_again", channel=self._name, error=error)

    async def _left(self) -> list[Letter]:
        """All that waits to be sent, in our hand by its rows: nobody else sends now."""
        while True:
            try:
                while await self._claimed(False) or await self._claimed(True):
                    pass
                return await self._database.read(lambda session: outbox.in_hand(session, self._name, self._holder))
            except DatabaseAwayError as error:
                _log.warning("claim_again", channel=self._name, error=error)
                await asyncio.sleep(1)

    async def _take(self, *, everything: bool) -> None:
        """Claims what no process has in hand; `everything`: also what one had that lost the lease."""
        try:
            for others in (False, True) if everything else (False,):
                while letters := await self._claimed(others):
                    self.offer(letters)
            await self._find_unknown()
        except DatabaseAwayError as error:
            _log.warning("claim_again", channel=self._name, error=error)

    async def _find_unknown(self) -> None:
        """Calls what was in our hand at two looks without our knowing.

        Its bell wasn't heard, its commit seemed to fail, or whoever wrote it was cancelled. At one look it may
        just be on its way to us.
        """
        known = set(self._answers.hand)  # what leaves it while we read was sent: its row only looks as if it waited
        name, holder = self._name, self._holder
        # As a write, though it only reads: whatever keeps all readers busy must not hold up what we are called for.
        found = await self._database.write(lambda session: outbox.ids_in_hand(session, name, holder))
        unknown = set(found) - known - self._answers.hand
        for letter_id in sorted(unknown & self._unknown):
            self.call(letter_id)
        self._unknown = unknown

    async def _claimed(self, others: bool) -> list[Letter]:
        name, holder = self._name, self._holder
        return await self._database.write(
            lambda session: outbox.claim(session, name, holder, _CLAIM_AT_ONCE, others=others)
        )

    @property
    def waiting(self) -> int:
        """How many letters are in our hand and not sent."""
        return self._answers.waiting

    @property
    def idle(self) -> bool:
        """Whether nothing is in our hand."""
        return self._answers.idle
