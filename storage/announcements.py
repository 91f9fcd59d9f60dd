"""Announcements: each with its words, whom it is for, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.audience import Segment
from storage.database import Row, Session
from storage.times import moment, stamp


class State(StrEnum):
    """`waiting` for its minute to pass, `stopping` while letters are taken back, `undone` before anything was sent."""

    WAITING = "waiting"
    PLANNING = "planning"
    SENDING = "sending"
    STOPPING = "stopping"
    DONE = "done"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Announcement:
    """One row. `planned_after` is the last person planned, `recipients` how many were; the counts are as last told."""

    id: int
    unit_id: int
    unit_path: str
    unit_name: str
    from_name: str
    by_person: int | None
    by_address: str
    text: str
    role: str
    language: str
    ownership: str
    state: State
    starts_at: datetime
    planned_after: int
    recipients: int
    sent: int
    failed: int
    unreachable: int
    told_at: datetime | None
    progress_letter: int | None

    @property
    def segment(self) -> Segment:
        return Segment(self.unit_path, self.role, self.language, self.ownership)


_ROW = """
SELECT a.*, u.path AS unit_path, u.name AS unit_name, f.name AS from_name
FROM announcements a JOIN units u ON u.id = a.unit_id JOIN units f ON f.id = a.from_id
"""
_OPEN = "a.state NOT IN ('done', 'undone')"


async def add_announcement(
    session: Session, announcement_id: int, unit_id: int, from_id: int, by: tuple[int, str], text: str,
    segment: Segment, now: datetime, starts_at: datetime,
) -> None:  # fmt: skip
    """A confirmed one; its id is its draft's, so that a card is sent once only. `by`: the leader and the address."""
    await session.run(
        """
        INSERT INTO announcements (id, unit_id, from_id, by_person, by_address, text, role, language, ownership,
            state, confirmed_at, starts_at)
        VALUES (:id, :unit_id, :from_id, :person, :address, :text, :role, :language, :ownership,
            'waiting', :now, :starts_at)
        """,
        {
            "id": announcement_id,
            "unit_id": unit_id,
            "from_id": from_id,
            "person": by[0],
            "address": by[1],
            "text": text,
            "role": segment.role,
            "language": segment.language,
            "ownership": segment.ownership,
            "now": stamp(now),
            "starts_at": stamp(starts_at),
        },
    )


async def announcement_of(session: Session, person_id: int, announcement_id: int) -> Announcement | None:
    """The one with this id, if this person made it."""
    row = await session.one(
        f"{_ROW} WHERE a.id = :id AND a.by_person = :person", {"id": announcement_id, "person": person_id}
    )
    return _announcement(row) if row else None


async def announcement_by_id(session: Session, announcement_id: int) -> Announcement:
    """Raises LookupError where there is none."""
    row = await session.one(f"{_ROW} WHERE a.id = :id", {"id": announcement_id})
    if row is None:
        raise LookupError(announcement_id)
    return _announcement(row)


async def under_way_of(session: Session, person_id: int) -> Announcement | None:
    """The newest of a person's that isn't over."""
    sql = f"{_ROW} WHERE a.by_person = :person AND {_OPEN} ORDER BY a.id DESC LIMIT 1"
    row = await session.one(sql, {"person": person_id})
    return _announcement(row) if row else None


async def under_way(session: Session, now: datetime) -> list[Announcement]:
    """All whose time has come and that aren't over, oldest first."""
    rows = await session.all(f"{_ROW} WHERE {_OPEN} AND a.starts_at <= :now ORDER BY a.id", {"now": stamp(now)})
    return [_announcement(row) for row in rows]


async def turned(session: Session, announcement_id: int, to: State, *, of: Iterable[State]) -> bool:
    """Moves one from one of some states to another; whether it still was in one of them."""
    marks = {f"s{at}": state.value for at, state in enumerate(of)}
    changed = await session.run(
        f"""
        UPDATE announcements SET state = :state WHERE id = :id AND state IN ({", ".join(f":{mark}" for mark in marks)})
        """,  # noqa: S608 - marks made here
        {**marks, "id": announcement_id, "state": to.value},
    )
    return changed == 1


async def note_told(
    session: Session, one: Announcement, counts: tuple[int, int, int], to: State, letter_id: int | None, now: datetime
) -> bool:
    """Notes what the leader is being told: (sent, failed, unreachable).

    False where another process tells, or something has changed meanwhile.
    """
    sent, failed, unreachable = counts
    changed = await session.run(
        """
        UPDATE announcements SET sent = :sent, failed = :failed, unreachable = :unreachable, told_at = :now,
            progress_letter = :letter, state = :to
        WHERE id = :id AND state = :state AND coalesce(told_at, '') = :told
        """,
        {
            "id": one.id,
            "sent": sent,
            "failed": failed,
            "unreachable": unreachable,
            "now": stamp(now),
            "letter": letter_id,
            "to": to.value,
            "state": one.state.value,
            "told": stamp(one.told_at) if one.told_at else "",
        },
    )
    return changed == 1


def _announcement(row: Row) -> Announcement:
    plain = {name: row[name] for name in Announcement.__dataclass_fields__}
    return Announcement(
        **plain
        | {
            "state": State(row["state"]),
            "starts_at": moment(row["starts_at"]),
            "told_at": moment(row["told_at"]) if row["told_at"] else None,
        }
    )
