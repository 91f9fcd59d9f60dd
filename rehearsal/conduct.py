"""Conducts a rehearsal: makes the stage, lets the crowd in, lets things go wrong, and hands the end to the verdict."""

from __future__ import annotations

import asyncio
import gc
import os
import random
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.config import Config
from bot.opened import open_database
from campaign.unit_list import ListedUnit, check
from rehearsal import faults
from rehearsal.crowd import Crowd
from rehearsal.faults import Bag, Striker, schedule
from rehearsal.figures import Figures, Memory
from rehearsal.ledger import Ledger
from rehearsal.personal import lines_with_personal_data, write_phrases
from rehearsal.population import Population, Visit
from rehearsal.processes import Process, ProcessError, cpu_seconds, free_port, python, resident_mb
from rehearsal.report import Outcome
from rehearsal.setting import CHANNEL, Setting, bot_config
from rehearsal.strikes import Strikes
from rehearsal.tree import scaled, shelves
from rehearsal.vendor import FAULTS, BotApi
from rehearsal.verdict import judge
from rehearsal.wall import Wall
from storage.database import Database
from storage.files import is_wanted
from storage.migrate import migrate
from storage.outbox import count_waiting
from storage.unit_import import import_units
from storage.units import count_units

_VENDOR_EVERY, _DELIVERY_EVERY = 100, 60  # calls and deliveries for one that goes wrong
_SAMPLE_SECONDS, _STUCK_SECONDS = 0.5, 180.0
_DRAIN_SECONDS = 120.0
_FAR = timedelta(days=3_650)
Progress = Callable[[int], None]


class NotEmptyError(Exception):
    """The database has units already: a rehearsal would fill it with invented people."""


@dataclass
class Stage:
    """Everything that a rehearsal needs around the bot."""

    setting: Setting
    config: Config
    database: Database
    people: Population
    wall: Wall
    figures: Figures = field(default_factory=Figures)
    bot: Memory = field(default_factory=Memory)
    own: Memory = field(default_factory=Memory)
    processes: list[Process] = field(default_factory=list)
    moved: tuple[int, float] = field(default_factory=lambda: (0, time.monotonic()))  # turns, and since when so many

    @property
    def share(self) -> float:
        return self.figures.begun / len(self.people)


async def rehearse(setting: Setting, config: Config, progress: Progress) -> Outcome:
    """`config` has the database's URL. Raises NotEmptyError, ProcessError, DatabaseAwayError, OSError."""
    database = open_database(config)
    await database.open()
    try:
        units = await _units(setting, config, database)
        people = Population(setting.entries, setting.days, setting.seed, config.campaign.ends, shelves(units))
        stage = Stage(setting, config, database, people, Wall(setting.folder / "wall", _midnight(config, people.first)))
        with Ledger(setting.folder / "told") as ledger:
            own = cpu_seconds()
            struck, seconds = await _perform(stage, ledger, progress)
            own = cpu_seconds() - own
            in_order = all([await process.end() for process in stage.processes])
            verdict = await judge(database, ledger.lines(), CHANNEL, config.campaign_setting().zone)
    finally:
        await database.close()
    write_phrases(setting.folder / "spoken.txt")
    personal = sum(len(lines_with_personal_data(process.log)) for process in stage.processes)
    return Outcome(
        setting, people.people, seconds, stage.figures, verdict, stage.bot, stage.own, struck, personal, in_order,
        (cpu_seconds(children=True), own),
    )  # fmt: skip


async def _units(setting: Setting, config: Config, database: Database) -> Sequence[ListedUnit]:
    await migrate(database)
    if await database.read(count_units):
        raise NotEmptyError
    units = check(setting.units or scaled(setting.entries, setting.seed)).units
    await database.write(lambda session: import_units(session, units, config.campaign_setting().zone))
    return units


