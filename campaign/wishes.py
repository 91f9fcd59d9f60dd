"""What a person chose about being written to: rhythm, quiet hours, shift, and which kinds not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from campaign.quiet import Span, closed
from campaign.reminders import Reminders


class Rhythm(StrEnum):
    """`usual` is weekly, and daily in a peak."""

    USUAL = "usual"
    WEEKLY = "weekly"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Wishes:
    """`quiet` None is the campaign's; a span of no length is none at all. `shift` names one of the config's."""

    rhythm: Rhythm = Rhythm.USUAL
    quiet: Span | None = None
    shift: str | None = None
    off: frozenset[str] = field(default_factory=frozenset)

    def alone(self, reminders: Reminders) -> tuple[Span, ...]:
        """The hours in which this person is left alone."""
        shift = reminders.shifts.get(self.shift) if self.shift else None
        return closed(self.quiet or reminders.quiet, shift, timedelta(hours=reminders.rest_hours))
