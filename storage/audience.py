"""Who is meant by an announcement: counted for its preview, and read page by page when it is planned."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from campaign.roles import Role
from conversation.language import DEFAULT, from_code
from storage.database import Row, Session
from storage.marks import listed
from storage.paths import path_end


@dataclass(frozen=True, slots=True)
class Segment:
    """Everybody who joined in a unit (by its path) and below; the others narrow it, empty is all.

    Support members and leaders are those of the units, wherever they work themselves.
    """

    path: str
    role: str = ""
    language: str = ""
    ownership: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """`people` get it; `lost` are meant too, but blocked the bot or are gone."""

    people: int
    lost: int


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person of a segment; `address` None where no channel of ours reaches them."""

    person_id: int
    language: str
    address: str | None


# Who doesn't want announcements: a setting against them would be one more condition here.
_WANTED = "p.joined_at IS NOT NULL"
_LANGUAGE = f"(:language = '' OR coalesce(p.language, '{DEFAULT}') = :language)"
_UNIT = "u.path >= :path AND u.path < :end AND (:ownership = '' OR u.ownership = :ownership)"
_SERVES = "EXISTS (SELECT 1 FROM grants g WHERE g.person_id = p.id AND g.role <> 'worker')"
_SERVERS = "SELECT g.person_id FROM grants g JOIN units u ON u.id = g.unit_id WHERE g.role = :role"
_GRANTED = f"p.id IN ({_SERVERS} AND {_UNIT})"
_HERE = f"u.id = p.unit_id AND {_UNIT}"
_MEANT: Mapping[str, str] = {
    "": _HERE,
    Role.WORKER: f"{_HERE} AND NOT {_SERVES}",
    Role.SUPPORT: _GRANTED,
    Role.LEADER: _GRANTED,
}
_BY_UNIT = frozenset({"", Role.WORKER})
# CROSS JOIN is a join like any other, but SQLite takes its tables in the order in which they are written: a small
# unit is counted from its units on, while pages go through people once, whatever the unit.
_UNITS_FIRST, _PEOPLE_FIRST = "units u CROSS JOIN people p", "people p CROSS JOIN units u"
_LOST = """
p.id IN (SELECT a.person_id FROM addresses a WHERE a.reachable = 0)
AND NOT EXISTS (SELECT 1 FROM addresses a WHERE a.person_id = p.id AND a.reachable = 1)
"""
# Few are lost, and an index names them: asking for everybody's addresses would be most of the time.
_COUNT = """
SELECT count(*) AS meant, coalesce(sum(CASE WHEN {lost} THEN 1 ELSE 0 END), 0) AS lost
FROM {units_first} WHERE {wanted} AND {meant}
"""
# At the root every unit is meant: they needn't be looked at, and are more than the people of a small campaign.
_COUNT_ALL = f"""
SELECT (SELECT count(*) FROM people p WHERE {_WANTED} AND {_LANGUAGE} AND p.unit_id IS NOT NULL) AS meant,
    (SELECT count(*) FROM people p WHERE {_WANTED} AND {_LANGUAGE} AND p.unit_id IS NOT NULL AND {_LOST}) AS lost
"""  # noqa: S608 - constants
_PAGE = """
SELECT p.id, p.language FROM {people_first} WHERE p.id > :after AND {wanted} AND {meant} ORDER BY p.id LIMIT :limit
"""


def _sql(template: str, meant: str, by_unit: bool) -> str:
    tables = (_UNITS_FIRST, _PEOPLE_FIRST) if by_unit else ("people p", "people p")
    named = dict(zip(("units_first", "people_first"), tables, strict=True))
    return template.format(wanted=f"{_WANTED} AND {_LANGUAGE}", meant=meant, lost=_LOST, **named)


_COUNTS = {role: _sql(_COUNT, meant, role in _BY_UNIT) for role, meant in _MEANT.items()}
_PAGES = {role: _sql(_PAGE, meant, role in _BY_UNIT) for role, meant in _MEANT.items()}


async def reach_of(session: Session, segment: Segment) -> Reach:
    """How many people an announcement would go to now."""
    everybody = segment.path.count("/") == 2 and not segment.role and not segment.ownership
    row = await session.one(_COUNT_ALL if everybody else _COUNTS[segment.role], _values(segment))
    return Reach(row["meant"] - row["lost"], row["lost"]) if row else Reach(0, 0)


async def addressees(
    session: Session, segment: Segment, after: int, limit: int, channels: Collection[str]
) -> list[Addressee]:
    """The next people of a segment past a person's id, in the order of ids, each with one address on `channels`.

    Of several it is the one last written from, else the newest.
    """
    people = await session.all(_PAGES[segment.role], {**_values(segment), "after": after, "limit": limit})
    usable: dict[int, list[Row]] = {person["id"]: [] for person in people}
    for row in await _reachable(session, usable):
        if row["address"].partition(":")[0] in channels:
            usable[row["person_id"]].append(row)
    spoke = await _last_words(session, [one["address"] for rows in usable.values() if len(rows) > 1 for one in rows])
    return [_addressee(person["id"], person["language"], usable[person["id"]], spoke) for person in people]


async def _reachable(session: Session, people: Collection[int]) -> Sequence[Row]:
    """Their addresses, oldest first. Named one by one: joined, PostgreSQL would read the whole table for each page."""
    marks, values = listed("p", people)
    return await session.all(
        f"""
        SELECT a.person_id, a.address, a.language_hint FROM addresses a
        WHERE a.person_id IN ({marks}) AND a.reachable = 1 ORDER BY a.created_at, a.address
        """,  # noqa: S608 - marks made by listed
        values,
    )


def _addressee(person_id: int, language: str | None, rows: Sequence[Row], spoke: Mapping[str, int]) -> Addressee:
    if not rows:
        return Addressee(person_id, language or DEFAULT, None)
    best = rows[-1] if len(rows) == 1 else max(reversed(rows), key=lambda one: spoke.get(one["address"], 0))
    return Addressee(person_id, language or from_code(best["language_hint"]) or DEFAULT, best["address"])


async def _last_words(session: Session, addresses: Sequence[str]) -> dict[str, int]:
    """By address the id of our last answer there, which is when somebody wrote from it."""
    if not addresses:
        return {}
    marks, values = listed("a", addresses)
    rows = await session.all(
        f"""
        SELECT a.address, (
            SELECT o.id FROM outbox o WHERE o.address = a.address AND o.lane = 'answer' ORDER BY o.id DESC LIMIT 1
        ) AS last FROM addresses a WHERE a.address IN ({marks})
        """,  # noqa: S608 - marks made by listed
        values,
    )
    return {row["address"]: row["last"] or 0 for row in rows}


def _values(segment: Segment) -> dict[str, Any]:
    return {
        "path": segment.path,
        "end": path_end(segment.path),
        "role": segment.role,
        "language": segment.language,
        "ownership": segment.ownership,
    }
