"""Leaders and those they speak to, in tests: people who are in at once, and the sweep run by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from campaign.roles import Role
from conversation.texts import all_texts
from scheduler.announced import Outlet, Way
from storage.announcements import add_announcement
from storage.audience import Segment
from storage.database import Database, Session
from storage.grants import add_grant
from storage.ids import new_id
from storage.people import add_person, person_at, set_joined, set_language, set_unit
from storage.units import Unit, unit_by_code
from tests.fakes.telegram_people import Person
from tests.people import words
from tests.world import MORNING, World

PATIENCE = 20.0
TEXTS = all_texts()
WORDS = "Tuần này cao điểm.\nAi có cách làm hay cứ nhắn vào đây <nhé> & đừng ngại!"


async def unit_of(session: Session, code: str) -> Unit:
    found = await unit_by_code(session, code)
    assert found is not None
    return found


async def is_in(session: Session, address: str, code: str, language: str = "vi", role: Role | None = None) -> int:
    """Makes whoever is behind an address somebody who came in; the person's id."""
    known = await person_at(session, address)
    person = known[0] if known else await add_person(session, address, "", "", MORNING)
    unit = await unit_of(session, code)
    await set_unit(session, person.id, unit.id)
    await set_language(session, person.id, language)
    await set_joined(session, person.id, MORNING)
    if role:
        await add_grant(session, person.id, role, unit.id, MORNING)
    return person.id


async def comes(
    world: World, number: int, name: str, code: str, language: str = "vi", role: Role | None = None
) -> Person:
    """Somebody on Telegram who is in."""
    one = world.fake.user(number, name)
    await one.starts()
    await one.reads(1)
    await world.app.database.write(lambda session: is_in(session, f"telegram:{number}", code, language, role))
    return one


async def announces(leader: Person, text: str = WORDS) -> None:
    """The whole way: the command, the words, send."""
    await leader.writes("thông báo")
    await leader.reads(1)
    await leader.writes(text)
    [card] = await leader.reads(1)
    await leader.presses(card.buttons[0][0])
    await leader.reads(1)


async def settled(world: World, waiting: int = 0) -> None:
    """Until no more than so many pings are still to be sent."""
    sql = "SELECT count(*) AS n FROM outbox WHERE lane = 'ping' AND state IN ('waiting', 'sending')"
    async with asyncio.timeout(PATIENCE):
        while (await world.rows(sql))[0]["n"] > waiting:  # noqa: ASYNC110 - rows have no event
            await asyncio.sleep(0.02)


def reads_of(union: str, text: str = WORDS, lang: str = "vi") -> str:
    return words("announcement", lang, union=union, words=text)


@dataclass
class Office:
    """A leader of Ha Noi's industrial zones with a crowd below, without channels: only the database."""

    database: Database
    posted: list[str] = field(default_factory=list)
    leader: int = 0

    def outlet(self, database: Database | None = None, per_second: float = 0) -> Outlet:
        ways = {"telegram": Way(per_second=per_second), "web": Way(fetched=True)}
        return Outlet(database or self.database, TEXTS, ways, lambda address, _letters: self.posted.append(address))

    async def opens(self, people: int, of: Callable[[int], tuple[str, str]] = lambda at: ("telegram", "vi")) -> None:
        """`of` gives the channel and the language of each."""

        async def fill(session: Session) -> None:
            self.leader = await is_in(session, "telegram:1", "HN-KCN", role=Role.LEADER)
            for at in range(people):
                channel, language = of(at)
                await is_in(session, f"{channel}:{1001 + at}", "HN-KCN-01", language)

        await self.database.write(fill)

    async def announces(self, code: str = "HN-KCN-01", **segment: str) -> int:
        """Confirmed a minute ago."""

        async def work(session: Session) -> int:
            to, by = await unit_of(session, code), await unit_of(session, "HN-KCN")
            made, who = new_id(), (self.leader, "telegram:1")
            await add_announcement(
                session, made, to.id, by.id, who, WORDS, Segment(to.path, **segment), MORNING, MORNING
            )
            return made

        return await self.database.write(work)

    async def rows(self, sql: str, **values: object) -> list[dict[str, object]]:
        return [dict(row) for row in await self.database.read(lambda session: session.all(sql, values))]

    async def got(self) -> list[str]:
        """Addresses that a letter was written to, one for each letter."""
        return [str(row["address"]) for row in await self.rows("SELECT address FROM outbox WHERE lane = 'ping'")]
