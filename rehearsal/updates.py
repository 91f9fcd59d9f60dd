"""A person's move as the update that Telegram would deliver."""

from __future__ import annotations

import json
import time
from typing import Any

from rehearsal.moves import Move
from rehearsal.population import Person
from rehearsal.vendor import Reply

_BOT = {"id": 123456, "is_bot": True, "first_name": "Bench"}
_SIZE = {"width": 640, "height": 480, "file_size": 40}


def update_of(person: Person, move: Move, before: Reply | None, number: int) -> bytes:
    """The update `number`; a press belongs to the bot's message `before`, and a new message gets its ref."""
    chat = {"id": person.chat, "type": "private", "first_name": person.name}
    user = {"id": person.chat, "is_bot": False, "first_name": person.name, "language_code": person.language}
    message: dict[str, Any] = {"message_id": number, "date": int(time.time()), "chat": chat}
    if move.press:
        message |= {"message_id": before.message_id if before else 1, "from": _BOT, "text": "-"}
        query = {"id": str(number), "from": user, "chat_instance": "1", "message": message, "data": move.press}
        return _bytes({"update_id": number, "callback_query": query})
    message |= {"from": user, **_content(move, person)}
    if move.edits:
        return _bytes({"update_id": number, "edited_message": {**message, "message_id": move.edits.ref}})
    move.ref = number
    return _bytes({"update_id": number, "message": message})


def _content(move: Move, person: Person) -> dict[str, Any]:
    if move.phone:
        return {"contact": {"phone_number": move.phone, "first_name": person.name, "user_id": person.chat}}
    if move.photo:
        return {"photo": [{"file_id": move.photo, "file_unique_id": move.photo, **_SIZE}], "caption": move.text}
    return {"text": move.text}


def _bytes(update: dict[str, Any]) -> bytes:
    return json.dumps(update, ensure_ascii=False, separators=(",", ":")).encode()
