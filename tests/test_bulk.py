"""The lane of pings against the strict fake: at most once, through refusals, blocks, deaths and expiry."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from bot.bulk import Bulk
from channels.telegram import TelegramChannel
from conversation.message import Reply
from storage.database import Database, DatabaseAwayError, Session
from storage.files import add_document, document_for
from storage.outbox import PING, Letter, letter, post, release_ping
from tests.fakes.telegram_people import Person
from tests.people import join
from tests.visitor import PNG
from tests.world import World, loses_leases

PATIENCE = 20.0


async def people(world: World, count: int) -> list[Person]:
    """People who came in, and a bot that may send a thousand pings a second."""
    world.config.sending.telegram.pings_per_second = 1_000
    world.config.sending.telegram.per_second = 0
    found = [await join(world, 1001 + at) for at in range(count)]
    await world.restart()
    return found


async def pings(world: World, *to: Person, **more: object) -> list[Letter]:
    """Writes a ping for each."""
    letters = [
        letter(
            "telegram",
            f"telegram:{one.info['id']}",
            Reply("ping", f"Nhắc nhẹ {at}", "vi"),
            world.wall(),
            lane=PING,
            **more,
        )  # type: ignore[arg-type]
        for at, one in enumerate(to)
    ]
    await world.app.database.write(lambda session: post(session, letters))
    return letters


async def states(world: World, letters: list[Letter]) -> list[tuple[str, str | None]]:
    rows = await world.rows("SELECT id, state, error FROM outbox WHERE lane = 'ping' ORDER BY id")
    assert [row["id"] for row in rows] == [one.id for one in letters]
    return [(row["state"], row["error"]) for row in rows]


async def until(found: Callable[[list[tuple[str, str | None]]], bool], world: World, letters: list[Letter]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not found(await states(world, letters)):  # noqa: ASYNC110 - rows have no event
            await asyncio.sleep(0.02)


def done(rows: list[tuple[str, str | None]]) -> bool:
    return all(state not in ("waiting", "sending") for state, _ in rows)


async def test_each_ping_is_sent_once_and_marked(world: World) -> None:
    crowd = await people(world, 5)
    letters = await pings(world, *crowd)
    for at, one in enumerate(crowd):
        assert [sent.text for sent in await one.reads(1)] == [f"Nhắc nhẹ {at}"]
    await until(done, world, letters)
    assert await states(world, letters) == [("sent", None)] * 5
    await world.restart()
    await world.fake.quiet()
    assert [one.unread for one in crowd] == [[]] * 5


@pytest.mark.slow
async def test_what_surely_did_not_arrive_goes_again_and_what_may_have_does_not(polling: World) -> None:
    [lan] = await people(polling, 1)
    polling.fake.fail_next("sendMessage", 429, retry_after=1)
    letters = await pings(polling, lan)
    assert [sent.text for sent in await lan.reads(1)] == ["Nhắc nhẹ 0"]
    polling.fake.fail_next("sendMessage", cut=True, after_accepting=True)
    letters += await pings(polling, lan)
    await until(done, polling, letters)
    assert [state for state, _ in await states(polling, letters)] == ["sent", "failed"]
    assert [sent.text for sent in await lan.reads(1)] == ["Nhắc nhẹ 0"]
    await polling.fake.quiet(0.2)
    assert lan.unread == []


async def test_a_ping_of_which_a_part_has_arrived_is_given_up(polling: World) -> None:
    [lan] = await people(polling, 1)
    polling.fake.fail_next("sendMessage", 429, after=1, retry_after=1)
    one = letter("telegram", f"telegram:{lan.info['id']}", Reply("a", "x " * 4_000, "vi"), polling.wall(), lane=PING)
    await polling.app.database.write(lambda session: post(session, [one]))
    await until(done, polling, [one])
    assert await states(polling, [one]) == [("failed", "429")]
    await lan.reads(1)
    await polling.fake.quiet(0.2)
    assert lan.unread == []


async def test_while_pings_rest_as_the_vendor_asks_answers_go_on(polling: World) -> None:
    lan, binh = await people(polling, 2)
    polling.fake.fail_next("sendMessage", 429, retry_after=30)
    letters = await pings(polling, lan)
    await until(lambda rows: rows[0] == ("waiting", None) and not polling.fake.faults.waiting, polling, letters)
    await binh.writes("/help")
    await binh.reads(1)
    assert await states(polling, letters) == [("waiting", None)]


async def test_somebody_who_blocked_the_bot_gets_no_more_pings(polling: World) -> None:
    lan, binh = await people(polling, 2)
    await lan.blocks()
    await polling.fake.quiet()
    letters = await pings(polling, lan, lan, binh)
    await binh.reads(1)
    await until(done, polling, letters)
    assert [state for state, _ in await states(polling, letters)] in (
        ["failed", "dropped", "sent"], ["failed", "failed", "sent"],
    )  # fmt: skip
    assert (await polling.rows("SELECT reachable FROM addresses ORDER BY address"))[0]["reachable"] == 0


async def test_what_was_on_its_way_when_its_sender_died_is_not_sent_again(world: World) -> None:
    lan, binh = await people(world, 2)
    await world.app.stop()
    await world.app.database.open()
    letters = await pings(world, lan, binh)
    dying = "UPDATE outbox SET state = 'sending', holder = 'elsewhere:1:1' WHERE id = :id"
    await world.app.database.write(lambda session: session.run(dying, {"id": letters[0].id}))
    await world.app.database.close()
    await world.app.start()
    await binh.reads(1)
    await until(done, world, letters)
    assert await states(world, letters) == [("failed", "sender died"), ("sent", None)]
    assert lan.unread == []


async def test_a_ping_that_is_worth_nothing_any_more_is_not_sent_and_dropped_within_a_minute(polling: World) -> None:
    [lan] = await people(polling, 1)
    async with asyncio.timeout(PATIENCE):
        while not lane(polling)._dropped:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.02)
    letters = await pings(polling, lan, expires=polling.wall() - timedelta(minutes=1))
    letters += await pings(polling, lan, expires=polling.wall() + timedelta(minutes=1))
    await lan.reads(1)
    await until(lambda rows: rows[1] == ("sent", None), polling, letters)
    assert (await states(polling, letters))[0] == ("waiting", None), "all that wait are read for it, so not each time"
    polling.wall.turn(minutes=1)
    await until(done, polling, letters)
    assert await states(polling, letters) == [("dropped", "expired"), ("sent", None)]


async def test_a_ping_of_later_waits_for_its_time(polling: World) -> None:
    [lan] = await people(polling, 1)
    letters = await pings(polling, lan, settle=3600)
    await polling.fake.quiet(0.1)
    assert await states(polling, letters) == [("waiting", None)]
    polling.wall.turn(hours=2)
    await lan.reads(1)


@pytest.mark.parametrize("who", ["a group", "one who is answered"])
async def test_a_chat_that_must_rest_holds_up_nobody_elses_pings(polling: World, who: str) -> None:
    lan, binh = await people(polling, 2)
    polling.fake.fail_next("sendMessage", 429, retry_after=30)
    if who == "a group":
        group = letter("telegram", "telegram:-100777", Reply("ping", "Nhắc", "vi"), polling.wall(), lane=PING)
        await polling.app.database.write(lambda session: post(session, [group]))
    else:
        await lan.writes("/help")
    await polling.fake.struck()
    letters = [
        letter("telegram", f"telegram:{one}", Reply("ping", "Nhắc nhẹ", "vi"), polling.wall(), lane=PING)
        for one in (-100777 if who == "a group" else lan.info["id"], binh.info["id"])
    ]
    await polling.app.database.write(lambda session: post(session, letters))
    assert [sent.text for sent in await binh.reads(1)] == ["Nhắc nhẹ"]


async def test_a_ping_whose_picture_could_not_be_read_goes_later(
    polling: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    [lan] = await people(polling, 1)
    address, away, real = f"telegram:{lan.info['id']}", iter((True,)), document_for

    async def perhaps(session: Session, whose: str, number: int) -> Any:
        if next(away, False):
            raise DatabaseAwayError("no answer")
        return await real(session, whose, number)

    async def write(session: Session) -> Letter:
        number = await add_document(session, address, "a.png", "image/png", PNG, polling.wall())
        said = Reply("ping", "Tổng kết", "vi", file=str(number))
        one = letter("telegram", address, said, polling.wall(), lane=PING)
        await post(session, [one])
        return one

    monkeypatch.setattr("bot.marks.document_for", perhaps)
    one = await polling.app.database.write(write)
    await until(done, polling, [one])
    assert (await states(polling, [one]), next(away, None)) == ([("sent", None)], None)


async def test_a_gateways_error_may_hide_that_a_ping_arrived(polling: World) -> None:
    [lan] = await people(polling, 1)
    polling.fake.fail_next("sendMessage", 500, after_accepting=True)
    letters = await pings(polling, lan)
    await until(done, polling, letters)
    assert lane(polling)._failures == 1, "and the lane rests, or a failing gateway would use all pings up"
    await polling.fake.quiet(0.2)
    assert len(lan.unread) == 1


async def test_a_ping_of_two_messages_whose_second_is_refused_is_not_begun_again(
    polling: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    [lan] = await people(polling, 1)
    channel, calls = polling.app.channels["telegram"], count(1)
    assert isinstance(channel, TelegramChannel)
    call = channel._call

    async def second_fails(method: str, **values: Any) -> Any:
        if next(calls) == 2:
            polling.fake.fail_next("sendMessage", 429, retry_after=1)
        return await call(method, **values)

    monkeypatch.setattr(channel, "_call", second_fails)
    long = Reply("ping", "đầu " + "x " * 4_000, "vi")
    one = letter("telegram", f"telegram:{lan.info['id']}", long, polling.wall(), lane=PING)
    await polling.app.database.write(lambda session: post(session, [one]))
    await until(done, polling, [one])
    await polling.fake.quiet(0.2)
    assert [sent.text[:4] for sent in lan.unread] == ["đầu "]


def lane(world: World) -> Bulk:
    """The app's lane of pings."""
    return world.app.leases._works["send:telegram"].start.args[1].__self__  # type: ignore[attr-defined, no-any-return]


