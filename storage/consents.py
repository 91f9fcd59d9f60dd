"""Consents as the law asks them to be provable: who, when, for what, in which words.

Law 91/2025/QH15 and Decree 356/2025/NĐ-CP: the controller must be able to show each of these.
"""

from __future__ import annotations

from datetime import datetime

from storage.database import Row, Session
from storage.ids import new_id
from storage.times import stamp

SCOPE = "submit,contact,count,publish_name_on_certificate"


async def add_consent(
    session: Session, person_id: int, address: str, version: str, language: str, now: datetime
) -> None:
    await session.run(
        """
        INSERT INTO consents (id, person_id, address, version, language, scope, given_at)
        VALUES (:id, :person_id, :address, :version, :language, :scope, :now)
        """,
        {
            "id": new_id(),
            "person_id": person_id,
            "address": address,
            "version": version,
            "language": language,
            "scope": SCOPE,
            "now": stamp(now),
        },
    )


async def withdraw_consents(session: Session, person_id: int, now: datetime) -> int:
    """Ends all that stand, and what was written to many and waits for this one; how many there were."""
    await session.run(
        """
        UPDATE outbox SET state = 'dropped' WHERE lane = 'ping' AND state = 'waiting'
        AND address IN (SELECT address FROM addresses WHERE person_id = :id)
        """,
        {"id": person_id},
    )
    return await session.run(
        "UPDATE consents SET withdrawn_at = :now WHERE person_id = :id AND withdrawn_at IS NULL",
        {"now": stamp(now), "id": person_id},
    )


async def consents_of(session: Session, person_id: int) -> list[Row]:
    """version, language, scope, given_at, withdrawn_at; oldest first."""
    sql = "SELECT version, language, scope, given_at, withdrawn_at FROM consents WHERE person_id = :id ORDER BY id"
    return list(await session.all(sql, {"id": person_id}))
