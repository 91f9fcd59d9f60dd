"""Peaks: stretches of days in which a subtree is asked daily."""

from __future__ import annotations

from datetime import date, datetime

from campaign.rhythm import Peak
from storage.database import Session
from storage.ids import new_id
from storage.times import stamp


async def add_peak(session: Session, unit_id: int, first: date, last: date, set_by: int | None, now: datetime) -> int:
    """A peak from a day to a day, both included, for a unit and all below it; its id."""
    peak_id = new_id()
    await session.run(
        """
        INSERT INTO peaks (id, unit_id, first_day, last_day, set_by, set_at)
        VALUES (:id, :unit_id, :first, :last, :set_by, :now)
        """,
        {
            "id": peak_id,
            "unit_id": unit_id,
            "first": first.isoformat(),
            "last": last.isoformat(),
            "set_by": set_by,
            "now": stamp(now),
        },
    )
    return peak_id


async def peaks_on(session: Session, day: date) -> list[Peak]:
    rows = await session.all(
        """
        SELECT u.path, k.first_day, k.last_day FROM peaks k JOIN units u ON u.id = k.unit_id
        WHERE k.last_day >= :day AND k.first_day <= :day
        """,
        {"day": day.isoformat()},
    )
    found = [(row["path"], date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])) for row in rows]
    return [Peak(*one) for one in found]
