"""What went wrong with the reminders of others, and must not here: one test for each (late, twice, never, at night)."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from campaign.reminders import Reminders
from campaign.roles import Role
from conversation.draft import Draft
from conversation.message import Reply, Say
from scheduler import due, nudges, planning, reminders
from scheduler.clock import Clock
from scheduler.reasons import REASONS, Found
from storage.database import Session
from storage.drafts import save_draft
from storage.history import read_since
from storage.outbox import Letter
from storage.people import set_joined
from storage.pings import Plan
from storage.pings import plan as write_plan
from tests.clockwork import TEXTS, Log, Process, campaign
from tests.people import UNIT
from tests.world import HANOI

SUNDAY = datetime(2022, 5, 15, 12, tzinfo=HANOI)
MONDAY = datetime(2022, 5, 16, 8, tzinfo=HANOI)


@pytest.fixture
async def process(tmp_path: Path, prepared: Path) -> AsyncIterator[Process]:
    shutil.copy(prepared, tmp_path / "test.db")
    made = await Process(tmp_path / "test.db", campaign()).open()
    await made.sweep(SUNDAY)
    yield made
    await made.close()


async def states(process: Process) -> Counter[tuple[str, str | None]]:
    return Counter((row["state"], row["why"]) for row in await process.rows("SELECT state, why FROM pings"))


async def letters(process: Process) -> Counter[str]:
    return Counter(row["address"] for row in await process.rows("SELECT address FROM outbox"))


async def test_the_clock_runs_once_what_is_hours_late() -> None:
    clock, ran = Clock(HANOI), asyncio.Queue[int]()
    clock.every(timedelta(hours=1), "sweep", lambda: ran.put(1))
    [job] = clock._scheduler.get_jobs()
    job.modify(next_run_time=job.next_run_time - timedelta(hours=3))
    clock.start()
    assert await asyncio.wait_for(ran.get(), 20) == 1
    assert job.next_run_time > datetime.now(HANOI)
    assert ran.empty()
    clock.stop()


async def test_late_by_seconds_or_hours_it_is_still_sent_once(process: Process) -> None:
    await process.crowd(3, UNIT, SUNDAY)
    await process.sweep(MONDAY + timedelta(hours=5, seconds=1.2))
    await process.sweep(MONDAY + timedelta(hours=5, seconds=2))
    assert await letters(process) == {f"telegram:{n}": 1 for n in (1, 2, 3)}


async def test_every_process_runs_every_job_and_yet_there_is_one_message(process: Process) -> None:
    await process.crowd(450, UNIT, SUNDAY)
    other = await Process(process.path, process.campaign).open()
    try:
        await asyncio.gather(*(one.sweep(MONDAY) for one in (process, other, process, other)))
    finally:
        await other.close()
    found = await letters(process)
    assert len(found) == 450
    assert set(found.values()) == {1}
    assert len(process.posted) + len(other.posted) == 450


async def test_a_restart_adds_no_copy_and_loses_none(process: Process) -> None:
    await process.crowd(5, UNIT, SUNDAY)
    for minutes in range(4):
        await process.restart()
        await process.sweep(MONDAY + timedelta(minutes=minutes))
    assert set((await letters(process)).values()) == {1}
    assert await states(process) == {("sent", None): 5}


async def test_eight_o_clock_is_that_on_the_wall_whatever_the_zone(tmp_path: Path, prepared: Path) -> None:
    for name in ("America/New_York", "Asia/Tokyo"):
        zone = ZoneInfo(name)
        path = tmp_path / f"{zone.key.partition('/')[2]}.db"
        shutil.copy(prepared, path)
        process = await Process(path, campaign(zone=zone)).open()
        eight = datetime(2022, 5, 16, 8, tzinfo=zone)
        await process.sweep(eight - timedelta(days=1))
        await process.crowd(1, UNIT, eight - timedelta(hours=2))
        await process.sweep(eight - timedelta(minutes=1))
        assert process.posted == []
        await process.sweep(eight)
        assert len(process.posted) == 1
        await process.close()


async def test_one_that_fails_stops_no_other_and_is_let_go_when_it_is_over(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    await process.crowd(30, UNIT, SUNDAY)
    render, post, calls = TEXTS.render, due.post, count()

    def bad_words(say: Say, lang: str, replaces: str | None = None) -> Reply:
        if next(calls) == 7:
            raise KeyError("broken")
        return render(say, lang, replaces)

    async def bad_row(session: Session, letters: list[Letter], state: str = "waiting") -> None:
        if any(letter.address == "telegram:13" for letter in letters):
            raise RuntimeError("this row")
        await post(session, letters, state)

    monkeypatch.setattr(TEXTS, "render", bad_words)
    monkeypatch.setattr(due, "post", bad_row)
    await process.sweep(MONDAY)
    assert len(await letters(process)) == 28
    await process.sweep(MONDAY + timedelta(minutes=16))
    assert len(await letters(process)) == 29
    await process.sweep(MONDAY + timedelta(hours=49))
    assert (await states(process))["expired", "missed"] == 1
    assert "telegram:13" not in await letters(process)


async def test_what_the_channel_did_not_take_in_the_evening_does_not_go_out_next_morning(process: Process) -> None:
    await process.crowd(3, UNIT, SUNDAY)
    await process.sweep(MONDAY)
    await process.run("UPDATE outbox SET state = 'sent' WHERE address = 'telegram:1'")
    await process.sweep(MONDAY + timedelta(hours=48))
    outbox = {row["address"]: row["state"] for row in await process.rows("SELECT address, state FROM outbox")}
    assert outbox == {"telegram:1": "sent", "telegram:2": "dropped", "telegram:3": "dropped"}
    assert await states(process) == {("unanswered", None): 1, ("expired", "unsent"): 2}


async def test_missed_while_nothing_ran_it_is_sent_if_of_use_or_dropped_with_the_reason(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Log()
    monkeypatch.setattr(due, "_log", log)
    await process.member(1, Role.SUPPORT, UNIT, SUNDAY)
    await process.sweep(MONDAY + timedelta(hours=47))  # a Monday's ping is of use for two days
    await process.run("UPDATE outbox SET state = 'sent'")
    await process.sweep(MONDAY + timedelta(days=9))  # down over the countdown of the 21st and the next Monday
    assert await states(process) == {("unanswered", None): 1, ("expired", "missed"): 2}
    assert ("pings_not_sent", {"kind": "weekly", "why": "missed", "pings": 1}) in log.lines


async def test_all_at_eight_is_spread_over_minutes_and_never_fills_the_outbox(process: Process) -> None:
    process.campaign, process.room = campaign(reminders=Reminders(per_minute=100)), 150
    await process.crowd(350, UNIT, SUNDAY)
    await reminders.plan(process.desk, MONDAY)
    rows = await process.rows("SELECT due_at, count(*) AS n FROM pings GROUP BY due_at ORDER BY due_at")
    assert [(row["due_at"][11:16], row["n"]) for row in rows] == [
        ("01:00", 100), ("01:01", 100), ("01:02", 100), ("01:03", 50),
    ]  # fmt: skip
    await process.sweep(MONDAY + timedelta(minutes=9))
    assert len(process.posted) == 150
    await process.run("UPDATE outbox SET state = 'sent'")
    await process.sweep(MONDAY + timedelta(minutes=10))
    assert len(process.posted) == 300


async def test_a_plan_that_was_broken_off_goes_on_and_gives_everybody_the_same_moment(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    process.campaign = campaign(reminders=Reminders(per_minute=10))
    await process.crowd(40, UNIT, SUNDAY)
    monkeypatch.setattr(planning, "_PAGE", 15)
    plan, calls = planning.plan, 0

    async def breaks(session: Session, rows: list[Plan]) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError("the plug")
        await plan(session, rows)

    monkeypatch.setattr(planning, "plan", breaks)
    with pytest.raises(OSError, match="plug"):
        await reminders.plan(process.desk, MONDAY)
    before = await process.rows("SELECT person_id, due_at FROM pings")
    assert len(before) == 15
    await reminders.plan(process.desk, MONDAY + timedelta(minutes=3))
    after = await process.rows("SELECT person_id, due_at FROM pings ORDER BY id")
    assert len(after) == 40
    assert [row for row in after if row in before] == before
    assert len({row["due_at"] for row in after}) == 4


async def test_a_clock_that_leapt_ahead_and_came_back_repeats_and_misses_nothing(process: Process) -> None:
    await process.crowd(2, UNIT, SUNDAY)
    for days in (7, 0, 7, 1, 7):
        await process.sweep(MONDAY + timedelta(days=days, minutes=days))
    found = await process.rows("SELECT local_date, state, count(*) AS n FROM pings WHERE kind = 'weekly' GROUP BY 1, 2")
    assert {row["local_date"]: row["n"] for row in found} == {"2022-05-16": 2, "2022-05-23": 2}


async def test_a_broken_draft_stops_no_nudge(process: Process) -> None:
    lies = MONDAY - timedelta(hours=30)
    for number in (1, 2, 3):
        person = await process.member(number, Role.WORKER, UNIT, SUNDAY)
        draft = Draft(number, "submission", 1, "kind", lies, answers={"title": f"Ý {number}"})
        await process.database.write(lambda s, d=draft, p=person: save_draft(s, p, d))  # type: ignore[misc]
        await process.database.write(lambda s, p=person: set_joined(s, p, SUNDAY))  # type: ignore[misc]
    await process.run("UPDATE drafts SET answers = '{broken' WHERE id = 2")
    await nudges.plan(process.desk, MONDAY)
    await due.send_due(process.desk, MONDAY)
    assert await letters(process) == {"telegram:1": 1, "telegram:3": 1}
    await due.send_due(process.desk, MONDAY + timedelta(days=1))
    assert await states(process) == {("sent", None): 2, ("expired", "missed"): 1}


async def test_rows_that_cannot_be_read_and_a_figure_that_fails_stop_nobody_else(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    await process.crowd(3, UNIT, SUNDAY)
    hoa = await process.member(9, Role.LEADER, "HN", SUNDAY)
    await process.run(
        "INSERT INTO ping_settings (person_id, rhythm, quiet_from, quiet_to, off) VALUES (:p, 'x', '9', '', '')", p=hoa
    )
    unknown = Plan(hoa, "horoscope", MONDAY.date(), MONDAY, MONDAY + timedelta(hours=1))
    await process.database.write(lambda session: write_plan(session, [unknown]))

    async def fails(_looking: object) -> dict[int, Found]:
        raise ZeroDivisionError

    monkeypatch.setattr(reminders, "REASONS", (replace(REASONS[0], look=fails),))
    await process.sweep(MONDAY)
    assert await letters(process) == {"telegram:9": 1}  # the digest; the members' pings are tried again
    assert await states(process) == {("sent", None): 1, ("dropped", "failed"): 1, ("planned", None): 3}
    monkeypatch.undo()
    await process.sweep(MONDAY + timedelta(minutes=15))
    assert len(await letters(process)) == 4


async def test_on_a_page_it_is_there_when_the_page_comes_for_it(process: Process) -> None:
    await process.member(1, Role.SUPPORT, UNIT, SUNDAY)
    await process.run("UPDATE addresses SET address = 'web:0a'")
    process.fetched = {"telegram": False, "web": True}
    await process.sweep(MONDAY)
    [letter] = process.posted
    read = await process.database.read(lambda session: read_since(session, "web:0a", 0, 10))
    assert [number for number, _, _ in read] == [letter.id]
