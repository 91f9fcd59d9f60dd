"""Pings as rows: planned once for a person, kind and day, taken when due, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from campaign.pings import PingState, Why
from storage.database import Row, Session
from storage.ids import new_id
from storage.marks import listed
from storage.outbox import PINGS
from storage.times import moment, stamp

_PLAN = """
INSERT INTO pings (id, person_id, kind, local_date, due_at, expires_at, state, draft_id)
VALUES (:id, :person_id, :kind, :local_date, :due_at, :expires_at, 'planned', :draft_id)
ON CONFLICT (person_id, kind, local_date) DO NOTHING
"""
_DUE = "state IN ('planned', 'later') AND due_at <= :now"


@dataclass(frozen=True, slots=True)
class Plan:
    """A ping to come; `draft_id` is what it is about."""

    person_id: int
    kind: str
    day: date
    due_at: datetime
    expires_at: datetime
    draft_id: int | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A ping whose time has come."""

    id: int
    person_id: int
    kind: str
    day: date
    expires_at: datetime
    state: PingState
    draft_id: int | None


async def plan(session: Session, plans: Iterable[Plan]) -> None:
    """Writes pings to come. One that is there for that person, kind and day, in whatever state, stays as it is."""
    written = lru_cache(stamp)  # of a day's pings most share their moment: a fifth of the time of a large plan
    await session.many(
        _PLAN,
        [
            {
                "id": new_id(),
                "person_id": one.person_id,
                "kind": one.kind,
                "local_date": one.day.isoformat(),
                "due_at": written(one.due_at),
                "expires_at": written(one.expires_at),
                "draft_id": one.draft_id,
            }
            for one in plans
        ],
    )


async def due_pings(session: Session, now: datetime, limit: int) -> list[Due]:
    """What is to be said now, the longest due first, and whatever else is due to the same people."""
    rows = await session.all(
        f"""
        SELECT id, person_id, kind, local_date, expires_at, state, draft_id FROM pings
        WHERE {_DUE} AND person_id IN (
            SELECT person_id FROM (SELECT person_id FROM pings WHERE {_DUE} ORDER BY due_at, id LIMIT :limit) AS next
        ) ORDER BY due_at, id
        """,  # noqa: S608 - a constant
        {"now": stamp(now), "limit": limit},
    )
    return [_due(row) for row in rows]


async def take(session: Session, ping_ids: Iterable[int], now: datetime) -> frozenset[int]:
    """Marks pings sent and gives back those that this call has taken: of two at once only one gets a row."""
    marks, values = listed("p", ping_ids)
    rows = await session.all(
        f"""
        UPDATE pings SET state = 'sent', sent_at = :now, why = NULL WHERE id IN (
            SELECT id FROM pings WHERE id IN ({marks}) AND {_DUE} ORDER BY id FOR UPDATE SKIP LOCKED
        ) RETURNING id
        """,  # noqa: S608 - marks made here
        {**values, "now": stamp(now)},
    )
    return frozenset(row["id"] for row in rows)


async def note_letters(session: Session, letters: Iterable[tuple[int, int]]) -> None:
    """(ping, letter): in which letter each was said."""
    await session.many(
        "UPDATE pings SET outbox_id = :letter WHERE id = :ping",
        [{"ping": ping_id, "letter": letter_id} for ping_id, letter_id in letters],
    )


async def put_off(session: Session, moments: Iterable[tuple[int, datetime]], now: datetime) -> None:
    """(ping, moment) of what waits for a better hour."""
    await session.many(
        f"UPDATE pings SET due_at = :due_at WHERE id = :id AND {_DUE}",  # noqa: S608 - a constant
        [{"id": ping_id, "due_at": stamp(due_at), "now": stamp(now)} for ping_id, due_at in moments],
    )


async def let_go(session: Session, reasons: Iterable[tuple[int, PingState, Why]]) -> None:
    """(ping, expired or dropped, why) of what is not sent."""
    await session.many(
        "UPDATE pings SET state = :state, why = :why WHERE id = :id AND state IN ('planned', 'later')",
        [{"id": ping_id, "state": state.value, "why": why.value} for ping_id, state, why in reasons],
    )


async def days_planned(session: Session, plan_name: str, since: date) -> frozenset[date]:
    """Which days from `since` on were gone through by a plan."""
    rows = await session.all(
        "SELECT local_date FROM ping_days WHERE plan = :plan AND local_date >= :since",
        {"plan": plan_name, "since": since.isoformat()},
    )
    return frozenset(date.fromisoformat(row["local_date"]) for row in rows)


async def note_day(session: Session, plan_name: str, day: date, people: int, now: datetime) -> None:
    await session.run(
        """
        INSERT INTO ping_days (plan, local_date, planned_at, people) VALUES (:plan, :day, :now, :people)
        ON CONFLICT (plan, local_date) DO NOTHING
        """,
        {"plan": plan_name, "day": day.isoformat(), "now": stamp(now), "people": people},
    )


async def taken_days(
    session: Session, person_ids: Iterable[int], days: Iterable[date]
) -> dict[tuple[int, date], set[str]]:
    """(person, day): the kinds of pings there are for it that aren't to come any more."""
    marks, values = listed("p", person_ids)
    day_marks, day_values = listed("d", (day.isoformat() for day in days))
    rows = await session.all(
        f"""
        SELECT person_id, kind, local_date FROM pings
        WHERE person_id IN ({marks}) AND local_date IN ({day_marks}) AND state <> 'planned'
        """,  # noqa: S608 - marks made here
        {**values, **day_values},
    )
    found: dict[tuple[int, date], set[str]] = {}
    for row in rows:
        found.setdefault((row["person_id"], date.fromisoformat(row["local_date"])), set()).add(row["kind"])
    return found


async def unsent(session: Session, now: datetime) -> int:
    """How many pings wait in the outbox for their turn.

    Those of a large announcement that come later don't count, nor what is over: of a bot that was taken out of the
    config nobody sends or drops them, and they would take the room of all others.
    """
    row = await session.one(
        f"""
        SELECT count(*) AS n FROM outbox WHERE {PINGS} AND state = 'waiting' AND due_at <= :now
        AND coalesce(expires_at, :now) >= :now
        """,  # noqa: S608 - words from a constant
        {"now": stamp(now)},
    )
    return int(row["n"]) if row else 0


async def due_counts(session: Session, now: datetime, late: datetime) -> Sequence[Row]:
    """kind, due, late: how many wait to be said, and how many of them have been due since before `late`."""
    return await session.all(
        f"""
        SELECT kind, count(*) AS due, sum(CASE WHEN due_at < :late THEN 1 ELSE 0 END) AS late
        FROM pings WHERE {_DUE} GROUP BY kind
        """,  # noqa: S608 - a constant
        {"now": stamp(now), "late": stamp(late)},
    )


# By their order, as letters are forgotten (storage/outbox.py). What is not over is left standing, and soon is.
_FORGET = """
DELETE FROM pings WHERE id IN (
    SELECT id FROM pings WHERE id < :before AND state NOT IN ('planned', 'later', 'sent') ORDER BY id LIMIT 2000
)
"""


async def forget_pings(session: Session, before_id: int) -> int:
    """Deletes some of what is over from before an id; how many, 0 once none is left."""
    return await session.run(_FORGET, {"before": before_id})


def _due(row: Row) -> Due:
    return Due(
        row["id"], row["person_id"], row["kind"], date.fromisoformat(row["local_date"]), moment(row["expires_at"]),
        PingState(row["state"]), row["draft_id"],
    )  # fmt: skip
