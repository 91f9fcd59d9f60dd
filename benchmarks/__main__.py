"""All benchmarks one after the other, as one table with peers measured in the same run.

.venv/bin/python -m benchmarks [--quick] [--only turns,scale] [--rehearsal report.json] [--write docs/performance.md]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from benchmarks import rows
from benchmarks.machine import describe
from benchmarks.measured import Measured, draw, keep
from benchmarks.rows import Row

_LONGEST = 3_600.0


@dataclass(frozen=True, slots=True)
class Part:
    """A benchmark of its own process: its command's arguments, fewer of them for a quick look, and its rows."""

    name: str
    arguments: Sequence[str]
    quick: Sequence[str]
    rows: Callable[[Any], list[Row]]
    command: Sequence[str] = ()


PARTS: tuple[Part, ...] = (
    Part("turns", (), ("--rounds", "1", "--seconds", "4"), rows.turns),
    Part("scale", (), ("--entries", "10000,50000", "--times", "200"), rows.scale),
    Part("counters", (), ("--rounds", "1", "--seconds", "2"), rows.counters),
    Part("pings", (), ("--pings", "360"), rows.pings),
    Part("pings_plan", (), ("--people", "20000"), rows.pings_plan),
    Part("announce_plan", (), ("--people", "20000", "--rounds", "1"), rows.announce_plan),
    Part("language", (), ("--rounds", "1"), rows.language),
    Part("unit_search", (), ("--queries", "50"), rows.unit_search),
    Part("rehearse", ("--entries", "20000", "--faults"), ("--entries", "300"), rows.rehearse, ("bot", "rehearse")),
    Part("rehearse_pg", (), ("--entries", "300"), rows.rehearse_pg),
)


def measured(part: Part, quick: bool) -> Any:
    """What one part found, run in a process of its own. Raises RuntimeError with what it said last."""
    module = part.command or (f"benchmarks.{part.name}",)
    command = [sys.executable, "-m", *module, *(part.quick if quick else part.arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_LONGEST, check=False)
    try:
        return json.loads(done.stdout.strip().splitlines()[-1])
    except (ValueError, IndexError) as error:
        raise RuntimeError((done.stderr or done.stdout)[-800:]) from error


def main(
    only: Annotated[str, typer.Option(help="Which parts, with commas.")] = "",
    quick: Annotated[bool, typer.Option("--quick", help="A look in a few minutes; no figures to keep.")] = False,
    rehearsal: Annotated[
        Path | None, typer.Option(help="A report of `sangkien rehearse --json`, in the place of a new rehearsal.")
    ] = None,
    write: Annotated[
        Path | None, typer.Option(help="Keep what was measured, and put all that is kept into this file.")
    ] = None,
) -> None:
    """Measures everything; about half an hour, on a machine that does nothing else."""
    _refuse(only, quick, write)
    wanted = [part for part in PARTS if not only or part.name in only.split(",")]
    console, found, failed = Console(width=130), list[Measured](), []
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        machine = describe(Path(folder)).line()
    for part in wanted:
        console.print(f"{part.name} …", style="dim")
        try:
            report = rehearsal if part.name == "rehearse" else None
            result = json.loads(report.read_text(encoding="utf-8")) if report else measured(part, quick)
            lines = part.rows(result)
        except (RuntimeError, OSError, subprocess.TimeoutExpired, ValueError, KeyError) as error:
            failed.append(part.name)
            console.print(f"{part.name}: {error}", markup=False)
        else:
            if result.get("passed") is False:  # its figures are told all the same
                failed.append(part.name)
            found.append(Measured(part.name, datetime.now(UTC).date().isoformat(), machine, tuple(lines)))
    console.print(_table(found, machine))
    if write:
        draw(keep(found, [part.name for part in PARTS]), write)
    if failed:
        console.print(f"not as it should be: {', '.join(failed)}", style="red")
        raise typer.Exit(1)


def _refuse(only: str, quick: bool, write: Path | None) -> None:
    """What can't be meant is said before half an hour has passed."""
    names = [part.name for part in PARTS]
    if unknown := [name for name in only.split(",") if name and name not in names]:
        raise typer.BadParameter(f"{unknown[0]!r} is none of {', '.join(names)}", param_hint="--only")
    if quick and write:
        raise typer.BadParameter("a quick look gives no figures to keep; leave one of them out", param_hint="--quick")


def _table(found: Sequence[Measured], machine: str) -> Table:
    table = Table(caption=machine)
    for name in ("figure", "ours", "peer", "ratio", "aim"):
        table.add_column(name)
    for part in found:
        for row in part.rows:
            table.add_row(row.figure, row.ours, row.peer, row.ratio, row.aim, end_section=row is part.rows[-1])
    return table


if __name__ == "__main__":
    typer.run(main)
