"""Watches that nothing due is late: figures for the operator, and a line in the log where it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from campaign.pings import PING_KINDS
from scheduler.desk import Desk
from storage.database import Session
from storage.pings import due_counts

_log = structlog.get_logger("watch")


@dataclass(frozen=True, slots=True)
class Count:
    """Pings of a kind that are due and not yet said, and how many of them have been for too long."""

    kind: str
    due: int
    late: int


async def look(desk: Desk, now: datetime) -> list[Count]:
    """One count for every kind there is; a warning for each that is late."""
    minutes = desk.campaign.reminders.late_alert_minutes
    counts = await desk.database.read(lambda session: counted(session, now, minutes))
    for one in counts:
        if one.late:
            _log.warning("pings_late", kind=one.kind, pings=one.late, minutes=minutes)
    return counts


async def counted(session: Session, now: datetime, minutes: int) -> list[Count]:
    due: dict[str, int] = {}
    late: dict[str, int] = {}
    for row in await due_counts(session, now, now - timedelta(minutes=minutes)):
        kind = row["kind"].partition(":")[0]
        due[kind] = due.get(kind, 0) + row["due"]
        late[kind] = late.get(kind, 0) + row["late"]
    return [Count(kind.name, due.get(kind.name, 0), late.get(kind.name, 0)) for kind in PING_KINDS]


def late_by_kind(counts: list[Count]) -> Mapping[str, int]:
    """How many of each kind are late; kinds of which none is are left out."""
    return {one.kind: one.late for one in counts if one.late}
