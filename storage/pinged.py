"""What became of pings that were sent: answered, unanswered, or never taken by their channel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from campaign.escalation import Outcome
from campaign.pings import ANSWERED, Answer, PingState, Why
from storage.database import Row, Session
from storage.marks import listed
from storage.paths import path_end
from storage.times import stamp

_SAME_LETTER = """
person_id = :person AND state <> 'planned' AND (
    id = :id OR outbox_id = (SELECT outbox_id FROM pings WHERE id = :id AND person_id = :person)
)
"""


async def end_sent(session: Session, now: datetime, limit: int) -> tuple[frozenset[int], Counter[str]]:
    """Ends pings that were sent and are of no use any more; (whose they were, how many by outcome).

    What still waits in the outbox is dropped there: yesterday evening's ping must not go out this morning.
    """
    rows = await session.all(
        """
        SELECT p.id, p.person_id, p.outbox_id, o.state AS letter, a.reachable FROM pings p
        LEFT JOIN outbox o ON o.id = p.outbox_id LEFT JOIN addresses a ON a.address = o.address
        WHERE p.state = 'sent' AND p.expires_at <= :now ORDER BY p.expires_at LIMIT :limit
        """,
        {"now": stamp(now), "limit": limit},
    )
    dropped = await _drop(session, [row["outbox_id"] for row in rows if row["letter"] == "waiting"])
    ends = [(row["id"], *_end(row, dropped)) for row in rows]
    await session.many(
        "UPDATE pings SET state = :state, why = :why WHERE id = :id AND state = 'sent'",
        [{"id": ping_id, "state": state.value, "why": why and why.value} for ping_id, state, why in ends],
    )
    counts = Counter((why or state).value for _, state, why in ends)
    return frozenset(row["person_id"] for row in rows), counts


async def _drop(session: Session, letter_ids: Sequence[int]) -> frozenset[int]:
    if not letter_ids:
        return frozenset()
    marks, values = listed("o", letter_ids)
    rows = await session.all(
        f"""
        UPDATE outbox SET state = 'dropped', error = 'expired'
        WHERE id IN ({marks}) AND state = 'waiting' RETURNING id
        """,  # noqa: S608 - marks made here
        values,
    )
    return frozenset(row["id"] for row in rows)


def _end(row: Row, dropped: frozenset[int]) -> tuple[PingState, Why | None]:
    if row["outbox_id"] in dropped:
        return PingState.EXPIRED, Why.UNSENT
    if row["letter"] not in ("failed", "dropped"):
        return PingState.UNANSWERED, None
    return (PingState.EXPIRED, Why.UNSENT) if row["reachable"] else (PingState.DROPPED, Why.UNREACHABLE)


async def last_outcomes(session: Session, person_ids: Iterable[int], most: int) -> dict[int, list[tuple[int, Outcome]]]:
    """(ping, outcome) of each person's newest members' pings since the last time their silence was told."""
    marks, values = listed("p", person_ids)
    kinds, kind_values = listed("k", ANSWERED)
    rows = await session.all(
        f"""
        SELECT id, person_id, state, why FROM (
            SELECT p.id, p.person_id, p.state, p.why,
                row_number() OVER (PARTITION BY p.person_id ORDER BY p.local_date DESC, p.id DESC) AS place
            FROM pings p WHERE p.person_id IN ({marks}) AND p.kind IN ({kinds})
                AND (p.state IN ('answered', 'later', 'unanswered') OR p.why = 'unreachable')
                AND p.id > coalesce((SELECT max(e.ping_id) FROM escalations e WHERE e.person_id = p.person_id), 0)
        ) AS newest WHERE place <= :most ORDER BY person_id, place
        """,  # noqa: S608 - marks made here
        {**values, **kind_values, "most": most},
    )
    found: dict[int, list[tuple[int, Outcome]]] = {}
    for row in rows:
        found.setdefault(row["person_id"], []).append((row["id"], (row["state"], row["why"])))
    return found


async def ping_for(session: Session, person_id: int, ping_id: int) -> Row | None:
    """One of a person's own pings that were sent: kind, local_date, state, answer, draft_id."""
    return await session.one(
        """
        SELECT kind, local_date, state, answer, draft_id, sent_at FROM pings
        WHERE id = :id AND person_id = :person AND sent_at IS NOT NULL
        """,
        {"id": ping_id, "person": person_id},
    )


