"""Fetches what people attached from the channels' vendors, after the message was answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

import structlog

from bot.file_content import NotTakenError
from bot.files import FileStore, TooLargeError, once
from bot.refuse import Refusals
from channels.channel import Channel, FileGoneError
from storage import files
from storage.database import Database, DatabaseAwayError, Row

_log = structlog.get_logger("fetch")
EVERY_SECONDS = 5.0
AT_ONCE = 8


async def fetch(
    channels: Mapping[str, Channel],
    database: Database,
    store: FileStore,
    limit: int,
    clock: Callable[[], datetime],
    refuse: Refusals,
) -> None:
    """Runs until it is cancelled."""
    while True:
        try:
            found = 0
            for channel in channels.values():
                found += await _round(channel, database, store, limit, clock, refuse)
        except DatabaseAwayError as error:
            _log.warning("fetch_again", error=error)
            found = 0
        if not found:
            await asyncio.sleep(EVERY_SECONDS)


async def _round(
    channel: Channel, database: Database, store: FileStore, limit: int, clock: Callable[[], datetime], refuse: Refusals
) -> int:
    if not await database.read(lambda session: files.is_wanted(session, channel.name, clock())):
        return 0
    rows = await database.write(lambda session: files.claim_wanted(session, channel.name, clock(), AT_ONCE))
    await asyncio.gather(*(_one(row, channel, database, store, limit, clock, refuse) for row in rows))
    return len(rows)


async def _one(
    row: Row,
    channel: Channel,
    database: Database,
    store: FileStore,
    limit: int,
    clock: Callable[[], datetime],
    refuse: Refusals,
) -> None:
    number = row["id"]
    try:
        content = await channel.fetch(row["ref"])
        sha256, size = await store.save(once(content), limit, await refuse.look(number))
    except NotTakenError as error:
        _log.warning("attachment_refused", attachment=number, error=error)
        await refuse(number)
    except (FileGoneError, TooLargeError) as error:
        _log.warning("attachment_gone", attachment=number, error=error)
        await database.write(lambda session: files.mark_gone(session, number))
    except DatabaseAwayError as error:
        _log.warning("fetch_again", error=error)  # it is ours for some minutes, then anybody's
    except Exception as error:  # whatever it is about one file, the others are to be had
        _log.warning("attachment_later", attachment=number, error=error)
        await database.write(lambda session: files.mark_later(session, number, row["attempts"], clock()))
    else:
        await database.write(lambda session: files.mark_kept(session, number, sha256, size))
