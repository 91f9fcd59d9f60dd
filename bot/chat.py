"""The web chat's HTTP: the page, its events, messages and files."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import BodyPartReader, web

from bot.files import FileStore, TooLargeError
from bot.limits import RateLimit
from channels.web import (
    PAGE,
    TEXT_LONGEST,
    BadMessageError,
    address_of,
    bot_event,
    new_session,
    own_event,
    read_message,
    with_file,
)
from conversation.language import DEFAULT, from_code
from conversation.message import File, Incoming, Text
from conversation.texts import Texts
from storage import files, outbox
from storage.database import Database, DatabaseAwayError
from storage.people import person_at

COOKIE = "sangkien"
_COOKIE_SECONDS = 400 * 86_400
_HISTORY = 120
_BEAT_SECONDS = 15.0
_LOOK_SECONDS = 2.0  # another process may have written: the page never waits longer than this
_SHOWN_INLINE = {
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "audio/ogg",
    "audio/webm",
    "audio/mpeg",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@dataclass(slots=True)
class Wakes:
    """Wakes the pages of an address when something for it was committed in this process."""

    _waiting: dict[str, set[asyncio.Event]] = field(default_factory=lambda: defaultdict(set))

    def wake(self, address: str) -> None:
        for event in self._waiting.get(address, ()):
            event.set()

    def watch(self, address: str) -> asyncio.Event:
        event = asyncio.Event()
        self._waiting[address].add(event)
        return event

    def leave(self, address: str, event: asyncio.Event) -> None:
        self._waiting[address].discard(event)
        if not self._waiting[address]:
            del self._waiting[address]


@dataclass(slots=True)
class Chat:
    """The web chat of one app. `persona` names the part someone plays in the demo, `` elsewhere."""

    database: Database
    texts: Texts
    store: FileStore
    deliver: Callable[[Incoming], Awaitable[str | None]]
    wakes: Wakes
    clock: Callable[[], datetime]
    by_session: RateLimit
    by_address: RateLimit
    campaign: Mapping[str, str]
    longest_file: int
    secure: bool = False
    proxies: int = 0
    persona: Callable[[web.Request], str] = lambda _request: ""
    personas: Callable[[web.Request, str], Mapping[str, Any] | None] = lambda _request, _lang: None

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/", self._page)
        app.router.add_static("/chat/page", PAGE)
        app.router.add_get("/chat/hello", self._hello)
        app.router.add_get("/chat/events", self._events)
        app.router.add_post("/chat/messages", self._message)
        app.router.add_post("/chat/files", self._file)
        app.router.add_get(r"/chat/files/{id:\d+}", self._own_file)
        app.router.add_get(r"/chat/documents/{id:\d+}", self._document)
        app.on_response_prepare.append(_harden)

    def address(self, request: web.Request) -> str | None:
        return address_of(request.cookies.get(COOKIE, ""), self.persona(request))

    async def _page(self, request: web.Request) -> web.StreamResponse:
        response = web.FileResponse(PAGE / "chat.html")
        response.headers["Cache-Control"] = "no-cache"
        self._give_session(request, response)
        return response

    async def _hello(self, request: web.Request) -> web.Response:
        """What the page needs to draw itself: texts in the reader's language, names, limits."""
        lang = from_code(request.query.get("lang", "")) or DEFAULT
        address = self.address(request)
        if address and (known := await self.database.read(lambda session: person_at(session, address))):
            lang = known[0].language or lang
        response = web.json_response(
            {
                "lang": lang,
                "texts": self.texts.all_of("web-", lang),
                **self.campaign,
                "demo": self.personas(request, lang),
                "limits": {"text": TEXT_LONGEST, "file_bytes": self.longest_file},
            }
        )
        self._give_session(request, response)
        return response

    def _give_session(self, request: web.Request, response: web.StreamResponse) -> None:
        if address_of(request.cookies.get(COOKIE, "")) is None:
            response.set_cookie(
                COOKIE,
                new_session(),
                max_age=_COOKIE_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=self.secure,
            )

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: the history on a fresh connect, what was missed on a later one, then live."""
        address = self._needs_session(request)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        last = request.headers.get("Last-Event-ID", "")
        after = int(last) if last.isdecimal() and len(last) < 20 else await self._history_start(address)
        await response.prepare(request)
        event = self.wakes.watch(address)
        try:
            await self._stream(response, address, after, event)
        except (ConnectionResetError, asyncio.CancelledError):
            raise
        except DatabaseAwayError:
            pass  # the page connects again by itself
        finally:
            self.wakes.leave(address, event)
        return response

    async def _stream(self, response: web.StreamResponse, address: str, after: int, event: asyncio.Event) -> None:
        ready, beat = False, self.clock()
        while True:
            event.clear()
            rows = await self._since(address, after)
            for number, at, body in rows:
                shown = own_event(number, body, at) if "own" in body else bot_event(number, body, at)
                await _send(response, shown, str(number))
                after = number
            if not rows and not ready:
                await _send(response, {"type": "ready"}, None)
                ready = True
            if rows:
                continue
            try:
                await asyncio.wait_for(event.wait(), _LOOK_SECONDS)
            except TimeoutError:
                if (self.clock() - beat).total_seconds() >= _BEAT_SECONDS:
                    beat = self.clock()
                    await response.write(b": still here\n\n")

    async def _since(self, address: str, after: int) -> list[tuple[int, str, dict[str, Any]]]:
        return await self.database.read(lambda session: outbox.read_since(session, address, after, 200))

    async def _history_start(self, address: str) -> int:
        return await self.database.read(lambda session: outbox.last_before(session, address, _HISTORY))

    async def _message(self, request: web.Request) -> web.Response:
        address = self._needs_post(request)
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        try:
            data = json.loads(await request.read())
            message = read_message(data, address, self._language(request), self.clock())
        except ValueError:
            return self._refused(request, "web-error-bad", 400)
        if len(message.text) > TEXT_LONGEST:
            return self._refused(request, "web-error-too-long", 413)
        return await self._delivered(request, message)

    async def _file(self, request: web.Request) -> web.Response:
        address = self._needs_post(request)
        fields: dict[str, str] = {}
        file: File | None = None
        if not request.content_type.startswith("multipart/"):
            raise web.HTTPUnsupportedMediaType
        try:
            async for part in await request.multipart():
                if not isinstance(part, BodyPartReader):
                    raise BadMessageError("nested")
                if part.name == "file":
                    file = await self._kept(part)
                elif part.name in ("id", "caption"):
                    fields[part.name] = (await part.read_chunk(TEXT_LONGEST * 4)).decode("utf-8", "replace")
            given = {"id": fields.get("id"), "text": fields.get("caption", "")}
            message = read_message(given, address, self._language(request), self.clock())
        except TooLargeError:
            return self._refused(request, "web-error-file-too-large", 413)
        except ValueError:
            return self._refused(request, "web-error-bad", 400)
        if file is None or not file.bytes:
            return self._refused(request, "web-error-bad", 400)
        kept = file
        upload = await self.database.write(lambda session: files.add_upload(session, address, kept, self.clock()))
        return await self._delivered(request, with_file(message, upload, kept))

    async def _kept(self, part: BodyPartReader) -> File:
        mime = part.headers.get("Content-Type", "application/octet-stream").partition(";")[0].strip().lower()
        kind = {"image": "photo", "audio": "voice", "video": "video"}.get(mime.partition("/")[0], "document")
        sha256, size = await self.store.save(_chunks(part), self.longest_file)
        return File(kind, "", (part.filename or "")[:120], mime[:80], size, sha256)

    async def _delivered(self, request: web.Request, message: Incoming) -> web.Response:
        try:
            toast = await self.deliver(message)
        except DatabaseAwayError:
            return self._refused(request, "web-error-away", 503)
        return web.json_response({"ok": True, "toast": toast})

    async def _own_file(self, request: web.Request) -> web.StreamResponse:
        address, number = self._needs_session(request), int(request.match_info["id"][:19])
        row = await self.database.read(lambda session: files.upload_for(session, address, number))
        path = self.store.path(row["sha256"]) if row else None
        if row is None or path is None or not await asyncio.to_thread(path.exists):
            raise web.HTTPNotFound
        shown = row["mime"] in _SHOWN_INLINE
        response = web.FileResponse(path)
        response.content_type = row["mime"] if shown else "application/octet-stream"
        response.headers["Content-Disposition"] = "inline" if shown else "attachment"
        response.headers["Cache-Control"] = "private, max-age=86400"
        return response

    async def _document(self, request: web.Request) -> web.Response:
        address, number = self._needs_session(request), int(request.match_info["id"][:19])
        row = await self.database.read(lambda session: files.document_for(session, address, number))
        if row is None:
            raise web.HTTPNotFound
        headers = {
            "Content-Disposition": f'attachment; filename="{row["name"]}"',
            "Cache-Control": "no-store",
        }
        return web.Response(body=row["content"], content_type=row["mime"], headers=headers)

    def _needs_session(self, request: web.Request) -> str:
        address = self.address(request)
        if address is None:
            raise web.HTTPUnauthorized
        return address

    def _needs_post(self, request: web.Request) -> str:
        """The address, where the post comes from our own page and not too fast."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            raise web.HTTPForbidden
        origin = request.headers.get("Origin")
        if origin and origin.partition("://")[2] != request.host:
            raise web.HTTPForbidden
        address = self._needs_session(request)
        wait = max(self.by_session.wait(address), self.by_address.wait(_remote(request, self.proxies)))
        if wait:
            raise web.HTTPTooManyRequests(headers={"Retry-After": str(int(wait) + 1)})
        return address

    def _language(self, request: web.Request) -> str:
        return request.headers.get("Accept-Language", "").partition(",")[0].partition(";")[0][:12]

    def _refused(self, request: web.Request, key: str, status: int) -> web.Response:
        lang = from_code(self._language(request)) or DEFAULT
        return web.json_response({"error": self.texts.words(Text(key), lang)}, status=status)


async def _send(response: web.StreamResponse, event: Mapping[str, Any], number: str | None) -> None:
    lines = f"id: {number}\n" if number else ""
    await response.write(f"{lines}data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())


async def _chunks(part: BodyPartReader) -> AsyncIterator[bytes]:
    while chunk := await part.read_chunk(65_536):
        yield chunk


async def _harden(_request: web.Request, response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)


def _remote(request: web.Request, proxies: int) -> str:
    """The client's address; behind so many proxies of our own, the one that the outermost of them saw."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if proxies and len(hops) >= proxies:
        return hops[-proxies]
    return request.remote or ""
