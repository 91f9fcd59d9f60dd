"""The web chat's files: what people send, and documents made for them; each for one address only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from bot.chat_door import Door, language
from bot.file_content import Look, NotTakenError
from bot.files import FileStore, TooLargeError
from campaign.limits import FileKind, Limits
from channels.web import SHOWN, TEXT_LONGEST, BadMessageError, read_message, with_file
from conversation.file_kinds import declared, kinds_taken
from conversation.message import File, Incoming, Text
from storage import files
from storage.database import Database

_CHUNK = 65_536
_AROUND = 100_000  # bytes of a form around its file: the caption, the id, the boundaries
_SHOWN_AS = frozenset({FileKind.PHOTO, FileKind.VOICE, FileKind.VIDEO})
_DAY = timedelta(hours=24)
_ID = r"{id:[0-9]{1,19}}"
_LARGEST_ID = 2**63 - 1
_ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # a file is never a page of ours


@dataclass(slots=True)
class ChatFiles:
    """`answer` handles a message and says what came of it."""

    door: Door
    database: Database
    store: FileStore
    clock: Callable[[], datetime]
    longest: int
    limits: Limits
    answer: Callable[[Incoming], Awaitable[web.StreamResponse]]

    def add_to(self, app: web.Application) -> None:
        guarded = self.door.guarded
        app.router.add_post("/chat/files", guarded(self._taken))
        app.router.add_get(f"/chat/files/{_ID}", guarded(self._own))
        app.router.add_get(f"/chat/documents/{_ID}", guarded(self._document))

    async def _taken(self, request: web.Request) -> web.StreamResponse:
        address = await self.door.needs_post(request)
        if not request.content_type.startswith("multipart/"):
            raise web.HTTPUnsupportedMediaType
        if (request.content_length or 0) > self.longest + _AROUND:
            return self.door.refused(request, "web-error-file-too-large", 413)
        since = self.clock() - _DAY
        used = await self.database.read(lambda session: files.bytes_since(session, address, since))
        room = self.limits.bytes_a_day - used
        try:
            fields, file = await self._form(request, min(room, self.longest))
            message = read_message(fields, address, language(request), self.clock())
        except TooLargeError:
            await self._hear_out(request)
            return self.door.refused(request, self._too_large(room), 413)
        except NotTakenError:
            await self._hear_out(request)
            return self.door.refused(request, kinds_taken(self.limits.kinds), 415)
        except (ValueError, HttpProcessingError):
            return self.door.refused(request, "web-error-bad", 400)
        if len(message.text) > TEXT_LONGEST:
            return self.door.refused(request, "web-error-too-long", 413)
        upload = await self.database.write(lambda session: files.add_upload(session, address, file, self.clock()))
        return await self.answer(with_file(message, upload, file))

    async def _hear_out(self, request: web.Request) -> None:
        """Reads the rest of what is refused, within the longest size: a browser hears no answer before it has sent
        all, and where the line is cut meanwhile it sends the same again, without end.
        """
        left = self.longest + _AROUND
        while left > 0 and (chunk := await request.content.readany()):
            left -= len(chunk)

    def _too_large(self, room: int) -> Text:
        """Why: a file may have so many bytes, and a person's files of a day too."""
        if room >= self.longest:
            return Text("web-error-file-too-large")
        return Text("file-day-full", {"limit": self.limits.bytes_a_day // 1_000_000})

    async def _form(self, request: web.Request, longest: int) -> tuple[dict[str, str], File]:
        """The fields and the one file of an upload. Raises ValueError, TooLargeError, NotTakenError."""
        fields: dict[str, str] = {}
        file: File | None = None
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise BadMessageError("nested")
            if part.name == "file" and file is None:
                file = await self._kept(part, longest)
            elif part.name in ("id", "caption"):
                fields["text" if part.name == "caption" else "id"] = await _words(part)
            else:
                raise BadMessageError("part")
        if file is None:
            raise BadMessageError("file")
        return fields, file

    async def _kept(self, part: BodyPartReader, longest: int) -> File:
        """The file under what its own bytes say that it is."""
        given = _plain(part.headers.get("Content-Type", ""))
        said = File("document", "", _plain(part.filename or "")[:120], given.partition(";")[0].strip().lower()[:80])
        look = Look(declared(said), self.limits.kinds)
        if look.says not in self.limits.kinds:
            raise NotTakenError  # before its bytes are taken in
        sha256, size = await self.store.save(_chunks(part), longest, look)
        kind = look.kind if look.kind in _SHOWN_AS else "document"
        return File(str(kind), "", said.name, look.mime, size, sha256)

    async def _own(self, request: web.Request) -> web.StreamResponse:
        address, number = self.door.needs_session(request), _number(request)
        row = await self.database.read(lambda session: files.upload_for(session, address, number))
        path = self.store.path(row["sha256"]) if row else None
        if row is None or path is None or not await asyncio.to_thread(path.exists):
            raise web.HTTPNotFound
        shown = row["mime"] in SHOWN
        response = web.FileResponse(path)
        response.content_type = row["mime"] if shown else "application/octet-stream"
        response.headers["Content-Disposition"] = "inline" if shown else _attachment(row["name"])
        response.headers["Content-Security-Policy"] = _ALONE
        response.headers["Cache-Control"] = "private, max-age=86400"
        return response

    async def _document(self, request: web.Request) -> web.Response:
        address, number = self.door.needs_session(request), _number(request)
        row = await self.database.read(lambda session: files.document_for(session, address, number))
        if row is None:
            raise web.HTTPNotFound
        headers = {
            "Content-Disposition": _attachment(row["name"]),
            "Content-Security-Policy": _ALONE,
            "Cache-Control": "no-store",
        }
        return web.Response(body=row["content"], content_type=row["mime"], headers=headers)


def _number(request: web.Request) -> int:
    return min(int(request.match_info["id"]), _LARGEST_ID)


def _attachment(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}" if name else "attachment"


def _plain(words: str) -> str:
    """What a header says, without bytes that are no letters."""
    return "".join(sign for sign in words.encode("utf-8", "replace").decode() if sign.isprintable())


async def _words(part: BodyPartReader) -> str:
    found = b""
    async for chunk in _chunks(part):
        found += chunk
        if len(found) > _AROUND:
            raise BadMessageError("long")
    return found.decode("utf-8")


async def _chunks(part: BodyPartReader) -> AsyncIterator[bytes]:
    while chunk := await part.read_chunk(_CHUNK):
        yield chunk
