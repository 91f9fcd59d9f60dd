"""Support members and leaders in a test, and the clock that pings them."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from campaign.roles import Role
from conversation.message import Incoming
from storage.database import Session
from storage.grants import add_grant
from storage.people import Person as Known
from storage.people import person_at
from storage.units import unit_by_code
from tests.fakes.telegram import Person
from tests.people import UNIT, join
from tests.world import HANOI, World

ABOVE = "HN-KCN"
PATIENCE = 20.0


async def appoint(world: World, person: Person, role: Role, code: str = UNIT) -> None:
    """Grants a role to somebody who has written to the bot."""

    async def work(session: Session) -> None:
        known, unit = await person_at(session, f"telegram:{person.id}"), await unit_by_code(session, code)
        assert known is not None
        assert unit is not None
        await add_grant(session, known[0].id, role, unit.id, world.wall())

    await world.app.database.write(work)


async def support(world: World, number: int = 2001, name: str = "Trần Văn Hùng", code: str = UNIT) -> Person:
    hung = await join(world, number, name, code)
    await appoint(world, hung, Role.SUPPORT, code)
    return hung


async def leader(world: World, number: int = 3001, name: str = "Lê Thị Hoa", code: str = ABOVE) -> Person:
    hoa = await join(world, number, name, code)
    await appoint(world, hoa, Role.LEADER, code)
    return hoa


async def at(world: World, day: str, hour: str = "08:00") -> None:
    """Turns the wall clock and lets every sweep run, until all is sent that is to be sent now.

    It asks both lanes instead of waiting until they seem to have stopped: that was most of these tests' time.
    """
    world.wall.now = datetime.fromisoformat(f"2022-{day}T{hour}").replace(tzinfo=HANOI)
    await world.app.sweep()
    while await world.rows("SELECT 1 FROM outbox WHERE lane = 'ping' AND state IN ('waiting', 'sending')"):
        await world.fake.quiet(0.01)
    async with asyncio.timeout(PATIENCE):
        while not all(sender.idle for sender in world.app.outgoing.senders.values()):  # noqa: ASYNC110 - tells nobody
            await asyncio.sleep(0.005)
    await world.fake.quiet(0.01)


async def pings(world: World, kind: str = "%") -> list[dict[str, Any]]:
    return await world.rows("SELECT * FROM pings WHERE kind LIKE :kind ORDER BY local_date, id", kind=kind)


async def press(world: World, number: int, command: str) -> None:
    """A button that no message of ours has carried: whatever a client may send."""
    message = Incoming("telegram", f"0/{command}", f"telegram:{number}", world.wall(), choice=f"c|{command}")
    await world.app.deliver(message)


async def person_of(world: World, person: Person) -> Known:
    known = await world.app.database.read(lambda session: person_at(session, f"telegram:{person.id}"))
    assert known is not None
    return known[0]
