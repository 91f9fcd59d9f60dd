"""What the operator set about pings: days, hours, spans, and for how long each kind is of use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta

from campaign.quiet import Span

QUIET = Span(time(21), time(7))
SHIFTS = {
    "ca1": Span(time(6), time(14)),
    "ca2": Span(time(14), time(22)),
    "ca3": Span(time(22), time(6)),
}
EXPIRE_HOURS = {
    "weekly": 48, "daily": 12, "countdown": 12, "escalation": 24, "digest_week": 24, "digest_month": 24,
    "rescue": 72, "rescued": 72, "nudge": 24,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reminders:
    """Days of the week from Monday (0). `per_minute`: how many pings of a kind may fall due in one minute."""

    weekly_day: int = 0
    weekly_at: time = time(8)
    daily_at: time = time(8)
    countdown: tuple[int, ...] = (10, 5, 3, 1)
    digest_day: int = 0
    digest_at: time = time(7, 30)
    quiet: Span = QUIET
    shifts: Mapping[str, Span] = field(default_factory=lambda: SHIFTS)
    rest_hours: int = 8
    expire_hours: Mapping[str, int] = field(default_factory=lambda: EXPIRE_HOURS)
    draft_idle_hours: int = 24
    rescue_hours: int = 48
    per_minute: int = 1_200
    late_alert_minutes: int = 5

    def useful(self, kind: str) -> timedelta:
        """For how long a ping of a kind is of use after it was due."""
        return timedelta(hours=self.expire_hours[kind.partition(":")[0]])
