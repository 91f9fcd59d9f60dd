"""The web chat's events: a person's history, what was missed, and then what is said as it is said."""

from __future__ import annotations

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from bot.chat_door import Door, remote
from channels.web import bot_event, own_event
from storage import files, history
from storage.database import Database, DatabaseAwayError, Session
from storage.ids import span

_HISTORY = 120
_AT_ONCE = 200
_BEAT_SECONDS = 15.0
_LOOK_SECONDS = 2.0  # another process may have written: the page never waits longer than this
_LARGEST_ID = 2**63 - 1
_LATE = span(timedelta(seconds=30))  # rows may be committed so much later than their ids were made: an announcement's
_LINES_OF_ONE = 8  # tabs of one session
_LINES_OF_A_PLACE = 1_000  # of one remote address, behind which may be a factory
_HEADERS = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # nginx would keep events back until it has a few kilobytes of them
}


@dataclass(slots=True)
class Wakes:
    """Wakes the pages of an address when something for it was committed in this process."""

    closed: bool = False
    _waiting: dict[str, list[asyncio.Event]] = field(default_factory=lambda: defaultdict(list))

    def wake(self, address: str) -> None:
        for event in self._waiting.get(address, ()):
            event.set()

    def watch(self, address: str) -> asyncio.Event:
        """Of too many lines the oldest ends: a phone that lost it opens another long before we notice."""
        event, lines = asyncio.Event(), self._waiting[address]
        lines.append(event)
        if len(lines) > _LINES_OF_ONE:
            lines.pop(0).set()
        return event

    def watches(self, address: str, event: asyncio.Event) -> bool:
        return not self.closed and event in self._waiting.get(address, ())

    def leave(self, address: str, event: asyncio.Event) -> None:
        lines = self._waiting.get(address, [])
        if event in lines:
            lines.remove(event)
        if not lines:
            self._waiting.pop(address, None)

    def close(self) -> None:
        """Ends all streams: a server that stops would wait for them."""
        self.closed = True
        for address in self._waiting:
            self.wake(address)


@dataclass(slots=True)
class ChatEvents:
    """Server-sent events of one app."""

    door: Door
    database: Database
    wakes: Wakes
    clock: Callable[[], datetime]
    _lines: Counter[str] = field(default_factory=Counter)

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/chat/events", self.door.guarded(self._events), allow_head=False)
        app.on_shutdown.append(self._close)

    async def _close(self, _app: web.Application) -> None:
        self.wakes.close()

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """The history on a fresh connect, what was missed on a later one, then live.

        A later one begins a little before what the page names: what was committed late is nowhere else. The
        page knows again what it has (log.js); a page on a poor line hears half a minute twice, that is the price.
        """
        address = self.door.needs_session(request)
        last = request.headers.get("Last-Event-ID", "")
        if last.isdecimal() and len(last) < 20:
            after = min(int(last), _LARGEST_ID)
            begins = max(0, after - _LATE)
        else:
            after = await self.database.read(lambda session: history.last_before(session, address, _HISTORY))
            begins = after
        place = remote(request, self.door.proxies)
        if self._lines[place] >= _LINES_OF_A_PLACE:
            raise web.HTTPTooManyRequests(headers={"Retry-After": "30"})
        response = web.StreamResponse(headers=_HEADERS)
        await response.prepare(request)
        self._lines[place] += 1
        event = self.wakes.watch(address)
        try:
            await self._stream(response, address, begins, after, event)
        except (ConnectionResetError, DatabaseAwayError):
            pass  # the page is gone, or connects again by itself
        finally:
            self.wakes.leave(address, event)
            self._lines[place] -= 1
            if not self._lines[place]:
                del self._lines[place]
        return response

    async def _stream(
        self, response: web.StreamResponse, address: str, begins: int, after: int, event: asyncio.Event
    ) -> None:
        """`begins`: the id past which everything is told; `after`: past which nothing was told before."""
        ready, beat, told = False, self.clock(), set[int]()
        while self.wakes.watches(address, event):
            event.clear()
            told = {number for number in told if number > after - _LATE}
            shown = await self._since(address, max(begins, after - _LATE), told)
            for number, said in shown:
                after = max(after, number)  # also what the page names when it comes again
                await _send(response, said, after)
                told.add(number)
            if shown:
                continue
            if not ready:
                await _send(response, {"type": "ready"})
                ready = True
            try:
                async with asyncio.timeout(_LOOK_SECONDS):
                    await event.wait()
            except TimeoutError:
                if (self.clock() - beat).total_seconds() >= _BEAT_SECONDS:
                    beat = self.clock()
                    await response.write(b": still here\n\n")

    async def _since(self, address: str, after: int, told: set[int]) -> list[tuple[int, Mapping[str, Any]]]:
        """(id, event) of what was written to an address past an id and isn't among what was `told`."""

        async def look(session: Session) -> list[tuple[int, Mapping[str, Any]]]:
            rows = await history.read_since(session, address, after, _AT_ONCE + len(told))
            rows = [row for row in rows if row[0] not in told]
            made = [int(body["file"]) for _, _, body in rows if body.get("file")]
            documents = await files.documents_of(session, address, made)
            return [(number, _event(number, at, body, documents)) for number, at, body in rows]

        return await self.database.read(look)


def _event(
    number: int, at: str, body: Mapping[str, Any], documents: Mapping[int, tuple[str, str]]
) -> Mapping[str, Any]:
    if "own" in body:
        return own_event(number, body, at)
    return bot_event(number, body, at, documents.get(int(body["file"])) if body["file"] else None)


async def _send(response: web.StreamResponse, event: Mapping[str, Any], number: int | None = None) -> None:
    line = f"id: {number}\n" if number else ""
    await response.write(f"{line}data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
