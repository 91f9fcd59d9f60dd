"""How fast a channel may be written to: to all, in one chat, in a group. Telegram's numbers: its bots' FAQ.

Pure: moments are seconds of a steady clock, given by the caller.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field

_SECOND = 1.02  # the vendor counts when messages arrive, which may be closer together than when they left
_MAKES_UP = 0.5  # seconds of pings that may be sent closer together after a delay
_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Rates:
    """The vendor's limits as the config has them; 0 is no limit.

    `pings_per_second`: of what is sent to many. `per_second`: of everything while pings are under way;
    answers alone may go faster. A chat may get `chat_burst` messages at once, then `chat_per_second`.
    """

    pings_per_second: float = 24
    per_second: int = 30
    chat_per_second: float = 1
    chat_burst: int = 20
    group_per_minute: int = 20


@dataclass(slots=True)
class _Chat:
    """When the bucket of a chat is full again; when a group was written to; until when it is paused."""

    full_at: float = 0.0
    sent: deque[float] | None = None  # of a group; an empty deque weighs 0.6 kB, ten times the rest
    closed_until: float = 0.0

    def over(self, now: float) -> bool:
        """Whether it tells nothing any more."""
        return self.full_at <= now and self.closed_until <= now and not (self.sent and self.sent[-1] > now - _MINUTE)


@dataclass(slots=True)
class Pace:
    """Asked before each message (`wait` is 0: it may go, tell `sent`), told of each pause that the vendor names."""

    rates: Rates
    _all: deque[float] = field(default_factory=deque)
    _pings: deque[float] = field(default_factory=deque)
    _next_ping: float = 0.0
    _bulk_closed_until: float = 0.0
    _chats: OrderedDict[str, _Chat] = field(default_factory=OrderedDict)

    def wait(self, address: str, group: bool, ping: bool, now: float) -> float:
        """Seconds until a message may go to a chat."""
        return max(0.0, self._until_chat(address, group, now), self._until_all(ping, now))

    def rests(self, address: str, group: bool, now: float) -> bool:
        """Whether it is this chat itself that may not be written to."""
        return self._until_chat(address, group, now) > 0

    def sent(self, address: str, group: bool, ping: bool, now: float, count: int = 1) -> None:
        """A message is leaving; a long one is `count` of them."""
        self._all.extend([now] * count)
        if ping:
            made_up = _MAKES_UP if self._pings else 0.0
            self._pings.append(now)
            pause = 1 / self.rates.pings_per_second if self.rates.pings_per_second else 0.0
            # On its own beat, so that late wakes don't add up, nor what answers held up for a moment.
            self._next_ping = max(self._next_ping, now - made_up) + pause
        chat = self._chats.setdefault(address, _Chat())
        self._chats.move_to_end(address)
        if self.rates.chat_per_second:
            chat.full_at = max(chat.full_at, now) + count / self.rates.chat_per_second
        if group:
            chat.sent = chat.sent or deque()
            chat.sent.extend([now] * count)
        self._tidy(now)

    def close(self, address: str, ping: bool, now: float, seconds: float) -> None:
        """The vendor asks to wait: this chat does, for exactly so long; after a ping all pings do."""
        chat = self._chats.setdefault(address, _Chat())
        chat.closed_until = max(chat.closed_until, now + seconds)
        if ping:
            self._bulk_closed_until = max(self._bulk_closed_until, now + seconds)

    @property
    def remembered(self) -> int:
        """How many chats it knows something of."""
        return len(self._chats)

    def _tidy(self, now: float) -> None:
        """Looks at the two that were written to the longest ago: so it keeps pace with whoever comes anew."""
        for _ in range(min(2, len(self._chats))):
            address = next(iter(self._chats))
            if self._chats[address].over(now):
                del self._chats[address]
            else:  # paused for long, and in nobody's way
                self._chats.move_to_end(address)

    def _until_chat(self, address: str, group: bool, now: float) -> float:
        chat = self._chats.get(address)
        if chat is None:
            return 0.0
        waits = [chat.closed_until - now]
        if self.rates.chat_per_second:
            waits.append(chat.full_at - now - (self.rates.chat_burst - 1) / self.rates.chat_per_second)
        if chat.sent and self.rates.group_per_minute:
            waits.append(_until_room(chat.sent, self.rates.group_per_minute, _MINUTE, now))
        return max(waits)

    def _until_all(self, ping: bool, now: float) -> float:
        _forget(self._all, now - _SECOND)
        _forget(self._pings, now - _SECOND)
        if not self.rates.per_second:
            return max(self._bulk_closed_until - now, self._next_ping - now) if ping else 0.0
        if ping:  # one place is always left for an answer
            room = _until_room(self._all, self.rates.per_second - 1, _SECOND, now)
            return max(self._bulk_closed_until - now, self._next_ping - now, room)
        if self._pings:  # for a moment, or the vendor would make it wait for seconds
            return _until_room(self._all, self.rates.per_second, _SECOND, now)
        return 0.0


def _until_room(times: deque[float], limit: int, span: float, now: float) -> float:
    """Seconds until one more fits into a rolling window."""
    _forget(times, now - span)
    return times[-limit] + span - now if len(times) >= limit else 0.0


def _forget(times: deque[float], before: float) -> None:
    while times and times[0] <= before:
        times.popleft()
