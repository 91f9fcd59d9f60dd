"""Draws a Reply for Telegram: entities, keyboards, and texts cut at 4,096 UTF-16 units.

Drawn as the Bot API's JSON and not as python-telegram-bot's objects: making and unmaking those was
a third of a turn (docs/performance.md). The strict fake in tests/ holds every field to the API.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from conversation.message import Choice, Mark, Reply
from conversation.typed import units16

Json = dict[str, Any]
LONGEST = 4096
_KINDS = {"b": "bold", "i": "italic", "code": "code"}
_ACROSS = 22  # signs of a row of buttons that a phone 360 points wide shows whole


@dataclass(frozen=True, slots=True)
class Piece:
    """A text short enough for one message, with its entities."""

    text: str
    entities: list[Json]


def pieces(reply: Reply, longest: int = LONGEST) -> list[Piece]:
    """The text in pieces of at most `longest` units, cut at a line's or a word's end where there is one."""
    found, start = [], 0
    while start < len(reply.text):
        end = _cut(reply.text, start, longest)
        part = reply.text[start:end]
        text = part.strip()
        if text:
            lead = len(part) - len(part.lstrip())
            found.append(Piece(text, _entities(text, reply.marks, start + lead)))
        start = end
    return found


def keyboard(reply: Reply) -> Json | None:
    """Inline buttons; where the phone number is asked for, a keyboard that can share it, and afterwards its end.

    A message has one of these: with inline buttons it takes no keyboard away.
    """
    if reply.contact:
        share: Json = {"text": reply.contact, "request_contact": True}
        rows = [[share], *([{"text": choice.label} for choice in row] for row in reply.choices)]
        return {"keyboard": rows, "one_time_keyboard": True, "resize_keyboard": True}
    if not reply.choices:
        return {"remove_keyboard": True} if reply.ends_contact else None
    return {"inline_keyboard": [_row(part) for row in reply.choices for part in _fitting(row)]}


def _row(choices: Sequence[Choice]) -> list[Json]:
    return [{"text": choice.label, "callback_data": choice.id} for choice in choices]


def _fitting(row: Sequence[Choice]) -> list[Sequence[Choice]]:
    """The row as it is, or one button a row where a phone would cut the labels."""
    if len(row) > 1 and max(len(choice.label) for choice in row) * len(row) > _ACROSS * 2:
        return [[choice] for choice in row]
    return [row]


def _cut(text: str, start: int, longest: int) -> int:
    """Where the piece that begins at `start` ends; never inside a sign of two units."""
    if units16(text[start:]) <= longest:
        return len(text)
    end, used = start, 0
    while used + (width := 2 if ord(text[end]) > 0xFFFF else 1) <= longest:
        used += width
        end += 1
    for sign in ("\n\n", "\n", " "):
        at = text.rfind(sign, start + (end - start) // 2, end)
        if at > start:
            return at + len(sign)
    return end


def _entities(text: str, marks: Sequence[Mark], start: int) -> list[Json]:
    end = start + len(text)
    found: list[Json] = []
    for mark in marks:
        first, last = max(mark.start, start) - start, min(mark.end, end) - start
        if first < last:
            offset, length = units16(text[:first]), units16(text[first:last])
            found.append({"type": _KINDS[mark.kind], "offset": offset, "length": length})
    return found
