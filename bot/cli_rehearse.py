"""`sangkien rehearse`: a whole campaign played against this program on this machine, and counted again."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import logs
from bot.cli import UsageError, WorkError, cli, say
from bot.cli_run import new_loop
from bot.cli_units import AsJson, progress
from bot.config import Config, DatabaseTable
from bot.unit_files import UnreadableError, read_units
from campaign.unit_list import ListRow, check

_DISK = Path("/var/tmp")  # noqa: S108 - /tmp is often memory, and a database in memory proves nothing
_BYTES = 25_000  # on disk, for each entry
_LONGEST_DAYS = 60


@cli.command()
def rehearse(
    entries: Annotated[int, typer.Option(min=1, help="How many entries people send.")],
    days: Annotated[int, typer.Option(min=1, max=_LONGEST_DAYS, help="Over how many days, up to the last.")] = 40,
    faults: Annotated[bool, typer.Option("--faults", help="Let everything go wrong that can.")] = False,
    seed: Annotated[int, typer.Option(help="The same seed, the same people.")] = 1,
    processes: Annotated[int, typer.Option(min=1, max=16, help="More than one only on PostgreSQL.")] = 1,
    database: Annotated[str, typer.Option(help="An empty database; a scratch SQLite file unless given.")] = "",
    units: Annotated[Path | None, typer.Option(help="Your own list of units; else an invented one.")] = None,
    chats: Annotated[int, typer.Option(min=1, max=1_000, help="People who write at once.")] = 96,
    stop_seconds: Annotated[float, typer.Option(min=1, max=600, help="How long the database is away.")] = 30,
    database_stop: Annotated[str, typer.Option(help="The command that stops a PostgreSQL.")] = "",
    database_start: Annotated[str, typer.Option(help="The command that starts it again.")] = "",
    keep: Annotated[Path | None, typer.Option(help="Keep database, logs and files in this new folder.")] = None,
    as_json: AsJson = False,
) -> None:
    """Play a campaign with invented people against this program, and see that nothing is lost or doubled."""
    from rehearsal.conduct import NotEmptyError
    from rehearsal.conduct import rehearse as conduct
    from rehearsal.processes import ProcessError
    from rehearsal.setting import Setting

    _refuse(processes, database, database_stop, database_start)
    rows = _units(units) if units else None
    logs.set_up("error", "json")
    with _folder(keep, entries) as folder, progress("entries", entries, shown=True) as step:
        setting = Setting(
            entries, folder, days, faults, seed, processes, chats, database, stop_seconds,
            (database_stop, database_start) if database_stop else None, rows,
        )  # fmt: skip
        settings = Config()
        settings.database = DatabaseTable(url=setting.url)
        try:
            with asyncio.Runner(loop_factory=new_loop) as runner:
                outcome = runner.run(conduct(setting, settings, step))
        except NotEmptyError:
            raise UsageError("--database: it isn't empty, and people would be invented in it; give a new one") from None
        except (ProcessError, OSError) as error:
            raise WorkError(str(error)) from error
    _tell(outcome.as_json(), as_json)
    if not outcome.passed:
        raise typer.Exit(1)


def _tell(found: Mapping[str, Any], as_json: bool) -> None:
    from rehearsal.report import lines

    for line in [json.dumps(found, ensure_ascii=False)] if as_json else lines(found):
        say(line)


def _refuse(processes: int, database: str, stop: str, start: str) -> None:
    try:
        url = DatabaseTable(url=database) if database else DatabaseTable()
    except ValueError:
        raise UsageError("--database: write it as sqlite:////folder/new.db or postgresql://user@host/name") from None
    if processes > 1 and url.path:
        raise UsageError(
            f"--processes {processes}: SQLite has one; give --database postgresql://... to rehearse several"
        )
    if bool(stop) != bool(start):
        raise UsageError("--database-stop and --database-start go together; give both or neither")


def _units(path: Path) -> list[ListRow]:
    try:
        rows = read_units(path)
    except UnreadableError as error:
        raise UsageError(str(error)) from error
    if problems := check(rows).problems:
        raise UsageError(f"{path}: row {problems[0].row}: {problems[0].mend}")
    return rows


@contextmanager
def _folder(keep: Path | None, entries: int) -> Iterator[Path]:
    """A folder on a disk with room for it all; gone afterwards unless it shall be kept."""
    place = keep.parent if keep else _DISK if _DISK.is_dir() else Path(tempfile.gettempdir())
    if not place.is_dir():
        raise UsageError(f"--keep {keep}: there is no folder {place}; make it first")
    if (free := shutil.disk_usage(place).free) < (needed := entries * _BYTES):
        raise UsageError(f"{place}: {free // 10**6} MB are free, {needed // 10**6} are needed; take fewer --entries")
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="sangkien-rehearsal-", dir=place) as folder:
            yield Path(folder)
        return
    try:
        keep.mkdir()
    except FileExistsError:
        raise UsageError(f"--keep {keep}: it is there already; name a new folder") from None
    yield keep.resolve()
