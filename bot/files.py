"""Files on disk, each under the SHA-256 of its content: the same photo twice is kept once."""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from pathlib import Path

NOBODY = "nobody"  # whose contents they are where a restored database may not name what is still wanted
_OWNER = "installation"  # a file beside the contents
_YOUNG_SECONDS = 3_600  # a file this new may belong to a message that is just being handled


class TooLargeError(Exception):
    """The content is longer than the limit: nothing was kept."""


class FileStore:
    """A folder of contents. Nothing in it is named by people, so no name can lead out of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256

    async def save(
        self, chunks: AsyncIterator[bytes], limit: int, look: Callable[[Path], None] = lambda _path: None
    ) -> tuple[str, int]:
        """(SHA-256, bytes) of what was kept, durably. Raises TooLargeError, and what `look` raises of it."""
        await asyncio.to_thread(self._folder.mkdir, parents=True, exist_ok=True)
        handle, name = await asyncio.to_thread(tempfile.mkstemp, dir=self._folder)
        digest, size = hashlib.sha256(), 0
        try:
            with os.fdopen(handle, "wb") as file:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > limit:
                        raise TooLargeError(limit)
                    digest.update(chunk)
                    await asyncio.to_thread(file.write, chunk)
                await asyncio.to_thread(file.flush)
                await asyncio.to_thread(look, Path(name))
                await asyncio.to_thread(_sync, file.fileno())
            final = self.path(digest.hexdigest())
            await asyncio.to_thread(self._settle, Path(name), final)
            await asyncio.to_thread(_sync_folders, final.parent, self._folder)
        except BaseException:
            await asyncio.to_thread(Path(name).unlink, missing_ok=True)
            raise
        return digest.hexdigest(), size

    def all(self) -> list[str]:
        """SHA-256 of every content old enough to be swept when nothing names it."""
        limit = time.time() - _YOUNG_SECONDS
        return [path.name for path in self._folder.glob("??/*") if path.stat().st_mtime < limit]

    def owner(self) -> str:
        """The installation whose contents these are; empty where nobody has said so yet."""
        try:
            return (self._folder / _OWNER).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return ""

    def give_to(self, installation: str) -> None:
        """Says whose they are. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / _OWNER).write_text(f"{installation}\n", encoding="ascii")

    def each(self) -> Iterator[Path]:
        """Every content, whole: what is still being written has no such name."""
        return self._folder.glob("??/" + "?" * 64)

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def put(self, sha256: str, content: bytes) -> None:
        """Keeps a content under the name that it had; durable with the next sync of the disk. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        final = self.path(sha256)
        self._settle(Path(name), final)
        if os.geteuid() == 0:  # restored by root, it must still be the bot's
            owner = self._folder.stat()
            for path in (final, final.parent):
                os.chown(path, owner.st_uid, owner.st_gid)

    def remove(self, contents: Iterable[str]) -> int:
        """How many; and what a process that was killed left half-written.

        Not what came in again since `all` was asked: it is young once more, and about to be named.
        """
        count, limit = 0, time.time() - _YOUNG_SECONDS
        for sha256 in contents:
            path = self.path(sha256)
            if path.exists() and path.stat().st_mtime < limit:
                path.unlink(missing_ok=True)
                count += 1
        for left in self._folder.glob("tmp*"):
            if left.stat().st_mtime < limit:
                left.unlink(missing_ok=True)
        return count

    @staticmethod
    def _settle(temporary: Path, final: Path) -> None:
        final.parent.mkdir(parents=True, exist_ok=True)
        temporary.replace(final)


def _sync(number: int) -> None:
    os.fsync(number)


def _sync_folders(*folders: Path) -> None:
    """The name too is on the disk: a database elsewhere may say that the content is kept when the power fails here."""
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


async def once(content: bytes) -> AsyncIterator[bytes]:
    yield content
