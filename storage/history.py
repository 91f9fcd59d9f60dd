"""What a page shows of a chat: the person's own messages and the replies, in one order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from conversation.json_text import from_json, to_json
from storage.database import Session
from storage.ids import new_id
from storage.outbox import ANSWER, POST
from storage.times import stamp


async def post_own(session: Session, channel: str, address: str, body: Mapping[str, Any], now: datetime) -> None:
    """Keeps a person's own message in the history that a page shows."""
    await session.run(
        POST,
        {
            "id": new_id(),
            "channel": channel,
            "address": address,
            "lane": ANSWER,
            "body": to_json(body),
            "state": "sent",
            "settling": 0,
            "due_at": stamp(now),
            "holder": None,
            "expires_at": None,
        },
    )


async def read_since(session: Session, address: str, after: int, limit: int) -> list[tuple[int, str, dict[str, Any]]]:
    """(id, moment, body) of what was written to an address past id `after`, oldest first: for a page that fetches."""
    rows = await session.all(
        """
        SELECT id, due_at, body FROM outbox
        WHERE address = :address AND id > :after AND state = 'sent' ORDER BY id LIMIT :limit
        """,
        {"address": address, "after": after, "limit": limit},
    )
    return [(row["id"], row["due_at"], from_json(row["body"])) for row in rows]


async def last_before(session: Session, address: str, limit: int) -> int:
    """The id past which the newest `limit` rows of an address begin; 0 where there are fewer."""
    row = await session.one(
        """
        SELECT id FROM outbox WHERE address = :address AND state = 'sent'
        ORDER BY id DESC LIMIT 1 OFFSET :limit
        """,
        {"address": address, "limit": limit},
    )
    return int(row["id"]) if row else 0
