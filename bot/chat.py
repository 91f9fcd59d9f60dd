"""The web chat's HTTP: the page, what it needs to draw itself, and its messages."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.chat_door import Door, harden, language
from bot.chat_events import ChatEvents, Wakes
from bot.chat_files import ChatFiles
from bot.files import FileStore
from campaign.limits import Limits
from channels.web import PAGE, TEXT_LONGEST, read_message
from conversation.language import DEFAULT, from_code
from conversation.message import Incoming
from conversation.texts import Texts
from storage.database import Database
from storage.people import person_at


@dataclass(slots=True)
class Chat:
    """The web chat of one app. `personas` offers the parts one may play in the demo, None elsewhere."""

    door: Door
    database: Database
    texts: Texts
    store: FileStore
    deliver: Callable[[Incoming], Awaitable[str | None]]
    wakes: Wakes
    clock: Callable[[], datetime]
    campaign: Mapping[str, str]
    longest_file: int
    limits: Limits
    personas: Callable[[web.Request, str], Mapping[str, Any] | None] = lambda _request, _lang: None

    def add_to(self, app: web.Application) -> None:
        guarded = self.door.guarded
        app.router.add_get("/", self._page)
        app.router.add_static("/chat/page", PAGE)
        app.router.add_get("/chat/hello", guarded(self._hello))
        app.router.add_post("/chat/messages", guarded(self._message))
        ChatEvents(self.door, self.database, self.wakes, self.clock).add_to(app)
        ChatFiles(
            self.door, self.database, self.store, self.clock, self.longest_file, self.limits, self._answer
        ).add_to(app)
        app.on_response_prepare.append(harden)

    async def _page(self, request: web.Request) -> web.StreamResponse:
        response = web.FileResponse(PAGE / "chat.html")
        self.door.give_session(request, response)
        return response

    async def _hello(self, request: web.Request) -> web.Response:
        """What the page needs to draw itself: texts in the reader's language, names, limits."""
        lang = from_code(request.query.get("lang", "")) or DEFAULT
        address = self.door.address(request)
        if address and (known := await self.database.read(lambda session: person_at(session, address))):
            lang = known[0].language or lang
        response = web.json_response(
            {
                "lang": lang,
                "texts": self.texts.all_of("web-", lang),
                **self.campaign,
                "demo": self.personas(request, lang),
                "limits": {"text": TEXT_LONGEST, "file_bytes": self.longest_file},
            },
            headers={"Cache-Control": "no-store"},
        )
        self.door.give_session(request, response)
        return response

    async def _message(self, request: web.Request) -> web.StreamResponse:
        address = await self.door.needs_post(request)
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        try:
            data = json.loads(await request.read())
            message = read_message(data, address, language(request), self.clock())
        except web.HTTPRequestEntityTooLarge:
            return self.door.refused(request, "web-error-too-long", 413)
        except (ValueError, RecursionError):
            return self.door.refused(request, "web-error-bad", 400)
        if len(message.text) > TEXT_LONGEST:
            return self.door.refused(request, "web-error-too-long", 413)
        return await self._answer(message)

    async def _answer(self, message: Incoming) -> web.StreamResponse:
        return web.json_response({"ok": True, "toast": await self.deliver(message)})
