"""The outbox: what is to be said, until the channel has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from conversation.json_text import from_json, to_json
from conversation.message import Reply
from storage.database import Row, Session
from storage.ids import new_id
from storage.times import stamp

ANSWER, PING = "answer", "ping"
UNREADABLE = Reply("unreadable", "", "")  # what a row says that can't be read: it is given up, and stops no other


@dataclass(frozen=True, slots=True)
class Letter:
    """One row: a reply on its way to an address. `due_at` is stored UTC text."""

    id: int
    channel: str
    address: str
    lane: str
    reply: Reply
    due_at: str
    settling: bool = False
    attempts: int = 0
    holder: str | None = None  # the process that has it in hand
    expires_at: str | None = None  # a ping is worth nothing after


def letter(
    channel: str, address: str, reply: Reply, now: datetime, settle: float = 0, lane: str = ANSWER,
    holder: str | None = None, expires: datetime | None = None,
) -> Letter:  # fmt: skip
    due_at = stamp(now + timedelta(seconds=settle))
    until = stamp(expires) if expires else None
    return Letter(new_id(), channel, address, lane, reply, due_at, settle > 0, holder=holder, expires_at=until)


POST = """
INSERT INTO outbox (id, channel, address, lane, body, state, settling, due_at, holder, expires_at)
VALUES (:id, :channel, :address, :lane, :body, :state, :settling, :due_at, :holder, :expires_at)
"""
_HAND = "id, channel, address, lane, body, settling, due_at, attempts, holder"
# In the words of the index outbox_answers (migration 13), also id + 0.
_ANSWERS = "FROM outbox WHERE channel = :channel AND lane = 'answer' AND state = 'waiting'"
_LOCKED = "ORDER BY id + 0 LIMIT :limit FOR UPDATE SKIP LOCKED"
_FREE = f"SELECT {_HAND} {_ANSWERS} AND holder IS NULL {_LOCKED}"
_OTHERS = f"SELECT {_HAND} {_ANSWERS} AND coalesce(holder, '') <> :holder {_LOCKED}"
_TAKE = "UPDATE outbox SET holder = :holder WHERE id = :id"
# In the words of the index outbox_pings: SQLite doesn't see that one state is among the two, and would read all.
PINGS = "lane = 'ping' AND state IN ('waiting', 'sending')"


async def post(session: Session, letters: Sequence[Letter], state: str = "waiting") -> None:
    """Writes letters to be sent (`waiting`), or that the reader fetches himself (`sent`)."""
    bodies: dict[int, str] = {}
    await session.many(POST, [_values(one, state, bodies) for one in letters])


def _values(one: Letter, state: str, bodies: dict[int, str]) -> dict[str, Any]:
    """The row. `bodies`, by the reply's identity: what is said to thousands in the same words is written out once."""
    if (body := bodies.get(id(one.reply))) is None:
        body = bodies[id(one.reply)] = to_json(one.reply.as_json())
    return {
        "id": one.id,
        "channel": one.channel,
        "address": one.address,
        "lane": one.lane,
        "body": body,
        "state": state,
        "settling": int(one.settling),
        "due_at": one.due_at,
        "holder": one.holder,
        "expires_at": one.expires_at,
    }


async def drop_settling(session: Session, address: str) -> int:
    """Drops what waited for more to come: something newer is being said in this chat."""
    return await session.run(
        "DELETE FROM outbox WHERE address = :address AND settling = 1 AND state = 'waiting'",
        {"address": address},
    )


async def settle(session: Session, letter_id: int) -> bool:
    """Makes a settling letter an ordinary one that is sent now; False where it was dropped meanwhile."""
    changed = await session.run(
        "UPDATE outbox SET settling = 0 WHERE id = :id AND settling = 1 AND state = 'waiting'",
        {"id": letter_id},
    )
    return changed == 1


async def claim(session: Session, channel: str, holder: str, limit: int, *, others: bool = False) -> list[Letter]:
    """Takes answers that nobody has in hand into `holder`'s hand, in the order in which they were written.

    `others`: also those that another process has; only for whoever holds the channel's lease.
    """
    values = {"channel": channel, "holder": holder, "limit": limit}
    rows = await session.all(_OTHERS if others else _FREE, values)
    # By id, and mostly there is none: PostgreSQL read the whole table to update what a subquery found.
    await session.many(_TAKE, [{"id": row["id"], "holder": holder} for row in rows])
    return [replace(_letter(row), holder=holder) for row in rows]


async def called(session: Session, holder: str, letter_ids: Sequence[int]) -> list[Letter]:
    """Those of some letters that wait in `holder`'s hand, oldest first."""
    marks = {f"l{at}": letter_id for at, letter_id in enumerate(letter_ids)}
    rows = await session.all(
        f"""
        SELECT {_HAND} FROM outbox
        WHERE id IN ({", ".join(f":{mark}" for mark in marks)}) AND holder = :holder AND state = 'waiting' ORDER BY id
        """,  # noqa: S608 - marks made here and names from a constant
        {**marks, "holder": holder},
    )
    return [_letter(row) for row in rows]


_IN_HAND = f"{_ANSWERS} AND holder = :holder ORDER BY id + 0"


async def in_hand(session: Session, channel: str, holder: str) -> list[Letter]:
    """What `holder` has in hand by the rows."""
    rows = await session.all(f"SELECT {_HAND} {_IN_HAND}", {"channel": channel, "holder": holder})
    return [_letter(row) for row in rows]


