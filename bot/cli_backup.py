"""`sangkien backup` and `sangkien restore`: everything that is kept as one file, and back."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from bot.archive import Manifest
from bot.backup import StandsError, back_up, put_back
from bot.cli import ConfigFile, UsageError, WorkError, cli, config_of, say
from bot.cli_units import AsJson
from storage.backup import BackupError, Told

ArchiveFile = Annotated[Path, typer.Argument(help="The backup: one .tar file.")]
Yes = Annotated[bool, typer.Option("--yes", help="Overwrite what is there.")]


@cli.command()
def backup(
    file: ArchiveFile,
    without_files: Annotated[bool, typer.Option("--without-files", help="Leave the attachments out.")] = False,
    yes: Yes = False,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """Write database and attachments to one file, while the bot runs."""
    settings = config_of(config)
    if not file.resolve().parent.is_dir():
        raise UsageError(f"FILE: there is no folder {file.parent}; make it first")
    if file.exists() and not yes:
        raise UsageError(f"FILE: {file} is there already; take another name, or say --yes to overwrite it")
    with shown() as told:
        try:
            made = asyncio.run(back_up(settings, file, not without_files, told))
        except BackupError as error:
            raise WorkError(str(error)) from error
        except OSError as error:
            raise WorkError(f"{error.filename or file}: {error.strerror or error}; nothing was written") from error
    _tell(file, made, as_json)


@cli.command()
def restore(file: ArchiveFile, yes: Yes = False, config: ConfigFile = None, as_json: AsJson = False) -> None:
    """Put a backup back, verified; stop the bot first."""
    settings = config_of(config)
    with shown() as told:
        try:
            made = asyncio.run(put_back(settings, file, yes, told))
        except StandsError:
            raise UsageError("restore: there is a database already; say --yes to replace all of it") from None
        except BackupError as error:
            raise WorkError(str(error)) from error
        except OSError as error:
            named = error.filename or file
            raise WorkError(f"{named}: {error.strerror or error}; the database was not changed") from error
    _tell(file, made, as_json)


def _tell(file: Path, made: Manifest, as_json: bool) -> None:
    """What the backup holds, and a warning of attachments that were lost before it was made."""
    if as_json:
        say(json.dumps({"file": str(file), **made.as_json()}, ensure_ascii=False))
    else:
        for name, table in made.tables.items():
            say(f"{table.rows:>12} {name:<14} {table.sha256[:16]}")
        files = "left out" if made.files is None else f"{made.files}, {made.file_bytes} bytes"
        say(f"{file}: {made.database}, version {made.schema}, {made.made_at}; attachments {files}")
    if made.missing:
        typer.echo(
            f"sangkien: {made.missing} attachments are named in the database but not in [files] folder, or damaged: "
            "see whether the folder is the right one, and the disk sound",
            err=True,
        )


@contextmanager
def shown() -> Iterator[Told]:
    """A bar for each part of the work, on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def told(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=None)
            bar.update(tasks[what], completed=done, total=total or None)

        yield told
