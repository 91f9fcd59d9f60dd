"""On which days and when which ping falls due."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time

from campaign.pace import days_left
from campaign.pings import BY_KIND
from campaign.reminders import Reminders
from campaign.roles import Role
from campaign.wishes import Rhythm, Wishes


@dataclass(frozen=True, slots=True)
class Peak:
    """A stretch of days, the last included, in which the subtree of `path` is asked daily."""

    path: str
    first: date
    last: date

    def holds(self, path: str, day: date) -> bool:
        return self.first <= day <= self.last and path.startswith(self.path)


def member_kind(
    day: date, ends: date, reminders: Reminders, wishes: Wishes, roles: Collection[Role], peak: bool
) -> str | None:
    """The one ping that a member gets on a day, or None: a countdown before a daily before a weekly one."""
    daily = wishes.rhythm is Rhythm.DAILY or (peak and wishes.rhythm is Rhythm.USUAL)
    falls_due = {
        "countdown": days_left(day, ends) in reminders.countdown,
        "daily": daily,
        "weekly": day.weekday() == reminders.weekly_day,
    }
    return next((kind for kind, due in falls_due.items() if due and _wanted(kind, wishes, roles)), None)


def digest_kinds(day: date, reminders: Reminders, wishes: Wishes, roles: Collection[Role]) -> tuple[str, ...]:
    """The digests of a day: a week's, a month's, or both, said in one message."""
    falls_due = {"digest_week": day.weekday() == reminders.digest_day, "digest_month": day.day == 1}
    return tuple(kind for kind, due in falls_due.items() if due and _wanted(kind, wishes, roles))


def _wanted(kind: str, wishes: Wishes, roles: Collection[Role]) -> bool:
    return kind not in wishes.off and bool(BY_KIND[kind].roles & frozenset(roles))


def hour_of(kind: str, reminders: Reminders) -> time:
    """At what time of its day a kind falls due."""
    if kind.startswith("digest"):
        return reminders.digest_at
    return reminders.weekly_at if kind == "weekly" else reminders.daily_at


def in_peak(paths: Iterable[str], day: date, peaks: Iterable[Peak]) -> bool:
    """Whether a peak covers one of the units."""
    listed = tuple(peaks)
    return any(peak.holds(path, day) for path in paths for peak in listed)
