"""The name of an installation: it tells a folder of attachments of this database from another's."""

from __future__ import annotations

import secrets

from storage.database import Session


async def installation(session: Session) -> str:
    """16 hex signs, given once and kept through backups and copies."""
    sql = "SELECT id FROM installation ORDER BY id LIMIT 1"  # two may come where two processes began at once
    row = await session.one(sql)
    if row is None:
        await session.run("INSERT INTO installation (id) VALUES (:id)", {"id": secrets.token_hex(8)})
        row = await session.one(sql)
    return str(row["id"]) if row else ""
