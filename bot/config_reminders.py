"""The config's [reminders]: when who is pinged, when nobody is, and for how long a ping is of use."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from campaign.quiet import Span, read_span, read_time
from campaign.reminders import Reminders

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Hours = Annotated[int, Field(ge=1, le=24 * 14)]


def _time(given: object) -> object:
    return read_time(given) if isinstance(given, str) else given


def _span(given: object) -> object:
    return str(read_span(given)) if isinstance(given, str) else given


Time = Annotated[time, BeforeValidator(_time)]
ShiftName = Annotated[str, Field(pattern=r"^[a-z0-9]{1,16}$")]
Shift = Annotated[str, BeforeValidator(_span), PlainSerializer(str)]
_SET = Reminders()


class ExpireTable(BaseModel):
    """Hours after which a ping of a kind is of no use any more."""

    model_config = ConfigDict(extra="forbid")

    weekly: Hours = _SET.expire_hours["weekly"]
    daily: Hours = _SET.expire_hours["daily"]
    countdown: Hours = _SET.expire_hours["countdown"]
    escalation: Hours = _SET.expire_hours["escalation"]
    digest_week: Hours = _SET.expire_hours["digest_week"]
    digest_month: Hours = _SET.expire_hours["digest_month"]
    rescue: Hours = _SET.expire_hours["rescue"]
    rescued: Hours = _SET.expire_hours["rescued"]
    nudge: Hours = _SET.expire_hours["nudge"]


class RemindersTable(BaseModel):
    model_config = ConfigDict(extra="forbid")

    weekly_day: Weekday = "monday"
    weekly_at: Time = _SET.weekly_at
    daily_at: Time = _SET.daily_at
    countdown: list[Annotated[int, Field(ge=0, le=366)]] = list(_SET.countdown)
    digest_day: Weekday = "monday"
    digest_at: Time = _SET.digest_at
    quiet_from: Time = _SET.quiet.start
    quiet_to: Time = _SET.quiet.end
    shifts: dict[ShiftName, Shift] = {name: str(span) for name, span in _SET.shifts.items()}
    rest_hours: Annotated[int, Field(ge=0, le=12)] = _SET.rest_hours
    expire_hours: ExpireTable = ExpireTable()
    draft_idle_hours: Hours = _SET.draft_idle_hours
    rescue_hours: Hours = _SET.rescue_hours
    per_minute: Annotated[int, Field(ge=1)] = _SET.per_minute
    late_alert_minutes: Annotated[int, Field(ge=1)] = _SET.late_alert_minutes

    def setting(self) -> Reminders:
        table = self.model_dump(exclude={"quiet_from", "quiet_to"})
        return replace(
            Reminders(),
            **{
                **table,
                "weekly_day": _DAYS.index(self.weekly_day),
                "digest_day": _DAYS.index(self.digest_day),
                "countdown": tuple(self.countdown),
                "quiet": Span(self.quiet_from, self.quiet_to),
                "shifts": {name: read_span(span) for name, span in self.shifts.items()},
            },
        )
