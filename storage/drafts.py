"""Drafts: kept after every message, found again on any channel."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from conversation.draft import Draft, DraftState, Flow
from conversation.json_text import from_json, to_json
from storage.database import Row, Session
from storage.times import moment, stamp

COLUMNS = (
    "id", "form", "form_version", "step", "version", "state", "flow", "answers", "sources", "skipped",
    "returning_to_card", "failures", "amends", "updated_at",
)  # fmt: skip
_NAMES = ", ".join(COLUMNS)
# A draft `d` that somebody began and left; a quick message that nobody has called an initiative yet is none.
LEFT = """
d.form = 'submission' AND d.state IN ('open', 'parked') AND d.answers <> '{}'
    AND NOT (d.flow = 'quick' AND d.step = 'kind')
"""
_SAVE = f"""
INSERT INTO drafts ({_NAMES}, person_id) VALUES ({", ".join(f":{name}" for name in COLUMNS)}, :person_id)
ON CONFLICT (id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name != "id")}
"""  # noqa: S608 - names from the tuple above


async def save_draft(session: Session, person_id: int, draft: Draft) -> None:
    await session.run(_SAVE, {**_values(draft), "person_id": person_id})


async def draft_of(session: Session, person_id: int, draft_id: int) -> Draft | None:
    """The draft with this id, if it is this person's."""
    row = await session.one(
        f"SELECT {_NAMES} FROM drafts WHERE id = :id AND person_id = :person_id",  # noqa: S608
        {"id": draft_id, "person_id": person_id},
    )
    return to_draft(row) if row else None


async def drafts_of(session: Session, person_id: int, form: str, states: tuple[str, ...], limit: int) -> list[Draft]:
    """A person's drafts of a form in some states, newest first."""
    marks = {f"state{at}": state for at, state in enumerate(states)}
    names = ", ".join(f":{name}" for name in marks)
    rows = await session.all(
        f"""
        SELECT {_NAMES} FROM drafts
        WHERE person_id = :person_id AND form = :form AND state IN ({names}) ORDER BY id DESC LIMIT :limit
        """,  # noqa: S608 - names of marks made here
        {"person_id": person_id, "form": form, "limit": limit, **marks},
    )
    return [to_draft(row) for row in rows]


async def amending(session: Session, person_id: int, initiative_id: int) -> Draft | None:
    """The newest unfinished draft that amends an entry."""
    row = await session.one(
        f"""
        SELECT {_NAMES} FROM drafts
        WHERE person_id = :person_id AND amends = :amends AND state IN ('open', 'parked') ORDER BY id DESC LIMIT 1
        """,  # noqa: S608 - names from the tuple above
        {"person_id": person_id, "amends": initiative_id},
    )
    return to_draft(row) if row else None


async def cancel_amending(session: Session, person_id: int, initiative_id: int, sent: int) -> None:
    """Cancels the other drafts that amend an entry, when one of them was sent."""
    await session.run(
        """
        UPDATE drafts SET state = 'cancelled', version = version + 1
        WHERE person_id = :person_id AND amends = :amends AND id <> :sent AND state IN ('open', 'parked')
        """,
        {"person_id": person_id, "amends": initiative_id, "sent": sent},
    )


async def bytes_in_drafts(session: Session, person_id: int, since: datetime) -> int:
    """Bytes of the files in the drafts that a person worked on since a moment, sent ones too.

    Added up here from their answers: a file of a channel's vendor has no row of its own until it is sent.
    """
    rows = await session.all(
        "SELECT answers FROM drafts WHERE person_id = :person_id AND updated_at >= :since",
        {"person_id": person_id, "since": stamp(since)},
    )
    parts = [part for row in rows for part in from_json(row["answers"]).values() if isinstance(part, dict)]
    return sum(file["bytes"] for part in parts for file in part.get("files", ()))


def to_draft(row: Row, prefix: str = "") -> Draft:
    """The draft in a row whose columns may carry a prefix."""
    get = {name: row[f"{prefix}{name}"] for name in COLUMNS}
    return Draft(
        id=get["id"],
        form=get["form"],
        form_version=get["form_version"],
        step=get["step"],
        updated_at=moment(get["updated_at"]),
        version=get["version"],
        state=DraftState(get["state"]),
        flow=Flow(get["flow"]),
        answers=from_json(get["answers"]),
        sources=from_json(get["sources"]),
        skipped=tuple(from_json(get["skipped"])),
        returning=bool(get["returning_to_card"]),
        failures=get["failures"],
        amends=get["amends"],
    )


def _values(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.id,
        "form": draft.form,
        "form_version": draft.form_version,
        "step": draft.step,
        "version": draft.version,
        "state": draft.state.value,
        "flow": draft.flow.value,
        "answers": to_json(draft.answers),
        "sources": to_json(draft.sources),
        "skipped": to_json(draft.skipped),
        "returning_to_card": int(draft.returning),
        "failures": draft.failures,
        "amends": draft.amends,
        "updated_at": stamp(draft.updated_at),
    }
