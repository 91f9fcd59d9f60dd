"""The second lane: pings, at the vendor's pace and at most once. Answers never wait behind them.

A ping is claimed by a conditional UPDATE right before it is sent: who dies in between leaves it `sending`,
and whoever follows gives it up, as it may have arrived. That is at most what was on its way.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from bot.marks import Marks
from bot.pace import Pace
from channels.channel import Channel, GoneError, MovedError, RefusedError, Through, TryAgainError, UnsureError
from conversation.typed import units16
from storage import outbox
from storage.database import Database, DatabaseAwayError
from storage.outbox import Letter

_log = structlog.get_logger("bulk")
_PAGE = 200
_LOOK_SECONDS = 1.0
_DROP_EVERY = timedelta(minutes=1)
_AT_ONCE = 16  # on their way together: at 24 a second enough for a vendor that takes 0.6 s
_LONGEST_WAIT = 60.0
_MOST_DOUBLINGS = 10  # of the wait: more of them pass the largest number there is, after an hour of failures


class Bulk:
    """The pings of one channel, sent by whoever holds its lease."""

    def __init__(
        self, channel: Channel, database: Database, clock: Callable[[], datetime], holder: str, pace: Pace
    ) -> None:
        self._channel, self._database, self._clock, self._holder, self._pace = channel, database, clock, holder, pace
        self._marks = Marks(database, self._marked)
        self._hand: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._failures = 0
        self._dropped: datetime | None = None  # when we looked last for what is over

    async def run(self) -> None:
        """Until it is cancelled; what is on its way then has a moment to arrive."""
        try:
            await self._marks.catch_up()
            await self._give_up_unsure()
            await asyncio.sleep(_LOOK_SECONDS)  # whoever sent before us may have used up this second
            while True:
                if not await self._page():
                    await asyncio.sleep(_LOOK_SECONDS)
        finally:
            self._marks.closing = True
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=2)
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self._marks.end()
            self._hand.clear()

    async def _give_up_unsure(self) -> None:
        name = self._channel.name
        while True:
            try:
                count = await self._database.write(lambda session: outbox.give_up_sending(session, name))
            except DatabaseAwayError:
                await asyncio.sleep(_LOOK_SECONDS)
                continue
            if count:
                _log.warning("pings_given_up", channel=name, letters=count)
            return

    async def _page(self) -> bool:
        """Sends the next few that are due; whether any could go."""
        name, now = self._channel.name, self._clock()
        try:
            await self._drop_expired(now)
            letters = await self._database.read(lambda session: outbox.due_pings(session, name, now, _PAGE))
        except DatabaseAwayError as error:
            _log.warning("bulk_again", channel=name, error=error)
            return False
        went = False
        for letter in letters:
            if letter.id not in self._hand:
                went |= await self._began(letter)
        return went

    async def _drop_expired(self, now: datetime) -> None:
        """Once a minute, as it reads all that wait; what is over meanwhile isn't due any more."""
        if self._dropped and timedelta(0) <= now - self._dropped < _DROP_EVERY:
            return
        await self._database.write(lambda session: outbox.drop_expired(session, self._channel.name, now))
        self._dropped = now

    async def _began(self, letter: Letter) -> bool:
        """Sends one when its turn has come; not, where its chat must rest: the lane is everybody's."""
        await self._room.acquire()
        began = False
        try:
            began = await self._turn(letter)
        finally:
            if not began:
                self._room.release()
        if began:
            self._hand.add(letter.id)
            task = asyncio.create_task(self._one(letter))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return began

    async def _turn(self, letter: Letter) -> bool:
        """Waits until the pace lets this one go; False where its chat doesn't."""
        group = self._channel.is_group(letter.address)
        while wait := self._pace.wait(letter.address, group, True, time.monotonic()):
            if self._pace.rests(letter.address, group, time.monotonic()):
                return False
            await asyncio.sleep(wait)
        count = 1 + units16(letter.reply.text) // self._channel.abilities.text
        self._pace.sent(letter.address, group, True, time.monotonic(), count)
        return True

    async def _one(self, letter: Letter) -> None:
        released = True
        try:
            now = self._clock()
            if await self._database.write(lambda session: outbox.claim_ping(session, letter.id, self._holder, now)):
                released = await self._send(letter)
        except DatabaseAwayError:
            await self._release(letter)  # the claim may have come through all the same; it wasn't sent
        finally:
            self._room.release()
            if released:
                self._hand.discard(letter.id)

    async def _send(self, letter: Letter) -> bool:
        """Sends a claimed ping; whether it is out of our hand already."""
        through: Through = {}
        try:
            document = await self._marks.document(letter)
            ref = await self._channel.send(letter.address, letter.reply, document, through)
        except MovedError as moved:
            await self._marks.moved(letter, f"{letter.channel}:{moved.address}")
            await self._release(letter)
        except GoneError:
            await self._marks.gone(letter)
        except RefusedError as refused:
            _log.error("ping_refused", channel=letter.channel, key=letter.reply.key, error=refused)
            await self._marks.failed(letter, str(refused))
        except TryAgainError as error:
            self._rest(letter, error)  # or an hour of a failing gateway would use all pings up
            if through or isinstance(error, UnsureError):
                await self._marks.failed(letter, str(error))
            else:
                await self._release(letter)
        except DatabaseAwayError:
            raise  # its picture couldn't be read: it goes back
        except Exception as error:
            _log.exception("ping_failed", channel=letter.channel, key=letter.reply.key)
            await self._marks.failed(letter, type(error).__name__)
        else:
            self._failures = 0
            self._marks.sent(letter.id, ref)
            return False
        return True

    def _rest(self, letter: Letter, error: TryAgainError) -> None:
        """The lane rests as the vendor says, or longer each time."""
        self._failures += 1
        named = str(error) == "429"
        wait = error.after if named else min(error.after * 2 ** min(self._failures, _MOST_DOUBLINGS), _LONGEST_WAIT)
        bulk = not self._channel.is_group(letter.address)
        self._pace.close(letter.address, bulk, time.monotonic(), wait)
        _log.warning("ping_again", channel=letter.channel, error=error, after=wait)

    async def _release(self, letter: Letter) -> None:
        with suppress(DatabaseAwayError):  # else it stays `sending`, and is given up later: at most once
            await self._marks.write(lambda session: outbox.release_ping(session, letter.id, self._holder))

    def _marked(self, ids: set[int]) -> None:
        self._hand -= ids
