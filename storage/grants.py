"""Roles that were granted, each for a unit and all below it."""

from __future__ import annotations

from datetime import datetime

from campaign.roles import Grant, Role
from storage.database import Session
from storage.times import stamp


async def grants_of(session: Session, person_id: int) -> list[Grant]:
    rows = await session.all(
        """
        SELECT g.role, g.unit_id, u.path FROM grants g JOIN units u ON u.id = g.unit_id
        WHERE g.person_id = :id ORDER BY u.path, g.role
        """,
        {"id": person_id},
    )
    return [Grant(Role(row["role"]), row["unit_id"], row["path"]) for row in rows]


async def add_grant(session: Session, person_id: int, role: Role, unit_id: int, now: datetime) -> bool:
    """Whether it is new."""
    changed = await session.run(
        """
        INSERT INTO grants (person_id, role, unit_id, granted_at) VALUES (:person, :role, :unit, :now)
        ON CONFLICT (person_id, role, unit_id) DO NOTHING
        """,
        {"person": person_id, "role": role.value, "unit": unit_id, "now": stamp(now)},
    )
    return changed == 1


async def remove_grant(session: Session, person_id: int, role: Role, unit_id: int) -> bool:
    """Whether there was one."""
    changed = await session.run(
        "DELETE FROM grants WHERE person_id = :person AND role = :role AND unit_id = :unit",
        {"person": person_id, "role": role.value, "unit": unit_id},
    )
    return changed == 1


async def addresses_with_role(session: Session, role: Role, channel: str) -> list[tuple[str, str | None]]:
    """(address, language) of the people on a channel who hold a role anywhere."""
    rows = await session.all(
        """
        SELECT DISTINCT a.address, p.language FROM grants g
        JOIN people p ON p.id = g.person_id JOIN addresses a ON a.person_id = p.id
        WHERE g.role = :role AND a.address LIKE :like AND a.reachable = 1
        """,
        {"role": role.value, "like": f"{channel}:%"},
    )
    return [(row["address"], row["language"]) for row in rows]
