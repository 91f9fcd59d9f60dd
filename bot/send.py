"""Sends what the outbox holds: in order within a chat, beside one another across chats."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from channels.channel import (
    Channel,
    Document,
    GoneError,
    MovedError,
    RefusedError,
    TryAgainError,
    UnsureError,
)
from storage import outbox
from storage.database import Database, DatabaseAwayError, Session
from storage.files import document_for
from storage.outbox import PING, Letter
from storage.people import move_address, set_reachable
from storage.times import moment

_log = structlog.get_logger("send")
AT_ONCE = 64
MOST_ATTEMPTS = 40  # with the waits below: about three hours of a vendor being away
_LONGEST_WAIT = 300.0
_RECOVER = 1_000


@dataclass(slots=True)
class _Chat:
    letters: deque[Letter] = field(default_factory=deque)
    task: asyncio.Task[None] | None = None
    settling: asyncio.Task[None] | None = None


class Sender:
    """The sender of one channel. Answers are sent at least once: what was not marked is sent again."""

    def __init__(self, channel: Channel, database: Database, clock: Callable[[], datetime]) -> None:
        self._channel, self._database, self._clock = channel, database, clock
        self._chats: dict[str, _Chat] = {}
        self._room = asyncio.Semaphore(AT_ONCE)
        self._open = asyncio.Event()
        self._open.set()
        self._sent: list[tuple[int, str | None]] = []
        self._marking: asyncio.Task[None] | None = None
        self._closing = False

    async def recover(self) -> int:
        """Takes up what an earlier run left unsent; how many."""
        after, count = 0, 0
        while True:
            letters = await self._database.read(
                lambda session, after=after: outbox.waiting_letters(session, self._channel.name, after, _RECOVER)  # type: ignore[misc]
            )
            if not letters:
                return count
            for letter in letters:
                self.offer((letter,))
            after, count = letters[-1].id, count + len(letters)

    def offer(self, letters: Iterable[Letter]) -> None:
        """Letters that are durable and belong to this channel, in the order of their chat."""
        for letter in letters:
            chat = self._chats.setdefault(letter.address, _Chat())
            if chat.settling:
                # Something newer is said: what waited for more to come was dropped with it.
                chat.settling.cancel()
                chat.settling = None
            if letter.settling:
                chat.settling = asyncio.create_task(self._settle(chat, letter))
                continue
            chat.letters.append(letter)
            if chat.task is None:
                chat.task = asyncio.create_task(self._work(letter.address, chat))

    async def close(self) -> None:
        """Lets what is on its way finish (10 s at most) and marks it; the rest is in the outbox."""
        self._closing = True
        tasks = [chat.task for chat in self._chats.values() if chat.task]
        for chat in self._chats.values():
            if chat.settling:
                chat.settling.cancel()
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=10)
            for task in late:
                task.cancel()
        await self._mark()

    @property
    def waiting(self) -> int:
        return sum(len(chat.letters) for chat in self._chats.values())

    async def _settle(self, chat: _Chat, letter: Letter) -> None:
        await asyncio.sleep(max(0.0, (moment(letter.due_at) - self._clock()).total_seconds()))
        try:
            still_there = await self._database.write(lambda session: outbox.settle(session, letter.id))
        except DatabaseAwayError:
            still_there = True  # rather said twice than never
        chat.settling = None
        if still_there:
            self.offer((replace(letter, settling=False),))

    async def _work(self, address: str, chat: _Chat) -> None:
        """Sends one chat's letters one after the other."""
        try:
            while chat.letters and not self._closing:
                async with self._room:
                    await self._open.wait()
                    wait = await self._one(chat, chat.letters[0])
                if wait:
                    await asyncio.sleep(wait)
        finally:
            chat.task = None
            if not chat.letters and chat.settling is None:
                self._chats.pop(address, None)

    async def _one(self, chat: _Chat, letter: Letter) -> float:
        """Sends the first letter of a chat; seconds to wait before the next try, 0 when it is done with."""
        try:
            ref = await self._channel.send(letter.address, letter.reply, await self._document(letter))
        except MovedError as moved:
            return await self._moved(chat, letter, moved.address)
        except GoneError as gone:
            await self._gone(chat, letter, str(gone))
            return 0.0
        except RefusedError as refused:
            _log.error("send_refused", channel=letter.channel, key=letter.reply.key, error=refused)
            why = str(refused)
            await self._write(lambda session: outbox.mark_failed(session, letter.id, why))
        except TryAgainError as error:
            return await self._again(chat, letter, error)
        except DatabaseAwayError:
            return 1.0
        except Exception as error:
            _log.exception("send_failed", channel=letter.channel, key=letter.reply.key)
            return await self._again(chat, letter, TryAgainError(type(error).__name__, 1.0))
        else:
            self._note(letter.id, ref)
        chat.letters.popleft()
        return 0.0

    async def _again(self, chat: _Chat, letter: Letter, error: TryAgainError) -> float:
        unsure_ping = isinstance(error, UnsureError) and letter.lane == PING
        if unsure_ping or letter.attempts + 1 >= MOST_ATTEMPTS:
            why = str(error)
            await self._write(lambda session: outbox.mark_failed(session, letter.id, why))
            chat.letters.popleft()
            return 0.0
        wait = error.after if str(error) == "429" else min(error.after * 2**letter.attempts, _LONGEST_WAIT)
        if error.whole_channel:
            asyncio.get_running_loop().create_task(self._pause(wait))
        chat.letters[0] = replace(letter, attempts=letter.attempts + 1)
        _log.warning("send_again", channel=letter.channel, error=error, after=wait, attempts=letter.attempts + 1)
        return wait

    async def _pause(self, seconds: float) -> None:
        self._open.clear()
        await asyncio.sleep(seconds)
        self._open.set()

    async def _gone(self, chat: _Chat, letter: Letter, why: str) -> None:
        """The person has left: nothing more is sent to this address until they write again."""
        _log.info("address_unreachable", channel=letter.channel)

        async def note(session: Session) -> None:
            await outbox.mark_failed(session, letter.id, why)
            await outbox.drop_for(session, letter.address)
            await set_reachable(session, letter.address, False)

        await self._write(note)
        chat.letters.clear()

    async def _moved(self, chat: _Chat, letter: Letter, chat_id: str) -> float:
        address = f"{letter.channel}:{chat_id}"
        await self._write(lambda session: move_address(session, letter.address, address))
        moved = [replace(one, address=address) for one in chat.letters]
        chat.letters.clear()
        self.offer(moved)
        return 0.0

    async def _document(self, letter: Letter) -> Document | None:
        if not letter.reply.file:
            return None
        number = int(letter.reply.file)
        row = await self._database.read(lambda session: document_for(session, letter.address, number))
        return Document(row["name"], row["mime"], row["content"]) if row else None

    def _note(self, letter_id: int, ref: str | None) -> None:
        """Marks in bulk: a mark that is lost in a crash only means that an answer is said twice."""
        self._sent.append((letter_id, ref))
        if self._marking is None or self._marking.done():
            self._marking = asyncio.create_task(self._mark())

    async def _mark(self) -> None:
        while self._sent:
            batch, self._sent = self._sent, []
            await self._write(lambda session, batch=batch: outbox.mark_sent(session, batch))  # type: ignore[misc]

    async def _write(self, work: Callable[[Session], object]) -> None:
        """Writes a mark, and keeps trying while the database is away."""
        while True:
            try:
                await self._database.write(work)  # type: ignore[arg-type]
            except DatabaseAwayError:
                if self._closing:
                    return
                await asyncio.sleep(1)
            else:
                return
