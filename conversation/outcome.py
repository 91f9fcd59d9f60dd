"""What comes of a move: the next draft, what to say, and what the caller must carry out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversation.draft import Draft
from conversation.message import Say, Text


class Event(StrEnum):
    """What the caller must carry out."""

    FINISHED = "finished"  # a form without a card has all its answers
    SEND = "send"  # the person sent the card
    DROP = "drop"  # the person says it exists already, or that the quick message was no initiative


@dataclass(frozen=True, slots=True)
class Outcome:
    draft: Draft
    says: tuple[Say, ...] = ()
    event: Event | None = None
    toast: Text | None = None