async def test_after_hours_of_a_vendor_being_away_a_ping_still_goes_back(polling: World) -> None:
    [lan] = await people(polling, 1)
    lane(polling)._failures = 1_100  # an hour's worth
    polling.fake.fail_next("sendMessage", 409, description="Conflict: terminated by other request")
    letters = await pings(polling, lan)
    await until(lambda rows: rows[0] == ("waiting", None) and not polling.fake.faults.waiting, polling, letters)


async def test_a_claim_that_came_through_though_its_connection_broke_is_taken_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    [lan] = await people(world, 1)
    kind, cut = type(world.app.database), 1
    real = kind.write

    async def breaks(self: Database, work: Any, of: str = "") -> Any:
        nonlocal cut
        result = await real(self, work, of)  # type: ignore[arg-type]
        if result is True and cut:  # a claim's answer, and nothing else's here
            cut -= 1
            raise DatabaseAwayError("cut after the commit")
        return result

    monkeypatch.setattr(kind, "write", breaks)
    letters = await pings(world, lan)
    assert [sent.text for sent in await lan.reads(1)] == ["Nhắc nhẹ 0"]
    await until(done, world, letters)
    assert (await states(world, letters), cut) == ([("sent", None)], 0)


async def test_a_ping_is_only_given_back_by_whoever_has_it(polling: World) -> None:
    [lan] = await people(polling, 1)
    letters = await pings(polling, lan, settle=3_600)
    write, number = polling.app.database.write, letters[0].id
    dying = "UPDATE outbox SET state = 'sending', holder = 'elsewhere:1:1' WHERE id = :id"
    await write(lambda session: session.run(dying, {"id": number}))
    await write(lambda session: release_ping(session, number, polling.app.leases.holder))
    assert await states(polling, letters) == [("sending", None)]


