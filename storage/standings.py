"""Figures of many units at once, for what is told by the clock: one statement for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from campaign.progress import Progress, progress_at
from campaign.setting import Campaign
from storage.database import Row, Session
from storage.drafts import LEFT
from storage.marks import listed
from storage.paths import ids_of
from storage.times import stamp


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit with what was counted there up to now."""

    id: int
    path: str
    name: str
    progress: Progress
    complete: int
    people: int


async def standings(session: Session, unit_ids: Iterable[int], campaign: Campaign) -> dict[int, Standing]:
    marks, values = listed("u", unit_ids)
    rows = await session.all(
        f"""
        SELECT u.id, u.path, u.name, u.parent_id, u.opening_stock, u.target_assigned, u.target_self,
            coalesce(sum(k.submitted), 0) AS submitted, coalesce(sum(k.complete), 0) AS complete,
            coalesce(sum(k.people), 0) AS people
        FROM units u LEFT JOIN counters k ON k.unit_id = u.id AND k.period = 'all' WHERE u.id IN ({marks})
        GROUP BY u.id
        """,  # noqa: S608 - marks made here
        values,
    )
    return {row["id"]: _standing(row, campaign) for row in rows}


async def days_of(session: Session, unit_ids: Iterable[int], first: date, last: date) -> dict[int, dict[date, int]]:
    """How many were submitted in each unit on each day from `first` to `last`; days without any are left out."""
    marks, values = listed("u", unit_ids)
    rows = await session.all(
        f"""
        SELECT unit_id, period, sum(submitted) AS submitted FROM counters
        WHERE unit_id IN ({marks}) AND period >= :first AND period <= :last GROUP BY unit_id, period
        """,  # noqa: S608 - marks made here
        {**values, "first": f"d{first.isoformat()}", "last": f"d{last.isoformat()}"},
    )
    found: dict[int, dict[date, int]] = {}
    for row in rows:
        found.setdefault(row["unit_id"], {})[date.fromisoformat(row["period"][1:])] = row["submitted"]
    return found


async def busiest_children(session: Session, unit_ids: Iterable[int], week: str, most: int) -> dict[int, list[Row]]:
    """name, submitted of the children of each unit with the most entries in a week (`w2022-05-02`), at most `most`."""
    marks, values = listed("u", unit_ids)
    rows = await session.all(
        f"""
        SELECT parent_id, name, submitted FROM (
            SELECT c.parent_id, c.name, sum(k.submitted) AS submitted,
                row_number() OVER (PARTITION BY c.parent_id ORDER BY sum(k.submitted) DESC, c.folded, c.id) AS place
            FROM units c JOIN counters k ON k.unit_id = c.id AND k.period = :week
            WHERE c.parent_id IN ({marks}) GROUP BY c.id HAVING sum(k.submitted) > 0
        ) AS ranked WHERE place <= :most ORDER BY parent_id, place
        """,  # noqa: S608 - marks made here
        {**values, "week": week, "most": most},
    )
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["parent_id"], []).append(row)
    return found


async def drafts_left(session: Session, before: datetime, since: datetime) -> dict[int, int]:
    """How many drafts lie in each unit and above it that nobody has touched from `since` to `before`."""
    rows = await session.all(
        f"""
        SELECT u.path, count(*) AS n FROM drafts d
        JOIN people p ON p.id = d.person_id JOIN units u ON u.id = p.unit_id
        WHERE {LEFT} AND d.updated_at <= :before AND d.updated_at > :since
        GROUP BY u.path
        """,  # noqa: S608 - a constant
        {"before": stamp(before), "since": stamp(since)},
    )
    return _rolled_up(rows)


async def people_lost(session: Session) -> dict[int, int]:
    """How many people of each unit and below it can't be reached on any channel."""
    rows = await session.all(
        """
        SELECT u.path, count(DISTINCT p.id) AS n FROM addresses a
        JOIN people p ON p.id = a.person_id JOIN units u ON u.id = p.unit_id
        WHERE a.reachable = 0 AND NOT EXISTS (
            SELECT 1 FROM addresses b WHERE b.person_id = a.person_id AND b.reachable = 1
        ) GROUP BY u.path
        """
    )
    return _rolled_up(rows)


def _rolled_up(rows: Iterable[Row]) -> dict[int, int]:
    """Counts by path as counts by unit, each in all its ancestors."""
    found: dict[int, int] = {}
    for row in rows:
        for unit_id in ids_of(row["path"]):
            found[unit_id] = found.get(unit_id, 0) + row["n"]
    return found


def _standing(row: Row, campaign: Campaign) -> Standing:
    progress = progress_at(
        campaign, row["parent_id"] is None, row["opening_stock"], row["target_assigned"], row["target_self"],
        row["submitted"],
    )  # fmt: skip
    return Standing(row["id"], row["path"], row["name"], progress, row["complete"], row["people"])


def only(figures: Mapping[int, int], unit_ids: Iterable[int]) -> dict[int, int]:
    """The figures of these units."""
    return {unit_id: figures[unit_id] for unit_id in unit_ids if unit_id in figures}
