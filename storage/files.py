"""Files: what people sent (by content, on disk), and documents made for them (in the database)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from datetime import datetime, timedelta

from conversation.message import File
from storage.database import Row, Session
from storage.ids import id_at, new_id
from storage.times import stamp

MOST_ATTEMPTS = 16  # with the waits of `mark_later`: for a day
_SAME = timedelta(hours=24)
_CLAIMED = timedelta(minutes=5)  # a fetch that was cut off is another process's after that


async def add_upload(session: Session, address: str, file: File, now: datetime) -> int:
    """A file that came in over our own page and lies on disk under its SHA-256; its id.

    The same within a day is the same upload, and counts once: a page whose answer was lost sends it again.
    """
    values = {
        "address": address, "sha256": file.sha256, "kind": file.kind, "name": file.name, "mime": file.mime,
        "since": stamp(now - _SAME),
    }  # fmt: skip
    same = await session.one(
        """
        SELECT id FROM uploads WHERE sha256 = :sha256 AND address = :address AND created_at >= :since
            AND kind = :kind AND name = :name AND mime = :mime ORDER BY id LIMIT 1
        """,
        values,
    )
    if same:
        return int(same["id"])
    upload_id = new_id()
    await session.run(
        """
        INSERT INTO uploads (id, address, sha256, kind, name, mime, bytes, created_at)
        VALUES (:id, :address, :sha256, :kind, :name, :mime, :bytes, :now)
        """,
        values | {"id": upload_id, "bytes": file.bytes, "now": stamp(now)},
    )
    return upload_id


async def bytes_since(session: Session, address: str, since: datetime) -> int:
    """Bytes that came in from an address over our own page since a moment."""
    row = await session.one(
        # Ids are made of time: of an address with many uploads only the last day's are read.
        "SELECT sum(bytes) AS n FROM uploads WHERE id >= :first AND address = :address AND created_at >= :since",
        {"address": address, "first": id_at(since), "since": stamp(since)},
    )
    return int(row["n"] or 0) if row else 0


async def upload_for(session: Session, address: str, upload_id: int) -> Row | None:
    """An upload, for the address that sent it and nobody else: sha256, name, mime, bytes."""
    sql = "SELECT sha256, name, mime, bytes FROM uploads WHERE id = :id AND address = :address"
    return await session.one(sql, {"id": upload_id, "address": address})


async def count_files(session: Session, initiative_id: int) -> int:
    """How many files an entry has, those that are still fetched among them."""
    row = await session.one(
        "SELECT count(*) AS n FROM attachments WHERE initiative_id = :id AND state <> 'gone'", {"id": initiative_id}
    )
    return int(row["n"]) if row else 0


async def add_document(session: Session, address: str, name: str, mime: str, content: bytes, now: datetime) -> int:
    """A document made for one address; its id."""
    document_id = new_id()
    await session.run(
        """
        INSERT INTO documents (id, address, name, mime, content, created_at)
        VALUES (:id, :address, :name, :mime, :content, :now)
        """,
        {
            "id": document_id,
            "address": address,
            "name": name,
            "mime": mime,
            "content": content,
            "now": stamp(now),
        },
    )
    return document_id


async def document_for(session: Session, address: str, document_id: int) -> Row | None:
    """A document, for the address that it was made for and nobody else: name, mime, content."""
    sql = "SELECT name, mime, content FROM documents WHERE id = :id AND address = :address"
    return await session.one(sql, {"id": document_id, "address": address})


async def documents_of(session: Session, address: str, document_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """(name, mime) of an address's documents, without their content; those that are gone are left out."""
    found: dict[int, tuple[str, str]] = {}
    for document_id in document_ids:
        sql = "SELECT name, mime FROM documents WHERE id = :id AND address = :address"
        if row := await session.one(sql, {"id": document_id, "address": address}):
            found[document_id] = (row["name"], row["mime"])
    return found


# Few, as each may be a picture: on SQLite fifty of 40 kB hold up the loop for 15 ms.
_FORGET = "DELETE FROM documents WHERE id IN (SELECT id FROM documents WHERE id < :before ORDER BY id LIMIT 50)"


async def forget_documents(session: Session, before_id: int) -> int:
    """Deletes some documents made before an id; how many, 0 once none is left.

    The letters that they came with are forgotten as early.
    """
    return await session.run(_FORGET, {"before": before_id})


async def attach(session: Session, initiative_id: int, channel: str, files: Iterable[File], now: datetime) -> None:
    """Notes what belongs to an initiative; what lies with the channel's vendor is wanted, to be fetched."""
    await session.many(
        """
        INSERT INTO attachments (id, initiative_id, kind, channel, ref, name, mime, bytes, sha256, state, due_at)
        VALUES (:id, :initiative_id, :kind, :channel, :ref, :name, :mime, :bytes, :sha256, :state, :now)
        """,
        [
            {
                "id": new_id(), "initiative_id": initiative_id, "channel": channel, "kind": file.kind,
                "ref": file.ref, "name": file.name, "mime": file.mime, "bytes": file.bytes, "sha256": file.sha256,
                "state": "kept" if file.sha256 else "wanted", "now": stamp(now),
            }
            for file in files
        ],
    )  # fmt: skip


