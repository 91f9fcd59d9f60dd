"""When somebody is asked again who said: later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from campaign.periods import moment_on
from campaign.quiet import Span, fitting

_EVENING = time(17)
_SOON = timedelta(hours=1)
_MOST_MOVED = timedelta(hours=1)  # what is put off for longer isn't what its name says any more


def later_moments(now: datetime, morning: time, alone: Sequence[Span], zone: ZoneInfo) -> dict[str, datetime]:
    """hour, evening, morning: moments on offer, UTC, outside the person's quiet hours, each only once.

    There is always a morning, as late as the person's night shift makes it.
    """
    today = now.astimezone(zone).date()
    wished = {
        "hour": now + _SOON,
        "evening": moment_on(today, _EVENING, zone),
        "morning": moment_on(today + timedelta(days=1), morning, zone),
    }
    found: dict[str, datetime] = {}
    for name, moment in wished.items():
        good = fitting(moment, alone, zone)
        kept = name == "morning" or good - moment <= _MOST_MOVED
        if kept and moment >= now + _SOON and good not in found.values():
            found[name] = good
    return found
