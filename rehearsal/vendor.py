"""A Bot API server that believes everything it is told, and fails as a vendor does where a fault is due."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote_plus

from rehearsal.wire import Peer

_HEAD = b"HTTP/1.1 %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
_OK = b'{"ok":true,"result":%b}'
_ME = b'{"id":123456,"is_bot":true,"first_name":"Bench","username":"bench_bot","can_join_groups":false}'
_MESSAGE = b'{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private"},"text":"-"}'
_FILE = b'{"file_id":"f","file_unique_id":"f","file_path":"%b"}'
_PICTURE = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00%b\xff\xd9"
_TOO_MANY = (
    b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}'
)
_FAILS = b'{"ok":false,"error_code":502,"description":"Bad Gateway"}'
_SLOW_SECONDS = 1.0
FAULTS = ("429", "5xx", "cut_before", "cut_after", "slow")
Deal = Callable[[], str | None]


@dataclass
class Reply:
    """What a bot said in a chat; its fields are decoded only when somebody looks at them.

    `mark` is the same for the same words sent again.
    """

    chat: int
    message_id: int
    fields: Mapping[str, Any]
    encoded: bool
    mark: int

    def field(self, name: str) -> Any:
        value = self.fields.get(name, "")
        return unquote_plus(value) if self.encoded else value

    @property
    def words(self) -> str:
        return str(self.field("text"))

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The labels of its inline buttons by their callback_data, in the order they are drawn."""
        markup = self.field("reply_markup") or {}
        drawn = json.loads(markup) if isinstance(markup, str) else markup
        rows = drawn.get("inline_keyboard", ())
        return {button["callback_data"]: button["text"] for row in rows for button in row if "callback_data" in button}

    @property
    def buttons(self) -> list[str]:
        return list(self.labels)

    @cached_property
    def all(self) -> str:
        """Each button on a line of its own, and the words: where a person looks for a sign."""
        return "\n".join(("", *self.labels, self.words))


class BotApi:
    """The server; a reply goes to whoever listens for its chat. `deal` gives the fault that is due, if any.

    `overheard` is told what is said in a chat where nobody listens.
    """

    def __init__(self, deal: Deal = lambda: None) -> None:
        self.listeners: dict[int, Callable[[Reply], None]] = {}
        self.calls: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.deal = deal
        self.overheard: Callable[[Reply], object] = lambda _reply: None
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
        if method == "getFile":
            return _FILE % str(_fields(body).get("file_id", "f")).encode(), None
        if method.startswith("getMy"):
            return b'{"description":"","short_description":""}', None
        if method not in ("sendMessage", "editMessageText"):
            return b"true", None
        fields = _fields(body)
        chat = int(fields["chat_id"])
        if method == "sendMessage":
            self._messages += 1
            message_id = self._messages
        else:
            message_id = int(fields["message_id"])
        result = _MESSAGE % (message_id, int(time.time()), chat)
        return result, Reply(chat, message_id, fields, body[:1] != b"{", hash(body))

    def told(self, reply: Reply) -> None:
        self.listeners.get(reply.chat, self.overheard)(reply)


class _ApiConnection(Peer):
    def __init__(self, api: BotApi) -> None:
        self._api = api

    def received(self, head: bytes, body: bytes) -> None:
        path = head.split(b" ", 2)[1].partition(b"?")[0]
        fault = self._api.deal()
        if fault is None:
            self._serve(path, body)
            return
        self._api.faults[fault] += 1
        if fault == "429":
            self._write(b"429 Too Many Requests", _TOO_MANY)
        elif fault == "5xx":
            self._write(b"502 Bad Gateway", _FAILS)
        elif fault == "cut_before":
            self.cut()
        elif fault == "cut_after":
            self._serve(path, body, silent=True)
            self.cut()
        else:
            asyncio.get_running_loop().call_later(_SLOW_SECONDS, self._serve, path, body)

    def _serve(self, path: bytes, body: bytes, silent: bool = False) -> None:
        """Carries the call out; `silent`: and nobody learns of it."""
        method = path.rpartition(b"/")[2]
        if path.startswith(b"/file/"):
            self._write(b"200 OK", _PICTURE % method)
            return
        result, reply = self._api.called(method.decode(), body)
        if not silent:
            self._write(b"200 OK", _OK % result)
        if reply:
            self._api.told(reply)

    def _write(self, status: bytes, body: bytes) -> None:
        if self.transport:
            self.transport.write(_HEAD % (status, len(body), body))


def _fields(body: bytes) -> Mapping[str, Any]:
    """The fields of a JSON object, or of an urlencoded form, these still encoded."""
    if body[:1] == b"{":
        found: Mapping[str, Any] = json.loads(body)
        return found
    pairs = (part.partition("=") for part in body.decode("latin-1").split("&"))
    return {name: value for name, _, value in pairs}
