"""Pushes updates to a webhook: in order within a chat, chats side by side, again until accepted."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from itertools import count

import aiohttp

from .telegram_values import Json

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(eq=False, slots=True)
class Pending:
    """An update not yet taken; `again`: an old id that must pass the offset once."""

    update: Json
    lane: int
    at: float
    again: bool


@dataclass(frozen=True, slots=True)
class Outlet:
    """How pushing is done: who carries out a method in the bot's answer, the clock, pauses, longest wait."""

    accept: Callable[[Json], Awaitable[None]]
    now: Callable[[], float]
    backoff: Callable[[int], float]
    timeout: float


@dataclass(frozen=True, slots=True)
class Hook:
    url: str
    secret: str | None
    connections: int


@dataclass(frozen=True, slots=True)
class Push:
    """One try; status 0 where no answer came."""

    update_id: int
    status: int


class Pusher:
    """The pushing side of one webhook."""

    def __init__(self, hook: Hook, outlet: Outlet, pushes: list[Push], done: Callable[[Pending], None]) -> None:
        self.hook = hook
        self.error: Json = {}
        self._outlet, self._pushes, self._done = outlet, pushes, done
        self._slots = asyncio.Semaphore(hook.connections)
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=outlet.timeout))
        self._lanes: dict[int, deque[Pending]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def offer(self, item: Pending) -> None:
        self._lanes.setdefault(item.lane, deque()).append(item)
        if item.lane not in self._tasks:
            self._tasks[item.lane] = asyncio.create_task(self._drain(item.lane))

    async def close(self) -> None:
        # An update's own answer may close the webhook: that task must not cancel itself.
        tasks = [task for task in self._tasks.values() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._session.close()

    async def _drain(self, lane: int) -> None:
        try:
            while self._lanes[lane]:
                await self._push(self._lanes[lane][0])
                self._done(self._lanes[lane].popleft())
        finally:
            del self._tasks[lane]

    async def _push(self, item: Pending) -> None:
        for attempt in count():
            async with self._slots:
                status, reply = await self._post(item.update)
            self._pushes.append(Push(item.update["update_id"], status))
            if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
                if reply and "method" in reply:
                    await self._outlet.accept(reply)
                return
            await asyncio.sleep(self._outlet.backoff(attempt))

    async def _post(self, update: Json) -> tuple[int, Json | None]:
        headers = {SECRET_HEADER: self.hook.secret} if self.hook.secret else {}
        try:
            async with self._session.post(self.hook.url, json=update, headers=headers) as response:
                if not response.ok:
                    self._note(f"Wrong response from the webhook: {response.status} {response.reason}")
                return response.status, await _reply(response)
        except (aiohttp.ClientError, TimeoutError) as problem:
            self._note(str(problem) or "Read timeout expired")
            return 0, None

    def _note(self, problem: str) -> None:
        self.error = {"last_error_date": int(self._outlet.now()), "last_error_message": problem}


async def _reply(response: aiohttp.ClientResponse) -> Json | None:
    """The method call in a webhook's answer, if there is one."""
    if response.content_type != "application/json":
        return None
    try:
        found = await response.json()
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
