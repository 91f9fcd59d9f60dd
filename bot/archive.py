"""A backup as one file: a tar of the manifest, the database, and the attachments.

The manifest comes first, so that it can be read before anything else is; what it says is known last. So
room is left for it, and filled in the end: a backup that was broken off has an empty one, and is refused.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from bot.files import FileStore
from storage.backup import BackupError, Told
from storage.checksums import TableSum

FORM = 1  # of the archive itself; a program refuses what it doesn't know
_MANIFEST = "manifest.json"
_ROOM = 64 * 1024
_BEGINS = tarfile.BLOCKSIZE  # where the first member's content lies, after its header
_CHUNK = 1 << 20
_FILE = re.compile(r"files/[0-9a-f]{2}/([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `files`: how many attachments; None where they were left out on purpose."""

    program: str
    made_at: str
    database: str
    schema: int
    tables: Mapping[str, TableSum]
    files: int | None
    file_bytes: int
    missing: int
    form: int = FORM

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def write_archive(
    path: Path, member: str, database: Path, contents: Iterable[Path] | None, told: Told
) -> tuple[int, int, int]:
    """(attachments, their bytes, damaged ones left out) of what was written; the manifest is still to come.

    Raises OSError. A damaged attachment is read as such here: found only by `restore`, it would be too late.
    """
    count = size = damaged = 0
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as tar:
        tar.addfile(_info(_MANIFEST, _ROOM), io.BytesIO(b" " * _ROOM))
        with database.open("rb") as file:
            tar.addfile(_info(member, database.stat().st_size), file)
        for content in contents or ():
            try:
                read = content.read_bytes()  # whole: none is longer than [files] longest_bytes
            except FileNotFoundError:
                continue  # swept since it was listed: nobody names it any more
            except OSError:
                damaged += 1
                continue
            if hashlib.sha256(read).hexdigest() != content.name:
                damaged += 1
                continue
            tar.addfile(_info(f"files/{content.parent.name}/{content.name}", len(read)), io.BytesIO(read))
            tar.members = []  # type: ignore[attr-defined]  # it would remember each
            count, size = count + 1, size + len(read)
            told("files", count, 0)
    return count, size, damaged


def write_manifest(path: Path, manifest: Manifest) -> None:
    words = json.dumps(manifest.as_json(), ensure_ascii=False, indent=1).encode()
    if len(words) > _ROOM:
        raise ValueError(f"the manifest has {len(words)} bytes, and room is for {_ROOM}")
    with path.open("r+b") as file:
        file.seek(_BEGINS)
        file.write(words)


def read_manifest(path: Path) -> Manifest:
    """Raises BackupError where it is no whole backup, or one of a newer form; OSError."""
    try:
        with tarfile.open(path, "r:") as tar:
            first = tar.next()
            content = tar.extractfile(first) if first and first.name == _MANIFEST else None
            found = json.loads(content.read()) if content else None
        if not isinstance(found, dict):
            raise ValueError("no manifest")
        if int(found["form"]) > FORM:
            raise BackupError(f"{path} was made by {found['program']}: install that version or a newer one")
        tables = {name: TableSum(**table) for name, table in found.pop("tables").items()}
        return Manifest(tables=tables, **found)
    except (tarfile.TarError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(f"{path} is no whole backup: take another file") from error


def unpack(path: Path, member: str, database: Path, store: FileStore, told: Told) -> tuple[int, int]:
    """Writes the database to a file and the attachments to the store: (how many there are, damaged ones left out).

    Raises BackupError, OSError.
    """
    count, damaged, whole = 0, 0, False
    try:
        with tarfile.open(path, "r:") as tar:
            for info in _members(tar):
                content = tar.extractfile(info)
                if content is None:
                    raise BackupError(f"{path}: {info.name} is no file: take another backup")
                if info.name == member:
                    _write(content, database)
                    whole = True
                elif named := _FILE.fullmatch(info.name):
                    damaged += not _keep(content, named[1], store)
                    count += 1
                    told("files", count, 0)
    except tarfile.TarError as error:
        raise BackupError(f"{path} is damaged ({error}): take another backup") from error
    if not whole:
        raise BackupError(f"{path} holds no {member}: take another backup")
    return count, damaged


def _members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    while info := tar.next():
        tar.members = []  # type: ignore[attr-defined]  # it would remember each
        yield info


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, int(time.time())
    return info


def _write(content: IO[bytes], to: Path) -> None:
    with to.open("wb") as file:
        while chunk := content.read(_CHUNK):
            file.write(chunk)


def _keep(content: IO[bytes], sha256: str, store: FileStore) -> bool:
    """One attachment; False where it is damaged: the others and the database are worth having without it."""
    read = content.read()
    if hashlib.sha256(read).hexdigest() != sha256:
        return False
    store.put(sha256, read)
    return True
