"""The command line in a test: `sangkien` with its real exit codes, and people who submit."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.cli import main
from storage.database import Session
from storage.ids import new_id
from storage.initiatives import Entry, add_initiative
from storage.people import Person, add_person, person_at, set_name, set_unit
from storage.sqlite import SqliteDatabase
from storage.units import unit_by_code
from tests.world import HANOI

T = TypeVar("T")
BENEFIT = {
    "computable": True, "amount": 36_000_000, "currency": "VND", "period": "year", "estimated": True,
    "approximate": False, "social": ["time", "quality"], "note": None,
}  # fmt: skip


@dataclass
class Ended:
    code: int
    out: str
    err: str


@dataclass
class CommandLine:
    """`sangkien` on one database."""

    database: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: object) -> Ended:
        self.monkeypatch.setattr(sys, "argv", ["sangkien", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = self.capsys.readouterr()
        return Ended(int(ended.value.code or 0), said.out, said.err)

    def write(self, work: Callable[[Session], Awaitable[T]]) -> T:
        async def run() -> T:
            database = SqliteDatabase(self.database)
            await database.open()
            try:
                return await database.write(work)
            finally:
                await database.close()

        return asyncio.run(run())

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.database) as connection:
            found = connection.execute(sql, values).fetchall()
        connection.close()
        return found


async def somebody(session: Session, name: str, code: str, at: datetime) -> Person:
    """A person of a unit, at `web:<name>`."""
    person = await add_person(session, f"web:{name}", name, "vi", at)
    await set_name(session, person.id, name)
    await move(session, person.id, code)
    return await present(session, name)


async def move(session: Session, person_id: int, code: str) -> None:
    unit = await unit_by_code(session, code)
    assert unit is not None
    await set_unit(session, person_id, unit.id)


async def present(session: Session, name: str) -> Person:
    known = await person_at(session, f"web:{name}")
    assert known is not None
    return known[0]


async def submit(session: Session, person: Person, title: str, at: datetime, **more: Any) -> int:
    """The id of a new initiative."""
    answers = {
        "kind": "technical", "problem": "Nạp nhầm cuộn linh kiện", "solution": "Dán nhãn màu theo ca",
        "benefit": BENEFIT, "applied_on": "2022-03-04", "co_authors": [], "complete": True, "channel": "web",
        "language": "vi",
    }  # fmt: skip
    entry = Entry(draft_id=new_id(), title=title, **{**answers, **more})
    return (await add_initiative(session, person, entry, at, HANOI))[0]
