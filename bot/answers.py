"""The first lane: answers, in order within a chat, beside one another across chats."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot.marks import Marks
from bot.pace import Pace
from channels.channel import Channel, GoneError, MovedError, RefusedError, Through, TryAgainError, UnsureError
from conversation.typed import units16
from storage import outbox
from storage.database import Database, DatabaseAwayError
from storage.outbox import Letter
from storage.times import moment

_log = structlog.get_logger("send")
AT_ONCE = 64
MOST_ATTEMPTS = 40  # with the waits below: about three hours
_AGAIN_SECONDS = 1.0
_OLD = timedelta(hours=24)  # until then what surely hasn't arrived is tried again: a receipt is worth having late
_MOST_DOUBLINGS = 10  # of the wait
_LONGEST_WAIT = 300.0


@dataclass(slots=True)
class _Chat:
    letters: deque[Letter] = field(default_factory=deque)
    task: asyncio.Task[None] | None = None
    sending: bool = False
    through: Through = field(default_factory=dict)  # of the first letter, so that another try goes on behind it
    settling: asyncio.Task[None] | None = None
    settles: int = 0  # the id of the letter that `settling` waits with


class Answers:
    """What one channel's sender has taken up. `hand`: ids of letters that are taken up and aren't marked yet."""

    def __init__(
        self, channel: Channel, database: Database, clock: Callable[[], datetime], pace: Pace, settle_seconds: float
    ) -> None:
        self._channel, self._database, self._clock, self._pace = channel, database, clock, pace
        self._settle_seconds = settle_seconds  # the longest that is asked for anywhere
        self._marks = Marks(database, self._marked)
        self._chats: dict[str, _Chat] = {}
        self.hand: set[int] = set()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._open = asyncio.Event()
        self._open.set()
        self.closing = True

    async def catch_up(self) -> None:
        """Marks what was sent when we held the lease before."""
        await self._marks.catch_up()

    def offer(self, letters: Iterable[Letter]) -> None:
        """Letters that are durable and in our hand, in the order of their chat."""
        for letter in letters:
            if not self.closing and letter.id not in self.hand:
                self.hand.add(letter.id)
                self._enqueue(letter)

    @property
    def waiting(self) -> int:
        return sum(len(chat.letters) for chat in self._chats.values())

    @property
    def idle(self) -> bool:
        """Whether nothing is to be sent, waited with or marked."""
        return not self.hand and not self._chats

    async def let_go(self, patience: float) -> None:
        """Sends nothing more: what isn't through within `patience` seconds is another's to send, or a later run's."""
        self.closing = self._marks.closing = True
        tasks = [chat.task for chat in self._chats.values() if chat.task]
        for chat in self._chats.values():
            if chat.settling:
                chat.settling.cancel()
            if chat.task and not chat.sending:  # it only waits: for its pace, or for a vendor to be there again
                chat.task.cancel()
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await self._marks.end()
        self._chats.clear()
        self.hand.clear()

    def _enqueue(self, letter: Letter) -> None:
        chat = self._chats.setdefault(letter.address, _Chat())
        if chat.settling and (letter.settling or letter.id > chat.settles):
            # Something newer is said: what waited for more to come was dropped with it. Where it wasn't, its row
            # brings it back. Not left to the task: where it hasn't begun yet, it would never know.
            chat.settling.cancel()
            self.hand.discard(chat.settles)
            chat.settling = None
        if letter.settling:
            chat.settling, chat.settles = asyncio.create_task(self._settle(chat, letter)), letter.id
            return
        chat.letters.append(letter)
        if chat.task is None:
            chat.task = asyncio.create_task(self._work(letter.address, chat))

    async def _settle(self, chat: _Chat, letter: Letter) -> None:
        left = (moment(letter.due_at) - self._clock()).total_seconds()
        try:
            # Written by another process, or before this one's clock was put right, it may seem hours away.
            await asyncio.sleep(min(max(0.0, left), self._settle_seconds))
            still_there = await self._database.write(lambda session: outbox.settle(session, letter.id))
        except DatabaseAwayError:
            still_there = True  # rather said twice than never
        finally:
            self.hand.discard(letter.id)
        chat.settling = None
        if still_there:
            self.offer((replace(letter, settling=False),))
        self._tidy(letter.address, chat)

    async def _work(self, address: str, chat: _Chat) -> None:
        """Sends one chat's letters one after the other."""
        group = self._channel.is_group(address)
        try:
            while chat.letters and not self.closing:
                try:
                    wait = await self._next(address, chat, group)
                except Exception:  # whatever it is, the chat must not stop for good with a letter in its hand
                    _log.exception("send_failed", channel=self._channel.name)
                    wait = _AGAIN_SECONDS
                if wait and not self.closing:
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
            chat.sending = True
            try:
                return await self._one(chat, chat.letters[0], group)
            finally:
                chat.sending = False

    def _tidy(self, address: str, chat: _Chat) -> None:
        if not (chat.letters or chat.task or chat.settling) and self._chats.get(address) is chat:
            del self._chats[address]

    async def _one(self, chat: _Chat, letter: Letter, group: bool) -> float:
        """Sends the first letter of a chat; seconds to wait before the next try, 0 when it is done with."""
        count = 1 + units16(letter.reply.text) // self._channel.abilities.text
        self._pace.sent(letter.address, group, False, time.monotonic(), max(1, count - len(chat.through)))
        try:
            document = await self._marks.document(letter)
            ref = await self._channel.send(letter.address, letter.reply, document, chat.through)
        except MovedError as moved:
            return await self._moved(chat, letter, moved.address)
        except GoneError:
            self.hand -= {one.id for one in chat.letters}
            chat.letters.clear()
            chat.through.clear()
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
        return _done(chat)

    async def _again(self, chat: _Chat, letter: Letter, error: TryAgainError) -> float:
        if letter.attempts + 1 >= MOST_ATTEMPTS and (isinstance(error, UnsureError) or self._is_old(letter)):
            await self._marks.failed(letter, str(error))
            return _done(chat)
        wait = (
            error.after
            if str(error) == "429"
            else min(error.after * 2 ** min(letter.attempts, _MOST_DOUBLINGS), _LONGEST_WAIT)
        )
        self._pace.close(letter.address, False, time.monotonic(), wait)
        if error.whole_channel:
            asyncio.get_running_loop().create_task(self._pause(wait))
        chat.letters[0] = replace(letter, attempts=letter.attempts + 1)
        _log.warning("send_again", channel=letter.channel, error=error, after=wait, attempts=letter.attempts + 1)
        return wait

    def _is_old(self, letter: Letter) -> bool:
        return self._clock() - moment(letter.due_at) > _OLD

    async def _pause(self, seconds: float) -> None:
        self._open.clear()
        await asyncio.sleep(seconds)
        self._open.set()

    async def _moved(self, chat: _Chat, letter: Letter, chat_id: str) -> float:
        address = f"{letter.channel}:{chat_id}"
        await self._marks.moved(letter, address)
        moved = [replace(one, address=address) for one in chat.letters]
        chat.letters.clear()
        chat.through.clear()
        for one in moved:
            self._enqueue(one)
        return 0.0

    def _marked(self, ids: set[int]) -> None:
        self.hand -= ids


def _done(chat: _Chat) -> float:
    """The first letter is over, and the next may go at once."""
    chat.letters.popleft()
    chat.through.clear()
    return 0.0
