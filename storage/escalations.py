"""What a level learns of the one below: who does not answer, and who asks for help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from campaign.escalation import level_above
from campaign.roles import Role
from storage.database import Row, Session
from storage.ids import new_id
from storage.marks import listed
from storage.paths import ids_of
from storage.times import stamp

_RAISE = """
INSERT INTO escalations (id, person_id, unit_id, above_id, ping_id, why, raised_at)
VALUES (:id, :person_id, :unit_id, :above_id, :ping_id, :why, :now)
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Above:
    """Where somebody serves, and the unit whose leaders learn of them."""

    unit_id: int
    above_id: int
    above_name: str


async def levels_above(session: Session, person_ids: Iterable[int], *, calls: bool = False) -> dict[int, Above]:
    """By person, in two statements for all; who has no leaders above that can be reached is left out.

    `calls`: only leaders who want to hear when somebody calls for help.
    """
    marks, values = listed("p", person_ids)
    rows = await session.all(
        f"""
        SELECT g.person_id, g.role, g.unit_id, u.path FROM grants g JOIN units u ON u.id = g.unit_id
        WHERE g.person_id IN ({marks}) AND g.role IN ('support', 'leader') ORDER BY g.person_id, u.path, g.role
        """,  # noqa: S608 - marks made here
        values,
    )
    first: dict[int, Row] = {}
    for row in rows:  # leader sorts before support: who is both is a leader
        first.setdefault(row["person_id"], row)
    units = {unit_id for row in first.values() for unit_id in ids_of(row["path"])}
    leaders = await _leaders(session, units, "escalation" if calls else "")
    found = {}
    for person_id, row in first.items():
        led = {unit_id for unit_id, (people, _) in leaders.items() if people - {person_id}}
        above = level_above(row["path"], row["role"] == Role.LEADER, led)
        if above is not None:
            found[person_id] = Above(row["unit_id"], above, leaders[above][1])
    return found


async def _leaders(session: Session, unit_ids: Iterable[int], kind: str) -> dict[int, tuple[set[int], str]]:
    """(leaders, name) by unit: who can be reached, and has not switched off this kind of ping."""
    marks, values = listed("u", unit_ids)
    rows = await session.all(
        f"""
        SELECT g.unit_id, g.person_id, u.name, s.off FROM grants g JOIN units u ON u.id = g.unit_id
        LEFT JOIN ping_settings s ON s.person_id = g.person_id
        WHERE g.role = 'leader' AND g.unit_id IN ({marks})
            AND EXISTS (SELECT 1 FROM addresses a WHERE a.person_id = g.person_id AND a.reachable = 1)
        """,  # noqa: S608 - marks made here
        values,
    )
    found: dict[int, tuple[set[int], str]] = {}
    for row in rows:
        if kind in (row["off"] or "").split():
            continue
        found.setdefault(row["unit_id"], (set(), row["name"]))[0].add(row["person_id"])
    return found


async def raise_all(session: Session, raised: Iterable[tuple[int, int, Above, str]], now: datetime) -> None:
    """(person, ping, level above, silent or help); one is open for a person at a time."""
    await session.many(
        _RAISE,
        [
            {
                "id": new_id(),
                "person_id": person_id,
                "ping_id": ping_id,
                "unit_id": above.unit_id,
                "above_id": above.above_id,
                "why": why,
                "now": stamp(now),
            }
            for person_id, ping_id, above, why in raised
        ],
    )


async def close_of(session: Session, person_id: int, now: datetime) -> None:
    """The person has answered."""
    await session.run(
        "UPDATE escalations SET closed_at = :now WHERE person_id = :id AND closed_at IS NULL",
        {"id": person_id, "now": stamp(now)},
    )


async def close_told(session: Session, leader_id: int, told_by: str, now: datetime) -> None:
    """A leader has seen to what was told until the moment `told_by` (stored text)."""
    await session.run(
        """
        UPDATE escalations SET closed_at = :now WHERE closed_at IS NULL AND told_at <= :by AND above_id IN (
            SELECT unit_id FROM grants WHERE person_id = :id AND role = 'leader'
        )
        """,
        {"id": leader_id, "by": told_by, "now": stamp(now)},
    )


async def open_calls(session: Session, leader_ids: Iterable[int]) -> list[Row]:
    """id, person_id, above_id of the calls for help that stand with these leaders."""
    marks, values = listed("l", leader_ids)
    return list(
        await session.all(
            f"""
            SELECT id, person_id, above_id FROM escalations
            WHERE closed_at IS NULL AND why = 'help' AND above_id IN (
                SELECT unit_id FROM grants WHERE role = 'leader' AND person_id IN ({marks})
            )
            """,  # noqa: S608 - marks made here
            values,
        )
    )


async def move_up(session: Session, moved: Iterable[tuple[int, int]]) -> None:
    """(escalation, unit): whose leaders learn of it now; they are still to be told."""
    await session.many(
        "UPDATE escalations SET above_id = :above, told_at = NULL WHERE id = :id AND closed_at IS NULL",
        [{"id": one, "above": above_id} for one, above_id in moved],
    )


async def untold(session: Session, limit: int) -> list[Row]:
    """id, above_id, why of what nobody was told yet."""
    return list(
        await session.all(
            """
            SELECT id, above_id, why FROM escalations
            WHERE closed_at IS NULL AND told_at IS NULL ORDER BY id LIMIT :limit
            """,
            {"limit": limit},
        )
    )


async def mark_told(session: Session, escalation_ids: Iterable[int], now: datetime) -> None:
    await session.many(
        "UPDATE escalations SET told_at = :now WHERE id = :id AND told_at IS NULL",
        [{"id": one, "now": stamp(now)} for one in escalation_ids],
    )


async def open_above(session: Session, unit_ids: Iterable[int]) -> dict[int, list[Row]]:
    """why, name, unit_name of what is open, by the unit whose leaders learn of it, the oldest first."""
    marks, values = listed("u", unit_ids)
    rows = await session.all(
        f"""
        SELECT e.above_id, e.why, p.name, u.name AS unit_name FROM escalations e
        JOIN people p ON p.id = e.person_id JOIN units u ON u.id = e.unit_id
        WHERE e.closed_at IS NULL AND e.above_id IN ({marks}) ORDER BY e.id
        """,  # noqa: S608 - marks made here
        values,
    )
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["above_id"], []).append(row)
    return found


async def holders_at(session: Session, role: Role, unit_ids: Iterable[int]) -> dict[int, list[int]]:
    """Who holds a role for exactly these units, by unit."""
    marks, values = listed("u", unit_ids)
    rows = await session.all(
        f"SELECT unit_id, person_id FROM grants WHERE role = :role AND unit_id IN ({marks}) ORDER BY person_id",  # noqa: S608
        {**values, "role": role.value},
    )
    found: dict[int, list[int]] = {}
    for row in rows:
        found.setdefault(row["unit_id"], []).append(row["person_id"])
    return found
