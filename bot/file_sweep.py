"""Lets go of the attachments that nothing names any more, unless they may be another database's."""

from __future__ import annotations

import asyncio

import structlog

from bot.files import FileStore
from scheduler.housekeeping import unused_files
from storage.database import Database
from storage.installation import installation

_log = structlog.get_logger("files")


async def sweep_files(database: Database, store: FileStore) -> int:
    """How many were let go.

    A slip in [database] url, a start before `sangkien copy`, a backup restored without its files: then a folder
    full of photos is named by nobody, and must stay. So the folder says whose it is.
    """
    ours = await database.write(installation)
    there = await asyncio.to_thread(store.all)
    unused = await unused_files(database, there)
    owner = await asyncio.to_thread(store.owner)
    if not owner and (not there or len(unused) < len(there)):
        await asyncio.to_thread(store.give_to, ours)
        owner = ours
    if owner != ours:
        _log.error("files_not_ours", files=len(unused))  # `sangkien check` says the mend
        return 0
    return await asyncio.to_thread(store.remove, unused)
