"""The command line: `sangkien`, also `python -m bot`. Exits 0 done, 1 failed, 2 wrong usage or config."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer
from typer.exceptions import TyperException

from bot.config import DEFAULT, Config, ConfigError, load
from storage.database import Database, DatabaseAwayError, HalfRestoredError
from storage.migrate import NewerDatabaseError, migrate

T = TypeVar("T")
cli = typer.Typer(
    name="sangkien",
    help="Chatbot tiếp nhận sáng kiến · the initiative bot",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
ConfigFile = Annotated[Path | None, typer.Option("--config", help="Config file; default: config.toml if it is there.")]


class UsageError(Exception):
    """Wrong usage or input: the text names what and the mend. Exit code 2."""


class WorkError(Exception):
    """The work could not be done: the text says why. Exit code 1."""


def config_of(path: Path | None) -> Config:
    """The config that was named, or config.toml where it exists, or all defaults."""
    return load(path or (DEFAULT if DEFAULT.exists() else None))


def with_database(
    config: Config, work: Callable[[Database], Awaitable[T]], *, migrated: bool = True, new: bool = False
) -> T:
    """Opens the database, brought to its newest version unless told not to, does the work, closes it.

    `new`: a file that isn't there is made. Else it is refused: it would be an empty one in the wrong folder.
    """
    from bot.opened import opened

    path = config.database.path
    if not new and path and not path.exists():
        raise UsageError(f"[database] url: {path} does not exist; name the config with --config, or run migrate first")

    async def run() -> T:
        database = await opened(config)
        try:
            if migrated:
                await migrate(database)
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(run())


def say(line: str) -> None:
    typer.echo(line)


def main() -> None:
    """Runs the command; every expected error is one line on standard error and an exit code."""
    from bot import commands  # noqa: F401 - registers the commands

    try:
        code = cli(standalone_mode=False)
    except typer.Abort:
        sys.exit(130)
    except TyperException as error:
        words = error.format_message() if isinstance(error, typer.BadParameter) else str(error)
        _fail(f"{words} (see --help)", 2)
    except (ConfigError, UsageError) as error:
        _fail(error, 2)
    except (WorkError, DatabaseAwayError, HalfRestoredError, NewerDatabaseError) as error:
        _fail(error, 1)
    except KeyboardInterrupt:
        sys.exit(130)
    else:
        sys.exit(code if isinstance(code, int) else 0)


def _fail(error: Exception | str, code: int) -> NoReturn:
    typer.echo(f"sangkien: {error}", err=True)
    sys.exit(code)
