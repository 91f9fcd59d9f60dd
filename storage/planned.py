"""To whom an announcement goes: its pages as they are planned, and what became of the letters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from storage.announcements import Announcement, State
from storage.database import Session
from storage.times import stamp


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of the letters so far. `waiting` may still be sent, `stopped` were taken back before they were."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    unreachable: int = 0
    stopped: int = 0

    @property
    def total(self) -> int:
        return self.sent + self.waiting + self.failed + self.unreachable + self.stopped


async def move_on(session: Session, one: Announcement, last: int, count: int, *, ended: bool) -> bool:
    """Moves the cursor past a page of `count` people; False where another process has planned that page."""
    changed = await session.run(
        """
        UPDATE announcements SET planned_after = :last, recipients = recipients + :count, state = :state
        WHERE id = :id AND state = 'planning' AND planned_after = :after
        """,
        {
            "id": one.id,
            "after": one.planned_after,
            "last": last,
            "count": count,
            "state": State.SENDING.value if ended else State.PLANNING.value,
        },
    )
    return changed == 1


async def add_recipients(session: Session, announcement_id: int, people: Iterable[tuple[int, int | None]]) -> None:
    """(person, the letter) of each who is meant; no letter for somebody who can't be reached."""
    await session.many(
        "INSERT INTO recipients (announcement_id, person_id, outbox_id) VALUES (:id, :person, :letter)",
        [{"id": announcement_id, "person": person, "letter": letter} for person, letter in people],
    )


async def drop_departed(session: Session, announcement_id: int, after: int, last: int) -> int:
    """Drops letters to those of a page who left, or took their consent back, while it was put together."""
    return await session.run(
        """
        UPDATE outbox SET state = 'dropped' WHERE id IN (
            SELECT r.outbox_id FROM recipients r
            WHERE r.announcement_id = :id AND r.person_id > :after AND r.person_id <= :last
            AND NOT EXISTS (SELECT 1 FROM people p WHERE p.id = r.person_id AND p.joined_at IS NOT NULL)
        )
        """,
        {"id": announcement_id, "after": after, "last": last},
    )


async def stop_page(session: Session, announcement_id: int, after: int, limit: int) -> int | None:
    """Takes back what waits for the next people past a person's id; the last one's, None at the end."""
    values = {"id": announcement_id, "after": after}
    row = await session.one(
        """
        SELECT max(person_id) AS last FROM (
            SELECT person_id FROM recipients WHERE announcement_id = :id AND person_id > :after
            ORDER BY person_id LIMIT :limit
        ) page
        """,
        {**values, "limit": limit},
    )
    if row is None or row["last"] is None:
        return None
    await session.run(
        """
        UPDATE outbox SET state = 'dropped', error = 'stopped' WHERE state = 'waiting' AND id IN (
            SELECT outbox_id FROM recipients WHERE announcement_id = :id AND person_id > :after AND person_id <= :last
        )
        """,
        {**values, "last": row["last"]},
    )
    return int(row["last"])


async def standing_of(session: Session, announcement_id: int) -> Standing:
    """What became of the letters, counted from their rows. One that is on its way counts as waiting."""
    rows = await session.all(
        """
        SELECT how, count(*) AS people FROM (
            SELECT CASE
                WHEN r.outbox_id IS NULL OR o.error = 'unreachable' THEN 'unreachable'
                WHEN o.state = 'sent' THEN 'sent'
                WHEN o.state IN ('waiting', 'sending') THEN 'waiting'
                WHEN o.state = 'dropped' AND o.error = 'stopped' THEN 'stopped'
                WHEN o.state = 'dropped' AND o.error IS NULL THEN 'unreachable'
                ELSE 'failed'
            END AS how
            FROM recipients r LEFT JOIN outbox o ON o.id = r.outbox_id WHERE r.announcement_id = :id
        ) counted GROUP BY how
        """,
        {"id": announcement_id},
    )
    return Standing(**{row["how"]: row["people"] for row in rows})


async def forget_recipients(session: Session, before: datetime, limit: int) -> int:
    """Deletes who got announcements that ended before a moment, some at a time; the counts stay. How many."""
    return await session.run(
        """
        DELETE FROM recipients WHERE (announcement_id, person_id) IN (
            SELECT r.announcement_id, r.person_id FROM announcements a JOIN recipients r ON r.announcement_id = a.id
            WHERE a.state = 'done' AND a.told_at < :before LIMIT :limit
        )
        """,
        {"before": stamp(before), "limit": limit},
    )