async def _perform(stage: Stage, ledger: Ledger, progress: Progress) -> tuple[Sequence[str], float]:
    """(kinds of faults that couldn't be rehearsed here, seconds that the crowd was there)."""
    setting, figures = stage.setting, stage.figures
    dice = random.Random(f"{setting.seed} faults")  # noqa: S311 - a rehearsal that can be repeated
    api = BotApi()
    server, api_port = await api.listen()
    stage.processes += _processes(setting, api_port)
    deal = Bag(dice, faults.DELIVERY, _DELIVERY_EVERY).deal if setting.faults else lambda: None
    ports = [process.port for process in stage.processes]
    gate, patience = _Gate(stage), 60 + 2 * setting.stop_seconds
    crowd = Crowd(api, ports, stage.people, ledger, figures, gate.passes, deal, patience)
    strikes = Strikes(
        stage.processes, crowd, stage.wall, stage.database, dice, setting.stop_seconds, setting.commands,
        own_file=stage.config.database.path is not None,
    ).table()  # fmt: skip
    missing = [kind for kind in (faults.KILL, faults.JUMP, faults.STOP, faults.FULL) if kind not in strikes]
    try:
        async with _running(stage):
            gc.freeze()
            if setting.faults:
                api.deal = Bag(dice, FAULTS, _VENDOR_EVERY).deal
                gate.striker = Striker(schedule(dice, setting.entries, list(strikes)), strikes)
            seconds = await _crowded(stage, crowd, gate.striker, progress)
            api.deal = lambda: None
            await _drain(stage)
    finally:
        server.close()
    figures.faults.update(api.faults)
    figures.faults.update(gate.striker.struck if gate.striker else {})
    return (missing if setting.faults else []), seconds


async def _crowded(stage: Stage, crowd: Crowd, striker: Striker | None, progress: Progress) -> float:
    """Seconds until everybody has gone. Raises ProcessError where nobody is answered any more."""
    began, shown = time.perf_counter(), 0
    try:
        async with asyncio.TaskGroup() as group:
            if striker:
                group.create_task(striker.work())
            playing = group.create_task(crowd.play(stage.setting.chats))
            while not playing.done():
                await asyncio.wait([playing], timeout=_SAMPLE_SECONDS)
                _sample(stage)
                progress(stage.figures.told - shown)
                shown = stage.figures.told
            seconds = time.perf_counter() - began
            if striker:
                await striker.finished()
    except BaseExceptionGroup as several:
        raise _first(several) from None
    return seconds


def _first(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _sample(stage: Stage) -> None:
    mb = [process.mb for process in stage.processes]
    if all(mb):
        stage.bot.add(stage.share, sum(mb))
    stage.own.add(stage.share, resident_mb(os.getpid()))
    stage.figures.ended_by_themselves += sum(process.revive() for process in stage.processes)
    turns, now = stage.figures.turns.count, time.monotonic()
    if turns != stage.moved[0]:
        stage.moved = turns, now
    elif now - stage.moved[1] > _STUCK_SECONDS + 5 * stage.setting.stop_seconds:
        raise ProcessError(f"nobody was answered for {now - stage.moved[1]:.0f} s; see --keep, and the logs there")


async def _drain(stage: Stage) -> None:
    """Waits until every reply is sent and every picture fetched; the clock goes on meanwhile."""
    end = time.monotonic() + _DRAIN_SECONDS
    while time.monotonic() < end:
        waiting = await stage.database.read(lambda session: count_waiting(session, CHANNEL))
        far = datetime.fromtimestamp(stage.wall.now, UTC) + _FAR
        if not waiting and not await stage.database.read(lambda session: is_wanted(session, CHANNEL, far)):  # noqa: B023
            return
        stage.wall.at(stage.wall.now + 60)
        await asyncio.sleep(0.2)


class _Gate:
    """Lets visits in: puts the clock to the moment of each, and holds them up where a strike is overdue."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._start = stage.wall.now
        self.striker: Striker | None = None

    async def passes(self, visit: Visit) -> None:
        stage = self._stage
        stage.wall.at(self._start + visit.at)
        stage.figures.begun += 1
        if self.striker:
            await self.striker.reached(stage.share)


def _processes(setting: Setting, api_port: int) -> list[Process]:
    found = []
    for index in range(setting.processes):
        port, config = free_port(), setting.folder / f"config-{index}.toml"
        config.write_text(bot_config(setting.url, setting.folder, port, api_port), encoding="utf-8")
        command: list[Any] = [
            *python("rehearsal.child"), "--config", config, "--wall", setting.folder / "wall",
            "--index", index, "--parent", os.getpid(),
        ]  # fmt: skip
        found.append(Process([str(part) for part in command], port, setting.folder / f"bot-{index}.log"))
    return found


@asynccontextmanager
async def _running(stage: Stage) -> AsyncIterator[None]:
    """The processes, all ready; killed where anything goes wrong."""
    try:
        for process in stage.processes:
            process.start()
        for process in stage.processes:
            await process.ready()
        yield
    except BaseException:
        for process in stage.processes:
            process.kill()
        raise


def _midnight(config: Config, day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=config.campaign_setting().zone)
