"""Counters along a unit's ancestors, kept in the transaction of the entry that they count."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from campaign.periods import periods_at
from storage.database import Row, Session
from storage.ids import new_id
from storage.times import stamp

_ADD = """
INSERT INTO counters (unit_id, period, submitted, complete, recognised, people)
VALUES (:unit_id, :period, :submitted, :complete, :recognised, :people)
ON CONFLICT (unit_id, period) DO UPDATE SET
    submitted = counters.submitted + excluded.submitted,
    complete = counters.complete + excluded.complete,
    recognised = counters.recognised + excluded.recognised,
    people = counters.people + excluded.people
"""
_BOOK = """
INSERT INTO ledger (id, initiative_id, person_id, unit_id, figure, amount, counted_for, booked_at)
VALUES (:id, :initiative_id, :person_id, :unit_id, :figure, :amount, :counted_for, :booked_at)
"""
_AUTHOR = """
INSERT INTO authorships (person_id, period, unit_id, entries) VALUES (:person_id, :period, :unit_id, :amount)
ON CONFLICT (person_id, period, unit_id) DO UPDATE SET entries = authorships.entries + excluded.entries
RETURNING entries
"""
_ELSEWHERE = """
SELECT u.path FROM authorships a JOIN units u ON u.id = a.unit_id
WHERE a.person_id = :person_id AND a.period = :period AND a.unit_id <> :unit_id AND a.entries > 0
"""
FIGURES = ("submitted", "complete", "recognised")


async def book(
    session: Session,
    *,
    initiative_id: int,
    person_id: int,
    unit_id: int,
    path: str,
    figures: tuple[str, ...],
    amount: int,
    counted_for: datetime,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    """Adds `amount` (1 or -1) to some figures of a unit and its ancestors, for all, week and day.

    `counted_for` is the moment of the entry: a correction made later changes the day it corrects.
    A person counts once in every subtree, however many entries and units they have there.
    """
    ancestors = ids_of(path)
    entry = {"initiative_id": initiative_id, "person_id": person_id, "unit_id": unit_id, "amount": amount}
    moments = {"counted_for": stamp(counted_for), "booked_at": stamp(now)}
    await session.many(_BOOK, [{**entry, **moments, "id": new_id(), "figure": figure} for figure in figures])
    rows = []
    for period in periods_at(counted_for, zone):
        news: frozenset[int] = frozenset()
        if "submitted" in figures:
            news = await _units_with_new_person(session, person_id, period, unit_id, ancestors, amount)
        amounts = {figure: amount * (figure in figures) for figure in FIGURES}
        rows += [
            {"unit_id": unit, "period": period, "people": amount * (unit in news), **amounts} for unit in ancestors
        ]
    await session.many(_ADD, rows)


async def _units_with_new_person(
    session: Session, person_id: int, period: str, unit_id: int, ancestors: list[int], amount: int
) -> frozenset[int]:
    """The units along the path in which this entry is the person's first (or was the last) of the period."""
    values = {"person_id": person_id, "period": period, "unit_id": unit_id}
    row = await session.one(_AUTHOR, {**values, "amount": amount})
    entries = row["entries"] if row else 0
    if entries != (1 if amount > 0 else 0):
        return frozenset()
    elsewhere = await session.all(_ELSEWHERE, values)
    covered = {unit for other in elsewhere for unit in ids_of(other["path"])}
    return frozenset(unit for unit in ancestors if unit not in covered)


async def figures_of(session: Session, unit_ids: list[int], periods: tuple[str, ...]) -> dict[tuple[int, str], Row]:
    """Counters by (unit, period); what is missing is zero."""
    units = {f"u{at}": unit for at, unit in enumerate(unit_ids)}
    spans = {f"p{at}": period for at, period in enumerate(periods)}
    rows = await session.all(
        f"""
        SELECT unit_id, period, submitted, complete, recognised, people FROM counters
        WHERE unit_id IN ({_marks(units)}) AND period IN ({_marks(spans)})
        """,  # noqa: S608 - names of marks made here
        {**units, **spans},
    )
    return {(row["unit_id"], row["period"]): row for row in rows}


def ids_of(path: str) -> list[int]:
    """`/1/5/77/` is [1, 5, 77], the root first."""
    return [int(part) for part in path.strip("/").split("/")]


def _marks(values: dict[str, object] | dict[str, int] | dict[str, str]) -> str:
    return ", ".join(f":{name}" for name in values)
