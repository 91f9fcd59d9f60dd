"""Days and weeks in the campaign's zone, as the keys under which figures are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ALL = "all"


@dataclass(frozen=True, slots=True)
class Periods:
    """The keys that an entry counts under: everything, its week (by its Monday), its day."""

    all: str
    week: str
    day: str

    def __iter__(self) -> Iterator[str]:
        return iter((self.all, self.week, self.day))


def periods_at(moment: datetime, zone: ZoneInfo) -> Periods:
    """The keys of a moment (aware, any zone); the day is the one on the wall in `zone`."""
    today = moment.astimezone(zone).date()
    return Periods(ALL, f"w{monday(today).isoformat()}", f"d{today.isoformat()}")


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def moment_on(day: date, at: time, zone: ZoneInfo) -> datetime:
    """That time of a day on the wall in `zone`, UTC; where the wall clock leaps over it, as much later."""
    return datetime.combine(day, at, zone).astimezone(UTC)
