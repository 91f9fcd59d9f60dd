"""The numbers of receipt codes: 1, 2, 3 ... of a year, without two entries waiting for one another."""

from __future__ import annotations

from collections.abc import Mapping

from storage.database import Session

_NEXT = """
INSERT INTO sequences (name, value) VALUES (:name, 1)
ON CONFLICT (name) DO UPDATE SET value = sequences.value + 1 RETURNING value
"""
_OF = "initiative-"


async def next_number(session: Session, year: int) -> int:
    """The next number of a year: one after the other with one writer; with several each counts in steps of all.

    One row for all would stay locked until each entry's commit. The price: on PostgreSQL numbers are
    left out, and an entry's number says only roughly when it came.
    """
    row = await session.one(_NEXT, {"name": _name(year, session.slot, session.slots)})
    return ((row["value"] if row else 1) - 1) * session.slots + session.slot + 1


async def last_numbers(session: Session) -> Mapping[int, int]:
    """The highest number that may have been given out, by year."""
    found: dict[int, int] = {}
    for row in await session.all("SELECT name, value FROM sequences"):
        year, _, slot = row["name"].removeprefix(_OF).partition("/")
        last = (row["value"] - 1) * session.slots + int(slot or 0) + 1
        found[int(year)] = max(last, found.get(int(year), 0))
    return found


async def go_on_after(session: Session, last: Mapping[int, int]) -> None:
    """Sets a database, whose number of slots may be another, to give out only higher numbers from now on."""
    rows = [
        {"name": _name(year, slot, session.slots), "value": -(-number // session.slots)}
        for year, number in last.items()
        for slot in range(session.slots)
    ]
    await session.run("DELETE FROM sequences")
    await session.many("INSERT INTO sequences (name, value) VALUES (:name, :value)", rows)


def _name(year: int, slot: int, slots: int) -> str:
    return f"{_OF}{year}" + (f"/{slot}" if slots > 1 else "")
