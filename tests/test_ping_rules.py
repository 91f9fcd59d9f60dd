"""The rules of pings, as tables: pace, days and hours, quiet and shifts, what is skipped, what climbs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.escalation import level_above, silent
from campaign.expiry import when
from campaign.nudging import nudge_at
from campaign.pace import pace, shares
from campaign.pings import BY_KIND, PING_KINDS, Why
from campaign.progress import Progress
from campaign.quiet import Span, closed, fitting, read_span
from campaign.reminders import EXPIRE_HOURS, SHIFTS, Reminders
from campaign.rhythm import Peak, digest_kinds, in_peak, member_kind
from campaign.roles import Role
from campaign.skips import Weight, nothing_to_tell, unwanted
from campaign.wishes import Rhythm, Wishes
from tests.world import HANOI

STARTS, ENDS = date(2022, 4, 21), date(2022, 5, 31)
R = Reminders()
SUPPORT, LEADER = (Role.SUPPORT,), (Role.LEADER,)


@pytest.mark.parametrize(
    ("submitted", "today", "expected", "gap", "needed", "left"),
    [
        (0, date(2022, 4, 21), 165_541, 0, 3_362, 40),  # the letter: 3.361 a day, and a third of one
        (0, date(2022, 5, 1), 199_155, 33_614, 4_482, 30),
        (33_614, date(2022, 5, 1), 199_155, 0, 3_362, 30),
        (100_000, date(2022, 5, 30), 296_638, 31_097, 34_459, 1),
        (100_000, date(2022, 5, 31), 300_000, 34_459, 34_459, 0),
        (140_000, date(2022, 5, 31), 300_000, 0, 0, 0),
    ],
)
def test_pace_is_the_straight_line_to_the_target(
    submitted: int, today: date, expected: int, gap: int, needed: int, left: int
) -> None:
    found = pace(Progress(submitted, 165_541, 300_000, None), STARTS, ENDS, today)
    assert found is not None
    assert (found.expected, found.gap, found.needed_a_day, found.days_left) == (expected, gap, needed, left)


def test_there_is_no_pace_without_a_target_or_outside_the_campaign() -> None:
    assert pace(Progress(5, 0, None, None), STARTS, ENDS, date(2022, 5, 1)) is None
    for day in (date(2022, 4, 20), date(2022, 6, 1)):
        assert pace(Progress(5, 0, 100, None), STARTS, ENDS, day) is None
    one_day = pace(Progress(5, 0, 100, None), ENDS, ENDS, ENDS)
    assert one_day is not None
    assert (one_day.gap, one_day.needed_a_day) == (95, 95)


@given(st.integers(0, 10**7), st.lists(st.integers(0, 10**5), min_size=1, max_size=60))
def test_shares_add_up_exactly_and_nobody_is_more_than_one_off(total: int, weights: list[int]) -> None:
    parts = shares(total, weights)
    assert sum(parts) == total
    if sum(weights):
        assert all(abs(part - total * weight / sum(weights)) < 1 for part, weight in zip(parts, weights, strict=True))


@pytest.mark.parametrize(
    ("day", "rhythm", "peak", "off", "roles", "kind"),
    [
        (date(2022, 5, 9), Rhythm.USUAL, False, "", SUPPORT, "weekly"),  # a Monday
        (date(2022, 5, 10), Rhythm.USUAL, False, "", SUPPORT, None),
        (date(2022, 5, 10), Rhythm.USUAL, True, "", SUPPORT, "daily"),
        (date(2022, 5, 9), Rhythm.USUAL, True, "", SUPPORT, "daily"),  # in a peak daily takes the weekly one's place
        (date(2022, 5, 9), Rhythm.USUAL, True, "daily", SUPPORT, "weekly"),
        (date(2022, 5, 10), Rhythm.WEEKLY, True, "", SUPPORT, None),
        (date(2022, 5, 10), Rhythm.DAILY, False, "", SUPPORT, "daily"),
        (date(2022, 5, 21), Rhythm.USUAL, False, "", SUPPORT, "countdown"),  # ten days
        (date(2022, 5, 26), Rhythm.USUAL, True, "", SUPPORT, "countdown"),
        (date(2022, 5, 28), Rhythm.USUAL, False, "", LEADER, "countdown"),
        (date(2022, 5, 30), Rhythm.USUAL, False, "countdown", SUPPORT, "weekly"),
        (date(2022, 5, 31), Rhythm.USUAL, False, "", SUPPORT, None),
        (date(2022, 5, 9), Rhythm.DAILY, True, "", LEADER, None),  # leaders have digests
        (date(2023, 1, 2), Rhythm.USUAL, False, "", SUPPORT, "weekly"),  # the year has turned
    ],
)
def test_a_member_gets_one_ping_a_day_at_the_most(
    day: date, rhythm: Rhythm, peak: bool, off: str, roles: tuple[Role, ...], kind: str | None
) -> None:
    wishes = Wishes(rhythm, off=frozenset(off.split()))
    assert member_kind(day, ENDS, R, wishes, roles, peak) == kind


def test_digests_of_a_monday_that_is_the_months_first_day_are_both_due() -> None:
    wishes = Wishes(off=frozenset({"digest_week"}))
    assert digest_kinds(date(2022, 8, 1), R, Wishes(), LEADER) == ("digest_week", "digest_month")
    assert digest_kinds(date(2022, 8, 1), R, wishes, LEADER) == ("digest_month",)
    assert digest_kinds(date(2022, 8, 2), R, Wishes(), LEADER) == ()
    assert digest_kinds(date(2022, 8, 1), R, Wishes(), SUPPORT) == ()


def test_a_peak_covers_its_subtree_and_its_last_day() -> None:
    peaks = [Peak("/1/2/", date(2022, 5, 9), date(2022, 5, 15))]
    assert in_peak(["/1/2/7/", "/1/3/"], date(2022, 5, 15), peaks)
    assert not in_peak(["/1/2/7/"], date(2022, 5, 16), peaks)
    assert not in_peak(["/1/", "/1/20/"], date(2022, 5, 15), peaks)


@pytest.mark.parametrize(
    ("shift", "at", "good"),
    [
        (None, "08:00", "10 08:00"),
        (None, "21:00", "11 07:00"),
        (None, "06:59", "10 07:00"),
        ("ca1", "08:00", "10 14:00"),  # after the shift
        ("ca2", "08:00", "10 08:00"),  # before it
        ("ca2", "14:00", "11 07:00"),
        ("ca3", "08:00", "10 14:00"),  # after the sleep that follows the night
        ("ca3", "23:00", "11 14:00"),
    ],
)
def test_nobody_is_written_to_in_quiet_hours_at_work_or_asleep(shift: str | None, at: str, good: str) -> None:
    asked = datetime.fromisoformat(f"2022-05-10T{at}").replace(tzinfo=HANOI)
    found = fitting(asked, Wishes(shift=shift).alone(R), HANOI).astimezone(HANOI)
    assert f"{found:%d %H:%M}" == good


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"])
@given(
    minutes=st.integers(0, 365 * 24 * 60),
    spans=st.lists(st.tuples(st.times(), st.times()).map(lambda ends: Span(*ends)), max_size=3),
)
def test_a_fitting_moment_is_in_no_span_and_never_earlier(zone: str, minutes: int, spans: list[Span]) -> None:
    where = ZoneInfo(zone)
    asked = datetime(2022, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    left = closed(spans[0] if spans else None, spans[1] if len(spans) > 1 else None, timedelta(hours=8))
    found = fitting(asked, left, where)
    assert found >= asked
    assert not any(span.holds(found.astimezone(where).time()) for span in left)
    assert found - asked <= timedelta(hours=51)  # a day of spans, and the hours a zone may leap


def test_where_no_hour_is_left_the_rest_and_then_the_shift_give_way() -> None:
    quiet, night = Span(time(8), time(20)), Span(time(20), time(6))
    assert closed(quiet, night, timedelta(hours=8)) == (quiet, night)
    assert closed(quiet, Span(time(20), time(8)), timedelta(hours=8)) == (quiet,)
    assert closed(None, SHIFTS["ca1"], timedelta(hours=8)) == (SHIFTS["ca1"],)


@pytest.mark.parametrize("text", ["", "6-14", "25:00-06:00", "06:00", "06:00-14:60", "６:00-7:00"])
def test_a_span_that_is_none_is_refused_with_the_mend(text: str) -> None:
    with pytest.raises(ValueError, match="06:00-14:00"):
        read_span(text)


def test_a_missed_ping_is_sent_while_it_is_of_use_and_never_in_quiet_hours() -> None:
    def at(hour: int, day: int = 10) -> datetime:
        return datetime(2022, 5, day, hour, tzinfo=HANOI)

    quiet = Wishes().alone(R)
    assert when(at(9), at(20), quiet, HANOI) == at(9)
    assert when(at(20), at(20), quiet, HANOI) is Why.MISSED
    assert when(at(22), at(2, 11), quiet, HANOI) is Why.QUIET
    assert when(at(22), at(9, 11), quiet, HANOI) == at(7, 11)


@pytest.mark.parametrize(
    ("weights", "on_pace", "why"),
    [
        ([], False, Why.NOTHING),
        ([], True, Why.ON_PACE),
        ([Weight.PLAIN], False, None),
        ([Weight.PLAIN], True, Why.ON_PACE),
        ([Weight.URGENT], True, None),
        ([Weight.ALONG], False, Why.NOTHING),
        ([Weight.ALONG, Weight.PLAIN], False, None),
    ],
)
def test_nothing_to_do_and_on_pace_are_left_in_peace(weights: list[Weight], on_pace: bool, why: Why | None) -> None:
    assert nothing_to_tell(weights, on_pace) is why


def test_who_does_not_want_it_may_not_have_it_or_cannot_be_reached() -> None:
    weekly, nudge = BY_KIND["weekly"], BY_KIND["nudge"]
    assert unwanted(weekly, Wishes(), SUPPORT, True) is None
    assert unwanted(weekly, Wishes(off=frozenset({"weekly"})), SUPPORT, True) is Why.OPTED_OUT
    assert unwanted(weekly, Wishes(), LEADER, True) is Why.NO_ROLE
    assert unwanted(weekly, Wishes(), SUPPORT, False) is Why.UNREACHABLE
    assert unwanted(nudge, Wishes(), (), True) is None


MISSED, ANSWERED, GONE = ("unanswered", None), ("answered", None), ("dropped", "unreachable")


@pytest.mark.parametrize(
    ("newest_first", "climbs"),
    [
        ([MISSED], False),
        ([MISSED, MISSED], True),
        ([MISSED, ANSWERED, MISSED], False),
        ([MISSED, GONE], True),
        ([("dropped", "nothing"), MISSED], False),
    ],
)
def test_two_unanswered_in_a_row_climb(newest_first: list[tuple[str, str | None]], climbs: bool) -> None:
    assert silent(newest_first) is climbs


@pytest.mark.parametrize(
    ("leads", "led", "above"),
    [(False, {77, 5, 1}, 77), (True, {77, 5, 1}, 5), (False, {1}, 1), (False, set(), None), (True, {77}, None)],
)
def test_it_climbs_to_the_nearest_level_that_has_leaders(leads: bool, led: set[int], above: int | None) -> None:
    assert level_above("/1/5/77/", leads, led) == above


def test_a_draft_is_nudged_about_after_a_day_once_a_day_and_twice_in_all() -> None:
    left, day = datetime(2022, 5, 10, 9, tzinfo=UTC), timedelta(days=1)
    assert nudge_at(left, 0, None, day) == left + day
    assert nudge_at(left, 1, left + day, day) == left + 2 * day
    assert nudge_at(left + 5 * day, 1, left + day, day) == left + 6 * day  # gone on with meanwhile
    assert nudge_at(left, 2, left + 2 * day, day) is None


def test_every_kind_of_ping_expires() -> None:
    assert set(EXPIRE_HOURS) == {kind.name for kind in PING_KINDS}
