"""HTTP at its barest, for both ends of the bench: only what measuring needs, so that it costs little."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_ME = b'{"id":123456,"is_bot":true,"first_name":"Bench","username":"bench_bot","can_join_groups":false}'
_MESSAGE = b'{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private"},"text":"-"}'
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
_ANSWER = _HEAD + b'{"ok":true,"result":%b}'
_AROUND = len(b'{"ok":true,"result":}')


class Peer(asyncio.Protocol):
    """Cuts what arrives into HTTP messages, by their length or at the end of their chunks."""

    transport: asyncio.Transport | None = None
    _held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]

    def connection_lost(self, error: Exception | None) -> None:
        self.transport = None

    def data_received(self, data: bytes) -> None:
        self._held += data
        while (end := self._held.find(b"\r\n\r\n")) >= 0:
            head, start = self._held[:end], end + 4
            if length := _LENGTH.search(head):
                stop = start + int(length[1])
            elif _CHUNKED.search(head):
                last = self._held.find(b"0\r\n\r\n", start)
                stop = last + 5 if last >= 0 else len(self._held) + 1
            else:
                stop = start
            if len(self._held) < stop:
                return
            body, self._held = self._held[start:stop], self._held[stop:]
            self.received(head, body)

    def received(self, head: bytes, body: bytes) -> None:
        raise NotImplementedError


@dataclass(slots=True)
class Reply:
    """What a bot said in a chat; its fields are decoded only when somebody looks at them."""

    chat: int
    message_id: int
    fields: Mapping[str, Any]
    encoded: bool

    def field(self, name: str) -> Any:
        value = self.fields.get(name, "")
        return unquote_plus(value) if self.encoded else value

    @property
    def words(self) -> str:
        return str(self.field("text"))

    @property
    def buttons(self) -> list[str]:
        """The callback_data of its inline buttons, in the order they are drawn."""
        markup = self.field("reply_markup") or {}
        drawn = json.loads(markup) if isinstance(markup, str) else markup
        rows = drawn.get("inline_keyboard", ())
        return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


class BotApi:
    """A Bot API server that believes everything; a reply goes to whoever listens for its chat."""

    def __init__(self) -> None:
        self.listeners: dict[int, Callable[[Reply], None]] = {}
        self.calls: Counter[str] = Counter()
        self._messages = 1_000_000

    async def listen(self, host: str = "127.0.0.1") -> tuple[asyncio.Server, int]:
        """(server, its port)."""
        server = await asyncio.get_running_loop().create_server(lambda: _ApiConnection(self), host, 0)
        return server, server.sockets[0].getsockname()[1]

    def called(self, method: str, body: bytes) -> tuple[bytes, Reply | None]:
        """(the result as JSON, what was said by it)."""
        self.calls[method] += 1
        if method == "getMe":
            return _ME, None
        if method not in ("sendMessage", "editMessageText"):
            return b"true", None
        encoded = body[:1] != b"{"
        fields = _form(body) if encoded else json.loads(body)
        chat = int(fields["chat_id"])
        if method == "sendMessage":
            self._messages += 1
            message_id = self._messages
        else:
            message_id = int(fields["message_id"])
        return _MESSAGE % (message_id, int(time.time()), chat), Reply(chat, message_id, fields, encoded)

    def told(self, reply: Reply) -> None:
        if listener := self.listeners.get(reply.chat):
            listener(reply)


class _ApiConnection(Peer):
    def __init__(self, api: BotApi) -> None:
        self._api = api

    def received(self, head: bytes, body: bytes) -> None:
        path = head.split(b" ", 2)[1].partition(b"?")[0]
        result, reply = self._api.called(path.rpartition(b"/")[2].decode(), body)
        if self.transport:
            self.transport.write(_ANSWER % (len(result) + _AROUND, result))
        if reply:
            self._api.told(reply)


class Hook(Peer):
    """A connection over which updates reach a bot, one at a time, as Telegram's do."""

    def __init__(self, port: int, path: str, secret: str, answered: Callable[[int, bytes], None]) -> None:
        self._answered = answered
        self._head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: "
        ).encode()

    def post(self, update: bytes) -> None:
        """Sends one update; the answer is told to `answered` with its status (0: the connection broke)."""
        if self.transport is None:
            self._answered(0, b"not connected")
        else:
            self.transport.write(b"%b%d\r\n\r\n%b" % (self._head, len(update), update))

    def received(self, head: bytes, body: bytes) -> None:
        self._answered(int(head[9:12]), body)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._answered(0, b"connection lost")


def _form(body: bytes) -> dict[str, str]:
    """The fields of an urlencoded form, still encoded."""
    pairs = (part.partition("=") for part in body.decode("latin-1").split("&"))
    return {name: value for name, _, value in pairs}
