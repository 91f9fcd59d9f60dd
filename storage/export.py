"""Initiatives as they are handed out: page by page, with every name and file that belongs to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from conversation.json_text import from_json
from storage.database import Row, Session
from storage.paths import path_end
from storage.times import stamp

PAGE = 1_000
# CROSS JOIN: by the initiatives' own order. SQLite keeps the order of a cross join; left to choose, it
# may go by the units and sort the whole rest for every page.
_FROM = """
FROM initiatives i CROSS JOIN units u
LEFT JOIN people s ON s.id = i.submitted_by
LEFT JOIN initiatives d ON d.id = i.duplicate_of
WHERE u.id = i.unit_id AND i.id > :after AND i.submitted_at >= :since AND u.path >= :path AND u.path < :end
"""
_ENTRIES = f"""
SELECT i.*, u.code AS unit_code, u.path, s.name AS submitter, d.code AS original
{_FROM} ORDER BY i.id LIMIT :limit
"""
_AS_THEY_ARE = ("code", "title", "kind", "problem", "solution", "status", "unit_code")
_SAYS_NOTHING = {"computable": False, "amount": None, "currency": None, "period": None}


async def count_entries(session: Session, path: str = "/", since: datetime | None = None) -> int:
    row = await session.one(f"SELECT count(*) AS n {_FROM}", _bounds(path, since))
    return int(row["n"]) if row else 0


async def exported(
    session: Session, path: str = "/", since: datetime | None = None
) -> AsyncIterator[list[Mapping[str, Any]]]:
    """Pages of the initiatives below a path since a moment, oldest first; as `sangkien export` writes it.

    Entries of people who were forgotten are there too, without author and words.
    """
    names = await _names(session)
    bounds = _bounds(path, since)
    while rows := await session.all(_ENTRIES, {**bounds, "limit": PAGE}):
        files = await _files(session, rows)
        yield [_entry(row, names, files[row["id"]]) for row in rows]
        bounds["after"] = rows[-1]["id"]


def _bounds(path: str, since: datetime | None) -> dict[str, Any]:
    return {"after": 0, "since": stamp(since) if since else "", "path": path, "end": path_end(path)}


async def _names(session: Session) -> dict[str, str]:
    """The names from the root down to a unit, by its path."""
    names: dict[str, str] = {}
    for row in await session.all("SELECT path, name FROM units ORDER BY length(path)"):
        above = names.get(row["path"].rstrip("/").rpartition("/")[0] + "/")
        names[row["path"]] = f"{above} / {row['name']}" if above else row["name"]
    return names


async def _files(session: Session, entries: Sequence[Row]) -> Mapping[int, list[Mapping[str, Any]]]:
    marks = {f"i{at}": entry["id"] for at, entry in enumerate(entries)}
    rows = await session.all(
        f"""
        SELECT initiative_id, kind, sha256, bytes FROM attachments
        WHERE initiative_id IN ({", ".join(f":{mark}" for mark in marks)}) ORDER BY id
        """,  # noqa: S608 - names of marks made here
        marks,
    )
    files: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        files[row["initiative_id"]].append({"kind": row["kind"], "sha256": row["sha256"], "bytes": row["bytes"]})
    return files


def _entry(row: Row, names: Mapping[str, str], files: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    own = row["submitted_by"] == row["person_id"]
    decision = {"number": row["recognised_number"], "date": row["recognised_on"]}
    return {
        **{name: row[name] for name in _AS_THEY_ARE},
        "unit_path": names[row["path"]],
        "author": row["author"],
        "co_authors": [{"name": one["name"], "share": one["share"]} for one in from_json(row["co_authors"])],
        "submitted_by": row["author"] if own else row["submitter"] or "",
        "on_behalf": not own,
        "channel": row["channel"],
        "language": row["language"],
        "benefit": _benefit(from_json(row["benefit"]) if row["benefit"] else {}),
        "applied_on": row["applied_on"],
        "submitted_at": row["submitted_at"],
        "complete": bool(row["complete"]),
        "recognised": decision if any(decision.values()) else None,
        "duplicate_of": row["original"],
        "attachments": files,
    }


def _benefit(stored: Mapping[str, Any]) -> Mapping[str, Any]:
    """Always all fields; without an amount nothing was estimated, and nothing said is nothing computable."""
    known = {key: stored.get(key, empty) for key, empty in _SAYS_NOTHING.items()}
    estimated = bool(stored.get("estimated")) and known["amount"] is not None
    return {**known, "estimated": estimated, "social": list(stored.get("social", ()))}
