"""A checked list of units into the tree: who is known keeps id and codes, who moves takes all below along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from zoneinfo import ZoneInfo

from campaign.codes import short_code
from campaign.unit_list import ListedUnit
from campaign.unit_tree import Known
from storage.database import Row, Session
from storage.recount import hold, rebuild
from storage.unit_words import index_names
from storage.units import Unit, all_units, move_units, save_units

_SAME = tuple(name for name in ListedUnit.__dataclass_fields__ if name not in ("code", "parent_code", "merged_into"))


@dataclass(frozen=True, slots=True)
class Imported:
    """How many units of a list are new, changed, as they were; how many known ones (also unlisted) moved."""

    added: int
    changed: int
    unchanged: int
    moved: int

    @property
    def units(self) -> int:
        return self.added + self.changed + self.unchanged


async def known_units(session: Session) -> dict[str, Known]:
    """What campaign.unit_list.check must know of the units that are there, by code, the root first."""
    rows = await session.all(
        """
        SELECT u.code, p.code AS parent_code, m.code AS merged_into FROM units u
        LEFT JOIN units p ON p.id = u.parent_id LEFT JOIN units m ON m.id = u.merged_into_id
        ORDER BY length(u.path), u.path
        """
    )
    return {row["code"]: Known(row["parent_code"], row["merged_into"]) for row in rows}


async def import_units(session: Session, checked: Sequence[ListedUnit], zone: ZoneInfo) -> Imported:
    """Adds and changes units; those missing from the list stay. Where one moved, counters are counted anew.

    The list must have been checked against `known_units` of this very database.
    """
    old = {unit.code: unit for unit in await all_units(session)}
    ids = {code: unit.id for code, unit in old.items()} | _new_ids(checked, old)
    parents: dict[int, int | None] = {unit.id: unit.parent_id for unit in old.values()}
    parents |= {ids[unit.code]: ids[unit.parent_code] if unit.parent_code else None for unit in checked}
    paths = _paths(parents)
    listed = {unit.code: _row(unit, ids, paths, old.get(unit.code)) for unit in checked}
    kept = {code: asdict(unit) for code, unit in old.items()}
    left = {code: {**row, "path": paths[row["id"]]} for code, row in kept.items() if code not in listed}
    odd = [row for code, row in (listed | left).items() if row != kept.get(code)]
    moved = {unit.id: paths[unit.id] for unit in old.values() if paths[unit.id] != unit.path}
    if moved:
        await hold(session)
    await save_units(session, sorted(odd, key=_depth))
    await move_units(session, moved)
    named = {row["id"]: (kept.get(row["code"], {}).get("name", ""), row["name"]) for row in odd}
    await index_names(session, {unit: names for unit, names in named.items() if names[0] != names[1]})
    if moved:
        await rebuild(session, zone)
    changed = sum(_unlike(listed[code], kept[code]) for code in listed if code in kept)
    added = len(ids) - len(old)
    return Imported(added, changed, len(checked) - added - changed, len(moved))


def _new_ids(checked: Sequence[ListedUnit], old: Mapping[str, Unit]) -> dict[str, int]:
    """Ids for new units, in the order of the list but for parents, which come before their children."""
    listed = {unit.code: unit for unit in checked}
    after = max((unit.id for unit in old.values()), default=0)
    ids: dict[str, int] = {}
    for unit in checked:
        trail: list[str] = []
        code: str | None = unit.code
        while code is not None and code not in old and code not in ids:
            trail.append(code)
            code = listed[code].parent_code
        for new in reversed(trail):
            ids[new] = after + len(ids) + 1
    return ids


def _paths(parents: Mapping[int, int | None]) -> dict[int, str]:
    paths: dict[int, str] = {}
    for start in parents:
        trail: list[int] = []
        unit: int | None = start
        while unit is not None and unit not in paths:
            trail.append(unit)
            unit = parents[unit]
        path = paths[unit] if unit is not None else "/"
        for each in reversed(trail):
            path = paths[each] = f"{path}{each}/"
    return paths


def _row(unit: ListedUnit, ids: Mapping[str, int], paths: Mapping[int, str], old: Unit | None) -> dict[str, Any]:
    unit_id = ids[unit.code]
    return {
        "id": unit_id,
        "code": unit.code,
        "short": old.short if old else short_code(unit_id),
        "parent_id": ids[unit.parent_code] if unit.parent_code else None,
        "path": paths[unit_id],
        "merged_into_id": ids[unit.merged_into] if unit.merged_into else None,
        **{name: getattr(unit, name) for name in _SAME},
    }


def _depth(row: Row) -> tuple[int, int]:
    """Parents before children, whatever their ids: a known unit may come under a new one."""
    return row["path"].count("/"), row["id"]


def _unlike(new: Row, old: Row) -> bool:
    """Whether the list itself says something else; a path that only follows a unit above doesn't count."""
    return {**new, "path": ""} != {**old, "path": ""}
