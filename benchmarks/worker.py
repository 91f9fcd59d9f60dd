"""Scripted people: a worker who submits initiatives by real buttons, and somebody who talks to an echo."""

from __future__ import annotations

import csv
import json
import random
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rehearsal import words
from rehearsal.vendor import Reply

UNITS = Path(__file__).parent.parent / "samples" / "units.csv"
_BOT = {"id": 123456, "is_bot": True, "first_name": "Bench"}


@dataclass(frozen=True, slots=True)
class Move:
    """What a person does next: types or presses. `wants` says which reply completes the turn."""

    wants: Callable[[Reply], bool]
    wanted: str
    text: str = ""
    press: str = ""
    ends: bool = False


Script = Generator[Move, Reply, None]


@dataclass(slots=True)
class Person:
    """Somebody with an account, and what they are going to do."""

    chat: int
    name: str
    script: Script

    def update(self, move: Move, before: Reply | None, update_id: int) -> bytes:
        """The update that Telegram would deliver; a press belongs to the bot's message `before`."""
        chat = {"id": self.chat, "type": "private", "first_name": self.name}
        user = {"id": self.chat, "is_bot": False, "first_name": self.name, "language_code": "vi"}
        message: dict[str, Any] = {"message_id": update_id, "date": int(time.time()), "chat": chat}
        if move.press and before:
            message |= {"message_id": before.message_id, "from": _BOT, "text": "-"}
            query = {"id": str(update_id), "from": user, "chat_instance": "1", "message": message}
            update: dict[str, Any] = {"update_id": update_id, "callback_query": {**query, "data": move.press}}
        else:
            update = {"update_id": update_id, "message": {**message, "from": user, "text": move.text}}
        return json.dumps(update, ensure_ascii=False, separators=(",", ":")).encode()


def new_worker(chat: int, units: list[str]) -> Person:
    """A worker whom the bot doesn't know yet; the same chat always behaves the same."""
    dice = random.Random(chat)  # noqa: S311 - a script, not a secret
    name = words.name(dice)
    return Person(chat, name, _working(units[chat % len(units)], name, dice))


def new_echoer(chat: int) -> Person:
    """Somebody who says about as much as a worker does, to a bot that says it back."""
    return Person(chat, "Nguyễn Văn An", _echoing(random.Random(chat)))  # noqa: S311


def grassroots_units(path: Path = UNITS) -> list[str]:
    """The codes of units that a worker can belong to today."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["code"] for row in rows if row["level"] == "grassroots" and not row["valid_to"]]


def _working(unit: str, name: str, dice: random.Random) -> Script:
    reply = yield _say(f"/start u_{unit}", "|language|")
    reply = yield _press(reply.buttons[0], "|consent|")
    yield _press(reply.buttons[0], "|name|")
    yield _say(name, "c|new|")
    while True:
        yield from _submitting(dice)


def _submitting(dice: random.Random) -> Script:
    yield _say("nộp sáng kiến", "|title|")
    reply = yield _say(_title(dice), "|kind|")
    reply = yield _press(dice.choice([data for data in reply.buttons if data[-1].isalnum()]), "|substance|")
    reply = yield _say(" ".join(dice.sample(words.AFTER, 4)), "|substance|.")
    yield _press(_ending("|.", reply), "|benefit|")
    yield _say("khoảng 15tr/năm", "|applied_on|")
    reply = yield _say("3/2022", "|review|!")
    yield _press(_ending("|!", reply), "c|mine|", ends=True)


def _echoing(dice: random.Random) -> Script:
    while True:
        said = _title(dice)
        yield Move(lambda reply, said=said: reply.words == said, said, text=said)  # type: ignore[misc]


def _say(text: str, sign: str) -> Move:
    return Move(lambda reply: _offers(reply, sign), sign, text=text)


def _press(data: str, sign: str, ends: bool = False) -> Move:
    return Move(lambda reply: _offers(reply, sign), sign, press=data, ends=ends)


def _offers(reply: Reply, sign: str) -> bool:
    return any(sign in data for data in reply.buttons)


def _ending(sign: str, reply: Reply) -> str:
    return next(data for data in reply.buttons if data.endswith(sign))


def _title(dice: random.Random) -> str:
    return words.title(dice, str(dice.randrange(1, 1000)))
