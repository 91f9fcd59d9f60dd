"""How much one person may keep here at once: unfinished drafts, files, and which kinds of files are taken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FileKind(StrEnum):
    """What can show an initiative. What can run, or hide other files in itself, is none of these."""

    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    PDF = "pdf"
    OFFICE = "office"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Limits:
    """`files` of one initiative; `bytes_a_day` of one person's files in 24 hours, `longest_bytes` of one of them."""

    open_drafts: int = 20
    files: int = 20
    kinds: tuple[FileKind, ...] = tuple(FileKind)
    bytes_a_day: int = 200_000_000
    longest_bytes: int = 20_000_000