async def newest_unanswered(session: Session, person_id: int, now: datetime) -> int | None:
    """The ping that somebody has before them: sent, still of use, and not answered."""
    kinds, values = listed("k", ANSWERED)
    row = await session.one(
        f"""
        SELECT p.id FROM pings p JOIN outbox o ON o.id = p.outbox_id
        WHERE p.person_id = :person AND p.state = 'sent' AND p.expires_at > :now AND p.kind IN ({kinds})
            AND o.state NOT IN ('waiting', 'failed', 'dropped')
        ORDER BY p.sent_at DESC, p.id DESC LIMIT 1
        """,  # noqa: S608 - marks made here
        {**values, "person": person_id, "now": stamp(now)},
    )
    return row["id"] if row else None


async def answer(session: Session, person_id: int, ping_id: int, given: Answer, now: datetime) -> list[str]:
    """Notes an answer to all that was said in one letter; the kinds that it answers."""
    rows = await session.all(
        f"""
        UPDATE pings SET state = 'answered', answer = :answer, answered_at = :now, later_at = NULL
        WHERE {_SAME_LETTER} RETURNING kind
        """,  # noqa: S608 - a constant
        {"id": ping_id, "person": person_id, "answer": given.value, "now": stamp(now)},
    )
    return [row["kind"] for row in rows]


async def answer_later(
    session: Session, person_id: int, ping_id: int, later_at: datetime, expires_at: datetime, now: datetime
) -> None:
    """The same is said again at another time."""
    await session.run(
        f"""
        UPDATE pings SET state = 'later', answer = 'later', answered_at = :now, later_at = :later,
            due_at = :later, expires_at = :expires
        WHERE {_SAME_LETTER}
        """,  # noqa: S608 - a constant
        {
            "id": ping_id,
            "person": person_id,
            "now": stamp(now),
            "later": stamp(later_at),
            "expires": stamp(expires_at),
        },
    )


async def members_below(session: Session, path: str, not_person: int, limit: int, offset: int) -> list[dict[str, Any]]:
    """Who serves in a unit and below it, unit by unit, with the last ping that they were due.

    id, name, account_name, unit_name, reachable, and of the ping (None where there was none): kind,
    local_date, state, why, answer, later_at.
    """
    kinds, values = listed("k", ANSWERED)
    rows = await session.all(
        f"""
        SELECT m.person_id AS id, m.unit_name, p.name, l.kind, l.local_date, l.state, l.why, l.answer, l.later_at,
            (SELECT max(a.account_name) FROM addresses a WHERE a.person_id = m.person_id) AS account_name,
            (SELECT count(*) FROM addresses a WHERE a.person_id = m.person_id AND a.reachable = 1) AS reachable
        FROM (
            SELECT g.person_id, u.path, u.name AS unit_name FROM units u JOIN grants g ON g.unit_id = u.id
            WHERE u.path >= :path AND u.path < :end AND g.role IN ('support', 'leader') AND g.person_id <> :me
                AND NOT EXISTS (
                    SELECT 1 FROM grants h WHERE h.person_id = g.person_id AND h.unit_id = g.unit_id
                        AND h.role = 'leader' AND g.role = 'support'
                )
            ORDER BY u.path, g.person_id LIMIT :limit OFFSET :offset
        ) AS m JOIN people p ON p.id = m.person_id LEFT JOIN pings l ON l.id = (
            SELECT n.id FROM pings n WHERE n.person_id = m.person_id AND n.kind IN ({kinds})
                AND n.state NOT IN ('planned', 'expired') ORDER BY n.local_date DESC, n.id DESC LIMIT 1
        ) ORDER BY m.path, m.person_id
        """,  # noqa: S608 - marks made here
        {**values, "path": path, "end": path_end(path), "me": not_person, "limit": limit, "offset": offset},
    )
    return [dict(row) for row in rows]
