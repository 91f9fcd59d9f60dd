"""Telegram: polling or webhook in, messages out, and what each of its errors means for us."""

from __future__ import annotations

import hmac
import os
from collections.abc import AsyncGenerator, Mapping
from typing import Any

import structlog
from telegram import Bot, InlineKeyboardMarkup, MessageEntity

from channels.channel import (
    Abilities,
    Document,
    FileGoneError,
    RefusedError,
    SendError,
    Through,
    TryAgainError,
)
from channels.telegram_draw import Piece, keyboard, pieces
from channels.telegram_errors import meaning, told
from channels.telegram_profile import TelegramProfile
from channels.telegram_read import read_update
from channels.telegram_transport import AiohttpRequest
from conversation.json_text import from_json
from conversation.message import Incoming, Reply
from conversation.typed import units16

# python-telegram-bot gives times as timedelta from its next major version on, and now where it is told to.
os.environ.setdefault("PTB_TIMEDELTA", "true")
_log = structlog.get_logger("telegram")
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
_NO_PREVIEW = {"is_disabled": True}
_CAPTION = 1024  # UTF-16 units
_FILE = -1  # the place of a file, before those of the texts
_PICTURES = frozenset({"image/png", "image/jpeg"})


class TelegramChannel:
    """One bot. `mode` is polling or webhook; for a webhook `public_url` is where Telegram finds us."""

    def __init__(
        self,
        token: str,
        *,
        name: str = "telegram",
        api_url: str = "https://api.telegram.org",
        mode: str = "polling",
        webhook_path: str = "/hooks/telegram",
        webhook_secret: str = "",
        public_url: str = "",
        poll_seconds: int = 25,
    ) -> None:
        self.name, self.mode, self.webhook_path = name, mode, webhook_path
        self.abilities = Abilities()
        self._secret, self._public_url, self._poll_seconds = webhook_secret, public_url, poll_seconds
        self._pulled: int | None = None
        self._offset: int | None = None
        self._base = f"{api_url}/bot{token}"
        self._request, self._polling = AiohttpRequest(), AiohttpRequest(connections=2)
        self._bot = Bot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self._request,
            get_updates_request=self._polling,
        )
        self.profile = TelegramProfile(self._bot)

    async def open(self) -> None:
        await self._request.initialize()
        await self._polling.initialize()

    async def close(self) -> None:
        await self._request.shutdown()
        await self._polling.shutdown()

    async def announce(self) -> None:
        """Tells Telegram how updates come to us. Raises TryAgainError, RefusedError."""
        if self.mode == "webhook":
            address = f"{self._public_url.rstrip('/')}{self.webhook_path}"
            await told(
                self._bot.set_webhook(address, secret_token=self._secret, allowed_updates=_UPDATES, max_connections=100)
            )
        else:
            await told(self._bot.delete_webhook())

    async def identify(self) -> str:
        """The bot's own name, to see that token and connection are right."""
        return (await told(self._bot.get_me())).name

    async def pull(self) -> list[Incoming]:
        """Waits for updates. What was pulled before is confirmed by this call: handle it durably first."""
        asked = _fields(offset=self._offset, timeout=self._poll_seconds, allowed_updates=_UPDATES)
        patience = self._poll_seconds + 10
        updates = await told(self._polling.call(f"{self._base}/getUpdates", asked, patience))
        self._pulled = max((update["update_id"] for update in updates), default=None)
        return [incoming for incoming in map(self._readable, updates) if incoming]

    def _readable(self, update: Mapping[str, Any]) -> Incoming | None:
        """The update as a message; one that can't be read is passed over, or it would come for ever."""
        try:
            return read_update(update, self.name)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            _log.error("unreadable_update", channel=self.name, error=error)
            return None

    def confirm(self) -> None:
        """All that was pulled is durable: the next pull may confirm it to Telegram."""
        if self._pulled is not None:
            self._offset = self._pulled + 1

    def authorised(self, headers: Mapping[str, str]) -> bool:
        """Whether a webhook call carries our secret; without one set, nothing is let in."""
        given = headers.get(_SECRET, "")
        return bool(self._secret) and hmac.compare_digest(given.encode(), self._secret.encode())

    def read(self, body: bytes) -> Incoming | None:
        """The message in a webhook call. Raises ValueError where it isn't an update."""
        data = from_json(body)
        if not isinstance(data, dict) or "update_id" not in data:
            raise ValueError("no update")
        return read_update(data, self.name)

    def hook_answer(self, message: Incoming, toast: str | None) -> Mapping[str, Any] | None:
        """What to answer a webhook call with: a press must be acknowledged, or its button spins on."""
        if not message.callback:
            return None
        answer = {"method": "answerCallbackQuery", "callback_query_id": message.callback}
        return {**answer, "text": toast[:200]} if toast else answer

    async def acknowledge(self, message: Incoming, toast: str | None) -> None:
        """The same by a call of its own, for polling. A press that is too old needs no answer any more."""
        if not message.callback:
            return
        try:
            await told(self._bot.answer_callback_query(message.callback, toast[:200] if toast else None))
        except SendError:
            return

    def is_group(self, address: str) -> bool:
        """Telegram numbers groups below zero."""
        return _chat(address) < 0

    async def send(self, address: str, reply: Reply, document: Document | None, through: Through) -> str | None:
        """Sends or edits; the id of the last message sent. Raises SendError."""
        chat = _chat(address)
        if document:
            fits = units16(reply.text) <= _CAPTION
            if _FILE not in through:
                through[_FILE] = await self._file(chat, document, reply if fits else None)
            if fits:
                return through[_FILE]
        parts, markup = pieces(reply), keyboard(reply)
        if reply.replaces and len(parts) == 1 and await self._edited(chat, reply.replaces, parts[0], markup):
            return reply.replaces
        for at, part in enumerate(parts):
            if at in through:
                continue
            last = at == len(parts) - 1
            sent = await self._call(
                "sendMessage", chat_id=chat, text=part.text, entities=part.entities or None,
                reply_markup=markup if last else None, link_preview_options=_NO_PREVIEW,
            )  # fmt: skip
            through[at] = str(sent["message_id"])
        return through[max(through)] if through else None

    async def _file(self, chat: int, document: Document, reply: Reply | None) -> str:
        """Sends a file, a picture as one that is seen at once; the reply's words and buttons come with it."""
        with_it: dict[str, Any] = {"filename": document.name}
        if reply and (parts := pieces(reply)):
            markup = keyboard(reply) or {}
            with_it["caption"] = parts[0].text
            with_it["caption_entities"] = MessageEntity.de_list(parts[0].entities, self._bot)
            if "inline_keyboard" in markup:
                with_it["reply_markup"] = InlineKeyboardMarkup.de_json(dict(markup), self._bot)
        send = self._bot.send_photo if document.mime in _PICTURES else self._bot.send_document
        return str((await told(send(chat, document.content, **with_it))).message_id)

    async def fetch(self, ref: str) -> AsyncGenerator[bytes]:
        """The content of a file, as it comes. Raises FileGoneError, TryAgainError."""
        try:
            found = await told(self._bot.get_file(ref))
        except RefusedError as error:
            if "temporarily" in str(error):  # so it says of a wrong id too
                raise TryAgainError(str(error), 60) from error
            raise FileGoneError(str(error)) from error
        with meaning():
            async for chunk in self._request.content(found.file_path or ""):
                yield chunk

    async def _call(self, method: str, **values: Any) -> Any:
        """A call whose values are the Bot API's JSON already; the errors are python-telegram-bot's, as ever."""
        return await told(self._request.call(f"{self._base}/{method}", _fields(**values)))

    async def _edited(self, chat: int, ref: str, part: Piece, markup: Mapping[str, Any] | None) -> bool:
        """Whether the message could be redrawn; an old or deleted one can't."""
        if not ref.isdecimal() or (markup and "inline_keyboard" not in markup):
            return False
        try:
            await self._call(
                "editMessageText", chat_id=chat, message_id=int(ref), text=part.text,
                entities=part.entities or None, reply_markup=markup, link_preview_options=_NO_PREVIEW,
            )  # fmt: skip
        except RefusedError as error:
            return "not modified" in str(error).lower()
        return True


def _fields(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _chat(address: str) -> int:
    return int(address.rpartition(":")[2])
