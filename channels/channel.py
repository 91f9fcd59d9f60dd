"""What a channel can do, what it must do, and what can go wrong with it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, MutableMapping
from dataclasses import dataclass
from typing import Protocol

from conversation.message import Reply

# What has arrived of a reply that takes several messages: the channel's name for each by its place.
Through = MutableMapping[int, str]


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the channel declares. `text` in UTF-16 units, `push_hours` None where it may always write first.

    `fetches`: the reader comes for the replies himself (a page), nothing is sent out.
    """

    buttons: bool = True
    edits: bool = True
    files_in: bool = True
    files_out: bool = True
    text: int = 4096
    file_bytes: int = 20_000_000
    push_hours: int | None = None
    fetches: bool = False


class SendError(Exception):
    """A message was not delivered; the kind of error says what to do."""


class TryAgainError(SendError):
    """Not delivered: try again after so many seconds. `whole_channel` where the vendor pauses all of it."""

    def __init__(self, why: str, after: float, whole_channel: bool = False) -> None:
        super().__init__(why)
        self.after, self.whole_channel = after, whole_channel


class UnsureError(TryAgainError):
    """It may have been delivered: the request had left when the connection or the vendor failed."""


class RefusedError(SendError):
    """The vendor will never take this message: give it up."""


class GoneError(SendError):
    """The person has blocked the bot or is no more: stop writing to this address."""


class MovedError(SendError):
    """The chat has a new address, where the message may be sent."""

    def __init__(self, address: str) -> None:
        super().__init__("moved")
        self.address = address


class FileGoneError(Exception):
    """The vendor doesn't have the file any more."""


@dataclass(frozen=True, slots=True)
class Menu:
    """A command in the channel's menu: its name and, in one language, what it does."""

    name: str
    description: str


class Channel(Protocol):
    """One door. `deliver` handles one message durably and returns a short text to show, if any."""

    name: str
    abilities: Abilities

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    def is_group(self, address: str) -> bool:
        """Whether several people read there: vendors let bots write less in groups."""

    async def send(self, address: str, reply: Reply, document: Document | None, through: Through) -> str | None:
        """The channel's name for what was sent. Raises SendError.

        `through` is told what has arrived; what it holds already isn't sent again.
        """

    def fetch(self, ref: str) -> AsyncGenerator[bytes]:
        """The content of a file that came in, as it comes. Raises FileGoneError, TryAgainError."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that goes out with a reply."""

    name: str
    mime: str
    content: bytes
