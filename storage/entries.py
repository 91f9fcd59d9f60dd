"""Initiatives as they are read: a person's own, what a unit has lately, the list behind a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from campaign.kinds import Status
from storage.counters import figures_of
from storage.database import Row, Session
from storage.marks import listed
from storage.paths import ids_of, path_end
from storage.times import moment

_SHORT = "id, code, title, kind, status, complete, submitted_at, unit_id, person_id"


@dataclass(frozen=True, slots=True)
class Brief:
    """An initiative in a list."""

    id: int
    code: str
    title: str
    kind: str
    status: Status
    complete: bool
    submitted_at: datetime
    unit_id: int
    person_id: int | None


async def initiatives_of(session: Session, person_id: int, limit: int, offset: int) -> list[Brief]:
    """A person's own, newest first."""
    rows = await session.all(
        f"SELECT {_SHORT} FROM initiatives WHERE person_id = :id ORDER BY id DESC LIMIT :limit OFFSET :offset",  # noqa: S608
        {"id": person_id, "limit": limit, "offset": offset},
    )
    return [_brief(row) for row in rows]


async def own_initiative(session: Session, person_id: int, initiative_id: int) -> tuple[Brief, Row] | None:
    """One of a person's own: in brief, and the whole row."""
    row = await session.one(
        """
        SELECT i.*, u.path AS unit_path, u.name AS unit_name FROM initiatives i JOIN units u ON u.id = i.unit_id
        WHERE i.id = :id AND i.person_id = :person_id
        """,
        {"id": initiative_id, "person_id": person_id},
    )
    return (_brief(row), row) if row else None


async def recent_titles(session: Session, unit_id: int, limit: int = 300) -> list[tuple[str, int]]:
    """(folded title, id) of a unit's newest entries that still stand; from the index initiatives_titles alone."""
    rows = await session.all(
        """
        SELECT folded, id FROM initiatives
        WHERE unit_id = :id AND status NOT IN ('withdrawn', 'duplicate') ORDER BY id DESC LIMIT :limit
        """,
        {"id": unit_id, "limit": limit},
    )
    return [(row["folded"], row["id"]) for row in rows]


async def titles_of(session: Session, ids: Sequence[int]) -> list[tuple[str, str]]:
    """(folded title, title with its code) of some entries."""
    marks, values = listed("id", ids)
    rows = await session.all(f"SELECT folded, title, code FROM initiatives WHERE id IN ({marks})", values)  # noqa: S608
    return [(row["folded"], f"{row['title']} ({row['code']})") for row in rows]


# The same rows in two orders of looking. By the entries, newest first, where a unit has its share of them: whether one
# is below it is asked of each in turn, and neither database can make that into a join that first finds all. By the
# units, and sorted, where it would be looked for for long: SQLite keeps the order of a cross join.
_SHOWN = "i.code, i.title, i.submitted_at"
_STANDS = "i.status NOT IN ('withdrawn', 'duplicate') ORDER BY i.id DESC LIMIT :limit OFFSET :offset"
_BY_ENTRIES = f"""
SELECT {_SHOWN}, (SELECT u.name FROM units u WHERE u.id = i.unit_id) AS unit_name FROM initiatives i
WHERE (SELECT u.path >= :path AND u.path < :end FROM units u WHERE u.id = i.unit_id) AND {_STANDS}
"""  # noqa: S608 - constants
_BY_UNITS = f"""
SELECT {_SHOWN}, u.name AS unit_name FROM units u CROSS JOIN initiatives i
WHERE u.id = i.unit_id AND u.path >= :path AND u.path < :end AND {_STANDS}
"""  # noqa: S608 - constants


async def entries_below(session: Session, path: str, limit: int, offset: int) -> list[Row]:
    """The list behind a figure: code, title, unit's name, submitted_at of what counts below a unit, newest first."""
    root, own = ids_of(path)[0], ids_of(path)[-1]
    kept = await figures_of(session, [root, own], ("all",))
    whole, part = (kept[unit, "all"]["submitted"] if (unit, "all") in kept else 0 for unit in (root, own))
    looked_at = (offset + limit) * whole / part if part else whole
    sql = _BY_ENTRIES if looked_at < part else _BY_UNITS
    values = {"path": path, "end": path_end(path), "limit": limit, "offset": offset}
    return list(await session.all(sql, values))


def _brief(row: Row) -> Brief:
    return Brief(
        row["id"], row["code"], row["title"], row["kind"], Status(row["status"]), bool(row["complete"]),
        moment(row["submitted_at"]), row["unit_id"], row["person_id"],
    )  # fmt: skip
