"""Turns a Telegram update into an Incoming.

Read from the JSON as it comes: of an update we need a dozen fields, and making python-telegram-bot's
objects of all of them was a tenth of a turn (docs/performance.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from conversation.message import File, Incoming

Json = Mapping[str, Any]
FILE_BYTES = 20_000_000  # getFile serves up to 20 MB
_KINDS = ("voice", "audio", "video", "video_note", "document")  # an animation comes as a document too


def read_update(update: Json, channel: str) -> Incoming | None:
    """The message, press, edit or change of reachability in an update; None for what isn't for us.

    Raises KeyError, TypeError, ValueError or AttributeError where it isn't what the Bot API describes.
    """
    number = str(int(update["update_id"]))
    if query := update.get("callback_query"):
        return _press(number, query, channel)
    if change := update.get("my_chat_member"):
        return _member(number, change, channel)
    message = update.get("message") or update.get("edited_message")
    if message is None or message["chat"]["type"] != "private" or "from" not in message:
        return None
    files, too_large = _files(message, channel)
    contact = message.get("contact")
    own = contact is not None and contact.get("user_id") == message["from"]["id"]
    return Incoming(
        id=number,
        at=_moment(message.get("edit_date") or message["date"]),
        text=str(message.get("text") or message.get("caption") or ""),
        files=files,
        phone=_international(contact["phone_number"]) if contact and own else None,
        ref=str(message["message_id"]),
        album=str(message.get("media_group_id", "")),
        edited="edited_message" in update,
        too_large=too_large,
        **_who(message["from"], channel, message["chat"]["id"]),
    )


def _press(number: str, query: Json, channel: str) -> Incoming | None:
    message = query.get("message")
    if message is None or message["chat"]["type"] != "private":
        return None
    return Incoming(
        id=number,
        at=datetime.now(UTC),
        choice=str(query.get("data", "")),
        ref=str(message["message_id"]),
        callback=str(query["id"]),
        **_who(query["from"], channel, message["chat"]["id"]),
    )


def _member(number: str, change: Json, channel: str) -> Incoming | None:
    """Blocked or unblocked by the person."""
    if change["chat"]["type"] != "private":
        return None
    return Incoming(
        id=number,
        at=_moment(change["date"]),
        reachable=change["new_chat_member"]["status"] not in ("kicked", "left"),
        **_who(change["from"], channel, change["chat"]["id"]),
    )


def _who(user: Json, channel: str, chat_id: int) -> dict[str, Any]:
    names = (user.get("first_name", ""), user.get("last_name", ""))
    return {
        "channel": channel,
        "address": f"{channel}:{int(chat_id)}",
        "account_name": " ".join(name for name in names if name),
        "language_hint": user.get("language_code", ""),
    }


def _files(message: Json, channel: str) -> tuple[tuple[File, ...], int]:
    """What came with a message, and the limit where it is too large to be fetched."""
    if photos := message.get("photo"):
        kind, found = "photo", photos[-1]
    else:
        kind = next((kind for kind in _KINDS if kind in message), "")
        if not kind:
            return (), 0
        found = message[kind]
    size = int(found.get("file_size") or 0)
    if size > FILE_BYTES:
        return (), FILE_BYTES
    mime = found.get("mime_type") or ("image/jpeg" if kind == "photo" else "")
    kind = "video" if kind == "video_note" else kind
    return (File(kind, f"{channel}:{found['file_id']}", found.get("file_name") or "", mime, size),), 0


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _international(phone: str) -> str:
    return phone if phone.startswith("+") else f"+{phone}"
