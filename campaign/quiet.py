"""Hours in which nobody is written to: quiet hours, the own shift, the sleep after a night shift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from campaign.periods import moment_on

_MINUTES = 24 * 60
_STEPS = 16  # more ends of spans than one day can have


@dataclass(frozen=True, slots=True)
class Span:
    """Part of a day on the wall, from `start` to before `end`; it may cross midnight. Equal ends: nothing."""

    start: time
    end: time

    def holds(self, at: time) -> bool:
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    @property
    def crosses_midnight(self) -> bool:
        return self.start > self.end

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


def read_span(text: str) -> Span:
    """`21:00-07:00`. Raises ValueError with the mend."""
    first, _, last = text.partition("-")
    try:
        return Span(read_time(first), read_time(last))
    except ValueError:
        raise ValueError(f"{text!r} is no span of the day; write it like 06:00-14:00") from None


def read_time(text: str) -> time:
    """`7:30`. Raises ValueError with the mend."""
    hours, _, minutes = text.strip().partition(":")
    if not (hours.isascii() and hours.isdecimal() and minutes.isascii() and minutes.isdecimal()):
        raise ValueError(f"{text!r} is no time of the day; write it like 07:30")
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        raise ValueError(f"{text!r} is no time of the day; write it like 07:30") from None


def closed(quiet: Span | None, shift: Span | None, rest: timedelta) -> tuple[Span, ...]:
    """When a person is left alone. Who works through midnight sleeps for `rest` after it.

    Where this would leave no minute of the day, the rest goes first and the shift next.
    """
    spans = [span for span in (quiet, shift) if span and span.start != span.end]
    if shift and shift.crosses_midnight:
        spans.append(Span(shift.end, _later(shift.end, rest)))
    while spans and not _leaves_room(tuple(spans)):
        spans.pop()
    return tuple(spans)


def fitting(moment: datetime, spans: Sequence[Span], zone: ZoneInfo) -> datetime:
    """The first moment from this one on that lies in none of the spans, UTC."""
    at = moment.astimezone(UTC)
    for _ in range(_STEPS):
        wall = at.astimezone(zone)
        span = next((one for one in spans if one.holds(wall.time())), None)
        if span is None:
            return at
        at = _next(wall, span.end, zone)
    return at


def _next(wall: datetime, at: time, zone: ZoneInfo) -> datetime:
    """When the wall will next show this time; never the moment itself or before it."""
    now = wall.astimezone(UTC)
    for days in (0, 1, 2):
        for fold in (0, 1):
            found = moment_on(wall.date() + timedelta(days=days), at.replace(fold=fold), zone)
            if found > now:
                return found
    raise AssertionError("a day has an end")


def _later(at: time, span: timedelta) -> time:
    minutes = (at.hour * 60 + at.minute + int(span.total_seconds()) // 60) % _MINUTES
    return time(minutes // 60, minutes % 60)


@lru_cache(maxsize=1024)
def _leaves_room(spans: tuple[Span, ...]) -> bool:
    minutes = (time(minute // 60, minute % 60) for minute in range(_MINUTES))
    return any(not any(span.holds(at) for span in spans) for at in minutes)
