"""A whole country in a database: 127,000 units, and as many entries as asked for, written in bulk."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from campaign.codes import receipt_code, short_code
from storage.database import Database, Session
from storage.ids import new_id
from storage.recount import rebuild
from storage.times import stamp
from storage.units import save_units

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LEVELS = (83, 1_226, 125_690)  # below the root: provinces and sectors, upper levels, grassroots
UNITS = 1 + sum(LEVELS)
ENDS = datetime(2022, 5, 31, 23, 0, tzinfo=ZONE)
_A_PERSON = 3.6  # entries (Hà Nội: 130,569 of 36,240 people)
_DAYS = 40
_AT_ONCE = 4_000
_SOLUTION = "Làm cái gá bằng tôn mỏng, nhanh hơn 15 giây một cái. " * 5
_INITIATIVE = """
INSERT INTO initiatives (id, code, draft_id, person_id, submitted_by, unit_id, author, title, folded, kind, problem,
    solution, benefit, applied_on, co_authors, status, complete, channel, language, submitted_at)
VALUES (:id, :code, :draft_id, :person_id, :person_id, :unit_id, :author, :title, :folded, 'technical', '', :solution,
    NULL, NULL, '[]', 'submitted', 1, 'telegram', 'vi', :at)
"""
_LEDGER = """
INSERT INTO ledger (id, initiative_id, person_id, unit_id, figure, amount, counted_for, booked_at)
VALUES (:id, :initiative_id, :person_id, :unit_id, :figure, 1, :at, :at)
"""


async def fill_units(database: Database) -> None:
    await database.write(lambda session: save_units(session, list(_units())))


async def fill_entries(database: Database, have: int, entries: int) -> None:
    """Brings the number of entries from `have` to `entries`, spread over the grassroots and the forty days."""
    dice = random.Random(entries)  # noqa: S311 - no secret
    grassroots = range(UNITS - LEVELS[-1] + 1, UNITS + 1)
    people = [(new_id(), dice.choice(grassroots)) for _ in range(max(1, round((entries - have) / _A_PERSON)))]

    async def write(session: Session) -> None:
        for first in range(have, entries, _AT_ONCE):
            rows = [_entry(dice, people, number) for number in range(first, min(first + _AT_ONCE, entries))]
            await session.many(_INITIATIVE, rows)
            await session.many(_LEDGER, [_booked(row, figure) for row in rows for figure in ("submitted", "complete")])
        await rebuild(session, ZONE)

    await database.write(write)


def _entry(dice: random.Random, people: list[tuple[int, int]], number: int) -> dict[str, Any]:
    person, unit = dice.choice(people)
    days = min(dice.expovariate(1 / 12), _DAYS)
    return {
        "id": new_id(), "draft_id": new_id(), "code": receipt_code(2022, number + 1), "person_id": person,
        "unit_id": unit, "author": "Nguyễn Văn An", "title": f"Gá kẹp giữ dây thun số {number}",
        "folded": f"ga kep giu day thun so {number}", "solution": _SOLUTION,
        "at": stamp(ENDS - timedelta(days=days, seconds=dice.randrange(36_000))),
    }  # fmt: skip


def _booked(entry: Mapping[str, Any], figure: str) -> dict[str, Any]:
    same = {name: entry[name] for name in ("person_id", "unit_id", "at")}
    return {"id": new_id(), "initiative_id": entry["id"], "figure": figure, **same}


def _units() -> Iterator[Mapping[str, Any]]:
    yield _unit(1, None, "/1/", "Tổng Liên đoàn")
    above, after = [(1, "/1/")], 1
    for level, count in enumerate(LEVELS, start=1):
        below = []
        for at in range(count):
            parent, path = above[at % len(above)]
            after += 1
            below.append((after, f"{path}{after}/"))
            yield _unit(after, parent, below[-1][1], f"Công đoàn bậc {level} số {at}")
        above = below


def _unit(number: int, parent: int | None, path: str, name: str) -> Mapping[str, Any]:
    return {
        "id": number, "code": f"U{number}", "short": short_code(number), "parent_id": parent, "path": path,
        "name": name, "level": "grassroots", "ownership": "state", "country": None, "sector": None, "cluster": None,
        "members": 93, "target_assigned": None, "target_self": None, "opening_stock": 0, "valid_from": None,
        "valid_to": None, "merged_into_id": None,
    }  # fmt: skip
