"""What a button carries: the draft, the step and the version it was drawn for, or a command.

A button of a form is `f|<draft>|<version>|<step>|<what>`, one of a command `c|<command>|<argument>`;
never more than 64 bytes, Telegram's limit for callback data.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from conversation.draft import Draft

LONGEST = 64
_LARGEST = 2**63 - 1  # what a column of either database holds
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

(BACK, SKIP, DONE, LATER, CANCEL, SEND, UNDO, RESUME, DROP, KEEP, EMPTY, NO_FILES) = (
    "<", ">", ".", "~", "x", "!", "u", "r", "d", "k", "e", "p",
)  # fmt: skip
CHANGE = "*"  # followed by the name of the step to change


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button of a form. `what` is one of the signs above or an option's id."""

    draft_id: int
    version: int
    step: str
    what: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A pressed button that stands for a command with its argument."""

    command: str
    argument: str


def form_button(draft: Draft, what: str) -> str:
    return f"f|{base36(draft.id)}|{base36(draft.version)}|{draft.step}|{what}"


def fits(button: str) -> bool:
    return len(button.encode()) <= LONGEST


def command_button(command: str, argument: str = "") -> str:
    return f"c|{command}|{argument}"


def read_button(data: str) -> Press | Ask | None:
    """What was pressed; None for anything that isn't ours (a button is input like any other)."""
    parts = data.split("|", 4) if len(data) <= LONGEST else [""]
    try:
        if parts[0] == "f" and len(parts) == 5:
            draft_id, version = int(parts[1], 36), int(parts[2], 36)
            return Press(draft_id, version, parts[3], parts[4]) if 0 <= draft_id <= _LARGEST else None
    except ValueError:
        return None
    if parts[0] == "c" and len(parts) >= 3:
        return Ask(parts[1], data.split("|", 2)[2])
    return None


def number_in(argument: str) -> int | None:
    """The id or the offset in a command's argument; None for anything else, and for what no database holds."""
    if not (argument.isascii() and argument.isdecimal() and len(argument) <= LONGEST):
        return None
    number = int(argument)
    return number if number <= _LARGEST else None


@lru_cache(4_096)  # a screen names its draft in each of its buttons
def base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"
