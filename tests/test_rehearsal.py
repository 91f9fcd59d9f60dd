"""The campaign twin: the same people from the same seed, a verdict that sees what is wrong, and small campaigns."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from campaign.unit_list import check
from conversation.readers.dates import read_date
from conversation.readers.money import read_benefit
from conversation.readers.reading import Bad, Facts, Good
from rehearsal import words
from rehearsal.faults import Bag
from rehearsal.figures import Figures, Memory, Spread
from rehearsal.ideas import DAYS, MONEY, think
from rehearsal.ledger import Line, as_kept, print_of
from rehearsal.personal import lines_with_personal_data
from rehearsal.population import Errand, Population
from rehearsal.report import Outcome
from rehearsal.setting import CHANNEL, Setting
from rehearsal.shape import DAY
from rehearsal.tree import scaled, shelves
from rehearsal.verdict import Verdict, judge
from storage.database import Session
from storage.export import exported
from storage.sqlite import SqliteDatabase
from tests.command_line import CommandLine, somebody, submit
from tests.pg import running
from tests.world import HANOI, MORNING

LAST = date(2022, 5, 31)
FIXED = {
    "entries", "lost", "doubled", "recount_equal", "entries_per_second", "turns_per_second", "p50_ms", "p99_ms",
    "peak_rss_mb", "faults",
}  # fmt: skip
VENDOR = {"429", "5xx", "cut_before", "cut_after", "slow"}
EVERYWHERE = {*VENDOR, "repeat", "reorder", "hook_cut", "kill", "clock_jump", "database_stop"}


def population(seed: int, entries: int = 1_500) -> Population:
    return Population(entries, 40, seed, LAST, shelves(check(scaled(entries, seed)).units))


def test_the_same_seed_brings_the_same_people_with_the_same_ideas() -> None:
    first, again, other = population(7), population(7), population(8)
    assert list(first) == list(again)
    assert list(first) != list(other)
    for visit in list(first)[::50]:
        assert first.person(visit.number) == again.person(visit.number)
        ideas = [think(7, visit.number, visit.turn, may_be_quick=True) for _ in range(2)]
        assert ideas[0] == ideas[1]


def test_people_are_as_the_programme_had_them() -> None:
    people = population(7, 6_000)
    groups = Counter(people.person(number).group for number in range(people.people))
    errands = Counter(errand for number in range(people.people) for errand in people.errands(number))
    assert errands[Errand.SEND] + errands[Errand.FINISH] == 6_000
    assert errands[Errand.BEGIN] == errands[Errand.FINISH] > 0
    assert 6_000 / people.people == pytest.approx(3.6, rel=0.1)
    assert errands[Errand.ABANDON] / (6_000 + errands[Errand.ABANDON]) == pytest.approx(0.14, abs=0.02)
    shares = {group: 100 * count / people.people for group, count in groups.items()}
    assert shares == pytest.approx({"staff": 55, "worker": 24, "officer": 16, "other": 5}, abs=4)
    days = Counter(visit.at // DAY for visit in people)
    assert max(days, key=lambda day: days[day]) == 39
    assert sum(days[day] for day in range(20, 40)) > 2 * sum(days[day] for day in range(20))
    assert [visit.at for visit in people] == sorted(visit.at for visit in people)


def test_what_people_type_is_read_as_they_mean_it() -> None:
    facts = Facts(MORNING, MORNING.date())
    for money in MONEY:
        reading = read_benefit(money.text, facts)
        assert isinstance(reading, Good)
        assert tuple(reading.value[name] for name in ("amount", "currency", "period")) == money.kept
    for day in DAYS:
        reading = read_date(day.text, facts)
        assert isinstance(reading, Good)
        assert reading.value == day.kept
    assert isinstance(read_benefit(words.NO_FIGURE, facts), Bad)


def test_every_kind_is_dealt_before_one_comes_again() -> None:
    bag = Bag(random.Random(1), sorted(VENDOR), 3)  # noqa: S311
    dealt = [kind for _ in range(500) if (kind := bag.deal())]
    assert all(set(dealt[at : at + 5]) == VENDOR for at in range(0, len(dealt) - 4, 5))


def test_how_long_things_took_is_told_within_two_per_cent() -> None:
    spread = Spread()
    for ms in range(1, 1_001):
        spread.add(ms / 1_000)
    assert spread.quantile_ms(0.5) == pytest.approx(500, rel=0.021)
    assert spread.quantile_ms(0.99) == pytest.approx(990, rel=0.021)


@pytest.fixture
def kept(
    tmp_path: Path, prepared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """A database with three entries."""
    shutil.copy(prepared, tmp_path / "units.db")

    async def three(session: Session) -> None:
        lan = await somebody(session, "Nguyễn Thị Lan", "HN-01", MORNING)
        for title in ("Gá kẹp", "Xe đẩy", "Khay đếm"):
            await submit(session, lan, title, MORNING)

    line = CommandLine(tmp_path / "units.db", monkeypatch, capsys)
    line.write(three)
    return line


def told(line: CommandLine) -> list[Line]:
    """What people were told, if all that is there now was told them as it is."""

    async def look(session: Session) -> list[Line]:
        entries = [entry async for page in exported(session) for entry in page]
        return [Line(one["code"], print_of(as_kept(one)), print_of((one["title"], one["author"]))) for one in entries]

    return line.write(look)


def verdict(line: CommandLine, lines: list[Line]) -> Verdict:
    async def run() -> Verdict:
        database = SqliteDatabase(line.database)
        await database.open()
        try:
            return await judge(database, lines, CHANNEL, HANOI)
        finally:
            await database.close()

    return asyncio.run(run())


def change(line: CommandLine, sql: str) -> None:
    with sqlite3.connect(line.database) as connection:
        assert connection.execute(sql).rowcount == 1
    connection.close()


def test_the_verdict_on_a_database_as_it_was_told(kept: CommandLine) -> None:
    found = verdict(kept, told(kept))
    assert (found.entries, found.lost, found.doubled, found.untold, found.recount_equal) == (3, 0, 0, 0, True)
    assert found.odd == []


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM initiatives WHERE title = 'Xe đẩy'",
        "UPDATE initiatives SET title = 'Xe kéo' WHERE title = 'Xe đẩy'",
        "UPDATE initiatives SET status = 'withdrawn' WHERE title = 'Xe đẩy'",
        "UPDATE initiatives SET solution = '' WHERE title = 'Xe đẩy'",
        "UPDATE initiatives SET benefit = NULL WHERE title = 'Xe đẩy'",
    ],
)
def test_the_verdict_sees_what_is_lost(kept: CommandLine, sql: str) -> None:
    lines = told(kept)
    change(kept, sql)
    found = verdict(kept, lines)
    assert (found.lost, found.doubled, len(found.odd)) == (1, 0, 1)


def test_the_verdict_sees_what_is_doubled_and_what_nobody_was_told_of(kept: CommandLine) -> None:
    lines = told(kept)

    async def again(session: Session) -> None:
        lan = await somebody(session, "Nguyễn Thị Lan Anh", "HN-01", MORNING)
        await submit(session, lan, "Xe đẩy", MORNING)

    kept.write(again)
    assert (verdict(kept, lines).doubled, verdict(kept, lines).untold) == (0, 1)
    change(kept, "UPDATE initiatives SET author = 'Nguyễn Thị Lan' WHERE author = 'Nguyễn Thị Lan Anh'")
    assert (verdict(kept, lines).doubled, verdict(kept, lines).untold) == (1, 0)


def test_the_verdict_sees_a_counter_that_is_wrong(kept: CommandLine) -> None:
    change(kept, "UPDATE counters SET submitted = submitted + 1 WHERE period = 'all' AND unit_id = 1")
    found = verdict(kept, told(kept))
    assert (found.recount_equal, found.lost) == (False, 0)


def outcome(folder: Path, found: Verdict) -> Outcome:
    return Outcome(Setting(3, folder), 1, 1.0, Figures(), found, Memory(), Memory(), (), 0, True, (0.0, 0.0))


def test_what_is_wrong_fails_the_rehearsal(tmp_path: Path) -> None:
    assert outcome(tmp_path, Verdict()).passed
    assert set(outcome(tmp_path, Verdict()).as_json()) >= FIXED
    for wrong in (Verdict(lost=1), Verdict(doubled=1), Verdict(untold=1), Verdict(unsent=1), Verdict(differences=1)):
        assert not outcome(tmp_path, wrong).passed


def test_what_people_said_is_found_in_a_log(tmp_path: Path) -> None:
    log, dice = tmp_path / "bot.log", random.Random(1)  # noqa: S311
    said = (words.name(dice), words.title(dice, "3-1"), words.phone(42), f"telegram:{words.CHATS + 42}", words.AFTER[0])
    lines = ['{"event": "running", "timestamp": "2022-05-31T17:00:07.000070Z"}', *(f'{{"e": "{one}"}}' for one in said)]
    log.write_text("\n".join(lines), encoding="utf-8")
    assert lines_with_personal_data(log) == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("asked", "mend"),
    [
        (("--entries", 10, "--processes", 2), "--database postgresql://"),
        (("--entries", 10, "--database", "mysql://x"), "sqlite:////folder/new.db"),
        (("--entries", 10, "--database-stop", "true"), "--database-start"),
        (("--entries", 0), "--entries"),
        ((), "--entries"),
    ],
)
def test_wrong_usage_is_refused_with_the_mend(
    asked: tuple[object, ...], mend: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = CommandLine(Path("none.db"), monkeypatch, capsys)("rehearse", *asked)
    assert ended.code == 2
    assert mend in ended.err


def test_a_database_with_units_is_not_filled_with_invented_people(kept: CommandLine) -> None:
    ended = kept("rehearse", "--entries", 10, "--database", f"sqlite:///{kept.database}")
    assert ended.code == 2
    assert "it isn't empty" in ended.err
    assert len(kept.rows("SELECT * FROM people")) == 1


@pytest.mark.slow
def test_a_small_campaign_in_which_everything_goes_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = CommandLine(Path("none.db"), monkeypatch, capsys)
    ended = line("rehearse", "--entries", 150, "--faults", "--stop-seconds", 2, "--seed", 5, "--json")
    found = json.loads(ended.out)
    assert (ended.code, found["lost"], found["doubled"], found["recount_equal"]) == (0, 0, 0, True), found
    assert found["entries"] == 150
    assert {kind for kind, count in found["faults"].items() if count} == {*EVERYWHERE, "disk_full"}
    assert (found["personal_data_in_logs"], found["ended_by_themselves"], found["failed_messages"]) == (0, 0, 0)
    assert set(found) >= FIXED


@pytest.mark.slow
def test_two_processes_of_which_one_is_always_killed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = CommandLine(Path("none.db"), monkeypatch, capsys)
    with running() as server:
        stop, start = server.commands
        ended = line(
            "rehearse", "--entries", 150, "--faults", "--stop-seconds", 2, "--seed", 5, "--json", "--processes", 2,
            "--database", server.make("rehearsal"), "--database-stop", stop, "--database-start", start,
        )  # fmt: skip
    found = json.loads(ended.out)
    assert (ended.code, found["lost"], found["doubled"], found["recount_equal"]) == (0, 0, 0, True), found
    assert {kind for kind, count in found["faults"].items() if count} == EVERYWHERE
    assert found["not_rehearsed"] == ["disk_full"]
