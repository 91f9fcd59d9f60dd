"""What to do with a ping whose time has come: send it, wait for a better hour, or let it go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from campaign.pings import Why
from campaign.quiet import Span, fitting


def when(now: datetime, expires: datetime, alone: Sequence[Span], zone: ZoneInfo) -> datetime | Why:
    """`now` where it is sent, a later moment where it waits, or why it is too late.

    A ping that was missed while nothing ran is still sent as long as it is of use.
    """
    if now >= expires:
        return Why.MISSED
    good = fitting(now, alone, zone)
    return good if good < expires else Why.QUIET
