"""`sangkien run` and `sangkien migrate`: the bot itself; without any config the demo."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

import structlog
import typer

from bot import demo, logs
from bot.app import PARTS, App, utc_now
from bot.cli import ConfigFile, UsageError, WorkError, cli, config_of, say, with_database
from bot.config import DEFAULT, Config
from bot.web import until_stopped
from storage.database import Database
from storage.migrate import migrate

_log = structlog.get_logger("run")
_COLLECT_AFTER = 5_000  # new objects, not Python's 700: a turn makes and drops hundreds, and few of them in circles
Only = Annotated[str, typer.Option("--only", help="Only these parts, with commas: web,poll,send,fetch,clock.")]
Listen = Annotated[str, typer.Option("--listen", help="host:port, instead of the config's.")]


@cli.command()
def run(config: ConfigFile = None, only: Only = "", listen: Listen = "") -> None:
    """Run the bot. Without a config file: the demo, with the web chat on this machine."""
    parts = _parts(only)
    is_demo = config is None and not DEFAULT.exists()
    settings = demo.config() if is_demo else config_of(config)
    if listen:
        settings.web = type(settings.web)(**{**settings.web.model_dump(), "listen": listen})
    logs.set_up("warning" if is_demo else settings.log.level, "console" if is_demo else settings.log.format)
    if is_demo:
        demo.only_here(settings)
    elif not (settings.channels.web.enabled or any(bot.enabled for bot in settings.channels.telegram)):
        raise UsageError("no channel is on: set enabled = true under [channels.web] or [channels.telegram]")
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(serve(settings, parts, is_demo=is_demo))


def new_loop() -> asyncio.AbstractEventLoop:
    try:
        import uvloop
    except ImportError:  # not to be had on Windows; everything works without it, slower
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


async def serve(
    settings: Config, parts: frozenset[str], *, is_demo: bool = False, clock: Callable[[], datetime] = utc_now
) -> None:
    """Runs the bot until SIGINT or SIGTERM. Raises WorkError, and what a database that can't be used does."""
    app = App(settings, parts, clock, demo.extend if is_demo else None)
    stop = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    try:
        await app.start()
    except OSError as error:
        raise WorkError(
            f"can't listen on {settings.web.listen}: {error.strerror or error}; choose another with --listen"
        ) from error
    # What was loaded until now stays for good: the collector need not walk through it again and again,
    # which showed as pauses in the slowest turns (docs/performance.md).
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)
    if is_demo:
        say(f"Chat demo: http://{settings.web.host}:{app.port}  (Ctrl+C để dừng · to stop)")
    _log.info("running", parts=sorted(parts), port=app.port, channels=sorted(app.channels))
    try:
        await until_stopped(stop, app.tasks)
    finally:
        await app.stop()


def _parts(only: str) -> frozenset[str]:
    asked = frozenset(part.strip() for part in only.split(",") if part.strip())
    if unknown := asked - PARTS:
        raise UsageError(f"--only: no part {', '.join(sorted(unknown))}; there are {', '.join(sorted(PARTS))}")
    return asked or PARTS


@cli.command("migrate")
def migrate_(config: ConfigFile = None) -> None:
    """Bring the database to this version."""

    async def work(database: Database) -> list[str]:
        return await migrate(database)

    settings = config_of(config)
    before = settings.database.path
    existed = before.exists() if before else True
    done = with_database(settings, work, migrated=False, new=True)
    state = ("up to date" if not done else f"brought to {done[-1]}") if existed else "created"
    say(f"{settings.database.label}: {state}")
