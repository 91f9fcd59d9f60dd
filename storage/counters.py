"""Counters along a unit's ancestors, kept in the transaction of the entry that they count.

Every entry adds to the root's row. On SQLite there is one writer and one row; on PostgreSQL that row
would stay locked from the entry's first statement to its commit, and all entries of a country would go
one after the other. So each writing connection has a slot and rows of its own, and a figure is the sum
over at most 16 of them (benchmarks/counters.py: five times the entries a second). Chosen before a table of additions
that a clock folds in: figures are exact at any moment, and nothing must run for it. The price: a read
adds up to 16 rows for a busy unit, and the table has more rows. Two transactions with one slot, where
there are more writers than slots, wait for each other at the root's row, which all take first: they
can't deadlock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from campaign.periods import Periods, periods_at
from storage.database import Row, Session
from storage.ids import new_id
from storage.paths import ids_of
from storage.times import stamp

_ADD = """
INSERT INTO counters (unit_id, period, slot, submitted, complete, recognised, people)
VALUES (:unit_id, :period, :slot, :submitted, :complete, :recognised, :people)
ON CONFLICT (unit_id, period, slot) DO UPDATE SET
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
INSERT INTO authorships (person_id, period, unit_id, entries)
VALUES (:person_id, :p0, :unit_id, :amount), (:person_id, :p1, :unit_id, :amount), (:person_id, :p2, :unit_id, :amount)
ON CONFLICT (person_id, period, unit_id) DO UPDATE SET entries = authorships.entries + excluded.entries
RETURNING period, entries
"""
_ELSEWHERE = """
SELECT a.period, u.path FROM authorships a JOIN units u ON u.id = a.unit_id
WHERE a.person_id = :person_id AND a.period IN (:p0, :p1, :p2) AND a.unit_id <> :unit_id AND a.entries > 0
"""
_SUMS = """
unit_id, period, sum(submitted) AS submitted, sum(complete) AS complete, sum(recognised) AS recognised,
sum(people) AS people
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
    periods = periods_at(counted_for, zone)
    news: Mapping[str, frozenset[int]] = {}
    if "submitted" in figures:
        news = await _units_with_new_person(session, person_id, periods, unit_id, ancestors, amount)
    amounts = {figure: amount * (figure in figures) for figure in FIGURES} | {"slot": session.slot}
    rows = [
        {"unit_id": unit, "period": period, "people": amount * (unit in news.get(period, ())), **amounts}
        for period in periods
        for unit in ancestors
    ]
    await session.many(_ADD, rows)


async def _units_with_new_person(
    session: Session, person_id: int, periods: Periods, unit_id: int, ancestors: list[int], amount: int
) -> Mapping[str, frozenset[int]]:
    """By period, the units along the path in which this entry is the person's first (or was the last)."""
    values = {"person_id": person_id, "unit_id": unit_id, **{f"p{at}": period for at, period in enumerate(periods)}}
    entries = await session.all(_AUTHOR, {**values, "amount": amount})
    turned = [row["period"] for row in entries if row["entries"] == (1 if amount > 0 else 0)]
    if not turned:
        return {}
    covered: dict[str, set[int]] = defaultdict(set)
    for row in await session.all(_ELSEWHERE, values):
        covered[row["period"]] |= set(ids_of(row["path"]))
    return {period: frozenset(unit for unit in ancestors if unit not in covered[period]) for period in turned}


async def figures_of(session: Session, unit_ids: list[int], periods: tuple[str, ...]) -> dict[tuple[int, str], Row]:
    """Counters by (unit, period); what is missing is zero."""
    units = {f"u{at}": unit for at, unit in enumerate(unit_ids)}
    spans = {f"p{at}": period for at, period in enumerate(periods)}
    rows = await session.all(
        f"""
        SELECT {_SUMS}
        FROM counters WHERE unit_id IN ({_marks(units)}) AND period IN ({_marks(spans)}) GROUP BY unit_id, period
        """,  # noqa: S608 - names of marks made here
        {**units, **spans},
    )
    return {(row["unit_id"], row["period"]): row for row in rows}


async def figures_below(session: Session, unit_id: int, periods: tuple[str, ...]) -> dict[tuple[int, str], Row]:
    """The same for a unit and all its children, however many: what a ranking needs, in one statement."""
    spans = {f"p{at}": period for at, period in enumerate(periods)}
    rows = await session.all(
        f"""
        SELECT {_SUMS} FROM counters
        WHERE unit_id IN (SELECT id FROM units WHERE id = :id OR parent_id = :id) AND period IN ({_marks(spans)})
        GROUP BY unit_id, period
        """,  # noqa: S608 - names of marks made here
        {"id": unit_id, **spans},
    )
    return {(row["unit_id"], row["period"]): row for row in rows}


def _marks(values: dict[str, object] | dict[str, int] | dict[str, str]) -> str:
    return ", ".join(f":{name}" for name in values)
