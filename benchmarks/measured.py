"""What was measured when and on what: kept as JSON beside this file, and drawn into the docs.

Each part has a day and a machine of its own, so that one that takes hours needn't be measured anew for the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from benchmarks.rows import Row

KEPT = Path(__file__).with_name("measured.json")
BEGIN, END = "<!-- measured: python -m benchmarks --write -->", "<!-- end of what was measured -->"
_HEAD = ("| figure | ours | peer, same run | ratio | aim |", "| --- | --- | --- | --- | --- |")


@dataclass(frozen=True, slots=True)
class Measured:
    """The rows of one part, the day (ISO, UTC) and the machine of their run."""

    part: str
    day: str
    machine: str
    rows: tuple[Row, ...]


def read(path: Path = KEPT) -> dict[str, Measured]:
    """By part; nothing where nothing was kept yet."""
    if not path.exists():
        return {}
    found = json.loads(path.read_text(encoding="utf-8"))
    return {each["part"]: Measured(**{**each, "rows": tuple(Row(**row) for row in each["rows"])}) for each in found}


def keep(new: Iterable[Measured], order: Iterable[str], path: Path = KEPT) -> list[Measured]:
    """Puts what is new in the place of what was there; all there is now, in order."""
    known: Mapping[str, Measured] = read(path) | {each.part: each for each in new}
    found = [known[part] for part in order if part in known]
    path.write_text(json.dumps([asdict(each) for each in found], indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return found


def draw(found: Iterable[Measured], docs: Path) -> None:
    """Puts the tables into a page between its marks, one for each day and machine. Raises ValueError without marks."""
    text = docs.read_text(encoding="utf-8")
    before, begins, rest = text.partition(BEGIN)
    _, ends, after = rest.partition(END)
    if not begins or not ends:
        raise ValueError(f"{docs}: the lines {BEGIN} and {END} are missing; put them where the tables shall stand")
    tables = [
        "\n".join([f"{day}; {machine}.", "", *_HEAD, *(_line(row) for each in parts for row in each.rows)])
        for (day, machine), parts in groupby(found, lambda each: (each.day, each.machine))
    ]
    docs.write_text("\n\n".join([before + BEGIN, *tables, END + after]), encoding="utf-8")


def _line(row: Row) -> str:
    return f"| {row.figure} | {row.ours} | {row.peer} | {row.ratio} | {row.aim} |"
