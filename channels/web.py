"""The web chat: what a browser posts, and what it is shown."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import AsyncGenerator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from channels.channel import Abilities, Document, FileGoneError, Through
from conversation.message import File, Incoming, Reply

PAGE = Path(__file__).parent / "page"
NAME = "web"
TEXT_LONGEST = 8_000
SHOWN = frozenset(
    {
        *(f"image/{kind}" for kind in ("jpeg", "png", "webp", "gif", "avif", "bmp")),
        *(f"audio/{kind}" for kind in ("ogg", "webm", "mpeg", "mp4", "aac", "wav", "x-wav", "x-m4a")),
    }
)  # what a browser may show inside the page; everything else is only ever downloaded
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}")


class BadMessageError(ValueError):
    """The browser sent something that our page never sends."""


class WebChannel:
    """Replies are fetched by the page from the outbox, so nothing is sent out here."""

    name = NAME

    def __init__(self, folder: Path) -> None:
        self.abilities = Abilities(text=TEXT_LONGEST, fetches=True)
        self._folder = folder

    async def open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)

    async def close(self) -> None:
        """Nothing is held open."""

    def is_group(self, _address: str) -> bool:
        return False

    async def send(self, address: str, reply: Reply, document: Document | None, through: Through) -> str | None:
        """The page comes for its replies: they are in the outbox once they are committed."""
        return None

    def fetch(self, ref: str) -> AsyncGenerator[bytes]:
        """Files of the page were kept when they came in."""
        raise FileGoneError(ref)


def new_session() -> str:
    """A token of 256 bits, for a cookie that scripts can't read."""
    return secrets.token_urlsafe(32)


def address_of(token: str, persona: str = "") -> str | None:
    """The address behind a session's token; None where it isn't one of ours.

    Only the token's digest is ever stored, so that the database doesn't open anybody's session.
    """
    if not _TOKEN.fullmatch(token):
        return None
    digest = hashlib.sha256(token.encode()).hexdigest()[:32]
    return f"{NAME}:{digest}{f'.{persona}' if persona else ''}"


def read_message(data: Any, address: str, language: str, now: datetime) -> Incoming:
    """The message in a posted object. Raises BadMessageError."""
    if not isinstance(data, dict) or not _ID.fullmatch(str(data.get("id", ""))):
        raise BadMessageError("id")
    text, choice, edits = data.get("text", ""), data.get("choice"), data.get("edits")
    label, of = data.get("label") or "", data.get("of") or ""
    if not all(isinstance(value, str) for value in (text, label, of)):
        raise BadMessageError("text")
    label = label.encode("utf-8", "replace").decode()  # half of a surrogate pair can't be stored
    if of and not _ID.fullmatch(of):
        raise BadMessageError("of")
    if choice is not None and (not isinstance(choice, str) or len(choice.encode()) > 64):
        raise BadMessageError("choice")
    if edits is not None and not _ID.fullmatch(str(edits)):
        raise BadMessageError("edits")
    return Incoming(
        channel=NAME,
        id=f"{_unlinked(address, str(data['id']))}/{data['id']}",
        address=address,
        at=now,
        text=text,
        choice=choice,
        label=label[:200],
        ref=of if choice is not None else str(edits or data["id"]),
        edited=edits is not None,
        language_hint=language,
    )


def _unlinked(address: str, client: str) -> str:
    """Makes a message's id one person's own; a receipt, which outlives the person, doesn't tell whose."""
    return hashlib.sha256(f"{address}/{client}".encode()).hexdigest()[:32]


def with_file(message: Incoming, upload_id: int, file: File) -> Incoming:
    """The message with an uploaded file, which lies on disk under its SHA-256."""
    kept = File(file.kind, f"{NAME}:{upload_id}", file.name, file.mime, file.bytes, file.sha256)
    return Incoming(
        channel=message.channel, id=message.id, address=message.address, at=message.at, text=message.text,
        files=(kept,), ref=message.ref, language_hint=message.language_hint,
    )  # fmt: skip


def bot_event(
    letter_id: int, body: Mapping[str, Any], at: str, document: tuple[str, str] | None = None
) -> dict[str, Any]:
    """What the page draws for a reply in the outbox; `document` is the name and kind of what comes with it."""
    name, mime = document or ("", "")
    return {
        "type": "bot",
        "id": str(letter_id),
        "lang": body["lang"],
        "text": body["text"],
        "marks": [[mark["start"], mark["end"], mark["kind"]] for mark in body["marks"]],
        "choices": body["choices"],
        "contact": body["contact"],
        "file": {"name": name, "url": f"/chat/documents/{body['file']}", "mime": mime} if document else None,
        "replaces": body["replaces"],
        "at": at,
    }


def own_event(letter_id: int, body: Mapping[str, Any], at: str) -> dict[str, Any]:
    """What the page draws for a message of the person's own."""
    return {"type": "me", "id": str(letter_id), **body["own"], "at": at}


def own_body(message: Incoming) -> dict[str, Any]:
    """How a person's own message is kept in their history."""
    _, _, client = message.id.rpartition("/")
    files = [
        {
            "kind": file.kind if file.mime in SHOWN else "document",
            "name": file.name,
            "url": f"/chat/files/{file.ref.rpartition(':')[2]}",
        }
        for file in message.files
    ]
    return {
        "own": {
            "client": message.ref if message.edited else client,
            "text": message.text,
            "label": message.label or None if message.choice is not None else None,
            "of": message.ref or None if message.choice is not None else None,
            "files": files,
            "edited": message.edited,
        }
    }
