"""What a person in front of the bot can do, one move after the other."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from rehearsal.vendor import Reply

FORM = "\nf|"  # any screen of a form
NEW, MINE = "\nc|new|", "\nc|mine|"


class Trouble(Exception):
    """The move was taken in, but what came back isn't what was waited for, or nothing came."""


class GaveUp(Exception):
    """A person found no way on."""


@dataclass(slots=True)
class Move:
    """`signs`: one of them must be in a reply, which completes the turn; without any its 200 does.

    `ref` is the channel's number of the message, once it was sent; `edits` names an earlier one.
    """

    signs: tuple[str, ...]
    text: str = ""
    press: str = ""
    edits: Move | None = None
    photo: str = ""
    phone: str = ""
    ref: int = 0

    def wants(self, reply: Reply) -> bool:
        return any(sign in reply.all for sign in self.signs)


Script = Generator[Move, Reply, None]  # of a move without signs no reply comes back: None in its place


def say(text: str, *signs: str) -> Move:
    return Move(signs, text=text)


def press(data: str, *signs: str) -> Move:
    return Move(signs, press=data)


def ending(reply: Reply, end: str) -> str:
    """The button that ends so; empty where there is none."""
    return next((data for data in reply.buttons if data.endswith(end)), "")


def wanted(reply: Reply, end: str) -> str:
    """The button that ends so. Raises Trouble."""
    if data := ending(reply, end):
        return data
    raise Trouble(end)


def step_of(reply: Reply) -> str:
    """The question that a screen asks; empty where it is no screen of a form."""
    return next((data.split("|")[3] for data in reply.buttons if data.startswith("f|")), "")


def version_of(reply: Reply) -> int:
    """For which version of the draft a screen was drawn."""
    return next((int(data.split("|")[2], 36) for data in reply.buttons if data.startswith("f|")), 0)
