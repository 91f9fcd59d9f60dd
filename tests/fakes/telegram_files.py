"""The files that people and the bot have uploaded, and for how long each may be fetched."""

from __future__ import annotations

import hashlib
import mimetypes
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

from .telegram_values import Json, Upload, broken, declined

DOWNLOAD_LIMIT = 20 << 20
UPLOAD_LIMIT = 50 << 20
PHOTO_LIMIT = 10 << 20
LINK_SECONDS = 3600
FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "video": "videos", "audio": "music"}
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM")
PHOTO_SIZES = ((90, 67), (320, 240), (800, 600), (1280, 960))


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file under one file_id; `unique_id` is the same for the same bytes."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    data: bytes = field(repr=False)
    size: int
    path: str

    def fields(self) -> Json:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}


class FileStore:
    """All files of one server."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._links: dict[str, float] = {}

    def add(self, kind: str, name: str, mime: str, data: bytes, size: int | None = None) -> StoredFile:
        """Keeps a file; `size` pretends another size than that of the bytes."""
        digest = hashlib.sha256(kind.encode() + data).digest()
        number = len(self._by_id) + 1
        ending = {"photo": ".jpg", "voice": ".oga"}.get(kind) or (mimetypes.guess_extension(mime) or "")
        found = StoredFile(
            file_id="AgACAgUAAxk" + urlsafe_b64encode(secrets.token_bytes(36)).decode(),
            unique_id="AQAD" + urlsafe_b64encode(digest[:9]).decode(),
            kind=kind,
            name=name,
            mime=mime,
            data=data,
            size=len(data) if size is None else size,
            path=f"{FOLDERS.get(kind, 'documents')}/file_{number}{ending}",
        )
        self._by_id[found.file_id] = found
        return found

    def get(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def upload(self, kind: str, upload: Upload) -> StoredFile:
        """Keeps what a bot sends; refuses what the server refuses."""
        if not upload.data:
            raise broken(f"{kind}: file must be non-empty")
        if len(upload.data) > UPLOAD_LIMIT or (kind == "photo" and len(upload.data) > PHOTO_LIMIT):
            raise broken(f"{kind}: file is too big")
        if kind == "photo" and not upload.data.startswith(PICTURES):
            raise broken("photo: IMAGE_PROCESS_FAILED")
        return self.add(kind, upload.name, upload.mime, upload.data)

    def again(self, kind: str, file_id: str) -> StoredFile:
        """A file that is sent once more by its id."""
        found = self.get(file_id)
        if found is None:
            raise broken(f"{kind}: wrong file identifier/HTTP URL specified")
        if found.kind != kind:
            raise broken(f"{kind}: can't use file of type {found.kind} as {kind}")
        return found

    def describe(self, file: StoredFile, duration: int = 3) -> Json:
        """The field of a Message that shows this file."""
        if file.kind == "photo":
            return {"photo": self._sizes(file)}
        facts = file.fields() | {"mime_type": file.mime}
        if file.kind == "document":
            return {"document": {"file_name": file.name} | facts}
        extra = {"width": 640, "height": 480} if file.kind == "video" else {}
        return {file.kind: {"duration": duration} | extra | facts}

    def grant(self, file_id: str, now: float) -> Json:
        """The File that getFile answers; its link lives for an hour."""
        found = self.get(file_id)
        if found is None:
            raise declined("invalid file_id")
        if found.size > DOWNLOAD_LIMIT:
            raise declined("file is too big")
        self._links[found.path] = now
        return found.fields() | {"file_path": found.path}

    def fetch(self, path: str, now: float) -> StoredFile | None:
        """The file behind a link; None without a link or once the link has expired."""
        granted = self._links.get(path)
        if granted is None or now - granted > LINK_SECONDS:
            return None
        return next(file for file in self._by_id.values() if file.path == path)

    def _sizes(self, file: StoredFile) -> list[Json]:
        # Each size has an id of its own; only the largest keeps the id by which the file is known.
        sizes = []
        for width, height in PHOTO_SIZES[:-1]:
            weight = max(1, file.size * width // PHOTO_SIZES[-1][0])
            one = self.add("photo", file.name, file.mime, file.data, weight)
            shape = {"file_unique_id": f"{file.unique_id}{width}", "width": width, "height": height}
            sizes.append(one.fields() | shape)
        width, height = PHOTO_SIZES[-1]
        return [*sizes, file.fields() | {"width": width, "height": height}]
