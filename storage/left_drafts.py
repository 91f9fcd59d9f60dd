"""Drafts that were left: whom to nudge, and what their workers want to finish together with the support team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from campaign.wishes import Wishes
from conversation.draft import Draft
from storage.database import Row, Session
from storage.drafts import COLUMNS, LEFT, to_draft
from storage.ids import new_id
from storage.marks import listed
from storage.paths import ids_of
from storage.times import moment, stamp
from storage.wishes import COLUMNS as WISHES
from storage.wishes import to_wishes

# Whether the worker of a rescue `r` was told that nobody has taken it.
_UNTAKEN = "EXISTS (SELECT 1 FROM pings t WHERE t.draft_id = r.draft_id AND t.kind LIKE 'rescued:%:nobody')"


@dataclass(frozen=True, slots=True)
class Left:
    """A draft that lies; `nudges` counts those about it, `last` is when the last of them was due."""

    draft_id: int
    person_id: int
    updated_at: datetime
    nudges: int
    last: datetime | None
    wishes: Wishes


async def left_drafts(
    session: Session, before: datetime, since: datetime, nudged: datetime, most: int, limit: int
) -> list[Left]:
    """Each worker's newest draft that was last touched in that time and nudged about less than `most` times.

    Who doesn't want it, has one coming, or had one after `nudged` about whatever draft, is left out; so is a draft
    for which help was asked, until it is told that nobody could help.
    """
    rows = await session.all(
        f"""
        SELECT d.id, d.person_id, d.updated_at, count(n.id) AS nudges, max(n.due_at) AS last, {WISHES}
        FROM drafts d JOIN people p ON p.id = d.person_id
        LEFT JOIN ping_settings s ON s.person_id = d.person_id
        LEFT JOIN pings n ON n.draft_id = d.id AND n.kind = 'nudge'
        WHERE {LEFT}
            AND d.updated_at <= :before AND d.updated_at > :since AND p.joined_at IS NOT NULL
            AND coalesce(s.off, '') NOT LIKE '%nudge%'
            AND NOT EXISTS (
                SELECT 1 FROM rescues r WHERE r.draft_id = d.id AND (r.taken_by IS NOT NULL OR NOT {_UNTAKEN})
            )
            AND NOT EXISTS (
                SELECT 1 FROM pings w WHERE w.person_id = d.person_id
                    AND (w.kind = 'nudge' OR w.kind LIKE 'rescued:%') AND (w.state = 'planned' OR w.due_at > :nudged)
            )
        GROUP BY d.id, d.person_id, d.updated_at, {WISHES} HAVING count(n.id) < :most
        ORDER BY d.updated_at, d.id LIMIT :limit
        """,  # noqa: S608 - constants
        {"before": stamp(before), "since": stamp(since), "nudged": stamp(nudged), "most": most, "limit": limit},
    )
    newest = {row["person_id"]: row for row in rows}
    return [
        Left(
            row["id"], row["person_id"], moment(row["updated_at"]), row["nudges"],
            moment(row["last"]) if row["last"] else None, to_wishes(row),
        )
        for row in newest.values()
    ]  # fmt: skip


async def drafts_by_id(session: Session, draft_ids: Iterable[int]) -> dict[int, Row]:
    """The drafts' columns as `opened` reads them, with who, phone, unit_id and unit_name of each worker."""
    marks, values = listed("d", draft_ids)
    rows = await session.all(
        f"""
        SELECT {", ".join(f"d.{name}" for name in COLUMNS)}, p.id AS person_id, p.name AS who, p.phone,
            u.name AS unit_name, u.path
        FROM drafts d JOIN people p ON p.id = d.person_id LEFT JOIN units u ON u.id = p.unit_id
        WHERE d.id IN ({marks})
        """,  # noqa: S608 - marks and names of ours
        values,
    )
    return {row["id"]: row for row in rows}


def opened(row: Row) -> Draft:
    """The draft in such a row. Raises ValueError where its JSON is broken."""
    return to_draft(row)


