"""Planning an announcement on both databases: whoever dies, whoever else plans, each person gets one letter."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from campaign.roles import Role
from scheduler import announcements
from scheduler.announced import BEAT
from scheduler.announcements import sweep
from scheduler.housekeeping import LETTERS, forget_old
from storage.announcements import State, turned
from storage.audience import Reach, Segment, addressees, reach_of
from storage.consents import withdraw_consents
from storage.database import Session
from storage.erasure import copy_of, erase
from storage.people import person_at, set_joined, set_reachable
from storage.pings import unsent
from storage.times import stamp
from tests.announcing import Office, is_in, unit_of
from tests.test_storage import opened
from tests.world import MORNING

CROWD = 25
NIGHT = timedelta(hours=10)


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcements, "PAGE", 4)


@pytest.fixture
async def office(url: str) -> AsyncIterator[Office]:
    database = opened(url)
    await database.open()
    yield Office(database)
    await database.close()


def everybody(start: int = 1001) -> Counter[str]:
    return Counter(f"telegram:{start + at}" for at in range(CROWD))


async def test_killed_in_the_middle_it_goes_on_and_nobody_is_doubled(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.opens(CROWD)
    made = await office.announces()
    whole, pages = announcements.add_recipients, 0

    async def dies(*given: Any) -> None:
        nonlocal pages
        pages += 1
        if pages in (3, 4):
            raise RuntimeError("killed with the letters of this page written")
        await whole(*given)

    monkeypatch.setattr(announcements, "add_recipients", dies)
    for done in (8, 8, CROWD):
        await sweep(office.outlet(), MORNING)
        assert len(await office.got()) == done
        [row] = await office.rows("SELECT recipients FROM announcements")
        assert row["recipients"] == done == len(await office.rows("SELECT 1 FROM recipients"))
    assert Counter(await office.got()) == everybody()
    letters = await office.rows("SELECT r.outbox_id FROM recipients r JOIN outbox o ON o.id = r.outbox_id")
    assert len(letters) == CROWD
    assert [row["state"] for row in await office.rows("SELECT state FROM announcements WHERE id = :id", id=made)] == [
        "sending"
    ]


async def test_two_that_plan_at_once_share_the_pages(office: Office, url: str) -> None:
    await office.opens(CROWD)
    await office.announces()
    other = opened(url)
    await other.open()
    planned = await asyncio.gather(
        *(sweep(office.outlet(one), MORNING) for one in (office.database, other, office.database, other))
    )
    await other.close()
    assert sum(planned) == CROWD
    assert Counter(await office.got()) == everybody()
    told = await office.rows("SELECT 1 FROM outbox WHERE lane = 'answer'")
    assert len(told) == 1  # and its leader is told once


async def test_stopped_while_it_is_planned_nobody_more_is_written_to(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.opens(CROWD)
    made = await office.announces()
    whole, pages = announcements.addressees, 0

    async def stops(*given: Any) -> Any:
        nonlocal pages
        page, pages = await whole(*given), pages + 1
        if pages == 3:
            assert await office.database.write(lambda s: turned(s, made, State.STOPPING, of=[State.PLANNING]))
        return page

    monkeypatch.setattr(announcements, "addressees", stops)
    assert await sweep(office.outlet(), MORNING) == 8
    rows = await office.rows("SELECT state, error FROM outbox WHERE lane = 'ping'")
    assert [(row["state"], row["error"]) for row in rows] == [("dropped", "stopped")] * 8
    assert await office.rows("SELECT state, recipients, sent FROM announcements") == [
        {"state": "done", "recipients": 8, "sent": 0}
    ]


async def test_who_is_meant(office: Office) -> None:
    codes = ("HN-KCN-01", "HN-KCN-01-T01", "HN-KCN-04", "HN-01")
    tongues = ("vi", "ko", "vi", "en")

    async def fill(session: Session) -> dict[str, int]:
        found = {
            f"{code} {role}": await is_in(session, f"telegram:{at}{place}", code, tongue, role)
            for place, (code, tongue) in enumerate(zip(codes, tongues, strict=True))
            for at, role in enumerate((None, Role.SUPPORT, Role.LEADER), start=1)
        }
        await is_in(session, "telegram:99", "HN-KCN-01")
        await set_joined(session, await is_in(session, "telegram:98", "HN-KCN-01"), None)  # took the consent back
        return found

    ids = await office.database.write(fill)
    paths = {
        code: (await office.database.read(lambda s, code=code: unit_of(s, code))).path
        for code in ("TLD", "HN-KCN", "HN-KCN-01")
    }  # type: ignore[misc]
    cases = [
        (Segment(paths["TLD"]), 13),
        (Segment(paths["HN-KCN"]), 10),
        (Segment(paths["HN-KCN-01"]), 7),
        (Segment(paths["HN-KCN"], "worker"), 4),
        (Segment(paths["HN-KCN"], "support"), 3),
        (Segment(paths["HN-KCN-01"], "leader"), 2),
        (Segment(paths["HN-KCN"], language="ko"), 3),
        (Segment(paths["HN-KCN"], ownership="private"), 3),
        (Segment(paths["HN-KCN"], "leader", ownership="private"), 1),
        (Segment(paths["HN-KCN"], "worker", "ko", "foreign"), 1),
        (Segment(paths["HN-KCN"], "worker", "en"), 0),
    ]
    for segment, count in cases:
        assert await office.database.read(lambda s, segment=segment: reach_of(s, segment)) == Reach(count, 0), segment  # type: ignore[misc]
        page = await office.database.read(lambda s, segment=segment: addressees(s, segment, 0, 100, ["telegram"]))  # type: ignore[misc]
        assert len({one.person_id for one in page}) == len(page) == count, segment
    leaders = await office.database.read(
        lambda s: addressees(s, Segment(paths["HN-KCN-01"], "leader"), 0, 100, ["telegram"])
    )
    assert [one.person_id for one in leaders] == sorted(ids[f"{code} leader"] for code in codes[:2])


async def test_each_is_written_to_where_they_spoke_last_and_not_where_they_are_lost(office: Office) -> None:
    await office.opens(4)
    places = [("telegram:1001", "web:a"), ("telegram:1002", "web:b"), ("telegram:1003", "zalo:c"), ("telegram:1004",)]

    async def several(session: Session) -> None:
        for old, *new in places:
            known = await person_at(session, old)
            assert known is not None
            for at, address in enumerate(new):
                values = {"a": address, "p": known[0].id, "now": stamp(MORNING + timedelta(days=at + 1))}
                sql = "INSERT INTO addresses (address, person_id, created_at) VALUES (:a, :p, :now)"
                await session.run(sql, values)
        spoke = """
            INSERT INTO outbox (id, channel, address, lane, body, state, due_at)
            VALUES (1, 'telegram', 'telegram:1002', 'answer', '{}', 'sent', '')
        """
        await session.run(spoke)
        await set_reachable(session, "telegram:1004", False)

    await office.database.write(several)
    path = (await office.database.read(lambda session: unit_of(session, "HN-KCN-01"))).path
    assert await office.database.read(lambda session: reach_of(session, Segment(path))) == Reach(3, 1)
    await office.announces()
    assert await sweep(office.outlet(), MORNING) == 4
    assert sorted(await office.got()) == ["telegram:1002", "telegram:1003", "web:a"]
    assert office.posted == ["telegram:1", "web:a"] or office.posted == ["web:a", "telegram:1"]
    [row] = await office.rows("SELECT sent, unreachable FROM announcements")
    assert (row["sent"], row["unreachable"]) == (1, 1)


async def test_who_withdraws_or_is_forgotten_while_it_waits_gets_nothing(office: Office) -> None:
    await office.opens(3)
    await office.announces()
    await sweep(office.outlet(), MORNING)

    async def leave(session: Session) -> None:
        people = [await person_at(session, f"telegram:{at}") for at in (1001, 1002)]
        first, second = (known[0] for known in people if known)
        await withdraw_consents(session, first.id, MORNING)
        assert len((await copy_of(session, second))["announcements_received"]) == 1
        await erase(session, second.id, MORNING)

    await office.database.write(leave)
    rows = await office.rows("SELECT address, state FROM outbox WHERE lane = 'ping' ORDER BY id")
    assert [(row["address"], row["state"]) for row in rows] == [
        ("telegram:1001", "dropped"), ("telegram:1003", "waiting"),
    ]  # fmt: skip
    assert len(await office.rows("SELECT 1 FROM recipients")) == 2


async def test_a_leader_who_is_forgotten_says_nothing_more(office: Office) -> None:
    await office.opens(6)
    await office.announces()
    await sweep(office.outlet(), MORNING)
    await office.announces()
    await office.database.write(lambda session: erase(session, office.leader, MORNING))
    assert await sweep(office.outlet(), MORNING) == 0
    rows = await office.rows("SELECT state, text, by_person FROM announcements ORDER BY id")
    assert [(row["state"], row["text"], row["by_person"]) for row in rows] == [("done", "", None), ("undone", "", None)]
    assert {row["error"] for row in await office.rows("SELECT error FROM outbox")} == {"stopped"}


async def test_a_country_leaves_room_for_what_comes_meanwhile(office: Office) -> None:
    """Letters are due when they could leave: the lane sends what is due first, so nobody waits for all of them."""
    await office.opens(CROWD)
    await office.announces()
    await sweep(office.outlet(per_second=1), MORNING)
    due = await office.rows("SELECT due_at, expires_at FROM outbox WHERE lane = 'ping' ORDER BY id")
    beats = [MORNING + timedelta(seconds=10 * at) for at in range(3)]
    assert [row["due_at"] for row in due] == [stamp(beats[at // 10]) for at in range(CROWD)]
    assert [row["expires_at"] for row in due] == [stamp(beats[at // 10] + timedelta(days=1)) for at in range(CROWD)]


async def test_what_would_leave_in_quiet_hours_leaves_after_them(office: Office) -> None:
    await office.opens(CROWD)
    await office.announces()
    outlet = replace(office.outlet(per_second=1), fits=lambda at: at if at < MORNING + BEAT else MORNING + NIGHT)
    await sweep(outlet, MORNING)
    due = await office.rows("SELECT due_at, expires_at FROM outbox WHERE lane = 'ping' ORDER BY id")
    assert [row["due_at"] for row in due] == [stamp(MORNING)] * 10 + [stamp(MORNING + NIGHT)] * (CROWD - 10)
    assert due[-1]["expires_at"] == stamp(MORNING + NIGHT + timedelta(days=1))


async def test_letters_of_a_bot_that_is_gone_take_nobodys_room_and_end_in_time(office: Office) -> None:
    await office.opens(CROWD)
    await office.announces()
    await sweep(office.outlet(), MORNING)
    later = MORNING + timedelta(days=1, minutes=1)
    assert await office.database.read(lambda session: unsent(session, MORNING)) == CROWD
    assert await office.database.read(lambda session: unsent(session, later)) == 0
    await forget_old(office.database, later + timedelta(hours=1))
    await sweep(office.outlet(), later + timedelta(hours=1))
    assert await office.rows("SELECT state, failed FROM announcements") == [{"state": "done", "failed": CROWD}]


async def test_who_got_it_is_forgotten_after_a_month_and_the_figure_stays(office: Office) -> None:
    await office.opens(3, lambda at: ("web", "vi"))
    await office.announces()
    await sweep(office.outlet(), MORNING)
    await forget_old(office.database, MORNING + LETTERS - timedelta(minutes=1))
    assert len(await office.rows("SELECT 1 FROM recipients")) == 3
    await forget_old(office.database, MORNING + LETTERS + timedelta(minutes=1))
    assert await office.rows("SELECT 1 FROM recipients") == []
    assert (await office.rows("SELECT state, recipients, sent FROM announcements")) == [
        {"state": "done", "recipients": 3, "sent": 3}
    ]
