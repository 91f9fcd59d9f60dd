"""Files: what people sent (by content, on disk), and documents made for them (in the database)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from conversation.message import File
from storage.database import Row, Session
from storage.ids import new_id
from storage.times import stamp


async def add_upload(session: Session, address: str, file: File, now: datetime) -> int:
    """A file that came in over our own page and lies on disk under its SHA-256; its id."""
    upload_id = new_id()
    await session.run(
        """
        INSERT INTO uploads (id, address, sha256, kind, name, mime, bytes, created_at)
        VALUES (:id, :address, :sha256, :kind, :name, :mime, :bytes, :now)
        """,
        {
            "id": upload_id,
            "address": address,
            "sha256": file.sha256,
            "kind": file.kind,
            "name": file.name,
            "mime": file.mime,
            "bytes": file.bytes,
            "now": stamp(now),
        },
    )
    return upload_id


async def upload_for(session: Session, address: str, upload_id: int) -> Row | None:
    """An upload, for the address that sent it and nobody else: sha256, name, mime, bytes."""
    sql = "SELECT sha256, name, mime, bytes FROM uploads WHERE id = :id AND address = :address"
    return await session.one(sql, {"id": upload_id, "address": address})


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


async def forget_documents(session: Session, before_id: int) -> int:
    """Deletes documents made before an id; how many. The letters that they came with are forgotten as early."""
    return await session.run("DELETE FROM documents WHERE id < :before", {"before": before_id})


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


async def wanted(session: Session, channel: str, now: datetime, limit: int) -> list[Row]:
    """Attachments to be fetched now: id, ref, attempts."""
    return list(
        await session.all(
            """
            SELECT id, ref, attempts FROM attachments
            WHERE state = 'wanted' AND channel = :channel AND due_at <= :now ORDER BY due_at LIMIT :limit
            """,
            {"channel": channel, "now": stamp(now), "limit": limit},
        )
    )


async def mark_kept(session: Session, attachment_id: int, sha256: str, size: int) -> None:
    await session.run(
        "UPDATE attachments SET state = 'kept', sha256 = :sha256, bytes = :size WHERE id = :id",
        {"id": attachment_id, "sha256": sha256, "size": size},
    )


async def mark_later(session: Session, attachment_id: int, attempts: int, now: datetime) -> None:
    """Tries again after 1, 2, 4 ... minutes, for a day; then it is gone for good."""
    minutes = 2 ** min(attempts, 7)
    state = "wanted" if attempts < 16 else "gone"
    await session.run(
        "UPDATE attachments SET state = :state, attempts = attempts + 1, due_at = :due WHERE id = :id",
        {"id": attachment_id, "state": state, "due": stamp(now + timedelta(minutes=minutes))},
    )


async def mark_gone(session: Session, attachment_id: int) -> None:
    await session.run("UPDATE attachments SET state = 'gone' WHERE id = :id", {"id": attachment_id})


async def attachments_of(session: Session, initiative_id: int) -> list[Row]:
    """kind, sha256, bytes, name."""
    sql = "SELECT kind, sha256, bytes, name FROM attachments WHERE initiative_id = :id ORDER BY id"
    return list(await session.all(sql, {"id": initiative_id}))


async def unused(session: Session, contents: Iterable[str]) -> list[str]:
    """Those SHA-256 that nothing names any more."""
    free = []
    for sha256 in contents:
        row = await session.one(
            """
            SELECT 1 FROM attachments WHERE sha256 = :sha256
            UNION ALL SELECT 1 FROM uploads WHERE sha256 = :sha256 LIMIT 1
            """,
            {"sha256": sha256},
        )
        if row is None:
            free.append(sha256)
    return free
