"""A PostgreSQL database whose restore was killed: what was there waits in a schema of its own.

A start would not see it, and make an empty database beside it.
"""

from __future__ import annotations

from storage.database import HalfRestoredError, Session

ASIDE = "before_restore"  # the schema that holds what was there until the new is verified
_TABLES = "SELECT tablename AS name FROM pg_catalog.pg_tables WHERE schemaname = :schema ORDER BY tablename"
_THERE = f"what was there before it waits in the schema {ASIDE}"
# Without CASCADE the first fails where something is in it, and nothing is lost.
_BACK = f"DROP SCHEMA public; ALTER SCHEMA {ASIDE} RENAME TO public"
EITHER = (
    f"or, as {_THERE}, look which one is wanted, and either DROP SCHEMA {ASIDE} CASCADE, "
    f"or {_BACK.replace(';', ' CASCADE;')}"
)


async def tables_in(session: Session, schema: str) -> list[str]:
    return [row["name"] for row in await session.all(_TABLES, {"schema": schema})]


async def check_whole(session: Session) -> None:
    """Raises HalfRestoredError, with the mend."""
    if not await tables_in(session, ASIDE):
        return
    if await tables_in(session, "public"):
        raise HalfRestoredError(
            "a restore is under way, or was killed before it saw that what came is right: "
            f"begin `sangkien restore` with the same file again; {EITHER}"
        )
    raise HalfRestoredError(
        f"a restore is under way, or was killed, and {_THERE}: begin `sangkien restore` again, which brings that back, "
        f"and with --yes puts the backup in its place; by hand: {_BACK}"
    )
