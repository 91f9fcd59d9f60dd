"""The tree that a unit list makes with the units that are there: one root, no circles, nothing that isn't."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Problem(NamedTuple):
    """What is wrong in a list: the row (the header is row 1), the column (may be empty), and the mend."""

    row: int
    column: str
    mend: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a list needs to know of a unit that is there already."""

    parent_code: str | None
    merged_into: str | None


class Place(NamedTuple):
    """Where a row of the list puts its unit."""

    row: int
    code: str
    parent: str | None
    merged: str | None


def wrong_tree(places: Sequence[Place], known: Mapping[str, Known], unread_parents: bool) -> list[Problem]:
    """What is wrong between rows: codes twice, units that don't exist, several roots, circles."""
    first: dict[str, Place] = {}
    problems = []
    for place in places:
        if place.code in first:
            mend = f"{place.code} stands in rows {first[place.code].row} and {place.row}; keep one of them"
            problems.append(Problem(place.row, "code", mend))
        first.setdefault(place.code, place)
    parents = {code: unit.parent_code for code, unit in known.items()} | {p.code: p.parent for p in first.values()}
    merged = {code: unit.merged_into for code, unit in known.items()} | {p.code: p.merged for p in first.values()}
    for column, others in (("parent_code", parents), ("merged_into", merged)):
        for place in first.values():
            other = others[place.code]
            if other is not None and other not in parents:
                mend = f"no unit {other} in this list or in the database; add it, or mend the code"
                problems.append(Problem(place.row, column, mend))
        problems += _circles(column, others, first)
    return problems if unread_parents else problems + _roots(parents, first)


def _roots(parents: Mapping[str, str | None], first: Mapping[str, Place]) -> list[Problem]:
    """A problem for every root but one; the one that was there before comes first in `parents`."""
    roots = [code for code, parent in parents.items() if parent is None]
    listed = [code for code in roots if code in first]
    kept = next((code for code in roots if code not in first), roots[0] if roots else "")
    mend = f"blank, but only one unit has none above it, and that is {kept}; write the code of the unit above"
    return [Problem(first[code].row, "parent_code", mend) for code in listed if code != kept]


def _circles(column: str, after: Mapping[str, str | None], first: Mapping[str, Place]) -> list[Problem]:
    """A problem for every circle at its first row in the list; merged into itself is told elsewhere."""
    problems = []
    done: set[str] = set()
    for start in first:
        trail: dict[str, None] = {}
        code: str | None = start
        while code is not None and code not in done and code not in trail:
            trail[code] = None
            code = after.get(code)
        if code is not None and code in trail:
            circle = list(trail)[list(trail).index(code) :]
            row = min(first[each].row for each in circle if each in first)
            if len(circle) > 1 or column == "parent_code":
                problems.append(Problem(row, column, f"goes in a circle: {' > '.join([*circle, circle[0]])}"))
        done.update(trail)
    return problems
