"""The campaign as the operator set it: names, dates, targets, and who answers for people's data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from campaign.limits import Limits
from campaign.reminders import Reminders


@dataclass(frozen=True, slots=True)
class Campaign:
    """`zone` decides which day it is; `target` and `opening_stock` count initiatives at the root."""

    name: str
    slogan: str
    zone: ZoneInfo
    starts: date
    ends: date
    target: int
    opening_stock: int
    letter: str
    controller: str
    contact: str
    keep_days: int
    consent_version: str
    limits: Limits = field(default_factory=Limits)
    reminders: Reminders = field(default_factory=Reminders)

    def today(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()
