"""Initiatives: written once, with the counters and the ledger in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from campaign.codes import receipt_code
from campaign.kinds import Status
from conversation.json_text import to_json
from conversation.typed import fold
from storage.counters import book, figures_of, ids_of
from storage.database import Row, Session
from storage.ids import new_id
from storage.marks import listed
from storage.numbers import next_number
from storage.people import Person
from storage.times import moment, stamp

_ADD = """
INSERT INTO initiatives (
    id, code, draft_id, person_id, submitted_by, unit_id, author, title, folded, kind, problem, solution, benefit,
    applied_on, co_authors, status, complete, channel, language, submitted_at
) VALUES (
    :id, :code, :draft_id, :person_id, :person_id, :unit_id, :author, :title, :folded, :kind, :problem, :solution,
    :benefit, :applied_on, :co_authors, :status, :complete, :channel, :language, :now
)
"""
_SHORT = "id, code, title, kind, status, complete, submitted_at, unit_id, person_id"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person sends: `benefit` and `co_authors` as JSON can hold them, `applied_on` ISO day or month."""

    draft_id: int
    title: str
    kind: str
    problem: str
    solution: str
    benefit: Mapping[str, Any] | None
    applied_on: str | None
    co_authors: list[Mapping[str, Any]]
    complete: bool
    channel: str
    language: str


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


async def add_initiative(
    session: Session, person: Person, entry: Entry, now: datetime, zone: ZoneInfo
) -> tuple[int, str]:
    """(id, receipt code) of the new initiative, counted along the unit's ancestors.

    Raises the driver's integrity error where this draft was sent before: a draft is sent once.
    """
    if person.unit_id is None:
        raise ValueError("a person without a unit can't submit")
    year = now.astimezone(zone).year
    initiative_id, code = new_id(), receipt_code(year, await next_number(session, year))
    await session.run(
        _ADD,
        {
            **_entry_values(entry),
            "id": initiative_id,
            "code": code,
            "draft_id": entry.draft_id,
            "person_id": person.id,
            "unit_id": person.unit_id,
            "author": person.name,
            "status": Status.SUBMITTED.value,
            "channel": entry.channel,
            "now": stamp(now),
        },
    )
    figures = ("submitted", "complete") if entry.complete else ("submitted",)
    await book(
        session, initiative_id=initiative_id, person_id=person.id, unit_id=person.unit_id, path=person.unit_path,
        figures=figures, amount=1, counted_for=now, now=now, zone=zone,
    )  # fmt: skip
    return initiative_id, code


async def amend_initiative(
    session: Session, brief: Brief, path: str, entry: Entry, now: datetime, zone: ZoneInfo
) -> bool:
    """Writes the completed answers of an entry; whether that made it complete."""
    await session.run(
        """
        UPDATE initiatives SET title = :title, folded = :folded, kind = :kind, problem = :problem,
            solution = :solution, benefit = :benefit, applied_on = :applied_on, co_authors = :co_authors,
            complete = :complete, language = :language
        WHERE id = :id
        """,
        {**_entry_values(entry), "id": brief.id},
    )
    if entry.complete == brief.complete:
        return False
    await _correct(session, brief, path, ("complete",), 1 if entry.complete else -1, now, zone)
    return entry.complete


async def withdraw(session: Session, brief: Brief, path: str, now: datetime, zone: ZoneInfo) -> bool:
    """Takes an entry back by its author; False where it isn't one that can be (any more)."""
    changed = await session.run(
        "UPDATE initiatives SET status = :to WHERE id = :id AND status IN (:submitted, :returned)",
        {
            "id": brief.id,
            "to": Status.WITHDRAWN.value,
            "submitted": Status.SUBMITTED.value,
            "returned": Status.RETURNED.value,
        },
    )
    if changed:
        figures = ("submitted", "complete") if brief.complete else ("submitted",)
        await _correct(session, brief, path, figures, -1, now, zone)
    return changed == 1


async def restore(session: Session, brief: Brief, path: str, now: datetime, zone: ZoneInfo) -> bool:
    """Undoes a withdrawal."""
    changed = await session.run(
        "UPDATE initiatives SET status = :to WHERE id = :id AND status = :withdrawn",
        {"id": brief.id, "to": Status.SUBMITTED.value, "withdrawn": Status.WITHDRAWN.value},
    )
    if changed:
        figures = ("submitted", "complete") if brief.complete else ("submitted",)
        await _correct(session, brief, path, figures, 1, now, zone)
    return changed == 1


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


def path_end(path: str) -> str:
    """The first text past every path that starts with this one (`0` is the sign after `/`)."""
    return path[:-1] + "0"


async def _correct(
    session: Session,
    brief: Brief,
    path: str,
    figures: tuple[str, ...],
    amount: int,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    if brief.person_id is None:
        raise ValueError("an entry whose author was forgotten isn't corrected")
    await book(
        session, initiative_id=brief.id, person_id=brief.person_id, unit_id=brief.unit_id, path=path, figures=figures,
        amount=amount, counted_for=brief.submitted_at, now=now, zone=zone,
    )  # fmt: skip


def _entry_values(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "folded": fold(entry.title),
        "kind": entry.kind,
        "problem": entry.problem,
        "solution": entry.solution,
        "benefit": to_json(entry.benefit) if entry.benefit else None,
        "applied_on": entry.applied_on,
        "co_authors": to_json(entry.co_authors),
        "complete": int(entry.complete),
        "language": entry.language,
    }


def _brief(row: Row) -> Brief:
    return Brief(
        row["id"], row["code"], row["title"], row["kind"], Status(row["status"]), bool(row["complete"]),
        moment(row["submitted_at"]), row["unit_id"], row["person_id"],
    )  # fmt: skip