async def ask_rescue(session: Session, draft_id: int, person_id: int, path: str, now: datetime) -> tuple[bool, str]:
    """(whether it is new, the unit whose support team is asked: its name, empty where nobody serves on the way up)."""
    marks, values = listed("u", ids_of(path))
    unit = await session.one(
        f"""
        SELECT u.id, u.name FROM units u WHERE u.id IN ({marks}) AND EXISTS (
            SELECT 1 FROM grants g WHERE g.unit_id = u.id AND g.role = 'support' AND g.person_id <> :person
        ) ORDER BY length(u.path) DESC LIMIT 1
        """,  # noqa: S608 - marks made here
        {**values, "person": person_id},
    )
    if unit is None:
        return False, ""
    changed = await session.run(
        """
        INSERT INTO rescues (id, draft_id, person_id, unit_id, asked_at)
        VALUES (:id, :draft, :person, :unit, :now) ON CONFLICT (draft_id) DO NOTHING
        """,
        {"id": new_id(), "draft": draft_id, "person": person_id, "unit": unit["id"], "now": stamp(now)},
    )
    return changed == 1, unit["name"]


async def new_rescues(session: Session, limit: int) -> list[Row]:
    """id, draft_id, unit_id of what was asked for and isn't planned yet."""
    return list(
        await session.all(
            """
            SELECT id, draft_id, unit_id, person_id FROM rescues
            WHERE planned_at IS NULL ORDER BY asked_at, id LIMIT :limit
            """,
            {"limit": limit},
        )
    )


async def note_rescue_planned(session: Session, rescue_id: int, now: datetime) -> bool:
    """Whether it was this call that planned it."""
    changed = await session.run(
        "UPDATE rescues SET planned_at = :now WHERE id = :id AND planned_at IS NULL",
        {"id": rescue_id, "now": stamp(now)},
    )
    return changed == 1


async def untaken_rescues(session: Session, since: datetime, limit: int) -> list[Row]:
    """draft_id, person_id of what was planned after `since`, and whose cards are over without anybody having taken it.

    Who was told so already, or has finished by themselves, is left out.
    """
    return list(
        await session.all(
            f"""
            SELECT r.draft_id, r.person_id FROM rescues r
            JOIN drafts d ON d.id = r.draft_id AND d.state IN ('open', 'parked')
            WHERE r.planned_at > :since AND r.taken_by IS NULL AND NOT {_UNTAKEN} AND NOT EXISTS (
                SELECT 1 FROM pings c
                WHERE c.draft_id = r.draft_id AND c.kind LIKE 'rescue:%' AND c.state IN ('planned', 'later', 'sent')
            ) ORDER BY r.planned_at, r.id LIMIT :limit
            """,  # noqa: S608 - a constant
            {"since": stamp(since), "limit": limit},
        )
    )


async def rescues_of(session: Session, draft_ids: Iterable[int]) -> dict[int, Row]:
    """draft_id, person_id, unit_id, taken_by, untaken (told that nobody was free) by draft."""
    marks, values = listed("d", draft_ids)
    rows = await session.all(
        f"""
        SELECT r.draft_id, r.person_id, r.unit_id, r.taken_by, {_UNTAKEN} AS untaken
        FROM rescues r WHERE r.draft_id IN ({marks})
        """,  # noqa: S608 - marks made here
        values,
    )
    return {row["draft_id"]: row for row in rows}


async def take_rescue(session: Session, draft_id: int, person_id: int, now: datetime) -> bool:
    """Whether this support member is the one who has it now; the first to press wins."""
    await session.run(
        """
        UPDATE rescues SET taken_by = :person, taken_at = :now WHERE draft_id = :draft AND taken_by IS NULL
        """,
        {"draft": draft_id, "person": person_id, "now": stamp(now)},
    )
    row = await session.one("SELECT taken_by FROM rescues WHERE draft_id = :draft", {"draft": draft_id})
    return bool(row and row["taken_by"] == person_id)
