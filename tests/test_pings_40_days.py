"""Forty days of clock: leaps, restarts, two processes, a year's end, another zone. Each ping once, or why not."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from campaign.quiet import Span
from campaign.rhythm import Peak, digest_kinds, member_kind
from campaign.roles import Role
from campaign.wishes import Rhythm, Wishes
from storage.database import Session
from storage.peaks import add_peak
from storage.units import unit_by_code
from tests.clockwork import Process, campaign

FIRST, ENDS = date(2022, 12, 2), date(2023, 1, 11)
ZONES = [ZoneInfo(name) for name in ("Asia/Ho_Chi_Minh", "Asia/Tokyo", "Europe/Berlin", "America/Los_Angeles")]
PEAK = (date(2022, 12, 26), date(2023, 1, 1))
KINDS = ("weekly", "daily", "countdown", "digest_week", "digest_month")
UNITS = ("HN-KCN-01", "HN-01", "HN-KCN", "HN", "TLD")


def people(dice: random.Random) -> list[tuple[int, Role, str, Wishes]]:
    """A dozen members, each with wishes of their own."""
    return [
        (
            number,
            Role.LEADER if number % 3 == 0 else Role.SUPPORT,
            UNITS[number % len(UNITS)],
            Wishes(
                dice.choice(list(Rhythm)),
                dice.choice([None, Span(time(20), time(6)), Span(time(0), time(0))]),
                dice.choice([None, "ca1", "ca2", "ca3"]),
                frozenset(
                    dice.sample(["weekly", "daily", "countdown", "digest_week", "digest_month"], dice.randint(0, 2))
                ),
            ),
        )
        for number in range(1, 13)
    ]


@pytest.mark.parametrize("seed", [pytest.param(seed, marks=pytest.mark.slow) for seed in range(12)])
async def test_each_person_kind_and_day_exactly_once_or_with_a_reason(
    seed: int, tmp_path: Path, prepared: Path
) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    shutil.copy(prepared, tmp_path / "test.db")
    rules = campaign(starts=FIRST, ends=ENDS, zone=ZONES[0])
    pair = [await Process(tmp_path / "test.db", rules).open() for _ in range(2)]
    now = datetime.combine(FIRST, time(6), ZONES[0]).astimezone(UTC)
    await pair[0].sweep(now - timedelta(days=1))  # the bot was there the day before
    cast = people(dice)
    ids = {
        await pair[0].member(number, role, code, now, wishes): (role, code, wishes)
        for number, role, code, wishes in cast
    }
    paths = {row["code"]: row["path"] for row in await pair[0].rows("SELECT code, path FROM units")}
    await pair[0].database.write(_peak)

    after = datetime.combine(ENDS, time(23), ZONES[0]).astimezone(UTC) + timedelta(days=3)
    written: list[tuple[datetime, ZoneInfo, str]] = []
    while now < after:
        now = await _step(dice, pair, now, written)
    for process in pair:
        process.campaign = rules
    await pair[0].sweep(after + timedelta(days=4))

    rows = await pair[0].rows("SELECT * FROM pings")
    assert all(row["why"] for row in rows if row["state"] in ("expired", "dropped"))
    assert not [row for row in rows if row["state"] in ("planned", "later", "sent")]
    await _each_letter_once(pair[0], rows)
    _nobody_in_quiet_hours(rules, written, {f"telegram:{number}": wishes for number, _, _, wishes in cast})
    there = {(row["person_id"], row["kind"], row["local_date"]) for row in rows}
    peak = Peak(paths["HN"], *PEAK)
    for person_id, (role, code, wishes) in ids.items():
        for at in range((ENDS - FIRST).days + 3):
            day = FIRST + timedelta(days=at)
            kind = member_kind(day, ENDS, rules.reminders, wishes, [role], peak.holds(paths[code], day))
            wanted = [kind] if kind else []
            for one in (*wanted, *digest_kinds(day, rules.reminders, wishes, [role])):
                assert (person_id, one, day.isoformat()) in there
    for process in pair:
        await process.close()


async def _step(
    dice: random.Random, pair: list[Process], now: datetime, written: list[tuple[datetime, ZoneInfo, str]]
) -> datetime:
    """Some of the processes look at the clock, which then goes on, leaps, or is set back."""
    fate = dice.random()
    if fate < 0.05:
        await dice.choice(pair).restart()
    if fate > 0.97:
        zone = dice.choice(ZONES)
        for process in pair:
            process.campaign = replace(process.campaign, zone=zone)
    looking = dice.choice([pair, pair[:1], pair[1:]])
    await asyncio.gather(*(process.sweep(now) for process in looking))
    for process in pair:
        written += [(now, process.campaign.zone, letter.address) for letter in process.posted]
        process.posted.clear()
    await pair[0].run("UPDATE outbox SET state = 'sent' WHERE state = 'waiting'")
    if dice.random() < 0.1:
        await pair[0].run("UPDATE pings SET state = 'answered', answer = 'done' WHERE state = 'sent'")
    if fate < 0.03:
        return now + timedelta(hours=dice.randint(20, 70))
    if fate > 0.94:
        return now - timedelta(hours=dice.randint(1, 26))
    return now + timedelta(minutes=dice.choice([1, 60, 200, 420, 600]))


async def _peak(session: Session) -> None:
    unit = await unit_by_code(session, "HN")
    assert unit is not None
    await add_peak(session, unit.id, *PEAK, None, datetime(2022, 12, 1, tzinfo=UTC))


async def _each_letter_once(process: Process, rows: list[dict[str, object]]) -> None:
    """Every ping that was sent has its letter, every letter its pings of one person and one day's family."""
    letters = await process.rows("SELECT id, address FROM outbox")
    said = Counter(row["outbox_id"] for row in rows if row["outbox_id"])
    assert {letter["id"] for letter in letters} == set(said)
    assert all(row["outbox_id"] for row in rows if row["state"] in ("answered", "unanswered"))
    days = Counter((row["person_id"], row["kind"], row["local_date"]) for row in rows)
    assert set(days.values()) == {1}


def _nobody_in_quiet_hours(
    rules: object, written: list[tuple[datetime, ZoneInfo, str]], wishes: dict[str, Wishes]
) -> None:
    for now, zone, address in written:
        alone = wishes[address].alone(rules.reminders)  # type: ignore[attr-defined]
        assert not any(span.holds(now.astimezone(zone).time()) for span in alone)