async def ids_in_hand(session: Session, channel: str, holder: str) -> list[int]:
    """The same, without what they say."""
    rows = await session.all(f"SELECT id {_IN_HAND}", {"channel": channel, "holder": holder})
    return [row["id"] for row in rows]


async def due_pings(session: Session, channel: str, now: datetime, limit: int) -> list[Letter]:
    """Pings that may go now and are worth it still, those that have waited longest first."""
    rows = await session.all(
        f"""
        SELECT {_HAND} FROM outbox
        WHERE channel = :channel AND {PINGS} AND state = 'waiting' AND due_at <= :now
        AND coalesce(expires_at, :now) >= :now ORDER BY due_at, id LIMIT :limit
        """,  # noqa: S608 - names from a constant
        {"channel": channel, "now": stamp(now), "limit": limit},
    )
    return [_letter(row) for row in rows]


async def claim_ping(session: Session, letter_id: int, holder: str, now: datetime) -> bool:
    """Takes a ping to send it now; False where somebody else has it, or it isn't wanted any more."""
    changed = await session.run(
        """
        UPDATE outbox SET state = 'sending', holder = :holder
        WHERE id = :id AND state = 'waiting' AND coalesce(expires_at, :now) >= :now
        """,
        {"id": letter_id, "holder": holder, "now": stamp(now)},
    )
    return changed == 1


async def release_ping(session: Session, letter_id: int, holder: str) -> None:
    """Surely not delivered: it may be tried again; nothing where another has it meanwhile."""
    await session.run(
        "UPDATE outbox SET state = 'waiting', holder = NULL, attempts = attempts + 1 "
        "WHERE id = :id AND state = 'sending' AND holder = :holder",
        {"id": letter_id, "holder": holder},
    )


async def give_up_sending(session: Session, channel: str) -> int:
    """Pings that were on their way when their sender died: they may have arrived, so they don't go again."""
    return await session.run(
        f"""
        UPDATE outbox SET state = 'failed', error = 'sender died'
        WHERE channel = :channel AND {PINGS} AND state = 'sending'
        """,  # noqa: S608 - words from a constant
        {"channel": channel},
    )


async def drop_expired(session: Session, channel: str, now: datetime) -> int:
    """Pings that are not worth sending any more; reads all that wait."""
    return await session.run(
        f"""
        UPDATE outbox SET state = 'dropped', error = 'expired'
        WHERE channel = :channel AND {PINGS} AND state = 'waiting' AND expires_at < :now
        """,  # noqa: S608 - words from a constant
        {"channel": channel, "now": stamp(now)},
    )


async def drop_unserved(session: Session, now: datetime) -> int:
    """The same of every channel, also of one that no process serves any more."""
    return await session.run(
        f"""
        UPDATE outbox SET state = 'dropped', error = 'expired'
        WHERE {PINGS} AND state = 'waiting' AND expires_at < :now
        """,  # noqa: S608 - words from a constant
        {"now": stamp(now)},
    )


async def count_waiting(session: Session, channel: str) -> int:
    """How many answers wait to be sent on a channel."""
    row = await session.one(
        f"SELECT count(*) AS n {_ANSWERS}",
        {"channel": channel},
    )
    return int(row["n"]) if row else 0


async def mark_sent(session: Session, sent: Sequence[tuple[int, str | None]]) -> None:
    """(id, the channel's name for it) of what the channel has taken."""
    await session.many(
        "UPDATE outbox SET state = 'sent', ref = :ref WHERE id = :id",
        [{"id": letter_id, "ref": ref} for letter_id, ref in sent],
    )


async def mark_failed(session: Session, letter_id: int, error: str) -> None:
    """Given up for good: the channel refuses it, or the person can't be reached."""
    await session.run(
        "UPDATE outbox SET state = 'failed', error = :error WHERE id = :id", {"id": letter_id, "error": error}
    )


async def mark_retry(session: Session, letter_id: int, error: str) -> None:
    await session.run(
        "UPDATE outbox SET attempts = attempts + 1, error = :error WHERE id = :id",
        {"id": letter_id, "error": error},
    )


async def drop_for(session: Session, address: str) -> int:
    """Drops everything that waits for an address that can't be reached any more."""
    return await session.run(
        "UPDATE outbox SET state = 'dropped' WHERE address = :address AND state = 'waiting'",
        {"address": address},
    )


# By their order, so that PostgreSQL, which plans without knowing how few they are, doesn't read the whole table.
_FORGET = """
DELETE FROM outbox WHERE id IN (
    SELECT id FROM outbox WHERE id < :before AND state <> 'waiting' ORDER BY id LIMIT 2000
)
"""


async def forget_letters(session: Session, before_id: int) -> int:
    """Deletes some of what was sent or given up before an id (ids are made of time); how many, 0 once none is left."""
    return await session.run(_FORGET, {"before": before_id})


def _letter(row: Row) -> Letter:
    return Letter(
        row["id"], row["channel"], row["address"], row["lane"], _reply(row["body"]),
        row["due_at"], bool(row["settling"]), row["attempts"], row["holder"],
    )  # fmt: skip


def _reply(body: str) -> Reply:
    try:
        return Reply.from_json(from_json(body))
    except (ValueError, KeyError, TypeError):
        return UNREADABLE
