"""What became of a letter, noted in the outbox; kept trying while the database is away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

from channels.channel import Document, RefusedError
from storage import outbox
from storage.database import Database, DatabaseAwayError, Session
from storage.files import document_for
from storage.outbox import Letter
from storage.people import move_address, set_reachable

_log = structlog.get_logger("send")
_AGAIN_SECONDS = 1.0


@dataclass(slots=True)
class Marks:
    """`marked` hears the ids of letters that are durably done with. `closing`: no more trying again."""

    database: Database
    marked: Callable[[set[int]], None]
    closing: bool = False
    _sent: list[tuple[int, str | None]] = field(default_factory=list)
    _marking: asyncio.Task[None] | None = None
    _sooner: asyncio.Event = field(default_factory=asyncio.Event)

    async def document(self, letter: Letter) -> Document | None:
        """The file that goes with a letter. Raises DatabaseAwayError, RefusedError where its row can't be read."""
        if letter.reply is outbox.UNREADABLE:
            raise RefusedError("unreadable")
        if not letter.reply.file:
            return None
        number = int(letter.reply.file)
        row = await self.database.read(lambda session: document_for(session, letter.address, number))
        return Document(row["name"], row["mime"], row["content"]) if row else None

    def sent(self, letter_id: int, ref: str | None) -> None:
        """Marks in bulk. One that is lost in a crash: an answer is said twice, a ping counts as failed."""
        self._sent.append((letter_id, ref))
        self._sooner.set()
        if self._marking is None or self._marking.done():
            self._marking = asyncio.create_task(self.flush())

    async def flush(self) -> None:
        """Marks what was sent; what can't be marked any more is kept for `catch_up`."""
        while self._sent:
            batch, self._sent = self._sent, []
            if not await self.write(lambda session, batch=batch: outbox.mark_sent(session, batch)):  # type: ignore[misc]
                self._sent = batch + self._sent
                return
            self.marked({letter_id for letter_id, _ in batch})

    async def catch_up(self) -> None:
        """Before anything is sent again: marks what we sent when we held the lease before."""
        self.closing = False
        await self.end()

    async def end(self) -> None:
        """All that was sent is marked, what is being marked now too, or kept for `catch_up`."""
        if self._marking:
            await self._marking
        await self.flush()

    async def failed(self, letter: Letter, why: str) -> None:
        """Given up for good."""
        await self.write(lambda session: outbox.mark_failed(session, letter.id, why))
        self.marked({letter.id})

    async def gone(self, letter: Letter) -> None:
        """The person has left: nothing more is sent to this address until they write again."""
        _log.info("address_unreachable", channel=letter.channel)

        async def note(session: Session) -> None:
            await outbox.mark_failed(session, letter.id, "unreachable")
            await outbox.drop_for(session, letter.address)
            await set_reachable(session, letter.address, False)

        await self.write(note)
        self.marked({letter.id})

    async def moved(self, letter: Letter, address: str) -> None:
        """The chat has another address: the person and what waits for them move along."""
        await self.write(lambda session: move_address(session, letter.address, address))

    async def write(self, work: Callable[[Session], object]) -> bool:
        """Whether it is written: not, where the database is away and we are `closing`."""
        while True:
            self._sooner.clear()
            try:
                await self.database.write(work)  # type: ignore[arg-type]
            except DatabaseAwayError:
                if self.closing:
                    return False
                await self._pause()
            else:
                return True

    async def _pause(self) -> None:
        """Until it is worth trying again: at once with the next letter, which somebody could read from the database.

        A whole second of a database that is back would be a second's conversation said twice after a crash.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(_AGAIN_SECONDS):
                await self._sooner.wait()