@pytest.mark.slow
@pytest.mark.usefixtures("unkept")
async def test_a_lease_lost_while_the_lane_waits_costs_it_nothing(
    polling: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.bulk._AT_ONCE", 1)
    lan, binh = await people(polling, 2)
    polling.fake.fail_next("sendMessage", 429, retry_after=1)
    letters = await pings(polling, lan, binh)
    async with asyncio.timeout(PATIENCE):
        while not (lane(polling)._failures and lane(polling)._room.locked()):  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.02)
    await loses_leases(polling.app)
    await polling.app.leases.look()
    assert [sent.text for sent in await lan.reads(1)] == ["Nhắc nhẹ 0"]
    assert [sent.text for sent in await binh.reads(1)] == ["Nhắc nhẹ 1"]
    await until(done, polling, letters)


@pytest.mark.parametrize("lane_of_it", ["answer", "ping"])
async def test_a_letter_that_cannot_be_read_is_given_up_and_stops_no_other(polling: World, lane_of_it: str) -> None:
    lan, binh = await people(polling, 2)
    await polling.app.stop()
    await polling.app.database.open()
    letters = await pings(polling, lan, binh)
    spoil = "UPDATE outbox SET body = '{}', lane = :lane WHERE id = :id"
    values = {"id": letters[0].id, "lane": lane_of_it}
    await polling.app.database.write(lambda session: session.run(spoil, values))
    await polling.app.database.close()
    await polling.app.start()
    await binh.reads(1)
    async with asyncio.timeout(PATIENCE):
        while await polling.rows("SELECT 1 FROM outbox WHERE state IN ('waiting', 'sending')"):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.02)
    [spoilt] = await polling.rows("SELECT state, error FROM outbox WHERE id = :id", id=letters[0].id)
    assert spoilt == {"state": "failed", "error": "unreadable"}
