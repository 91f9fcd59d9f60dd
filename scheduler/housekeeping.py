"""Housekeeping: lets go of what nobody needs any more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from storage.database import Database, Session
from storage.erasure import erase_silent, silent_since, strangers_since
from storage.files import forget_documents, unused
from storage.ids import id_at
from storage.inbox import forget_receipts
from storage.outbox import drop_unserved, forget_letters
from storage.pings import forget_pings
from storage.planned import forget_recipients

LETTERS = timedelta(days=30)  # how far back the web chat shows its history
RECEIPTS = LETTERS  # Telegram delivers again for a day at the most, a page with its queue whenever it is opened again
STRANGERS = timedelta(days=30)
PINGS = timedelta(days=180)
UNSERVED = timedelta(hours=1)  # who serves a channel drops what is over by itself
_AT_ONCE = 2_000  # people of one sweep, so that it has an end
_ROWS = 5_000  # of who got an announcement, in one transaction


async def forget_old(database: Database, now: datetime) -> tuple[int, int]:
    """Deletes old receipts, letters, documents, pings and who got announcements; how many of the first two.

    What is over and was not sent is dropped first: an announcement waits for it to end.
    """
    await database.write(lambda session: drop_unserved(session, now - UNSERVED))
    receipts = await _portions(database, lambda session: forget_receipts(session, now - RECEIPTS))
    letters = await _portions(database, lambda session: forget_letters(session, id_at(now - LETTERS)))
    await _portions(database, lambda session: forget_documents(session, id_at(now - LETTERS)))
    await _portions(database, lambda session: forget_pings(session, id_at(now - PINGS)))
    while await database.write(lambda session: forget_recipients(session, now - LETTERS, _ROWS)):
        continue
    return receipts, letters


async def _portions(database: Database, portion: Callable[[Session], Awaitable[int]]) -> int:
    """Some at a time, so that people's messages come in between, and none takes longer than a statement may."""
    total = 0
    while count := await database.write(portion):
        total += count
    return total


async def forget_people(database: Database, before: datetime, now: datetime) -> int:
    """Deletes people who have not written since a moment, as their consent says; how many.

    Who never consented gave us nothing to keep them for: a month is enough to come back and go on. It
    also keeps what makes sessions in a loop from filling the database for good.
    """
    stranger, count = now - STRANGERS, 0
    ids = await database.read(lambda session: silent_since(session, before, _AT_ONCE))
    ids += await database.read(lambda session: strangers_since(session, stranger, _AT_ONCE))
    for person_id in dict.fromkeys(ids):
        done = await database.write(
            lambda session, person_id=person_id: erase_silent(session, person_id, before, stranger, now)  # type: ignore[misc]
        )
        count += done is not None
    return count


async def unused_files(database: Database, contents: list[str]) -> list[str]:
    """Those of the contents on disk that no row names: their person was forgotten, or their message failed."""
    return await database.read(lambda session: unused(session, contents))
