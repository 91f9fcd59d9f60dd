"""Polling: takes updates from a channel, chat by chat in order, and confirms them once they are durable."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Protocol

import structlog

from channels.channel import SendError, TryAgainError
from conversation.message import Incoming
from storage.database import DatabaseAwayError

_log = structlog.get_logger("poll")
_LONGEST_WAIT = 30.0
_ACKNOWLEDGED_AT_ONCE = 32  # where they hang, answers still find a connection

Deliver = Callable[[Incoming], Awaitable[str | None]]
Acknowledge = Callable[[Incoming, str | None], object]


class Pulls(Protocol):
    """A channel that is asked for its messages."""

    name: str

    async def pull(self) -> list[Incoming]: ...

    def confirm(self) -> None: ...

    async def acknowledge(self, message: Incoming, toast: str | None) -> None: ...


async def poll(channel: Pulls, deliver: Deliver) -> None:
    """Runs until it is cancelled. What is not durable is not confirmed, and comes again.

    A press is acknowledged beside: however long that hangs, nobody's messages wait for it.
    """
    room = asyncio.Semaphore(_ACKNOWLEDGED_AT_ONCE)
    async with asyncio.TaskGroup() as beside:
        await _poll(channel, deliver, lambda *done: beside.create_task(_acknowledge(channel, room, *done)))


async def _poll(channel: Pulls, deliver: Deliver, acknowledge: Acknowledge) -> None:
    failures = 0
    while True:
        try:
            messages = await channel.pull()
            await _deliver(messages, deliver, acknowledge)
            channel.confirm()
            failures = 0
        except (SendError, DatabaseAwayError) as error:
            failures += 1
            named = error.after if isinstance(error, TryAgainError) else 1.0
            wait = max(named, min(2.0**failures, _LONGEST_WAIT))
            _log.warning("poll_again", channel=channel.name, error=error, after=wait)
            await asyncio.sleep(wait)


async def _acknowledge(channel: Pulls, room: asyncio.Semaphore, message: Incoming, toast: str | None) -> None:
    try:
        async with room:
            await channel.acknowledge(message, toast)
    except Exception as error:  # whatever it is, what was pressed is done
        _log.warning("not_acknowledged", channel=channel.name, error=error)


async def _deliver(messages: list[Incoming], deliver: Deliver, acknowledge: Acknowledge) -> None:
    chats: dict[str, list[Incoming]] = defaultdict(list)
    for message in messages:
        chats[message.address].append(message)

    async def one_chat(own: list[Incoming]) -> None:
        for message in own:
            toast = await deliver(message)
            if message.callback:
                acknowledge(message, toast)

    results = await asyncio.gather(*(one_chat(own) for own in chats.values()), return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
