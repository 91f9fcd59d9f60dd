"""`sangkien export`: initiatives as lines of JSON, as a table, or as a workbook."""

from __future__ import annotations

import json
from datetime import datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import ConfigFile, UsageError, WorkError, cli, config_of, say, with_database
from bot.cli_totals import day_of
from bot.cli_units import AsJson, progress, unit_named
from reports.workbook import AddEntry, FullError, entries_file, entries_stream, whole_file
from storage.database import Database, Session
from storage.export import count_entries, exported

STDOUT = Path("-")


class Format(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


@cli.command()
def export(
    form: Annotated[Format, typer.Option("--format", help="jsonl has everything; csv and xlsx are flat.")],
    out: Annotated[Path, typer.Option("--out", help="The file; - for standard output (jsonl, csv).")],
    unit: Annotated[str, typer.Option("--unit", help="Only this unit and all below it.")] = "",
    since: Annotated[str, typer.Option("--since", help="Only from this day on: 2022-04-21.")] = "",
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Write initiatives to a file, whole or not at all."""
    settings = config_of(config)
    zone = settings.campaign_setting().zone
    begin = datetime.combine(day_of("--since", since), time(), zone) if since else None
    if out == STDOUT and form == Format.XLSX:
        raise UsageError("--out -: a workbook can't go to standard output; name a file, or take jsonl or csv")
    if out != STDOUT and not out.parent.is_dir():
        raise UsageError(f"--out {out}: there is no folder {out.parent}; make it first")

    async def work(session: Session) -> int:
        path = (await unit_named(session, unit)).path if unit else "/"
        if out == STDOUT:
            stream = typer.get_text_stream("stdout", encoding="utf-8")
            count = await _write(session, path, begin, entries_stream(form, stream))
            stream.flush()
            return count
        with whole_file(out) as part, entries_file(form, part) as add:
            return await _write(session, path, begin, add)

    async def run(database: Database) -> int:
        return await database.read(work)

    try:
        count = with_database(settings, run)
    except (FullError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            raise  # whoever read it has enough; the command line ends quietly
        raise WorkError(f"--out {out}: {getattr(error, 'strerror', None) or error}; nothing was written") from error
    words = json.dumps({"entries": count, "file": str(out)}) if as_json else f"{count} initiatives: {out}"
    if out == STDOUT:
        typer.echo(words, err=True)  # standard output is the export itself
    else:
        say(words)


async def _write(session: Session, path: str, since: datetime | None, add: AddEntry) -> int:
    total = await count_entries(session, path, since)
    count = 0
    with progress("initiatives", total, shown=True) as step:
        async for page in exported(session, path, since):
            for entry in page:
                add(entry)
            count += len(page)
            step(len(page))
    return count
