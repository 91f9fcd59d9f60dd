"""The bell: one process tells the others that there is something to look at, by PostgreSQL's NOTIFY.

It carries no truth. A ring that is lost costs the second until somebody looks by himself. Rings are
gathered for a moment and sent outside of any transaction: NOTIFY inside takes a lock that makes all
commits of the server wait for one another.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Any

import asyncpg

from storage.database import DatabaseAwayError

_log = logging.getLogger("sangkien.bell")
_CHANNEL = "sangkien"
_GATHER = 0.02  # seconds
_LONGEST = 7_000  # bytes; PostgreSQL takes 8,000
_AGAIN = 2.0
_PROBE_SECONDS = 15.0  # a server that is gone without a word is noticed by asking


class Bell:
    """`connect` opens a connection of its own. Words are short and without line breaks."""

    def __init__(self, connect: Callable[[], Awaitable[Any]]) -> None:
        self._connect = connect
        self._connection: Any = None
        self._asking = asyncio.Lock()  # a connection does one thing at a time
        self._words: dict[str, None] = {}
        self._ringing: asyncio.Task[None] | None = None
        self._hearing: asyncio.Task[None] | None = None

    def ring(self, words: Iterable[str]) -> None:
        """Lets every process hear these words soon, this one too; nothing while there is no connection."""
        if not self._connection:
            return
        self._words |= dict.fromkeys(words)
        if self._words and (self._ringing is None or self._ringing.done()):
            self._ringing = asyncio.create_task(self._ring())

    async def hear(self, heard: Callable[[str], None]) -> None:
        """Begins to listen, and goes on through lost connections until `close`."""
        connected = asyncio.Event()
        self._hearing = asyncio.create_task(self._listen(heard, connected))
        try:
            async with asyncio.timeout(_AGAIN):
                await connected.wait()
        except TimeoutError:
            _log.warning("bell_not_heard")

    async def close(self) -> None:
        for task in (self._hearing, self._ringing):
            if task:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    async def _listen(self, heard: Callable[[str], None], connected: asyncio.Event) -> None:
        def told(_connection: object, _pid: int, _channel: str, payload: object) -> None:
            for word in str(payload).split("\n"):
                heard(word)

        while True:
            try:
                connection = await self._connect()
                lost = asyncio.Event()
                connection.add_termination_listener(lambda _gone, lost=lost: lost.set())
                await connection.add_listener(_CHANNEL, told)
                self._connection = connection
                connected.set()
                try:
                    await self._until_lost(connection, lost)
                finally:
                    self._connection = None
                    connection.terminate()
            except (DatabaseAwayError, OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await asyncio.sleep(_AGAIN)

    async def _until_lost(self, connection: Any, lost: asyncio.Event) -> None:
        """Asks from time to time: an address that moved, or a host without power, never says good-bye."""
        while not lost.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(_PROBE_SECONDS):
                    await lost.wait()
                return
            async with self._asking, asyncio.timeout(_PROBE_SECONDS):
                await connection.execute("SELECT 1")

    async def _ring(self) -> None:
        while self._words:
            await asyncio.sleep(_GATHER)
            words, self._words = list(self._words), {}
            connection = self._connection
            try:
                for payload in _payloads(words):
                    async with self._asking, asyncio.timeout(_AGAIN):
                        await connection.execute("SELECT pg_notify($1, $2)", _CHANNEL, payload)
            except TimeoutError:
                connection.terminate()  # another one is opened; whoever waits looks by himself in a second
                return
            except (AttributeError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                return


def _payloads(words: list[str]) -> Iterable[str]:
    part: list[str] = []
    length = 0
    for word in words:
        if part and length + len(word.encode()) > _LONGEST:
            yield "\n".join(part)
            part, length = [], 0
        part.append(word)
        length += len(word.encode()) + 1
    if part:
        yield "\n".join(part)
