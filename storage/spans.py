"""Figures of a unit and its children over a span of days that has passed: what was counted up to a day."""

from __future__ import annotations

from collections.abc import Mapping

from storage.counters import FIGURES
from storage.database import Session
from storage.paths import path_end
from storage.units import Unit

_SUMS = """
SELECT unit_id, sum(submitted) AS submitted, sum(complete) AS complete, sum(recognised) AS recognised
FROM counters
WHERE unit_id IN (SELECT id FROM units WHERE id = :id OR parent_id = :id)
    AND period >= :first AND period <= :last
GROUP BY unit_id
"""
_OWN_PEOPLE = """
SELECT count(DISTINCT a.person_id) AS people FROM authorships a JOIN units u ON u.id = a.unit_id
WHERE u.path >= :path AND u.path < :end AND a.period >= :first AND a.period <= :last AND a.entries > 0
"""
_CHILDRENS_PEOPLE = """
WITH RECURSIVE below (id, top) AS (
    SELECT id, id FROM units WHERE parent_id = :id
    UNION ALL
    SELECT u.id, b.top FROM units u JOIN below b ON u.parent_id = b.id
)
SELECT b.top, count(DISTINCT a.person_id) AS people FROM authorships a JOIN below b ON b.id = a.unit_id
WHERE a.period >= :first AND a.period <= :last AND a.entries > 0 GROUP BY b.top
"""
_FIRST_DAY = "d0001-01-01"


async def figures_between(
    session: Session, unit: Unit, first: str | None, last: str
) -> Mapping[int, Mapping[str, int]]:
    """submitted, complete, recognised, people of a unit and its children, by id, from a day to a day (ISO).

    `first` None is from the beginning. Days can be added up, people can't: somebody who wrote on two
    days is one, so these are counted from who wrote when. What is missing is zero.
    """
    values = {"id": unit.id, "first": f"d{first}" if first else _FIRST_DAY, "last": f"d{last}"}
    own = await session.one(_OWN_PEOPLE, {**values, "path": unit.path, "end": path_end(unit.path)})
    people = {row["top"]: row["people"] for row in await session.all(_CHILDRENS_PEOPLE, values)}
    people[unit.id] = own["people"] if own else 0
    return {
        row["unit_id"]: {**{name: row[name] for name in FIGURES}, "people": people.get(row["unit_id"], 0)}
        for row in await session.all(_SUMS, values)
    }
