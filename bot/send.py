"""Sends what the outbox holds: in order within a chat, beside one another across chats."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from bot.marks import Marks
from bot.pace import Pace
from channels.channel import Channel, GoneError, MovedError, RefusedError, TryAgainError
from conversation.typed import units16
from storage import outbox
from storage.database import Database, DatabaseAwayError
from storage.outbox import Letter
from storage.times import moment

_log = structlog.get_logger("send")
AT_ONCE = 64
MOST_ATTEMPTS = 40  # with the waits below: about three hours of a vendor being away
_LONGEST_WAIT = 300.0
_CLAIM_AT_ONCE = 500
_EVERYTHING = 5  # every so many looks
_YOUNG_SECONDS = 10.0  # so long others may still write into the hand of whoever sent before us


@dataclass(slots=True)
class _Chat:
    letters: deque[Letter] = field(default_factory=deque)
    task: asyncio.Task[None] | None = None
    settling: asyncio.Task[None] | None = None
    settles: int = 0  # the id of the letter that `settling` waits with


class Sender:
    """The sender of one channel. Answers are sent at least once: what was not marked is sent again.

    It sends while this process holds the channel's lease (`run`); `holder` names the process.
    """

    def __init__(
        self, channel: Channel, database: Database, clock: Callable[[], datetime], holder: str, pace: Pace,
        look_seconds: Callable[[], float] = lambda: 1.0, settle_seconds: float = 10.0,
    ) -> None:  # fmt: skip
        self._channel, self._database, self._clock, self._holder, self._pace = channel, database, clock, holder, pace
        self._marks = Marks(database, self._marked)
        self._settle_seconds = settle_seconds  # the longest that is asked for anywhere
        self._look_seconds = look_seconds  # how soon to look by ourselves for what other processes wrote
        self._chats: dict[str, _Chat] = {}
        self._hand: set[int] = set()  # ids of letters that were taken up and aren't marked yet
        self._room = asyncio.Semaphore(AT_ONCE)
        self._open = asyncio.Event()
        self._open.set()
        self._woken = asyncio.Event()
        self._called: list[int] = []
        self._unknown: set[int] = set()  # in our hand by their rows and not by what we know, when we looked last
        self._closing = True

    @property
    def holder(self) -> str | None:
        """Whose hand a letter is in that is written now: ours, while we send."""
        return None if self._closing else self._holder

    async def run(self) -> None:
        """Takes up what was left, then sends what is written here and elsewhere; until it is cancelled."""
        await self._marks.catch_up()
        left = await self._left()  # before anything new is written into our hand: it would overtake what is older
        self._closing = False
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
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), self._look_seconds())
                self._woken.clear()
        finally:
            await self._let_go(0)

    def call(self, letter_id: int) -> None:
        """Another process wrote a letter for this channel."""
        if not self._closing:
            self._called.append(letter_id)
            self._woken.set()

    def offer(self, letters: Iterable[Letter]) -> None:
        """Letters that are durable and in our hand, in the order of their chat."""
        for letter in letters:
            if not self._closing and letter.id not in self._hand:
                self._hand.add(letter.id)
                self._enqueue(letter)

    async def close(self) -> None:
        """Lets what is on its way finish (10 s at most) and marks it; the rest is in the outbox."""
        await self._let_go(10)

    def _enqueue(self, letter: Letter) -> None:
        chat = self._chats.setdefault(letter.address, _Chat())
        if chat.settling and (letter.settling or letter.id > chat.settles):
            # Something newer is said: what waited for more to come was dropped with it. Where it wasn't, its row
            # brings it back. Not left to the task: where it hasn't begun yet, it would never know.
            chat.settling.cancel()
            self._hand.discard(chat.settles)
            chat.settling = None
        if letter.settling:
            chat.settling, chat.settles = asyncio.create_task(self._settle(chat, letter)), letter.id
            return
        chat.letters.append(letter)
        if chat.task is None:
            chat.task = asyncio.create_task(self._work(letter.address, chat))

    async def _take_called(self) -> None:
        """Reads the letters that others told us of."""
        called, self._called = self._called[:_CLAIM_AT_ONCE], self._called[_CLAIM_AT_ONCE:]
        if self._called:
            self._woken.set()
        known = set(self._hand)
        try:
            # As a write, though it only reads: it shares a transaction then, and costs one trip.
            found = await self._database.write(lambda session: outbox.called(session, self._holder, called))
            self.offer(one for one in found if one.id not in known)
        except DatabaseAwayError as error:  # they are in our hand by their rows, and found by these
            _log.warning("claim_again", channel=self._channel.name, error=error)

    async def _left(self) -> list[Letter]:
        """All that waits to be sent, in our hand by its rows: nobody else sends now."""
        while True:
            try:
                while await self._claimed(False) or await self._claimed(True):
                    pass
                return await self._database.read(
                    lambda session: outbox.in_hand(session, self._channel.name, self._holder)
                )
            except DatabaseAwayError as error:
                _log.warning("claim_again", channel=self._channel.name, error=error)
                await asyncio.sleep(1)

    async def _take(self, *, everything: bool) -> None:
        """Claims what no process has in hand; `everything`: also what one had that lost the lease."""
        try:
            for others in (False, True) if everything else (False,):
                while letters := await self._claimed(others):
                    self.offer(letters)
            await self._find_unknown()
        except DatabaseAwayError as error:
            _log.warning("claim_again", channel=self._channel.name, error=error)

    async def _find_unknown(self) -> None:
        """Calls what was in our hand at two looks without our knowing.

        Its bell wasn't heard, its commit seemed to fail, or whoever wrote it was cancelled. At one look it may
        just be on its way to us.
        """
        known = set(self._hand)  # what leaves it while we read was sent: its row only looks as if it waited
        name, holder = self._channel.name, self._holder
        # As a write, though it only reads: whatever keeps all readers busy must not hold up what we are called for.
        found = await self._database.write(lambda session: outbox.ids_in_hand(session, name, holder))
        unknown = set(found) - known - self._hand
        for letter_id in sorted(unknown & self._unknown):
            self.call(letter_id)
        self._unknown = unknown

    async def _claimed(self, others: bool) -> list[Letter]:
        name, holder = self._channel.name, self._holder
        return await self._database.write(
            lambda session: outbox.claim(session, name, holder, _CLAIM_AT_ONCE, others=others)
        )

    async def _let_go(self, patience: float) -> None:
        """Sends nothing more: what isn't through within `patience` seconds is another's to send, or a later run's."""
        self._closing = self._marks.closing = True
        tasks = [chat.task for chat in self._chats.values() if chat.task]
        for chat in self._chats.values():
            if chat.settling:
                chat.settling.cancel()
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await self._marks.flush()
        self._chats.clear()
        self._hand.clear()

    @property
    def waiting(self) -> int:
        return sum(len(chat.letters) for chat in self._chats.values())

    async def _settle(self, chat: _Chat, letter: Letter) -> None:
        left = (moment(letter.due_at) - self._clock()).total_seconds()
        try:
            # Written by another process, or before this one's clock was put right, it may seem hours away.
            await asyncio.sleep(min(max(0.0, left), self._settle_seconds))
            still_there = await self._database.write(lambda session: outbox.settle(session, letter.id))
        except DatabaseAwayError:
            still_there = True  # rather said twice than never
        finally:
            self._hand.discard(letter.id)
        chat.settling = None
        if still_there:
            self.offer((replace(letter, settling=False),))
        self._tidy(letter.address, chat)

    async def _work(self, address: str, chat: _Chat) -> None:
        """Sends one chat's letters one after the other."""
        group = self._channel.is_group(address)
        try:
            while chat.letters and not self._closing:
                try:
                    wait = await self._next(address, chat, group)
                except Exception:  # whatever it is, the chat must not stop for good with a letter in its hand
                    _log.exception("send_failed", channel=self._channel.name)
                    wait = 1.0
                if wait:
                    await asyncio.sleep(wait)
        finally:
            chat.task = None
            self._tidy(address, chat)

    async def _next(self, address: str, chat: _Chat, group: bool) -> float:
        """Sends the next letter when it may; the seconds to wait before the one after it."""
        if wait := self._pace.wait(address, group, False, time.monotonic()):
            return wait
        async with self._room:
            await self._open.wait()
            return await self._one(chat, chat.letters[0], group)

    def _tidy(self, address: str, chat: _Chat) -> None:
        if not (chat.letters or chat.task or chat.settling) and self._chats.get(address) is chat:
            del self._chats[address]

    async def _one(self, chat: _Chat, letter: Letter, group: bool) -> float:
        """Sends the first letter of a chat; seconds to wait before the next try, 0 when it is done with."""
        count = 1 + units16(letter.reply.text) // self._channel.abilities.text
        self._pace.sent(letter.address, group, False, time.monotonic(), count)
        try:
            ref = await self._channel.send(letter.address, letter.reply, await self._marks.document(letter))
        except MovedError as moved:
            return await self._moved(chat, letter, moved.address)
        except GoneError:
            self._hand -= {one.id for one in chat.letters}
            chat.letters.clear()
            await self._marks.gone(letter)
            return 0.0
        except RefusedError as refused:
            _log.error("send_refused", channel=letter.channel, key=letter.reply.key, error=refused)
            await self._marks.failed(letter, str(refused))
        except TryAgainError as error:
            return await self._again(chat, letter, error)
        except DatabaseAwayError:
            return 1.0
        except Exception as error:
            _log.exception("send_failed", channel=letter.channel, key=letter.reply.key)
            return await self._again(chat, letter, TryAgainError(type(error).__name__, 1.0))
        else:
            self._marks.sent(letter.id, ref)
        chat.letters.popleft()
        return 0.0

    async def _again(self, chat: _Chat, letter: Letter, error: TryAgainError) -> float:
        if letter.attempts + 1 >= MOST_ATTEMPTS:
            await self._marks.failed(letter, str(error))
            chat.letters.popleft()
            return 0.0
        wait = error.after if str(error) == "429" else min(error.after * 2**letter.attempts, _LONGEST_WAIT)
        self._pace.close(letter.address, False, time.monotonic(), wait)
        if error.whole_channel:
            asyncio.get_running_loop().create_task(self._pause(wait))
        chat.letters[0] = replace(letter, attempts=letter.attempts + 1)
        _log.warning("send_again", channel=letter.channel, error=error, after=wait, attempts=letter.attempts + 1)
        return wait

    async def _pause(self, seconds: float) -> None:
        self._open.clear()
        await asyncio.sleep(seconds)
        self._open.set()

    async def _moved(self, chat: _Chat, letter: Letter, chat_id: str) -> float:
        address = f"{letter.channel}:{chat_id}"
        await self._marks.moved(letter, address)
        moved = [replace(one, address=address) for one in chat.letters]
        chat.letters.clear()
        for one in moved:
            self._enqueue(one)
        return 0.0

    def _marked(self, ids: set[int]) -> None:
        self._hand -= ids
