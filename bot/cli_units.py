"""`sangkien units import` and `units export`: the unit tree as a list, in and out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rapidfuzz import fuzz, process
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.cli import ConfigFile, UsageError, WorkError, cli, config_of, say, with_database
from bot.unit_files import UnreadableError, read_units, write_units
from campaign.unit_list import ListRow, check
from campaign.unit_tree import Problem
from reports.workbook import FullError
from storage.database import BusyError, Database, Session
from storage.unit_import import Imported, import_units, known_units
from storage.units import Unit, all_units, unit_by_code

units = typer.Typer(name="units", help="The unit tree: import a list, export it.", no_args_is_help=True)
cli.add_typer(units)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object, for machines.")]
ListFile = Annotated[Path, typer.Argument(help=".csv (UTF-8) or .xlsx")]
_SHOWN = 20
_LONG = 2_000
_STEPS = 2  # checked, saved
_BUSY = "units move, and a backup or an export is reading them: nothing was changed; try again when it is done"


@units.command("import")
def import_(file: ListFile, config: ConfigFile = None, as_json: AsJson = False) -> None:
    """Add and change units from a list, all or nothing; units that the list leaves out stay."""
    settings = config_of(config)
    try:
        rows = read_units(file)
    except UnreadableError as error:
        raise UsageError(str(error)) from error
    zone = settings.campaign_setting().zone

    async def work(database: Database) -> tuple[Imported | None, tuple[Problem, ...]]:
        with progress("units", _STEPS, shown=len(rows) >= _LONG) as step:
            known = await database.read(known_units)
            checked = check(rows, known)
            step(1)
            if checked.problems:
                return None, checked.problems

            async def save(session: Session) -> Imported:
                if await known_units(session) != known:
                    raise WorkError("the units were changed by somebody else meanwhile: nothing was changed; try again")
                return await import_units(session, checked.units, zone)

            try:
                imported = await database.write(save)
            except BusyError as error:
                raise WorkError(_BUSY) from error
            step(1)
            return imported, ()

    imported, problems = with_database(settings, work, new=True)
    if imported is None:
        _refuse(file, problems, rows, as_json)
    else:
        _tell(imported, as_json)


@units.command("export")
def export(file: ListFile, config: ConfigFile = None, as_json: AsJson = False) -> None:
    """Write all units as a list that `units import` reads."""

    async def work(database: Database) -> list[Unit]:
        return await database.read(all_units)

    found = with_database(config_of(config), work)
    codes: dict[int | None, str] = {unit.id: unit.code for unit in found}
    try:
        write_units(file, (_row(unit, codes) for unit in found))
    except UnreadableError as error:
        raise UsageError(str(error)) from error
    except (OSError, FullError) as error:
        raise WorkError(f"{file}: {getattr(error, 'strerror', None) or error}; nothing was written") from error
    say(json.dumps({"units": len(found), "file": str(file)}) if as_json else f"{len(found)} units: {file}")


def _row(unit: Unit, codes: dict[int | None, str]) -> list[str | int | None]:
    """As campaign.unit_cells.COLUMNS has it."""
    return [
        unit.code, codes.get(unit.parent_id), unit.name, unit.level, unit.ownership, unit.country,
        unit.sector, unit.cluster, unit.members, unit.target_assigned, unit.target_self,
        unit.opening_stock, unit.valid_from, unit.valid_to, codes.get(unit.merged_into_id),
    ]  # fmt: skip


def _tell(imported: Imported, as_json: bool) -> None:
    found = {name: getattr(imported, name) for name in ("units", "added", "changed", "unchanged", "moved")}
    moved = f", {imported.moved} moved with what is counted there" if imported.moved else ""
    same = f", {imported.unchanged} unchanged" if imported.unchanged else ""
    words = f"{imported.units} units: {imported.added} added, {imported.changed} changed{same}{moved}"
    say(json.dumps(found) if as_json else words)


def _refuse(file: Path, problems: tuple[Problem, ...], rows: list[ListRow], as_json: bool) -> None:
    """Says what to mend, a line each, and ends with 1."""
    if as_json:
        say(
            json.dumps(
                {"units": len(rows), "errors": [problem._asdict() for problem in problems]},
                ensure_ascii=False,
            )
        )
    for problem in problems[:_SHOWN]:
        column = f", column {problem.column}" if problem.column else ""
        typer.echo(f"{file}: row {problem.row}{column}: {problem.mend}", err=True)
    if len(problems) > _SHOWN:
        typer.echo(f"and {len(problems) - _SHOWN} more", err=True)
    raise typer.Exit(1)


@contextmanager
def progress(what: str, total: int, *, shown: bool) -> Iterator[Callable[[int], None]]:
    """A bar on standard error where that is a terminal; gives what moves it on."""
    if not (shown and sys.stderr.isatty()):
        yield lambda _step: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda step: bar.advance(task, step)


async def unit_named(session: Session, code: str) -> Unit:
    """The unit with this code or these six signs. Raises UsageError, which names the nearest codes."""
    found = await unit_by_code(session, code)
    if found:
        return found
    codes = list(await known_units(session))
    near = process.extract(code.strip().upper(), codes, scorer=fuzz.ratio, limit=3, score_cutoff=60)
    mend = (
        f"did you mean {', '.join(each for each, *_ in near)}?" if near else "`sangkien units export FILE` lists them"
    )
    raise UsageError(f"--unit: no unit {code!r}; {mend}")
