"""What people chose about being written to."""

from __future__ import annotations

from campaign.quiet import Span, read_time
from campaign.wishes import Rhythm, Wishes
from storage.database import Row, Session

COLUMNS = "s.rhythm, s.quiet_from, s.quiet_to, s.shift, s.off"


async def wishes_of(session: Session, person_id: int) -> Wishes:
    row = await session.one(
        f"SELECT {COLUMNS} FROM ping_settings s WHERE s.person_id = :id",  # noqa: S608 - a constant
        {"id": person_id},
    )
    return to_wishes(row) if row else Wishes()


async def save_wishes(session: Session, person_id: int, wishes: Wishes) -> None:
    await session.run(
        """
        INSERT INTO ping_settings (person_id, rhythm, quiet_from, quiet_to, shift, off)
        VALUES (:person_id, :rhythm, :quiet_from, :quiet_to, :shift, :off)
        ON CONFLICT (person_id) DO UPDATE SET rhythm = excluded.rhythm, quiet_from = excluded.quiet_from,
            quiet_to = excluded.quiet_to, shift = excluded.shift, off = excluded.off
        """,
        {
            "person_id": person_id,
            "rhythm": wishes.rhythm.value,
            "quiet_from": f"{wishes.quiet.start:%H:%M}" if wishes.quiet else None,
            "quiet_to": f"{wishes.quiet.end:%H:%M}" if wishes.quiet else None,
            "shift": wishes.shift,
            "off": " ".join(sorted(wishes.off)),
        },
    )


def to_wishes(row: Row) -> Wishes:
    """The wishes in a row that may have none (an outer join); one that can't be read is as if there were none.

    It is read with hundreds of others: raising would keep all of them from being written to.
    """
    if row["rhythm"] is None:
        return Wishes()
    try:
        quiet = Span(read_time(row["quiet_from"]), read_time(row["quiet_to"])) if row["quiet_from"] else None
        return Wishes(Rhythm(row["rhythm"]), quiet, row["shift"], frozenset(row["off"].split()))
    except ValueError:
        return Wishes()
