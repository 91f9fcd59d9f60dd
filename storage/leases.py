"""Leases: what one process only may do at a time, as rows that their holder keeps moving.

No clock is compared with another: a lease has expired when its beat stood still for so long on the
watcher's own steady clock. So neither a wrong clock nor one that jumps can give a lease to two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storage.database import Session
from storage.migrate import present_version

_SINCE = 2  # the migration that made the table


@dataclass(frozen=True, slots=True)
class Lease:
    """Who held it, and at which beat, when it was looked at."""

    holder: str
    beat: int


async def beat(session: Session, holder: str) -> Mapping[str, Lease]:
    """Moves on what `holder` holds; all leases by name."""
    await session.run("UPDATE leases SET beat = beat + 1 WHERE holder = :holder", {"holder": holder})
    return await _all(session)


async def take(session: Session, name: str, holder: str, seen: Lease | None) -> bool:
    """Takes a lease that nobody had (`seen` None), or that is still as it was seen; whether that went well."""
    values = {"name": name, "holder": holder}
    if seen is None:
        sql = "INSERT INTO leases (name, holder, beat) VALUES (:name, :holder, 1) ON CONFLICT (name) DO NOTHING"
        return await session.run(sql, values) == 1
    changed = await session.run(
        "UPDATE leases SET holder = :holder, beat = beat + 1 WHERE name = :name AND holder = :old AND beat = :beat",
        {**values, "old": seen.holder, "beat": seen.beat},
    )
    return changed == 1


async def release(session: Session, holder: str, names: Iterable[str]) -> None:
    """Gives back what `holder` holds, so that nobody has to wait for it."""
    rows = [{"name": name, "holder": holder} for name in names]
    await session.many("DELETE FROM leases WHERE name = :name AND holder = :holder", rows)


async def standing(session: Session) -> Mapping[str, Lease]:
    """All leases by name, as they stand; none in a database from before there were leases."""
    if await present_version(session) < _SINCE:
        return {}
    return await _all(session)


async def _all(session: Session) -> Mapping[str, Lease]:
    rows = await session.all("SELECT name, holder, beat FROM leases")
    return {row["name"]: Lease(row["holder"], row["beat"]) for row in rows}
