"""Why counters have slots: entries a second on PostgreSQL, all adding to the root, with slots and with one row."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from dataclasses import dataclass
from typing import Annotated, Any

import typer
import uvloop
from rich.console import Console
from rich.table import Table

from benchmarks.machine import describe, filesystem_of
from bot import demo
from bot.config import load
from storage.database import Session
from storage.ids import new_id
from storage.initiatives import Entry, add_initiative
from storage.migrate import migrate
from storage.people import Person, add_person, person_at, set_unit
from storage.postgres import PostgresDatabase
from storage.units import unit_by_code
from tests.pg import running
from tests.world import HANOI, MORNING

_UNIT = "HN-KCN-01-T02"
_THINKS = 0.002  # seconds from an entry's statements to its commit: the reply is drawn, the draft is saved


@dataclass
class OneRow:
    """A session as it would be without slots: every entry of the country adds to the same rows."""

    session: Session
    slot: int = 0
    slots: int = 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self.session, name)


async def way(databases: list[PostgresDatabase], people: list[Person], seconds: float, one_row: bool) -> float:
    """Entries a second."""
    end, done = time.perf_counter() + seconds, 0

    async def entry(session: Session, person: Person) -> None:
        own: Any = OneRow(session) if one_row else session
        words = Entry(new_id(), "Gá kẹp", "technical", "", "x", None, None, [], True, "telegram", "vi")
        await add_initiative(own, person, words, MORNING, HANOI)
        await asyncio.sleep(_THINKS)

    async def writes(at: int) -> None:
        nonlocal done
        while time.perf_counter() < end:
            await databases[at % len(databases)].write(lambda session: entry(session, people[at]))
            done += 1

    await asyncio.gather(*(writes(at) for at in range(len(people))))
    return done / seconds


async def measure(url: str, writers: int, seconds: float, rounds: int) -> dict[str, list[float]]:
    """Two processes' worth of connections, `writers` people who send one entry after the other."""
    databases = [PostgresDatabase(url), PostgresDatabase(url)]
    for one in databases:
        await one.open()
    await migrate(databases[0])
    campaign = load(None).campaign_setting()
    await databases[0].write(lambda session: demo.fill(session, campaign, MORNING))
    # Codes of both ways must not meet.
    apart = "INSERT INTO sequences (name, value) VALUES ('initiative-2022', 5000000)"
    await databases[0].write(lambda session: session.run(apart))
    people = [await databases[0].write(lambda session, at=at: _person(session, at)) for at in range(writers)]  # type: ignore[misc]
    found: dict[str, list[float]] = {"slots": [], "one row": []}
    for _ in range(rounds):
        for name, rates in found.items():
            rates.append(round(await way(databases, people, seconds, name == "one row"), 1))
    for one in databases:
        await one.close()
    return found


async def _person(session: Session, number: int) -> Person:
    unit = await unit_by_code(session, _UNIT)
    await add_person(session, f"telegram:{number}", "An", "vi", MORNING)
    known = await person_at(session, f"telegram:{number}")
    if unit is None or known is None:
        raise LookupError(_UNIT)
    await set_unit(session, known[0].id, unit.id)
    again = await person_at(session, f"telegram:{number}")
    return again[0] if again else known[0]


def main(
    writers: Annotated[int, typer.Option(min=1, max=500)] = 64,
    seconds: Annotated[float, typer.Option(min=1, max=60)] = 4,
    rounds: Annotated[int, typer.Option(min=1, max=20)] = 3,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Measures both ways in turn."""
    with running() as server:
        folder = server.folder
        found = uvloop.run(measure(server.make("counters"), writers, seconds, rounds))
        machine = describe(folder).line() if folder and filesystem_of(folder) else ""
    if as_json:
        print(json.dumps(found))
        return
    table = Table(title=f"{writers} people at once, two processes' connections", caption=machine)
    for name in ("way", "entries/s", "min-max"):
        table.add_column(name, justify="left" if name == "way" else "right")
    for name, rates in found.items():
        table.add_row(name, f"{statistics.median(rates):,.0f}", f"{min(rates):,.0f}-{max(rates):,.0f}")
    console = Console(width=110)
    console.print(table)
    ratio = statistics.median(found["slots"]) / statistics.median(found["one row"])
    console.print(f"slots / one row: {ratio:.2f}")


if __name__ == "__main__":
    typer.run(main)
