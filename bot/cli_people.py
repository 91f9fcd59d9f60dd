"""`sangkien grant`, `revoke`, `forget`: roles and deletion, by the operator."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import ConfigFile, UsageError, WorkError, cli, config_of, say, with_database
from bot.config import Config
from campaign.roles import Role
from storage.database import Database, Session, T, Work
from storage.erasure import erase
from storage.grants import add_grant, remove_grant
from storage.people import add_person, person_at
from storage.units import unit_by_code

Address = Annotated[str, typer.Argument(help="Channel and id: telegram:123")]
RoleName = Annotated[Role, typer.Argument(help="worker, support, leader or admin")]
UnitCode = Annotated[str, typer.Argument(help="A unit's code, or its six signs")]


@cli.command()
def grant(address: Address, role: RoleName, unit: UnitCode, config: ConfigFile = None) -> None:
    """Give a role for a unit and all below it."""
    settings = config_of(config)

    async def work(session: Session) -> tuple[bool, str]:
        found = await unit_by_code(session, unit)
        if found is None:
            raise UsageError(f"UNIT: no unit {unit!r}; `sangkien units export FILE` lists them")
        now = datetime.now(UTC)
        known = await person_at(session, _checked(address))
        if known is None:
            _reachable(address, settings)
        person = known[0] if known else await add_person(session, address, "", "", now)
        return await add_grant(session, person.id, role, found.id, now), found.name

    new, name = _write(config, work)
    say(f"{address}: {role.value}, {name}" + ("" if new else " (had it already)"))


@cli.command()
def revoke(address: Address, role: RoleName, unit: UnitCode, config: ConfigFile = None) -> None:
    """Take a role away."""

    async def work(session: Session) -> bool:
        found, known = await unit_by_code(session, unit), await person_at(session, _checked(address))
        if found is None:
            raise UsageError(f"UNIT: no unit {unit!r}; `sangkien units export FILE` lists them")
        return await remove_grant(session, known[0].id, role, found.id) if known else False

    if not _write(config, work):
        raise WorkError(f"{address} has no role {role.value} for {unit}: nothing was changed")
    say(f"{address}: no longer {role.value} for {unit}")


@cli.command()
def forget(address: Address, config: ConfigFile = None, yes: Annotated[bool, typer.Option("--yes")] = False) -> None:
    """Delete a person as the law asks; what was counted stays counted, without the person."""
    if not yes:
        raise UsageError("forget: this can't be undone; say --yes to do it")

    async def work(session: Session) -> str:
        known = await person_at(session, _checked(address))
        if known is None:
            raise WorkError(f"nobody is known at {address}: nothing was deleted")
        return await erase(session, known[0].id, datetime.now(UTC))

    say(f"deleted; receipt {_write(config, work)}")


def _write(config: Path | None, work: Work[T]) -> T:
    async def run(database: Database) -> T:
        return await database.write(work)

    return with_database(config_of(config), run)


def _checked(address: str) -> str:
    channel, _, rest = address.partition(":")
    if not channel or not rest:
        raise UsageError(f"ADDRESS: {address!r} is no address; write it as telegram:123")
    return address


def _reachable(address: str, settings: Config) -> None:
    """Somebody who hasn't written yet: what is mistyped here would be a role that nobody has. Raises UsageError."""
    channel, _, rest = address.partition(":")
    bots = [bot.name for bot in settings.channels.telegram] or ["telegram"]
    mend = "the person's own stands in /mydata"
    if channel == "web":
        raise UsageError(f"ADDRESS: nobody has written from {address!r}; {mend}")
    if channel not in bots:
        raise UsageError(f"ADDRESS: no channel {channel!r} in the config, only {', '.join(bots)}, web; {mend}")
    if not (rest.isascii() and rest.isdecimal()):
        raise UsageError(f"ADDRESS: {address!r} is no number of Telegram's: digits only, as {channel}:123; {mend}")
