"""The unit tree: by code, by id, by name, and what lies below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from campaign.codes import read_short_code
from conversation.typed import fold
from storage.database import Row, Session
from storage.marks import listed

_COLUMNS = """
id, code, short, parent_id, path, name, level, ownership, country, sector, cluster, members,
target_assigned, target_self, opening_stock, valid_from, valid_to, merged_into_id
"""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; `path` holds the ids from the root to it: `/1/5/77/`. Dates are ISO text."""

    id: int
    code: str
    short: str
    parent_id: int | None
    path: str
    name: str
    level: str
    ownership: str
    country: str | None
    sector: str | None
    cluster: str | None
    members: int | None
    target_assigned: int | None
    target_self: int | None
    opening_stock: int
    valid_from: str | None
    valid_to: str | None
    merged_into_id: int | None


async def unit_by_id(session: Session, unit_id: int) -> Unit | None:
    row = await session.one(f"SELECT {_COLUMNS} FROM units WHERE id = :id", {"id": unit_id})  # noqa: S608
    return _unit(row) if row else None


async def paths_of(session: Session, unit_ids: Iterable[int]) -> dict[int, str]:
    marks, values = listed("u", unit_ids)
    rows = await session.all(f"SELECT id, path FROM units WHERE id IN ({marks})", values)  # noqa: S608 - marks made here
    return {row["id"]: row["path"] for row in rows}


async def units_below(session: Session, paths: Sequence[str], limit: int) -> list[Row]:
    """id, name, folded name and the parent's name of the living units of these subtrees, at most so many."""
    spans = {f"p{at}": path for at, path in enumerate(paths)}
    ends = {f"e{at}": path[:-1] + "0" for at, path in enumerate(paths)}  # `0` is the sign after `/`
    inside = " OR ".join(f"(u.path >= :p{at} AND u.path < :e{at})" for at in range(len(paths))) or "1 = 0"
    sql = f"""
        SELECT u.id, u.name, u.folded, p.name AS parent FROM units u LEFT JOIN units p ON p.id = u.parent_id
        WHERE ({inside}) AND u.merged_into_id IS NULL LIMIT :limit
        """  # noqa: S608 - only marks made here
    return list(await session.all(sql, {**spans, **ends, "limit": limit}))


async def unit_by_code(session: Session, code: str) -> Unit | None:
    """By the code of the list or the six signs; a unit that was merged leads to its successor."""
    values = {"code": code.strip().upper(), "short": read_short_code(code) or "-"}
    row = await session.one(
        f"SELECT {_COLUMNS} FROM units WHERE code = :code OR short = :short ORDER BY code = :code DESC",  # noqa: S608
        values,
    )
    if row is None:
        return None
    found: Unit | None = _unit(row)
    while found and found.merged_into_id:  # the import refuses circles
        found = await unit_by_id(session, found.merged_into_id)
    return found


async def root_unit(session: Session) -> Unit | None:
    row = await session.one(f"SELECT {_COLUMNS} FROM units WHERE parent_id IS NULL ORDER BY id LIMIT 1")  # noqa: S608
    return _unit(row) if row else None


async def children_of(session: Session, unit_id: int, limit: int, offset: int) -> list[Unit]:
    """Living units right below, by name."""
    rows = await session.all(
        f"""
        SELECT {_COLUMNS} FROM units WHERE parent_id = :id AND merged_into_id IS NULL
        ORDER BY folded, id LIMIT :limit OFFSET :offset
        """,  # noqa: S608
        {"id": unit_id, "limit": limit, "offset": offset},
    )
    return [_unit(row) for row in rows]


async def count_units(session: Session) -> int:
    row = await session.one("SELECT count(*) AS n FROM units")
    return int(row["n"]) if row else 0


async def all_units(session: Session) -> list[Unit]:
    """Every unit, parents before their children."""
    rows = await session.all(f"SELECT {_COLUMNS} FROM units ORDER BY length(path), path")  # noqa: S608
    return [_unit(row) for row in rows]


_SAVE = """
INSERT INTO units (
    id, code, short, parent_id, path, name, folded, level, ownership, country, sector, cluster, members,
    target_assigned, target_self, opening_stock, valid_from, valid_to
) VALUES (
    :id, :code, :short, :parent_id, :path, :name, :folded, :level, :ownership, :country, :sector, :cluster, :members,
    :target_assigned, :target_self, :opening_stock, :valid_from, :valid_to
)
ON CONFLICT (id) DO UPDATE SET
    parent_id = excluded.parent_id, name = excluded.name, folded = excluded.folded, level = excluded.level,
    ownership = excluded.ownership, country = excluded.country, sector = excluded.sector,
    cluster = excluded.cluster, members = excluded.members, target_assigned = excluded.target_assigned,
    target_self = excluded.target_self, opening_stock = excluded.opening_stock, valid_from = excluded.valid_from,
    valid_to = excluded.valid_to
"""


async def save_units(session: Session, rows: Sequence[Row]) -> None:
    """Adds or changes units, parents before children; who was merged into whom comes after all are there.

    A known unit's path stays (`move_units`): where PostgreSQL may write a unique column, it keeps away whoever
    writes a row that names the unit, and that is every entry, until the import has ended.
    """
    await session.many(_SAVE, [{**row, "folded": fold(row["name"])} for row in rows])
    merged = [{"id": row["id"], "into": row["merged_into_id"]} for row in rows]
    # Where none was and none is there is nothing to write: of 127,000 units that saves six seconds.
    await session.many(
        """
        UPDATE units SET merged_into_id = :into
        WHERE id = :id AND coalesce(merged_into_id, 0) <> coalesce(:into, 0)
        """,
        merged,
    )


async def move_units(session: Session, paths: Mapping[int, str]) -> None:
    """Writes known units' new paths, by id; their parents are `save_units`'s."""
    moved = [{"id": unit_id, "path": path} for unit_id, path in paths.items()]
    await session.many("UPDATE units SET path = :path WHERE id = :id", moved)


def _unit(row: Row) -> Unit:
    return Unit(**{name: row[name] for name in Unit.__dataclass_fields__})
