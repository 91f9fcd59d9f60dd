"""What a sender has in hand: it forgets what is done with, and finds what it was never told of."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.app import App
from bot.pace import Pace
from channels.telegram_draw import pieces
from conversation.message import Reply
from storage.database import DatabaseAwayError
from storage.files import add_document
from storage.outbox import letter, post
from tests.fakes.telegram import Person
from tests.people import join, words
from tests.world import World, loses_leases

pytestmark = pytest.mark.usefixtures("unkept")
PATIENCE = 20.0


@pytest.fixture
def polling(polling: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """One whose sender looks for what it doesn't know of more often than once a second."""
    monkeypatch.setattr(polling.app.outgoing.senders["telegram"], "_look_seconds", lambda: 0.1)
    return polling


async def has_let_go(app: App) -> None:
    """Waits until the sender remembers no letter and no chat."""
    sender = app.outgoing.senders["telegram"]
    async with asyncio.timeout(PATIENCE):
        while not sender.idle:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.02)


async def test_what_was_dropped_for_something_newer_is_forgotten(polling: World) -> None:
    polling.config.sending.settle_seconds = 60
    await polling.restart()
    lan = await join(polling)
    for text in ("nop sang kien", "Gá kẹp giữ dây thun khi may cạp quần"):
        await lan.writes(text)
        await lan.reads(1)
    await lan.presses(words("kind-technical"))
    await lan.reads(1)
    for text in ("Trước: dây thun bị xoắn.", "Sau: kẹp bằng tôn mỏng.", "xong"):
        await lan.writes(text)
    await lan.reads(1)
    await has_let_go(polling.app)


async def test_what_waits_for_more_is_not_lost_where_something_else_is_said_meanwhile(polling: World) -> None:
    lan = await join(polling)
    address, holder = f"telegram:{lan.info['id']}", polling.app.leases.holder
    waits = letter("telegram", address, Reply("a", "Còn gì nữa không?", "vi"), polling.wall(), 3_600, holder=holder)
    other = letter("telegram", address, Reply("b", "Không giữ được tệp.", "vi"), polling.wall(), holder=holder)
    for one in (waits, other):
        await polling.app.database.write(lambda session, one=one: post(session, (one,)))
        polling.app.outgoing.posted(address, (one,))
    polling.wall.turn(hours=2)
    assert {sent.text for sent in await lan.reads(2)} == {"Còn gì nữa không?", "Không giữ được tệp."}
    await has_let_go(polling.app)


async def test_an_older_answer_that_comes_late_holds_up_no_newer_one(polling: World) -> None:
    """As where another process wrote the older one and its ring was on its way."""
    lan = await join(polling)
    address, holder = f"telegram:{lan.info['id']}", polling.app.leases.holder
    late = letter("telegram", address, Reply("a", "Không giữ được tệp.", "vi"), polling.wall(), holder=holder)
    waits = letter("telegram", address, Reply("b", "Còn gì nữa không?", "vi"), polling.wall(), 3_600, holder=holder)
    later = letter("telegram", address, Reply("c", "Có tin mới.", "vi"), polling.wall(), holder=holder)
    await polling.app.database.write(lambda session: post(session, (late, waits, later)))
    sender = polling.app.outgoing.senders["telegram"]
    sender.offer((waits, late))  # before its wait so much as began
    assert {one.id for one in (late, waits)} <= sender._answers.hand
    sender.offer((later,))
    assert waits.id not in sender._answers.hand  # given back: its row alone says whether it is still wanted
    polling.wall.turn(hours=2)
    assert {sent.text for sent in await lan.reads(3)} == {"Không giữ được tệp.", "Còn gì nữa không?", "Có tin mới."}
    await has_let_go(polling.app)


