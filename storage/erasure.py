"""What is kept of a person, a copy of it, and its deletion: the figure stays, the person goes."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from campaign.codes import SIGNS
from conversation.json_text import from_json
from storage.consents import consents_of
from storage.database import Session
from storage.people import Person, addresses_of
from storage.times import stamp

_OWN = "SELECT id FROM initiatives WHERE person_id = :id"
# What such a leader announced and not everybody has got yet is not said any more.
_UNSAY = """
UPDATE announcements SET by_person = NULL, by_address = '', text = '', state = CASE
    WHEN state = 'waiting' THEN 'undone' WHEN state IN ('planning', 'sending') THEN 'stopping' ELSE state
END WHERE by_person = :id
"""


async def copy_of(session: Session, person: Person) -> Mapping[str, Any]:
    """Everything that is kept of a person, readable by people and machines."""
    own = {"id": person.id}
    entries = await session.all(
        """
        SELECT code, title, kind, problem, solution, benefit, applied_on, co_authors, status, complete, language,
            channel, submitted_at FROM initiatives WHERE person_id = :id ORDER BY id
        """,
        own,
    )
    drafts = await session.all("SELECT form, step, state, answers, updated_at FROM drafts WHERE person_id = :id", own)
    grants = await session.all(
        "SELECT g.role, u.code, u.name FROM grants g JOIN units u ON u.id = g.unit_id WHERE g.person_id = :id",
        own,
    )
    return {
        "name": person.name,
        "phone": person.phone,
        "language": person.language,
        "unit": person.unit_name,
        "joined_at": stamp(person.joined_at) if person.joined_at else None,
        "addresses": await addresses_of(session, person.id),
        "consents": [dict(row) for row in await consents_of(session, person.id)],
        "roles": [dict(row) for row in grants],
        "initiatives": [_opened(dict(row), "benefit", "co_authors") for row in entries],
        "drafts": [_opened(dict(row), "answers") for row in drafts],
        **await _reminded_and_told(session, own),
    }


async def _reminded_and_told(session: Session, own: Mapping[str, Any]) -> Mapping[str, Any]:
    """Pings and how they are wished for; announcements, written and received."""
    pings = await session.all(
        "SELECT kind, local_date, state, sent_at, answer, answered_at FROM pings WHERE person_id = :id ORDER BY id", own
    )
    settings = await session.one(
        "SELECT rhythm, quiet_from, quiet_to, shift, off FROM ping_settings WHERE person_id = :id", own
    )
    written = await session.all(
        "SELECT text, state, confirmed_at, recipients, sent FROM announcements WHERE by_person = :id ORDER BY id", own
    )
    received = await session.all(
        """
        SELECT u.name AS "from", a.starts_at FROM recipients r
        JOIN announcements a ON a.id = r.announcement_id JOIN units u ON u.id = a.from_id
        WHERE r.person_id = :id ORDER BY a.id
        """,
        own,
    )
    return {
        "pings": [dict(row) for row in pings],
        "ping_settings": dict(settings) if settings else None,
        "announcements_written": [dict(row) for row in written],
        "announcements_received": [dict(row) for row in received],
    }


async def erase(session: Session, person_id: int, now: datetime) -> str:
    """Deletes a person and everything written; entries stay counted, without words and author. A receipt.

    The consents stay, as bare proof that there was one, without the address. Files lose their last
    mention here; the sweep of unused files removes them from the disk.
    """
    own = {"id": person_id}
    await session.one("SELECT id FROM people WHERE id = :id FOR UPDATE", own)  # what they send just now comes first
    addresses = await addresses_of(session, person_id)
    row = await session.one("SELECT count(*) AS n FROM initiatives WHERE person_id = :id", own)
    await session.run(f"DELETE FROM attachments WHERE initiative_id IN ({_OWN})", own)  # noqa: S608
    await session.run(
        """
        UPDATE initiatives SET person_id = NULL, submitted_by = NULL, author = '', title = '', folded = '',
            problem = '', solution = '', benefit = NULL, co_authors = '[]', draft_id = -id
        WHERE person_id = :id
        """,
        own,
    )
    await session.run(
        """
        UPDATE initiatives SET submitted_by = NULL WHERE submitted_by = :id AND submitted_by <> coalesce(person_id, 0)
        """,
        own,
    )
    for address in addresses:
        for table in ("outbox", "documents", "uploads"):
            await session.run(f"DELETE FROM {table} WHERE address = :a", {"a": address})  # noqa: S608 - three names
    for table in ("drafts", "pings", "ping_settings", "escalations", "rescues", "recipients"):
        await session.run(f"DELETE FROM {table} WHERE person_id = :id", own)  # noqa: S608 - six names
    await session.run("UPDATE rescues SET taken_by = NULL WHERE taken_by = :id", own)
    await session.run(_UNSAY, own)
    await session.run("DELETE FROM grants WHERE person_id = :id", own)
    await session.run("DELETE FROM addresses WHERE person_id = :id", own)
    await session.run(
        "UPDATE consents SET address = '', withdrawn_at = coalesce(withdrawn_at, :now) WHERE person_id = :id",
        {**own, "now": stamp(now)},
    )
    await session.run("DELETE FROM people WHERE id = :id", own)
    code = "XD-" + "".join(secrets.choice(SIGNS) for _ in range(8))
    values = {"code": code, "now": stamp(now), "kept": row["n"] if row else 0}
    await session.run("INSERT INTO erasures (code, done_at, entries_kept) VALUES (:code, :now, :kept)", values)
    return code


# No answer, no entry, nothing of coming in since a moment; nobody with a role.
_SILENT = """
SELECT p.id FROM people p WHERE p.created_at < :before
AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.person_id = p.id AND d.updated_at >= :before)
AND NOT EXISTS (SELECT 1 FROM initiatives i WHERE i.person_id = p.id AND i.submitted_at >= :before)
AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.person_id = p.id)
"""
# The same of those who never came in, or left again, and hold and wrote nothing.
_STRANGER = f"""
{_SILENT} AND p.joined_at IS NULL AND NOT EXISTS (SELECT 1 FROM initiatives i WHERE i.person_id = p.id)
"""  # noqa: S608 - a constant


async def silent_since(session: Session, before: datetime, limit: int) -> list[int]:
    """Ids of people who have written nothing since a moment."""
    return await _ids(session, f"{_SILENT} LIMIT :limit", {"before": stamp(before), "limit": limit})


async def strangers_since(session: Session, before: datetime, limit: int) -> list[int]:
    """Ids of people who never came in, or left again, hold and wrote nothing, and were silent since a moment."""
    return await _ids(session, f"{_STRANGER} LIMIT :limit", {"before": stamp(before), "limit": limit})


async def erase_silent(
    session: Session, person_id: int, silent: datetime, stranger: datetime, now: datetime
) -> str | None:
    """Deletes somebody who is still silent, or a stranger, since these moments; None where they wrote meanwhile."""
    # First of all: whoever is just being answered is waited for, and looked at after that.
    await session.one("SELECT id FROM people WHERE id = :id FOR UPDATE", {"id": person_id})
    for sql, before in ((_SILENT, silent), (_STRANGER, stranger)):
        if await _ids(session, f"{sql} AND p.id = :id", {"id": person_id, "before": stamp(before)}):
            return await erase(session, person_id, now)
    return None


async def _ids(session: Session, sql: str, values: Mapping[str, Any]) -> list[int]:
    return [row["id"] for row in await session.all(sql, values)]


async def summary_of(session: Session, person_id: int) -> Mapping[str, int]:
    """How many initiatives and unfinished drafts there are of a person."""
    row = await session.one(
        """
        SELECT (SELECT count(*) FROM initiatives WHERE person_id = :id) AS initiatives,
            (SELECT count(*) FROM drafts WHERE person_id = :id AND form = 'submission' AND state <> 'sent') AS drafts
        """,
        {"id": person_id},
    )
    return dict(row) if row else {}


def _opened(row: dict[str, Any], *names: str) -> dict[str, Any]:
    """The row with its JSON columns as values."""
    return {key: from_json(value) if key in names and value else value for key, value in row.items()}
