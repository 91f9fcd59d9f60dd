"""What only SQLite needs: its connections are each one thread's at a time."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from storage.database import Session
from storage.sqlite import SqliteDatabase


async def test_a_read_that_is_cancelled_keeps_its_connection_until_its_thread_is_done(
    tmp_path: Path,
) -> None:
    database = SqliteDatabase(tmp_path / "one.db")
    await database.open()
    started, release = threading.Event(), threading.Event()

    async def long(session: Session) -> None:
        await session.hop(lambda: (started.set(), release.wait()))  # type: ignore[attr-defined]

    reading = asyncio.create_task(database.read(long))
    await asyncio.to_thread(started.wait)
    reading.cancel()
    for _ in range(5):
        await asyncio.sleep(0)
    early = reading.done()
    release.set()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert not early, "somebody else's statement, or a close, beside its own crashes the process"
    await database.close()
