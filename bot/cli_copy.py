"""`sangkien copy`: the whole database into another one, from SQLite to PostgreSQL or back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Annotated

import typer

from bot.backup import keeper_of
from bot.cli import ConfigFile, UsageError, WorkError, cli, config_of, say
from bot.cli_backup import shown
from bot.cli_units import AsJson
from bot.config import Config, DatabaseTable
from bot.lease import EVERY_SECONDS, is_dead
from bot.opened import opened
from storage.backup import BackupError, Told
from storage.checksums import TableSum
from storage.copying import CopyError, copy
from storage.database import Database
from storage.leases import standing

To = Annotated[str, typer.Option("--to", help="URL of an empty database: postgresql://... or sqlite:///...")]


@cli.command("copy")
def copy_(to: To, config: ConfigFile = None, as_json: AsJson = False) -> None:
    """Copy everything to another database, verified; stop the bot first. Attachments stay in their folder."""
    settings = config_of(config)
    target = settings.model_copy(deep=True)
    try:
        target.database = DatabaseTable(url=to)
    except ValueError as error:
        raise UsageError("--to: write it as postgresql://user:password@host:5432/name or sqlite:///FILE") from error
    if to == settings.database.url:
        raise UsageError("--to: that is the database which the config names; name the new one")
    path = settings.database.path
    if path and not path.exists():
        raise UsageError(f"[database] url: {path} does not exist: there is nothing to copy")
    with shown() as told:
        try:
            found = asyncio.run(_between(settings, target, told))
        except (BackupError, CopyError) as error:
            raise WorkError(str(error)) from error
    if as_json:
        tables = {name: {"rows": table.rows, "sha256": table.sha256} for name, table in found.items()}
        say(json.dumps({"to": target.database.label, "tables": tables}))
        return
    for name, table in found.items():
        say(f"{table.rows:>12} {name:<14} {table.sha256[:16]}")
    say(f"{target.database.label}: the same. Put its URL into [database] url, then start the bot.")


async def _between(settings: Config, target: Config, told: Told) -> Mapping[str, TableSum]:
    for one in (settings, target):
        await keeper_of(one).check_unused()  # also those that hold no lease, as far as their connections tell
    source = await opened(settings)
    try:
        await _check_stopped(source)
        new = await opened(target)
        try:
            return await copy(source, new, told)
        finally:
            await new.close()
    finally:
        await source.close()


async def _check_stopped(database: Database) -> None:
    """Raises CopyError where a process still works: what it takes in would stay behind."""
    before = {name: lease for name, lease in (await database.read(standing)).items() if not is_dead(lease.holder)}
    if not before:
        return
    await asyncio.sleep(2 * EVERY_SECONDS)  # of a machine that isn't there any more the leases stand still
    after = await database.read(standing)
    if running := [lease.holder for name, lease in before.items() if after.get(name, lease) != lease]:
        raise CopyError(f"the bot is running ({running[0]}): stop it first, or what comes in meanwhile stays behind")
