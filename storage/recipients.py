"""To whom pings go: who may get one on a day, and what one must know of a person to write to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from campaign.roles import Role
from campaign.wishes import Wishes
from conversation.language import DEFAULT, from_code
from storage.database import Row, Session
from storage.marks import listed
from storage.times import stamp
from storage.wishes import COLUMNS, to_wishes

_LAST_WORD = """
(SELECT o.id FROM outbox o WHERE o.address = a.address AND o.lane = 'answer' ORDER BY o.id DESC LIMIT 1)
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A role for a unit."""

    role: Role
    unit_id: int
    path: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person to write to; `address` None where no channel of ours reaches them."""

    id: int
    name: str
    language: str
    address: str | None
    wishes: Wishes
    places: tuple[Place, ...]

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(place.role for place in self.places)

    @property
    def channel(self) -> str:
        return (self.address or "").partition(":")[0]


@dataclass(slots=True)
class Candidate:
    """A holder of roles, as planning needs it."""

    person_id: int
    wishes: Wishes
    roles: set[Role] = field(default_factory=set)
    paths: set[str] = field(default_factory=set)


async def candidates(
    session: Session, roles: Collection[Role], granted_by: datetime, after: int, limit: int
) -> list[Candidate]:
    """People past id `after` who held one of the roles at a moment, by id."""
    marks, values = listed("r", (role.value for role in roles))
    rows = await session.all(
        f"""
        SELECT g.person_id, g.role, u.path, {COLUMNS}
        FROM grants g JOIN units u ON u.id = g.unit_id LEFT JOIN ping_settings s ON s.person_id = g.person_id
        WHERE g.role IN ({marks}) AND g.granted_at <= :by AND g.person_id IN (
            SELECT person_id FROM grants WHERE person_id > :after AND role IN ({marks}) AND granted_at <= :by
            GROUP BY person_id ORDER BY person_id LIMIT :limit
        ) ORDER BY g.person_id
        """,  # noqa: S608 - marks made here
        {**values, "by": stamp(granted_by), "after": after, "limit": limit},
    )
    found: dict[int, Candidate] = {}
    for row in rows:
        one = found.get(row["person_id"])
        if one is None:
            one = found[row["person_id"]] = Candidate(row["person_id"], to_wishes(row))
        one.roles.add(Role(row["role"]))
        one.paths.add(row["path"])
    return list(found.values())


async def recipients(session: Session, person_ids: Iterable[int], channels: Collection[str]) -> dict[int, Recipient]:
    """What one must know of people to write to them, by id, in three statements for all of them.

    Of several addresses it is the one last written from, among those that can be reached on `channels`.
    """
    marks, values = listed("p", person_ids)
    people = await session.all(
        f"""
        SELECT p.id, p.name, p.language, {COLUMNS}
        FROM people p LEFT JOIN ping_settings s ON s.person_id = p.id WHERE p.id IN ({marks})
        """,  # noqa: S608 - marks made here
        values,
    )
    addresses = await _addresses(session, marks, values, channels)
    places = await _places(session, marks, values)
    found = {}
    for row in people:
        address = addresses.get(row["id"])
        hint = address["language_hint"] if address else ""
        found[row["id"]] = Recipient(
            row["id"], row["name"], row["language"] or from_code(hint) or DEFAULT,
            address["address"] if address else None, to_wishes(row), tuple(places.get(row["id"], ())),
        )  # fmt: skip
    return found


async def _addresses(
    session: Session, marks: str, values: dict[str, int | str], channels: Collection[str]
) -> dict[int, Row]:
    rows = await session.all(
        f"""
        SELECT a.person_id, a.address, a.language_hint, {_LAST_WORD} AS last_word FROM addresses a
        WHERE a.person_id IN ({marks}) AND a.reachable = 1 ORDER BY a.created_at, a.address
        """,  # noqa: S608 - marks made here
        values,
    )
    ours = [row for row in rows if row["address"].partition(":")[0] in channels]
    return {row["person_id"]: row for row in sorted(ours, key=lambda row: row["last_word"] or 0)}


async def _places(session: Session, marks: str, values: dict[str, int | str]) -> dict[int, list[Place]]:
    rows = await session.all(
        f"""
        SELECT g.person_id, g.role, g.unit_id, u.path, u.name FROM grants g JOIN units u ON u.id = g.unit_id
        WHERE g.person_id IN ({marks}) ORDER BY u.path, g.role
        """,  # noqa: S608 - marks made here
        values,
    )
    found: dict[int, list[Place]] = {}
    for row in rows:
        found.setdefault(row["person_id"], []).append(
            Place(Role(row["role"]), row["unit_id"], row["path"], row["name"])
        )
    return found
