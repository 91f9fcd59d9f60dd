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


class Pulls(Protocol):
    """A channel that is asked for its messages."""

    name: str

    async def pull(self) -> list[Incoming]: ...

    def confirm(self) -> None: ...

    async def acknowledge(self, message: Incoming, toast: str | None) -> None: ...


async def poll(channel: Pulls, deliver: Callable[[Incoming], Awaitable[str | None]]) -> None:
    """Runs until it is cancelled. What is not durable is not confirmed, and comes again."""
    failures = 0
    while True:
        try:
            messages = await channel.pull()
            await _deliver(channel, messages, deliver)
            channel.confirm()
            failures = 0
        except (SendError, DatabaseAwayError) as error:
            failures += 1
            named = error.after if isinstance(error, TryAgainError) else 1.0
            wait = max(named, min(2.0**failures, _LONGEST_WAIT))
            _log.warning("poll_again", channel=channel.name, error=error, after=wait)
            await asyncio.sleep(wait)


async def _deliver(
    channel: Pulls, messages: list[Incoming], deliver: Callable[[Incoming], Awaitable[str | None]]
) -> None:
    chats: dict[str, list[Incoming]] = defaultdict(list)
    for message in messages:
        chats[message.address].append(message)

    async def one_chat(own: list[Incoming]) -> None:
        for message in own:
            toast = await deliver(message)
            await channel.acknowledge(message, toast)

    results = await asyncio.gather(*(one_chat(own) for own in chats.values()), return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
