"""What every sweep works with, and what passes between those who plan, those who write and the one who sends."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from campaign.pings import Why
from campaign.setting import Campaign
from conversation.buttons import command_button
from conversation.message import Button, Say, Text
from conversation.texts import Texts
from storage.database import Database
from storage.outbox import Letter
from storage.pings import Due
from storage.recipients import Recipient


@dataclass(frozen=True, slots=True)
class Desk:
    """`fetched`: each channel of ours, and whether its reader comes for the letters. `posted` wakes who sends.

    `room`: so many pings may wait in the outbox; more is not written before the channel has taken some,
    so that what is told is fresh, and what has expired never goes out.
    """

    database: Database
    texts: Texts
    campaign: Campaign
    fetched: Mapping[str, bool]
    posted: Callable[[str, tuple[Letter, ...]], None]
    room: int = 3_000


@dataclass(frozen=True, slots=True)
class Call:
    """All that is due to one person in one family: one message."""

    person: Recipient
    pings: tuple[Due, ...]

    @property
    def id(self) -> int:
        """The ping whose number the buttons carry."""
        return self.pings[0].id

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(ping.kind for ping in self.pings)


@dataclass(frozen=True, slots=True)
class Message:
    """What is said to a person, with a picture (PNG) or without."""

    say: Say
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class Composer:
    """How a family is put into words: `load` what all these calls need, then `write` each."""

    load: Callable[[Desk, Sequence[Call], datetime], Awaitable[Any]]
    write: Callable[[Any, Call], Message | Why]


def button(name: str, argument: str | int, label: str) -> Button:
    """A button that asks for a command; `label` is a key of the catalogs."""
    return Button(command_button(name, str(argument)), Text(label))
