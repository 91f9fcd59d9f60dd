"""What leaves: the two lanes of every channel that sends, and who is told that there is something to send."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from bot.bulk import Bulk
from bot.chat_events import Wakes
from bot.lease import Leases
from bot.pace import Pace, Rates
from bot.send import Sender
from channels.channel import Channel
from storage.database import Database, Silence
from storage.outbox import Letter

_WAKE, _SEND = "wake ", "send "  # what the bell says, before an address, and before a channel and a letter


@dataclass(slots=True)
class Outgoing:
    """`rates` gives a channel's by its name. Channels whose readers fetch have no sender: their pages are woken."""

    channels: Mapping[str, Channel]
    database: Database
    leases: Leases
    wakes: Wakes
    rates: Callable[[str], Rates]
    clock: Callable[[], datetime]
    settle_seconds: float
    senders: dict[str, Sender] = field(default_factory=dict)

    def want(self) -> None:
        """Sends, in this process, whenever it holds a channel's lease."""
        for name, channel in self.channels.items():
            if channel.abilities.fetches:
                continue
            pace, holder = Pace(self.rates(name)), self.leases.holder
            self.senders[name] = Sender(
                channel, self.database, self.clock, holder, pace, self._look_seconds, self.settle_seconds
            )
            bulk = Bulk(channel, self.database, self.clock, holder, pace)
            self.leases.want(f"send:{name}", partial(_both, self.senders[name].run, bulk.run))

    def holder(self, channel: str) -> str | None:
        """In whose hand a letter is written: whoever sends this channel's, by what we know. Wrong costs seconds.

        Nobody's where no bell can tell another: it is claimed at the next look.
        """
        sender = self.senders.get(channel)
        if sender and sender.holder:
            return sender.holder
        if isinstance(self.database.bell, Silence):
            return None
        known = self.leases.holders.get(f"send:{channel}")
        return known if known != self.leases.holder else None

    def posted(self, address: str, letters: tuple[Letter, ...]) -> None:
        """Letters that are durable: ours to send, or another process's, who is told by the bell."""
        channel = address.partition(":")[0]
        if self.channels[channel].abilities.fetches:
            self.wakes.wake(address)
            self.database.bell.ring((f"{_WAKE}{address}",))
        elif letters and letters[0].holder != self.leases.holder:
            self.database.bell.ring(f"{_SEND}{channel} {letter.id}" for letter in letters)
        elif sender := self.senders.get(channel):
            sender.offer(letters)

    def pinged(self, address: str, letters: tuple[Letter, ...]) -> None:
        """The same of pings: pages are woken, the lane of pings looks by itself."""
        if self.channels[address.partition(":")[0]].abilities.fetches:
            self.posted(address, letters)

    def heard(self, word: str) -> None:
        """What this or another process rang the bell for."""
        if word.startswith(_WAKE):
            self.wakes.wake(word.removeprefix(_WAKE))
            return
        channel, _, number = word.removeprefix(_SEND).partition(" ")
        if sender := self.senders.get(channel):
            sender.call(int(number))

    async def close(self) -> None:
        await asyncio.gather(*(sender.close() for sender in self.senders.values()))

    def _look_seconds(self) -> float:
        """Where a bell rings, or nobody else writes, looking by oneself is for what went wrong."""
        return 1.0 if self.leases.alone or not isinstance(self.database.bell, Silence) else 0.1


async def _both(*lanes: Callable[[], Awaitable[None]]) -> None:
    """The lanes beside one another; where one ends with an error the other is cancelled."""
    async with asyncio.TaskGroup() as together:
        for lane in lanes:
            together.create_task(lane())  # type: ignore[arg-type]
