"""Initiatives: written once, with the counters and the ledger in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from campaign.codes import receipt_code
from campaign.kinds import Status
from conversation.json_text import to_json
from conversation.typed import fold
from storage.counters import book
from storage.database import Session
from storage.entries import Brief
from storage.ids import new_id
from storage.numbers import next_number
from storage.people import Person
from storage.times import stamp

_ADD = """
INSERT INTO initiatives (
    id, code, draft_id, person_id, submitted_by, unit_id, author, title, folded, kind, problem, solution, benefit,
    applied_on, co_authors, status, complete, channel, language, submitted_at
) VALUES (
    :id, :code, :draft_id, :person_id, :person_id, :unit_id, :author, :title, :folded, :kind, :problem, :solution,
    :benefit, :applied_on, :co_authors, :status, :complete, :channel, :language, :now
)
"""


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
