"""People and their addresses; a person may have several addresses, and belongs to no channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from conversation.draft import Draft
from conversation.json_text import from_json, to_json
from storage.database import Row, Session
from storage.drafts import COLUMNS, to_draft
from storage.ids import new_id
from storage.times import moment, stamp


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a message finds them; `language` is empty until chosen, `joined_at` until consented."""

    id: int
    name: str
    phone: str | None
    language: str | None
    joined_at: datetime | None
    draft_id: int | None
    unit_id: int | None
    unit_name: str
    unit_path: str
    sector: str
    address: str
    reachable: bool
    account_name: str
    settling: bool = False  # a letter to the address waits for more to come
    language_offers: Mapping[str, datetime] = field(default_factory=dict)  # to which language, and when


_PERSON = f"""
SELECT a.address, a.reachable, a.account_name, p.id, p.name, p.phone, p.language, p.language_offers, p.joined_at,
    p.draft_id, p.unit_id, u.name AS unit_name, u.path AS unit_path, u.sector,
    EXISTS (SELECT 1 FROM outbox o WHERE o.address = a.address AND o.settling = 1 AND o.state = 'waiting') AS settling,
    {", ".join(f"d.{name} AS d_{name}" for name in COLUMNS)}
FROM addresses a
JOIN people p ON p.id = a.person_id
LEFT JOIN units u ON u.id = p.unit_id
LEFT JOIN drafts d ON d.id = p.draft_id
WHERE a.address = :address
"""  # noqa: S608 - names from a tuple of ours


async def person_at(session: Session, address: str) -> tuple[Person, Draft | None] | None:
    """Who writes from an address, with the draft that answers go to."""
    row = await session.one(_PERSON, {"address": address})
    if row is None:
        return None
    return _person(row), to_draft(row, "d_") if row["d_id"] else None


async def add_person(session: Session, address: str, account_name: str, hint: str, now: datetime) -> Person:
    """A person nobody knows yet but for the address."""
    person_id = new_id()
    values = {"id": person_id, "address": address, "name": account_name, "hint": hint, "now": stamp(now)}
    await session.run("INSERT INTO people (id, created_at) VALUES (:id, :now)", values)
    await session.run(
        """
        INSERT INTO addresses (address, person_id, account_name, language_hint, created_at)
        VALUES (:address, :id, :name, :hint, :now)
        """,
        values,
    )
    return Person(person_id, "", None, None, None, None, None, "", "", "", address, True, account_name)


async def set_language(session: Session, person_id: int, language: str) -> None:
    """A language chosen answers every offer that was made before."""
    await session.run(
        "UPDATE people SET language = :l, language_offers = '{}' WHERE id = :id", {"l": language, "id": person_id}
    )


async def set_language_offers(session: Session, person_id: int, offers: Mapping[str, datetime]) -> None:
    kept = to_json({language: stamp(at) for language, at in offers.items()})
    await session.run("UPDATE people SET language_offers = :o WHERE id = :id", {"o": kept, "id": person_id})


async def set_draft(session: Session, person_id: int, draft_id: int | None) -> None:
    """Which draft this person's answers go to from now on."""
    await session.run("UPDATE people SET draft_id = :d WHERE id = :id", {"d": draft_id, "id": person_id})


async def set_name(session: Session, person_id: int, name: str) -> None:
    """Also on what the person has sent already: who has a name corrected has it corrected everywhere."""
    values = {"n": name, "id": person_id}
    await session.run("UPDATE people SET name = :n WHERE id = :id", values)
    await session.run("UPDATE initiatives SET author = :n WHERE person_id = :id AND author <> :n", values)


async def set_phone(session: Session, person_id: int, phone: str | None) -> None:
    await session.run("UPDATE people SET phone = :p WHERE id = :id", {"p": phone, "id": person_id})


async def set_unit(session: Session, person_id: int, unit_id: int) -> None:
    await session.run("UPDATE people SET unit_id = :u WHERE id = :id", {"u": unit_id, "id": person_id})


async def set_joined(session: Session, person_id: int, now: datetime | None) -> None:
    """Consent given and the questions of coming in answered; None when consent was withdrawn."""
    await session.run(
        "UPDATE people SET joined_at = :at WHERE id = :id",
        {"at": stamp(now) if now else None, "id": person_id},
    )


async def set_reachable(session: Session, address: str, reachable: bool) -> None:
    """Whether the channel still takes messages for this address (a bot can be blocked and unblocked)."""
    await session.run(
        "UPDATE addresses SET reachable = :r WHERE address = :a AND reachable <> :r",
        {"r": int(reachable), "a": address},
    )


async def addresses_of(session: Session, person_id: int) -> list[str]:
    rows = await session.all("SELECT address FROM addresses WHERE person_id = :id ORDER BY address", {"id": person_id})
    return [row["address"] for row in rows]


def _person(row: Row) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        phone=row["phone"],
        language=row["language"],
        joined_at=moment(row["joined_at"]) if row["joined_at"] else None,
        draft_id=row["draft_id"],
        unit_id=row["unit_id"],
        unit_name=row["unit_name"] or "",
        unit_path=row["unit_path"] or "",
        sector=row["sector"] or "",
        address=row["address"],
        reachable=bool(row["reachable"]),
        account_name=row["account_name"],
        settling=bool(row["settling"]),
        language_offers={one: moment(at) for one, at in from_json(row["language_offers"]).items()},
    )


async def move_address(session: Session, old: str, new: str) -> None:
    """The channel gave a chat another id: the person and what waits for them, or is just tried, move along.

    Where somebody has written from there already they stay who they are, and the letters alone move.
    """
    values = {"old": old, "new": new}
    await session.run(
        "UPDATE outbox SET address = :new WHERE address = :old AND state IN ('waiting', 'sending')", values
    )
    await session.run(
        """
        UPDATE addresses SET address = :new
        WHERE address = :old AND NOT EXISTS (SELECT 1 FROM addresses WHERE address = :new)
        """,
        values,
    )
