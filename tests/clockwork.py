"""Sweeps on a bare database in a test: people with roles, desks that share them, and a record of what was written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.config import load
from campaign.roles import Role
from campaign.setting import Campaign
from campaign.wishes import Wishes
from conversation.texts import all_texts
from scheduler import digests, due, escalation, reminders
from scheduler.desk import Desk
from storage.database import Session
from storage.grants import add_grant
from storage.outbox import Letter
from storage.people import add_person
from storage.sqlite import SqliteDatabase
from storage.units import unit_by_code
from storage.wishes import save_wishes

TEXTS = all_texts()


def campaign(**changes: Any) -> Campaign:
    return replace(load(None).campaign_setting(), **changes)


@dataclass
class Process:
    """One process with a clock: its own connection to the database that others use as well."""

    path: Path
    campaign: Campaign
    room: int = 100_000
    posted: list[Letter] = field(default_factory=list)
    fetched: dict[str, bool] = field(default_factory=lambda: {"telegram": False})

    async def open(self) -> Process:
        self.database = SqliteDatabase(self.path)
        await self.database.open()
        self.database._writer.execute("PRAGMA synchronous = OFF")  # thousands of commits, and no plug is pulled
        return self

    async def close(self) -> None:
        await self.database.close()

    async def restart(self) -> None:
        await self.close()
        await self.open()

    @property
    def desk(self) -> Desk:
        return Desk(self.database, TEXTS, self.campaign, self.fetched, self._posted, self.room)

    def _posted(self, _address: str, letters: tuple[Letter, ...]) -> None:
        self.posted += letters

    async def sweep(self, now: datetime) -> None:
        """What the clock does every minute."""
        for run in (reminders.plan, digests.plan, escalation.end, escalation.tell, due.send_due):
            await run(self.desk, now)

    async def rows(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        return [dict(row) for row in await self.database.read(lambda session: session.all(sql, values))]

    async def run(self, sql: str, **values: Any) -> int:
        return await self.database.write(lambda session: session.run(sql, values))

    async def member(self, number: int, role: Role, code: str, granted: datetime, wishes: Wishes | None = None) -> int:
        """The id of somebody at `telegram:<number>` who holds a role."""

        async def work(session: Session) -> int:
            person = await add_person(session, f"telegram:{number}", f"Người {number}", "vi", granted)
            unit = await unit_by_code(session, code)
            assert unit is not None
            await add_grant(session, person.id, role, unit.id, granted)
            if wishes:
                await save_wishes(session, person.id, wishes)
            return person.id

        return await self.database.write(work)

    async def crowd(self, count: int, code: str, granted: datetime) -> None:
        """So many support members of a unit at once."""

        async def work(session: Session) -> None:
            unit = await unit_by_code(session, code)
            assert unit is not None
            for number in range(1, count + 1):
                person = await add_person(session, f"telegram:{number}", f"Người {number}", "vi", granted)
                await add_grant(session, person.id, Role.SUPPORT, unit.id, granted)

        await self.database.write(work)


@dataclass
class Log:
    """A log that keeps its lines."""

    lines: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def info(self, event: str, **values: Any) -> None:
        self.lines.append((event, values))

    warning = error = info
