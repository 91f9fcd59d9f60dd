"""HTTP at its barest, for whoever plays Telegram in front of a bot: it must cost little beside the bot itself."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import cast

PATH, SECRET = "/hooks/telegram", "rehearsal"  # where a bot takes updates in, and from whom
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)


class Peer(asyncio.Protocol):
    """Cuts what arrives into HTTP messages, by their length or at the end of their chunks."""

    transport: asyncio.Transport | None = None
    _held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

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

    def cut(self) -> None:
        """Breaks the connection without a word."""
        if self.transport:
            self.transport.abort()


class Hook(Peer):
    """A connection over which updates reach a bot, one at a time, as Telegram's do."""

    def __init__(self, port: int, path: str, secret: str, answered: Callable[[int, bytes], None]) -> None:
        self._answered = answered
        self._asked = False
        self._head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: "
        ).encode()

    def post(self, update: bytes) -> None:
        """Sends one update; the answer is told to `answered` with its status (0: the connection broke)."""
        if self.transport is None:
            self._answered(0, b"not connected")
            return
        self._asked = True
        self.transport.write(b"%b%d\r\n\r\n%b" % (self._head, len(update), update))

    def received(self, head: bytes, body: bytes) -> None:
        self._asked = False
        self._answered(int(head[9:12]), body)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        if self._asked:
            self._asked = False
            self._answered(0, b"connection lost")


async def hook_to(port: int, path: str, secret: str, answered: Callable[[int, bytes], None]) -> Hook:
    """A connected hook. Raises OSError where nobody listens."""
    loop = asyncio.get_running_loop()
    _, hook = await loop.create_connection(lambda: Hook(port, path, secret, answered), "127.0.0.1", port)
    return hook
