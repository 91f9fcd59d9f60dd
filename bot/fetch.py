"""Fetches what people attached from the channels' vendors, after the message was answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.file_content import NotTakenError
from bot.files import FileStore, TooLargeError
from bot.refuse import Refusals
from channels.channel import Channel, FileGoneError
from storage import files
from storage.database import Database, DatabaseAwayError, Row

_log = structlog.get_logger("fetch")
EVERY_SECONDS = 5.0
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Fetcher:
    """`longest` is the most bytes that a file may have."""

    channels: Mapping[str, Channel]
    database: Database
    store: FileStore
    longest: int
    clock: Callable[[], datetime]
    refuse: Refusals

    async def run(self) -> None:
        """Runs until it is cancelled; what it has in hand then is anybody's again."""
        while True:
            try:
                found = 0
                for channel in self.channels.values():
                    found += await self._round(channel)
            except DatabaseAwayError as error:
                _log.warning("fetch_again", error=error)
                found = 0
            if not found:
                await asyncio.sleep(EVERY_SECONDS)

    async def _round(self, channel: Channel) -> int:
        if not await self.database.read(lambda session: files.is_wanted(session, channel.name, self.clock())):
            return 0
        claiming = asyncio.ensure_future(
            self.database.write(lambda session: files.claim_wanted(session, channel.name, self.clock(), AT_ONCE))
        )
        try:
            rows = await asyncio.shield(claiming)
            await asyncio.gather(*(self._one(row, channel) for row in rows))
        except asyncio.CancelledError:
            await self._hand_back(claiming)
            raise
        return len(rows)

    async def _one(self, row: Row, channel: Channel) -> None:
        number = row["id"]
        try:
            look = await self.refuse.look(number)
            async with aclosing(channel.fetch(row["ref"])) as content:
                sha256, size = await self.store.save(content, self.longest, look)
        except NotTakenError as error:
            _log.warning("attachment_refused", attachment=number, error=error)
            await self.refuse(number)
        except (FileGoneError, TooLargeError) as error:
            _log.warning("attachment_gone", attachment=number, error=error)
            await self.refuse.lost(number, self.longest if isinstance(error, TooLargeError) else None)
        except DatabaseAwayError as error:
            _log.warning("fetch_again", error=error)  # it is ours for some minutes, then anybody's
        except Exception as error:  # whatever it is about one file, the others are to be had
            _log.warning("attachment_later", attachment=number, error=error)
            await self._later(number, row["attempts"])
        else:
            await self.database.write(lambda session: files.mark_kept(session, number, sha256, size))

    async def _later(self, number: int, attempts: int) -> None:
        if attempts < files.MOST_ATTEMPTS:
            await self.database.write(lambda session: files.mark_later(session, number, attempts, self.clock()))
        else:
            await self.refuse.lost(number)

    async def _hand_back(self, claiming: asyncio.Future[list[Row]]) -> None:
        """Else each restart would put off by minutes what it cut off; where the database is away, it does."""
        with suppress(DatabaseAwayError):
            rows = await claiming
            await self.database.write(lambda session: files.hand_back(session, rows, self.clock()))
