"""A list of units as people keep it: what each row must hold, and what to mend where it doesn't."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from campaign.kinds import Ownership
from campaign.unit_cells import COLUMNS, READERS, tidy
from campaign.unit_tree import Known, Place, Problem, wrong_tree

OUTSIDE = ""  # the key of what stands in a row beyond the named columns
ListRow = tuple[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A row that is good: dates are ISO text, what was left blank is None (opening_stock: 0)."""

    code: str
    parent_code: str | None
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
    merged_into: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """The units in the order of the list, or, where anything is wrong, no units and all problems by row."""

    units: tuple[ListedUnit, ...]
    problems: tuple[Problem, ...]


def check(rows: Sequence[ListRow], known: Mapping[str, Known] | None = None) -> Checked:
    """Checks a whole list, each cell and the tree it makes with the units that are `known` already."""
    if wrong := _wrong_columns(rows):
        return Checked((), tuple(wrong))
    units: list[ListedUnit] = []
    places: list[Place] = []
    problems: list[Problem] = []
    for number, row in rows:
        values, wrong = _read(number, row)
        problems += wrong
        if "code" in values:
            places.append(Place(number, values["code"], values.get("parent_code"), values.get("merged_into")))
        if not wrong:
            units.append(ListedUnit(**values))
    problems += wrong_tree(places, known or {}, any(problem.column == "parent_code" for problem in problems))
    return Checked((), tuple(sorted(problems))) if problems else Checked(tuple(units), ())


def _wrong_columns(rows: Sequence[ListRow]) -> list[Problem]:
    if not rows:
        return [Problem(1, "", "no units here; write a line with the columns' names and one line for each unit")]
    names = set(rows[0][1]) - {OUTSIDE}
    unknown = [
        Problem(1, name, "no such column; take it out or mend its name") for name in sorted(names - set(COLUMNS))
    ]
    return unknown + [
        Problem(1, name, "missing; add it, its cells may be blank") for name in COLUMNS if name not in names
    ]


def _read(number: int, row: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
    """The values of the cells that can be read, and what is wrong with the others."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column, reader in READERS.items():
        try:
            values[column] = reader(tidy(row.get(column) or ""))
        except ValueError as error:
            problems.append(Problem(number, column, str(error)))
    problems += [Problem(number, column, mend) for column, mend in _wrong_together(values)]
    if row.get(OUTSIDE):
        problems.append(Problem(number, "", f"{row[OUTSIDE]!r} stands outside the columns; move it or take it out"))
    return values, problems


def _wrong_together(values: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Rules about two cells of a row, as far as both can be read."""
    ownership, country = values.get("ownership"), values.get("country", "?")
    if ownership == Ownership.FOREIGN and country is None:
        yield "country", "missing; a foreign owner has one: two letters like KR"
    if ownership not in (None, Ownership.FOREIGN) and country not in (None, "?"):
        yield (
            "country",
            f"only for ownership foreign; leave it blank, or write foreign instead of {ownership}",
        )
    begins, ends = values.get("valid_from"), values.get("valid_to")
    if begins and ends and ends < begins:
        yield "valid_to", f"{ends} lies before valid_from {begins}; swap or mend them"
    if "code" in values and values.get("merged_into") == values["code"]:
        yield "merged_into", "names the unit itself; write the code of the unit it became part of"
