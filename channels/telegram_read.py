"""Turns a Telegram update into an Incoming."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update, User

from conversation.message import File, Incoming

FILE_BYTES = 20_000_000  # getFile serves up to 20 MB


def read_update(data: Mapping[str, Any], channel: str) -> Incoming | None:
    """The message, press, edit or change of reachability in an update; None for what isn't for us."""
    return from_update(Update.de_json(dict(data), None), channel)


def from_update(update: Update, channel: str) -> Incoming | None:
    if update.callback_query:
        return _press(update, update.callback_query, channel)
    if update.my_chat_member:
        return _member(update, update.my_chat_member, channel)
    message = update.message or update.edited_message
    if message is None or message.chat.type != "private" or message.from_user is None:
        return None
    files, too_large = _files(message, channel)
    contact = message.contact
    own = contact is not None and contact.user_id == message.from_user.id
    return Incoming(
        id=str(update.update_id),
        at=message.date,
        text=message.text or message.caption or "",
        files=files,
        phone=_international(contact.phone_number) if contact and own else None,
        ref=str(message.message_id),
        album=message.media_group_id or "",
        edited=update.edited_message is not None,
        too_large=too_large,
        **_who(message.from_user, channel, message.chat.id),
    )


def _press(update: Update, query: CallbackQuery, channel: str) -> Incoming | None:
    message = query.message
    if message is None or message.chat.type != "private":
        return None
    return Incoming(
        id=str(update.update_id),
        at=datetime.now(UTC),
        choice=query.data or "",
        ref=str(message.message_id),
        callback=query.id,
        **_who(query.from_user, channel, message.chat.id),
    )


def _member(update: Update, change: ChatMemberUpdated, channel: str) -> Incoming | None:
    """Blocked or unblocked by the person."""
    if change.chat.type != "private":
        return None
    return Incoming(
        id=str(update.update_id),
        at=change.date,
        reachable=change.new_chat_member.status not in ("kicked", "left"),
        **_who(change.from_user, channel, change.chat.id),
    )


def _who(user: User, channel: str, chat_id: int) -> dict[str, Any]:
    return {
        "channel": channel,
        "address": f"{channel}:{chat_id}",
        "account_name": user.full_name,
        "language_hint": user.language_code or "",
    }


def _files(message: Message, channel: str) -> tuple[tuple[File, ...], int]:
    """What came with a message, and the limit where it is too large to be fetched."""
    kind, found = next(
        (
            (kind, one)
            for kind, one in (
                ("photo", message.photo[-1] if message.photo else None),
                ("voice", message.voice),
                ("audio", message.audio),
                ("video", message.video or message.video_note),
                ("document", message.document),
            )
            if one
        ),
        ("", None),
    )
    if found is None:
        return (), 0
    size = found.file_size or 0
    if size > FILE_BYTES:
        return (), FILE_BYTES
    name = getattr(found, "file_name", None) or ""
    mime = getattr(found, "mime_type", None) or ("image/jpeg" if kind == "photo" else "")
    return (File(kind, f"{channel}:{found.file_id}", name, mime, size),), 0


def _international(phone: str) -> str:
    return phone if phone.startswith("+") else f"+{phone}"