async def drop_attachments(session: Session, initiative_id: int) -> None:
    await session.run("DELETE FROM attachments WHERE initiative_id = :id", {"id": initiative_id})


async def is_wanted(session: Session, channel: str, now: datetime) -> bool:
    """Whether there is an attachment to be fetched now."""
    sql = "SELECT 1 AS one FROM attachments WHERE state = 'wanted' AND channel = :channel AND due_at <= :now LIMIT 1"
    return await session.one(sql, {"channel": channel, "now": stamp(now)}) is not None


async def claim_wanted(session: Session, channel: str, now: datetime, limit: int) -> list[Row]:
    """Attachments to be fetched now, nobody else's for the next minutes: id, ref, attempts."""
    return list(
        await session.all(
            """
            UPDATE attachments SET due_at = :later WHERE id IN (
                SELECT id FROM attachments WHERE state = 'wanted' AND channel = :channel AND due_at <= :now
                ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED
            ) RETURNING id, ref, attempts
            """,
            {"channel": channel, "now": stamp(now), "later": stamp(now + _CLAIMED), "limit": limit},
        )
    )


async def hand_back(session: Session, claimed: Iterable[Row], now: datetime) -> None:
    """What was claimed and neither fetched nor given up is anybody's again."""
    await session.many(
        "UPDATE attachments SET due_at = :now WHERE id = :id AND state = 'wanted' AND attempts = :attempts",
        [{"id": row["id"], "attempts": row["attempts"], "now": stamp(now)} for row in claimed],
    )


async def mark_kept(session: Session, attachment_id: int, sha256: str, size: int) -> None:
    await session.run(
        "UPDATE attachments SET state = 'kept', sha256 = :sha256, bytes = :size WHERE id = :id",
        {"id": attachment_id, "sha256": sha256, "size": size},
    )


async def mark_later(session: Session, attachment_id: int, attempts: int, now: datetime) -> None:
    """Tries again after 1, 2, 4 ... minutes. Not what another has kept meanwhile: our claim may have lapsed."""
    minutes = 2 ** min(attempts, 7)
    await session.run(
        "UPDATE attachments SET attempts = attempts + 1, due_at = :due WHERE id = :id AND state = 'wanted'",
        {"id": attachment_id, "due": stamp(now + timedelta(minutes=minutes))},
    )


async def mark_gone(session: Session, attachment_id: int) -> bool:
    """Whether it was still wanted, and neither kept nor given up by another meanwhile."""
    sql = "UPDATE attachments SET state = 'gone' WHERE id = :id AND state = 'wanted'"
    return await session.run(sql, {"id": attachment_id}) == 1


async def about(session: Session, attachment_id: int) -> Row | None:
    """kind, name, mime, code and id of its initiative, and its sender on its channel: address, language, or None."""
    return await session.one(
        """
        SELECT f.kind, f.name, f.mime, f.channel, i.id AS initiative_id, i.code, p.language, a.address
        FROM attachments f JOIN initiatives i ON i.id = f.initiative_id
        LEFT JOIN people p ON p.id = i.person_id
        LEFT JOIN addresses a ON a.person_id = p.id AND a.address LIKE f.channel || ':%'
        WHERE f.id = :id ORDER BY a.address LIMIT 1
        """,
        {"id": attachment_id},
    )


async def attachments_of(session: Session, initiative_id: int) -> list[Row]:
    """kind, sha256, bytes, name."""
    sql = "SELECT kind, sha256, bytes, name FROM attachments WHERE initiative_id = :id ORDER BY id"
    return list(await session.all(sql, {"id": initiative_id}))


_PAGE = 1_000
_NAMED = (
    "SELECT id, sha256 FROM attachments WHERE id > :after AND sha256 IS NOT NULL ORDER BY id LIMIT :limit",
    "SELECT id, sha256 FROM uploads WHERE id > :after ORDER BY id LIMIT :limit",
)


async def named(session: Session) -> AsyncIterator[str]:
    """The SHA-256 of every content that should lie on disk; one that several name comes several times."""
    for sql in _NAMED:
        rows = await session.all(sql, {"after": 0, "limit": _PAGE})
        while rows:
            for row in rows:
                yield row["sha256"]
            rows = await session.all(sql, {"after": rows[-1]["id"], "limit": _PAGE})


async def unused(session: Session, contents: Iterable[str]) -> list[str]:
    """Those SHA-256 that nothing names any more.

    By reading once all that is named: attachments have no index by content, so that looking up one
    content reads them all.
    """
    free = set(contents)
    async for sha256 in named(session):
        free.discard(sha256)
    return sorted(free)
