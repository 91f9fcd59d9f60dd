"""Row ids made by the program: ordered by time, unique across processes, 63 bits.

Made here and not by the database, so that rows which name one another are written without asking
back, and the same SQL serves both databases.
"""

from __future__ import annotations

import secrets
import time
from datetime import datetime, timedelta

_EPOCH_MS = 1_640_995_200_000  # 2022-01-01
_PROCESS = secrets.randbits(10)
_last = 0


def new_id() -> int:
    """41 bits of milliseconds, 11 bits of order within one, 10 bits of this process."""
    global _last
    _last = max(_last + 1, (time.time_ns() // 1_000_000 - _EPOCH_MS) << 11)
    return _last << 10 | _PROCESS


def span(time: timedelta) -> int:
    """By how much ids grow in a time."""
    return round(time.total_seconds() * 1000) << 21


def id_at(moment: datetime) -> int:
    """The smallest id that could have been made at a moment."""
    return (int(moment.timestamp() * 1000) - _EPOCH_MS) << 21
