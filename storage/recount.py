"""Counters counted anew from the ledger: the proof of those that were kept entry by entry, and their mend.

Read whole and summed here, because which day a moment falls on is the campaign zone's matter and
neither database's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import NamedTuple, TypedDict
from zoneinfo import ZoneInfo

from campaign.periods import Periods, periods_at
from storage.counters import FIGURES
from storage.database import Row, Session
from storage.paths import ids_of
from storage.times import moment

PAGE = 10_000
_WAIT = "3s"
_KEPT = """
SELECT unit_id, period, sum(submitted) AS submitted, sum(complete) AS complete, sum(recognised) AS recognised,
    sum(people) AS people
FROM counters GROUP BY unit_id, period
"""
_MINUTE = len("2022-04-21T01:30")

Place = tuple[int, str]
Authorship = tuple[int, str, int]


class Figures(NamedTuple):
    """What one unit has in one period, all below it included."""

    submitted: int
    complete: int
    recognised: int
    people: int


class Recount(TypedDict):
    """`counters` by (unit, period), `authorships` (how many entries) by (person, period, unit); no zeros."""

    counters: dict[Place, Figures]
    authorships: dict[Authorship, int]


class Difference(NamedTuple):
    """Where what was kept is not what the ledger adds up to; None where one side has nothing."""

    table: str
    key: Place | Authorship
    kept: Figures | int | None
    counted: Figures | int | None


async def recount(session: Session, zone: ZoneInfo) -> Recount:
    """Both tables as the ledger adds up to them; writes nothing."""
    rows = await session.all("SELECT id, path FROM units")
    above = {row["id"]: ids_of(row["path"]) for row in rows}
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0] * len(FIGURES))
    entries: dict[tuple[int, int, str], int] = defaultdict(int)
    days: dict[str, str] = {}
    periods: dict[str, Periods] = {}
    async for row in _ledger(session):
        minute = row["counted_for"][:_MINUTE]
        day = days.get(minute)
        if day is None:
            spans = periods_at(moment(row["counted_for"]), zone)
            day = days[minute] = spans.day
            periods[day] = spans
        sums[row["unit_id"], day][FIGURES.index(row["figure"])] += row["amount"]
        if row["figure"] == "submitted":
            entries[row["person_id"], row["unit_id"], day] += row["amount"]
    authorships = _authorships(entries, periods)
    people = _people(authorships, above)
    return {"counters": _counters(sums, periods, people, above), "authorships": authorships}


async def hold(session: Session) -> None:
    """Nobody books until this transaction ends: who books has read the tree before, so what locks that is enough.

    To be called before the tree is written to: what books now holds rows of it, and is waited for. Not long, as
    everybody who wants to read it waits behind us. Raises BusyError where somebody reads on, as a backup does.
    """
    await session.run(f"SET LOCAL lock_timeout = '{_WAIT}'")
    await session.run("LOCK TABLE units IN ACCESS EXCLUSIVE MODE")


async def rebuild(session: Session, zone: ZoneInfo) -> None:
    """Replaces both tables by what the ledger adds up to; nobody books meanwhile."""
    await hold(session)
    counted = await recount(session, zone)
    await session.run("DELETE FROM counters")
    await session.run("DELETE FROM authorships")
    await session.many(
        """
        INSERT INTO counters (unit_id, period, slot, submitted, complete, recognised, people)
        VALUES (:unit_id, :period, 0, :submitted, :complete, :recognised, :people)
        """,
        ({"unit_id": unit, "period": period, **row._asdict()} for (unit, period), row in counted["counters"].items()),
    )
    await session.many(
        """
        INSERT INTO authorships (person_id, period, unit_id, entries)
        VALUES (:person, :period, :unit, :entries)
        """,
        (
            {"person": person, "period": period, "unit": unit, "entries": entries}
            for (person, period, unit), entries in counted["authorships"].items()
        ),
    )


async def differences(session: Session, zone: ZoneInfo) -> list[Difference]:
    """Where the kept tables differ from the ledger's sums; a row of zeros is as good as none."""
    counted = await recount(session, zone)
    counters = await session.all(_KEPT)
    kept = {(row["unit_id"], row["period"]): Figures(*(row[name] for name in Figures._fields)) for row in counters}
    rows = await session.all("SELECT person_id, period, unit_id, entries FROM authorships WHERE entries <> 0")
    authorships = {(row["person_id"], row["period"], row["unit_id"]): row["entries"] for row in rows}
    some = {key: row for key, row in kept.items() if any(row)}
    return [
        *(Difference("counters", *odd) for odd in _unlike(some, counted["counters"])),
        *(Difference("authorships", *odd) for odd in _unlike(authorships, counted["authorships"])),
    ]


async def _ledger(session: Session) -> AsyncIterator[Row]:
    last = 0
    while True:
        page = await session.all(
            """
            SELECT id, person_id, unit_id, figure, amount, counted_for FROM ledger
            WHERE id > :last ORDER BY id LIMIT :limit
            """,
            {"last": last, "limit": PAGE},
        )
        for row in page:
            yield row
        if len(page) < PAGE:
            return
        last = page[-1]["id"]


def _authorships(entries: Mapping[tuple[int, int, str], int], periods: Mapping[str, Periods]) -> dict[Authorship, int]:
    sums: dict[Authorship, int] = defaultdict(int)
    for (person, unit, day), amount in entries.items():
        for period in periods[day]:
            sums[person, period, unit] += amount
    return {key: amount for key, amount in sums.items() if amount}


def _people(authorships: Mapping[Authorship, int], above: Mapping[int, list[int]]) -> dict[Place, int]:
    """How many people have entries in each subtree and period: everybody once, in however many units."""
    units: dict[tuple[int, str], list[int]] = defaultdict(list)
    for (person, period, unit), amount in authorships.items():
        if amount > 0:
            units[person, period].append(unit)
    people: dict[Place, int] = defaultdict(int)
    for (_, period), own in units.items():
        for unit in above[own[0]] if len(own) == 1 else {each for one in own for each in above[one]}:
            people[unit, period] += 1
    return people


def _counters(
    sums: Mapping[tuple[int, str], list[int]],
    periods: Mapping[str, Periods],
    people: Mapping[Place, int],
    above: Mapping[int, list[int]],
) -> dict[Place, Figures]:
    spread: dict[Place, list[int]] = defaultdict(lambda: [0] * len(FIGURES))
    for (unit, day), amounts in sums.items():
        for each in above[unit]:
            for period in periods[day]:
                row = spread[each, period]
                for at, amount in enumerate(amounts):
                    row[at] += amount
    rows = ((key, Figures._make((*amounts, people.get(key, 0)))) for key, amounts in spread.items())
    return {key: row for key, row in rows if any(row)}


def _unlike(
    kept: Mapping[Place, Figures] | Mapping[Authorship, int],
    counted: Mapping[Place, Figures] | Mapping[Authorship, int],
) -> Iterable[tuple[Place | Authorship, Figures | int | None, Figures | int | None]]:
    for key in sorted(kept.keys() | counted.keys()):
        left, right = kept.get(key), counted.get(key)  # type: ignore[arg-type]
        if left != right:
            yield key, left, right
