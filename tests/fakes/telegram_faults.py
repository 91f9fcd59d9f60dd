"""Trouble on demand: scripted failures, slowness, and Telegram's flood limits."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from math import ceil

from .telegram_values import Call, Json, Refused

NOT_MESSAGES = frozenset({"sendChatAction"})
ABOUT_MESSAGES = ("send", "edit", "copyMessage", "forwardMessage")
_WELL = 200
REASONS = {400: "Bad Request", 403: "Forbidden", 429: "Too Many Requests", 500: "Internal Server Error"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What shall go wrong with a call."""

    method: str
    status: int
    cut: bool
    after_accepting: bool
    description: str
    parameters: Json | None

    def refusal(self) -> Refused:
        return Refused(self.status, self.description, parameters=self.parameters)


class Faults:
    """Faults waiting for their calls, oldest first."""

    def __init__(self) -> None:
        self.waiting: deque[Fault] = deque()
        self._slow: dict[str, float] = {}

    def fail_next(
        self,
        method: str,
        status: int = 500,
        *,
        retry_after: int | None = None,
        times: int = 1,
        after: int = 0,
        after_accepting: bool = False,
        cut: bool = False,
        description: str | None = None,
        parameters: Json | None = None,
    ) -> None:
        """The next `times` calls of a method ("*" any, "file" a download) fail, once `after` of them have gone well.

        `after_accepting`: the call is carried out first; `cut`: the connection closes without an answer.
        """
        if status == 429 and retry_after is None:
            retry_after = 1
        facts = dict(parameters or {})
        if retry_after is not None:
            facts["retry_after"] = retry_after
        text = description or REASONS.get(status, "Bad Gateway")
        if status == 429 and description is None:
            text += f": retry after {retry_after}"
        self.waiting.extend([Fault(method, _WELL, False, False, "", None)] * after)
        self.waiting.extend([Fault(method, status, cut, after_accepting, text, facts or None)] * times)

    def slow(self, seconds: float, method: str = "*") -> None:
        """Every answer (but those of getUpdates) takes this much longer; 0 ends it."""
        self._slow[method] = seconds

    def delay(self, method: str) -> float:
        return 0 if method == "getUpdates" else self._slow.get(method, self._slow.get("*", 0))

    def take(self, method: str) -> Fault | None:
        found = next((fault for fault in self.waiting if fault.method in (method, "*")), None)
        if found is not None:
            self.waiting.remove(found)
        return None if found and found.status == _WELL else found


@dataclass(frozen=True, slots=True)
class FloodLimits:
    """What Telegram advises; it publishes no exact figures."""

    per_second: int = 30
    chat_per_second: float = 1.0
    chat_burst: int = 5
    group_per_minute: int = 20


class Flood:
    """Counts messages and edits; a refused one is not counted."""

    def __init__(self, limits: FloodLimits) -> None:
        self.limits = limits
        self._all: deque[float] = deque()
        self._groups: dict[int, deque[float]] = defaultdict(deque)
        self._chats: dict[int, float] = defaultdict(float)

    def check(self, call: Call) -> None:
        """Raises 429 with retry_after in whole seconds where a limit is reached."""
        chat = call.params.get("chat_id")
        counted = call.method.startswith(ABOUT_MESSAGES) and call.method not in NOT_MESSAGES
        if not counted or not isinstance(chat, int):
            return
        count = len(call.params.get("media", ())) or 1
        wait = max(self._waits(chat, count, call.at))
        if wait > 0:
            seconds = max(1, ceil(wait))
            raise Refused(429, f"Too Many Requests: retry after {seconds}", parameters={"retry_after": seconds})
        self._count(chat, count, call.at)

    def _waits(self, chat: int, count: int, now: float) -> list[float]:
        waits = [_window(self._all, self.limits.per_second, 1, count, now)]
        if chat < 0:
            waits.append(_window(self._groups[chat], self.limits.group_per_minute, 60, count, now))
        rate, burst = self.limits.chat_per_second, self.limits.chat_burst
        ahead = max(self._chats[chat] - now, 0) + (min(count, burst) - burst) / rate
        # A hair of tolerance: sums of fractions of a second are not exact.
        return [*waits, ahead - 1e-6]

    def _count(self, chat: int, count: int, now: float) -> None:
        self._all.extend([now] * count)
        if chat < 0:
            self._groups[chat].extend([now] * count)
        self._chats[chat] = max(self._chats[chat], now) + count / self.limits.chat_per_second


def _window(times: deque[float], limit: int, span: float, count: int, now: float) -> float:
    """Seconds until `count` more fit into a rolling window."""
    while times and times[0] <= now - span:
        times.popleft()
    over = len(times) + min(count, limit) - limit
    return times[over - 1] + span - now if over > 0 else 0
