"""When a worker is nudged about a draft that was left: after a while, once a day, twice in all."""

from __future__ import annotations

from datetime import datetime, timedelta

MOST = 2
TOO_OLD = timedelta(days=14)  # who has let it lie for so long has made up their mind


def nudge_at(updated_at: datetime, nudges: int, last: datetime | None, idle: timedelta) -> datetime | None:
    """When the next nudge about a draft is due; None where there is none any more."""
    if nudges >= MOST:
        return None
    due = updated_at + idle
    return max(due, last + timedelta(days=1)) if last else due
