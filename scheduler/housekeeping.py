"""Housekeeping: lets go of what nobody needs any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.database import Database
from storage.erasure import erase, silent_since
from storage.files import unused
from storage.ids import id_at
from storage.inbox import forget_receipts
from storage.outbox import forget_letters
from storage.planned import forget_recipients

RECEIPTS = timedelta(days=7)  # Telegram delivers again for a day at the most, its retries for an hour more
LETTERS = timedelta(days=30)  # how far back the web chat shows its history
_AT_ONCE = 5_000  # rows of who got an announcement


async def forget_old(database: Database, now: datetime) -> tuple[int, int]:
    """Deletes old receipts, letters and who got announcements; how many of the first two."""
    receipts = await database.write(lambda session: forget_receipts(session, now - RECEIPTS))
    letters = await database.write(lambda session: forget_letters(session, id_at(now - LETTERS)))
    while await database.write(lambda session: forget_recipients(session, now - LETTERS, _AT_ONCE)):
        continue
    return receipts, letters


async def forget_people(database: Database, before: datetime, now: datetime) -> int:
    """Deletes people who have not written since a moment, as their consent says; how many."""
    ids = await database.read(lambda session: silent_since(session, before, 200))
    for person_id in ids:
        await database.write(lambda session, person_id=person_id: erase(session, person_id, now))  # type: ignore[misc]
    return len(ids)


async def unused_files(database: Database, contents: list[str]) -> list[str]:
    """Those of the contents on disk that no row names: their person was forgotten, or their message failed."""
    return await database.read(lambda session: unused(session, contents))
