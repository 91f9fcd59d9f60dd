"""What comes in from a channel and what goes out to it, the same for all channels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class File:
    """A photo, voice note or document: `ref` is the channel's own name for it until it is fetched."""

    kind: str
    ref: str
    name: str = ""
    mime: str = ""
    bytes: int = 0
    sha256: str | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message, button press or edit.

    `id` is unique within the channel for ever, however often the channel delivers it.
    `address` starts with the channel's name: `telegram:123`. `ref` names the message that a later
    edit will name again; for a press it is the message that carried the button. `at` is aware.
    """

    channel: str
    id: str
    address: str
    at: datetime
    text: str = ""
    choice: str | None = None
    label: str = ""
    files: tuple[File, ...] = ()
    phone: str | None = None
    ref: str = ""
    album: str = ""
    edited: bool = False
    account_name: str = ""
    language_hint: str = ""
    reachable: bool | None = None
    too_large: int = 0
    callback: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the catalogs by its key, with its values: what handlers return instead of words.

    `lang`: in this language whatever the reader's is, as for the offer to switch to it.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A choice to offer. `id` comes back when it is pressed (64 bytes at most: Telegram's limit)."""

    id: str
    label: Text | str


@dataclass(frozen=True, slots=True)
class Say:
    """Something to say, in no language yet.

    `settle` in seconds: wait that long for more to come, and drop this where something newer is
    said in the chat. `replaces`: redraw the message whose button was pressed where the channel can.
    `contact`: offer to share the phone number with one tap, where the channel can. `ends_contact`: takes that offer
    away, where it stays on the screen; only a message without buttons can.
    """

    text: Text
    buttons: tuple[tuple[Button, ...], ...] = ()
    settle: float = 0
    replaces: bool = False
    contact: Text | None = None
    file: str | None = None
    ends_contact: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to stress: `b`, `i` or `code`, from `start` to `end` in code points."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A button in the reader's language."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Reply:
    """Something to say in the reader's language, plain text and marks; a channel draws it its best way."""

    key: str
    text: str
    lang: str
    marks: tuple[Mark, ...] = ()
    choices: tuple[tuple[Choice, ...], ...] = ()
    replaces: str | None = None
    contact: str | None = None
    file: str | None = None
    ends_contact: bool = False

    def as_json(self) -> dict[str, Any]:
        """As from_json reads it; written out, since asdict's deep copies were a sixth of a turn."""
        return {
            "key": self.key,
            "text": self.text,
            "lang": self.lang,
            "marks": [{"start": mark.start, "end": mark.end, "kind": mark.kind} for mark in self.marks],
            "choices": [[{"id": one.id, "label": one.label} for one in row] for row in self.choices],
            "replaces": self.replaces,
            "contact": self.contact,
            "file": self.file,
            "ends_contact": self.ends_contact,
        }

    @staticmethod
    def from_json(body: Mapping[str, Any]) -> Reply:
        return Reply(
            key=body["key"],
            text=body["text"],
            lang=body["lang"],
            marks=tuple(Mark(**mark) for mark in body["marks"]),
            choices=tuple(tuple(Choice(**choice) for choice in row) for row in body["choices"]),
            replaces=body["replaces"],
            contact=body["contact"],
            file=body["file"],
            ends_contact=body.get("ends_contact", False),  # not in letters of an older program
        )
