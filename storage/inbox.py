"""Receipts: each message is taken once, however often its channel delivers it."""

from __future__ import annotations

from datetime import datetime

from storage.database import Session
from storage.times import stamp

# One statement for both, as it is a part of every turn: the person's row is locked before any other
# statement reads what is theirs, so two processes take one person's messages one after the other. NO KEY: rows
# that name the person, as the pings of a sweep, may be written meanwhile; else the two would wait for each other.
_RECEIVE = """
INSERT INTO receipts (channel, message_id, received_at)
WITH locked AS (
    SELECT p.id FROM addresses a JOIN people p ON p.id = a.person_id WHERE a.address = :address FOR NO KEY UPDATE OF p
)
SELECT :channel, :message_id, :now FROM (SELECT count(*) AS n FROM locked) AS held WHERE true
ON CONFLICT (channel, message_id) DO NOTHING
"""


async def received_first(session: Session, channel: str, message_id: str, address: str, now: datetime) -> bool:
    """Whether this message was never received before; writes its receipt, and locks whoever writes from `address`."""
    values = {"channel": channel, "message_id": message_id, "address": address, "now": stamp(now)}
    return await session.run(_RECEIVE, values) == 1


async def record_failure(session: Session, channel: str, message_id: str, error: str, now: datetime) -> None:
    """Marks a message whose handling failed, so that it is not handled again and the operator can look."""
    await session.run(
        """
        INSERT INTO receipts (channel, message_id, received_at, error)
        VALUES (:channel, :message_id, :now, :error)
        ON CONFLICT (channel, message_id) DO UPDATE SET error = excluded.error
        """,
        {"channel": channel, "message_id": message_id, "now": stamp(now), "error": error},
    )


async def count_failures(session: Session) -> int:
    """How many of the messages that are remembered could not be handled."""
    row = await session.one("SELECT count(*) AS n FROM receipts WHERE error IS NOT NULL")
    return int(row["n"]) if row else 0


_FORGET = """
DELETE FROM receipts WHERE (channel, message_id) IN (
    SELECT channel, message_id FROM receipts WHERE received_at < :before ORDER BY received_at LIMIT 2000
)
"""


async def forget_receipts(session: Session, before: datetime) -> int:
    """Deletes some receipts older than any channel would deliver again; how many, 0 once none is left."""
    return await session.run(_FORGET, {"before": stamp(before)})
