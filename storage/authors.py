"""Whoever started an announcement, where to tell them how far it is, and the message that says so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from conversation.language import DEFAULT, from_code
from storage.database import Session


@dataclass(frozen=True, slots=True)
class Author:
    """`busy`: something waits to be said there until the person has said all; anything else would take its place."""

    address: str
    language: str
    busy: bool

    @property
    def channel(self) -> str:
        return self.address.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Shown:
    """A letter that was said. `ref`: the channel's name for it, None as long as it has none."""

    letter_id: int
    address: str
    ref: str | None


async def author_of(session: Session, person_id: int | None, address: str, channels: Collection[str]) -> Author | None:
    """Where a person is told: at `address`, or where else they are since; None of somebody who was forgotten."""
    rows = await session.all(
        """
        SELECT a.address, a.language_hint, p.language, EXISTS (
            SELECT 1 FROM outbox o WHERE o.address = a.address AND o.settling = 1 AND o.state = 'waiting'
        ) AS busy FROM people p JOIN addresses a ON a.person_id = p.id
        WHERE p.id = :person AND a.reachable = 1
        ORDER BY CASE WHEN a.address = :address THEN 0 ELSE 1 END, a.created_at DESC, a.address
        """,
        {"person": person_id or 0, "address": address},
    )
    for row in rows:
        if row["address"].partition(":")[0] in channels:
            language = row["language"] or from_code(row["language_hint"]) or DEFAULT
            return Author(row["address"], language, bool(row["busy"]))
    return None


async def shown_as(session: Session, letter_id: int) -> Shown | None:
    row = await session.one("SELECT address, state, ref FROM outbox WHERE id = :id", {"id": letter_id})
    return Shown(letter_id, row["address"], row["ref"] if row["state"] == "sent" else None) if row else None


async def forget_shown(session: Session, shown: Shown) -> None:
    """Of a message that is drawn anew only the newest is kept: it would fill the history of a page."""
    await session.run("DELETE FROM outbox WHERE id = :id AND state = 'sent'", {"id": shown.letter_id})