@pytest.mark.usefixtures("soon")
async def test_what_was_sent_while_the_database_was_away_is_not_sent_again_with_the_lease_regained(
    polling: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sending needs no database: what is in hand goes out, and its marks must outlive the lease."""
    lan, app = await join(polling), polling.app
    address, holder = f"telegram:{lan.info['id']}", app.leases.holder
    answers = [
        letter("telegram", address, Reply("a", f"Câu {at}", "vi"), polling.wall(), holder=holder) for at in "abc"
    ]
    await app.database.write(lambda session: post(session, answers))
    write, away = app.database.write, True

    async def perhaps(work: Any, of: str = "") -> Any:
        if away:
            raise DatabaseAwayError("away")
        return await write(work)

    monkeypatch.setattr(app.database, "write", perhaps)
    app.outgoing.senders["telegram"].offer(answers)
    assert len(await lan.reads(3)) == 3
    app.leases._heard = app.leases.steady() - 8  # no word for so long
    await app.leases.look()
    assert app.leases.held == []
    away = False
    await app.leases.look()
    assert "send:telegram" in app.leases.held
    async with asyncio.timeout(PATIENCE):
        while await polling.rows("SELECT 1 FROM outbox WHERE state <> 'sent'"):  # noqa: ASYNC110 - rows have no event
            await asyncio.sleep(0.02)
    await polling.fake.quiet(0.2)
    assert lan.unread == []


async def test_what_nobody_sent_goes_before_what_is_written_now(polling: World) -> None:
    lan, app = await join(polling), polling.app
    await loses_leases(app)
    address, now = f"telegram:{lan.info['id']}", polling.wall()
    crowd = [letter("telegram", f"telegram:{9_000_000 + at}", Reply("a", "x", "vi"), now) for at in range(1_200)]
    older = letter("telegram", address, Reply("a", "cũ", "vi"), now)
    await app.database.write(lambda session: post(session, [*crowd, older]))
    await app.leases.look()
    sender = app.outgoing.senders["telegram"]
    while not sender.holder:  # noqa: ASYNC110 - it tells nobody
        await asyncio.sleep(0)
    newer = letter("telegram", address, Reply("b", "mới", "vi"), now, holder=app.outgoing.holder("telegram"))
    await app.database.write(lambda session: post(session, [newer]))
    app.outgoing.posted(address, (newer,))
    assert [sent.text for sent in await lan.reads(2)] == ["cũ", "mới"]


async def test_busy_readers_hold_up_no_answer(polling: World) -> None:
    lan, app = await join(polling), polling.app
    free = asyncio.Event()
    reads = [asyncio.create_task(app.database.read(lambda _session: free.wait())) for _ in range(4)]
    await asyncio.sleep(0.3)  # the sender has looked meanwhile
    one = letter(
        "telegram", f"telegram:{lan.info['id']}", Reply("a", "x", "vi"), polling.wall(), holder=app.leases.holder
    )
    await app.database.write(lambda session: post(session, [one]))
    app.outgoing.senders["telegram"].call(one.id)
    assert [sent.text for sent in await lan.reads(1)] == ["x"]
    free.set()
    await asyncio.gather(*reads)


@pytest.mark.usefixtures("soon")
async def test_no_error_stops_a_chat_for_good(polling: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lan = await join(polling)
    wait, failures = Pace.wait, iter((True,))

    def fails_once(self: Pace, address: str, group: bool, ping: bool, now: float) -> float:
        if next(failures, False):
            raise RuntimeError("a defect")
        return wait(self, address, group, ping, now)

    monkeypatch.setattr(Pace, "wait", fails_once)
    await lan.writes("nop sang kien")
    await lan.reads(1)
    assert next(failures, None) is None
    await has_let_go(polling.app)


async def test_a_stop_does_not_wait_for_a_chat_that_must_rest(polling: World) -> None:
    lan = await join(polling)
    polling.fake.fail_next("sendMessage", 429, retry_after=30)
    await lan.writes("/help")
    await polling.fake.struck()
    async with asyncio.timeout(8):  # what is on its way has 10 s
        await polling.restart()
    await lan.reads(1)


@pytest.mark.parametrize("later", range(4))
async def test_a_ring_swallows_no_stop(polling: World, later: int) -> None:
    """Python 3.11's `wait_for` does where both come in the same moment: a sender would go on without its lease."""
    sender = polling.app.outgoing.senders["telegram"]
    await loses_leases(polling.app)
    running = asyncio.create_task(sender.run())
    while not sender.holder:  # noqa: ASYNC110 - it tells nobody
        await asyncio.sleep(0)
    await asyncio.sleep(0.05)
    sender._woken.set()
    for _ in range(later):
        await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        async with asyncio.timeout(PATIENCE):
            await running


@pytest.mark.slow
async def test_what_surely_has_not_arrived_is_tried_for_a_day(polling: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.answers.MOST_ATTEMPTS", 2)
    lan = await join(polling)
    polling.fake.fail_next("sendMessage", 429, retry_after=1, times=2)
    await lan.writes("/help")
    await lan.reads(1)
    polling.fake.fail_next("sendMessage", 429, retry_after=1, times=2)
    polling.app.outgoing.senders["telegram"]._answers._clock = lambda: polling.wall() + timedelta(hours=25)
    await lan.writes("/help")
    async with asyncio.timeout(PATIENCE):
        while not await polling.rows("SELECT 1 FROM outbox WHERE state = 'failed'"):  # noqa: ASYNC110 - rows have no event
            await asyncio.sleep(0.02)
    assert lan.unread == []


LONG = "\n".join(f"Dòng {number}: " + "đã ghi nhận. " * 20 for number in range(40))


async def is_told(polling: World, lan: Person, text: str, file: str | None = None) -> None:
    address, holder = f"telegram:{lan.info['id']}", polling.app.leases.holder
    one = letter("telegram", address, Reply("a", text, "vi", file=file), polling.wall(), holder=holder)
    await polling.app.database.write(lambda session: post(session, (one,)))
    polling.app.outgoing.posted(address, (one,))


@pytest.mark.parametrize("fault", [{"status": 429, "retry_after": 1}, {"cut": True}])
async def test_another_try_goes_on_behind_what_has_arrived(polling: World, fault: dict[str, Any]) -> None:
    lan = await join(polling)
    polling.fake.fail_next("sendMessage", after=1, **fault)
    await is_told(polling, lan, LONG)
    parts = pieces(Reply("a", LONG, "vi"))
    assert [sent.text for sent in await lan.reads(len(parts))] == [part.text for part in parts]
    await has_let_go(polling.app)
    await lan.writes("/help")  # the next one begins with its own first piece
    await lan.reads(1)
    await polling.fake.quiet()
    assert (len(parts) > 2, lan.unread) == (True, [])


async def test_a_file_that_has_arrived_does_not_come_again_with_its_words(polling: World) -> None:
    lan = await join(polling)
    address, now = f"telegram:{lan.info['id']}", polling.wall()
    file = await polling.app.database.write(
        lambda session: add_document(session, address, "a.csv", "text/csv", b"a", now)
    )
    polling.fake.fail_next("sendMessage", 429, retry_after=1)
    await is_told(polling, lan, LONG[:3_000], str(file))
    await lan.reads(2)
    await has_let_go(polling.app)
    await polling.fake.quiet()
    assert lan.unread == []
