"""One of the bot's processes in a rehearsal: the bot as `sangkien run` serves it, by the rehearsal's clock."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import logs
from bot.app import PARTS
from bot.cli_run import new_loop, serve
from bot.config import load
from rehearsal.processes import die_with_parent
from rehearsal.wall import clock_on


def main(
    config: Annotated[Path, typer.Option()],
    wall: Annotated[Path, typer.Option()],
    index: Annotated[int, typer.Option()],
    parent: Annotated[int, typer.Option()],
) -> None:
    """Serves until SIGTERM, or until its parent is no more."""
    die_with_parent(parent)
    settings = load(config)
    logs.set_up(settings.log.level, settings.log.format)
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(serve(settings, PARTS, clock=clock_on(wall, index)))


if __name__ == "__main__":
    typer.run(main)
