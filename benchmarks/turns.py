"""Durable turns a second through our Telegram webhook, beside stateless echo bots, in one run.

A turn is an update posted, its 200 received and the reply to it received by the Bot API server.
"""

from __future__ import annotations

import asyncio
import gc
import json
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
import uvloop
from rich.console import Console

from benchmarks import bots, machine, report
from benchmarks.load import Crowd, Round
from benchmarks.worker import grassroots_units, new_echoer, new_worker
from rehearsal.vendor import BotApi
from tests.pg import PgServer, running

_SPARE = 120.0


@dataclass(frozen=True, slots=True)
class Setting:
    """How much is measured; times in seconds."""

    chats: int
    seconds: float
    rounds: int
    lead_in: float
    warm_up: float
    wait_quiet: float

    def longest(self, bots: int) -> float:
        """When the whole must be over, whatever happens."""
        return bots * (self.rounds * (self.lead_in + self.seconds + 5) + self.warm_up + 5) + self.wait_quiet + _SPARE


@dataclass
class Contestant:
    """A bot, its crowd and what came of its rounds.

    Processor shares are of one core: the bot's, the load generator's with the API server, and what
    everything else on this machine took meanwhile. `cpu_ms` is the bot's time for one turn.
    """

    bot: bots.Bot
    crowd: Crowd
    rounds: list[Round] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    load_cpu: list[float] = field(default_factory=list)
    others_cpu: list[float] = field(default_factory=list)
    peak_mib: float = 0.0

    @property
    def rates(self) -> list[float]:
        return [found.rate for found in self.rounds]

    def as_json(self) -> dict[str, Any]:
        return {
            "name": bots.NAMES[self.bot.key],
            "turns_per_second": round(statistics.median(self.rates), 1),
            "rounds": [round(rate, 1) for rate in self.rates],
            "p50_ms": round(statistics.median(found.quantile_ms(0.5) for found in self.rounds), 2),
            "p99_ms": round(statistics.median(found.quantile_ms(0.99) for found in self.rounds), 2),
            "initiatives_per_second": round(
                statistics.median(found.initiatives / found.seconds for found in self.rounds), 1
            ),
            "peak_mib": round(self.peak_mib, 1),
            "cpu": round(statistics.median(self.cpu), 2),
            "cpu_ms_per_turn": round(statistics.median(self.cpu_ms), 3),
            "load_cpu": round(statistics.median(self.load_cpu), 2),
            "others_cpu": [round(share, 2) for share in self.others_cpu],
            "errors": sum(found.errors for found in self.rounds),
            "error_words": [words for found in self.rounds for words in found.words][:5],
        }


async def run(keys: list[str], setting: Setting, folder: Path, server: PgServer | None) -> dict[str, Any]:
    """Starts the bots, lets them take their turns and ends them; the whole outcome as JSON can hold it."""
    found: dict[str, Any] = {"machine": machine.describe(folder).as_json(), "setting": asdict(setting)}
    api = BotApi()
    listening, api_port = await api.listen()
    patience = setting.wait_quiet
    started: list[Contestant] = []
    try:
        for key in keys:
            bot = bots.start(key, folder, api_port, server if key == "ours_pg" else None)
            started.append(Contestant(bot, _crowd(api, bot, setting.chats)))
            await bot.ready()
        gc.freeze()
        for one in started:
            await one.crowd.round(0, setting.warm_up)
        for _ in range(setting.rounds):
            for one in started:
                patience -= await machine.quiet(patience)
                await _round(one, setting)
        for one in started:
            one.peak_mib = one.bot.peak_mib()
    finally:
        for one in started:
            one.bot.end()
        listening.close()
    found["bots"] = {one.bot.key: one.as_json() for one in started}
    found["ratios"] = _ratios(started)
    found["kept"] = {
        one.bot.key: asdict(await bots.count(one.bot.database, one.crowd.answered, one.crowd.initiatives))
        for one in started
        if one.bot.database
    }
    return found


def _crowd(api: BotApi, bot: bots.Bot, chats: int) -> Crowd:
    units = grassroots_units()
    cast = (lambda chat: new_worker(chat, units)) if bot.database else new_echoer
    return Crowd(api, bot.ports, bot.path, chats, cast)


async def _round(one: Contestant, setting: Setting) -> None:
    one.bot.cpu_since()
    before = time.perf_counter(), time.process_time(), machine.all_cpu_seconds()
    found = await one.crowd.round(setting.lead_in, setting.seconds)
    after = time.perf_counter(), time.process_time(), machine.all_cpu_seconds()
    took, load, whole = (a - b for a, b in zip(after, before, strict=True))
    used = one.bot.cpu_since()
    one.rounds.append(found)
    one.cpu.append(used / took)
    one.cpu_ms.append(1000 * used / max(1, found.turns))
    one.load_cpu.append(load / took)
    one.others_cpu.append(max(0.0, whole - load - used) / took)


def _ratios(running: list[Contestant]) -> dict[str, Any]:
    """Ours against each other: of the medians, the range over adjoining rounds, and by turns a CPU second."""
    ours = next((one for one in running if one.bot.key == "ours"), None)
    if ours is None:
        return {}
    ratios = {}
    for other in running:
        if other is not ours:
            each = [a / b for a, b in zip(ours.rates, other.rates, strict=True) if b]
            whole = statistics.median(ours.rates) / (statistics.median(other.rates) or float("nan"))
            spread = [round(min(each, default=0), 2), round(max(each, default=0), 2)]
            by_cpu = statistics.median(other.cpu_ms) / (statistics.median(ours.cpu_ms) or float("nan"))
            ratios[other.bot.key] = {"ratio": round(whole, 2), "spread": spread, "by_cpu": round(by_cpu, 2)}
    return ratios


def main(
    only: Annotated[str, typer.Option(help="Which bots, in this order.")] = ",".join(bots.NAMES),
    chats: Annotated[int, typer.Option(min=1, max=1000, help="People who talk at once.")] = 64,
    seconds: Annotated[float, typer.Option(min=1, max=120, help="Length of a round.")] = 8,
    rounds: Annotated[int, typer.Option(min=1, max=50)] = 3,
    lead_in: Annotated[float, typer.Option(min=0, max=30, help="Uncounted seconds before each round.")] = 2,
    warm_up: Annotated[float, typer.Option(min=0.5, max=120, help="Uncounted seconds at first.")] = 4,
    wait_quiet: Annotated[float, typer.Option(min=0, max=3600, help="Wait so long in all for a quiet CPU.")] = 0,
    folder: Annotated[Path, typer.Option(help="On a disk: our database is made in it.")] = Path("/var/tmp"),  # noqa: S108
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")] = False,
) -> None:
    """Measures turns a second of our bot and of echo bots, alternating between them."""
    keys = [key.strip() for key in only.split(",")]
    if unknown := [key for key in keys if key not in bots.NAMES]:
        raise typer.BadParameter(f"no such bot: {unknown[0]}; there are {', '.join(bots.NAMES)}")
    setting = Setting(chats, seconds, rounds, lead_in, warm_up, wait_quiet)
    with ExitStack() as stack:
        place = stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-turns-", dir=folder))
        try:
            server = stack.enter_context(running()) if "ours_pg" in keys else None
            work = run(keys, setting, Path(place), server)
            found = uvloop.run(asyncio.wait_for(work, setting.longest(len(keys))))
        except (bots.BotError, OSError, TimeoutError) as error:
            Console(stderr=True).print(f"turns: {error or 'it took too long'}", markup=False)
            sys.exit(1)
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        report.show(found)


if __name__ == "__main__":
    typer.run(main)
