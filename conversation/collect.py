"""A step that gathers several messages, photos and voice notes into one answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conversation.message import File
from conversation.readers.reading import Bad

LONGEST = 20_000
MOST_PARTS = 60
MOST_FILES = 20

Collected = Mapping[str, Any]
EMPTY: Collected = {"parts": [], "files": []}


def add(
    collected: Collected, ref: str, text: str, files: tuple[File, ...], album: str, most_files: int = MOST_FILES
) -> Collected | Bad:
    """The answer with this message added; nothing is ever cut: what doesn't fit is refused with the limit."""
    parts = [*collected["parts"], *([{"ref": ref, "text": text}] if text else [])]
    kept = [*collected["files"], *({**file.as_json(), "from": ref, "album": album} for file in files)]
    if sum(len(part["text"]) for part in parts) > LONGEST or len(parts) > MOST_PARTS:
        return Bad("collect-too-long", {"limit": LONGEST})
    if len(kept) > most_files:
        return Bad("collect-too-many-files", {"limit": most_files})
    return {"parts": parts, "files": kept}


def edit(collected: Collected, ref: str, text: str) -> Collected | Bad:
    """The answer with the part that came by message `ref` replaced (or added: a caption given later)."""
    if any(part["ref"] == ref for part in collected["parts"]):
        parts = [{"ref": ref, "text": text} if part["ref"] == ref else part for part in collected["parts"]]
    else:
        parts = [*collected["parts"], {"ref": ref, "text": text}]
    parts = [part for part in parts if part["text"]]
    if sum(len(part["text"]) for part in parts) > LONGEST:
        return Bad("collect-too-long", {"limit": LONGEST})
    if not parts and not collected["files"]:
        return Bad("collect-empty")
    return {"parts": parts, "files": collected["files"]}


def joined(first: Collected, then: Collected) -> Collected:
    return {"parts": [*first["parts"], *then["parts"]], "files": [*first["files"], *then["files"]]}


def words(collected: Collected) -> str:
    return "\n".join(part["text"] for part in collected["parts"])


def part_of(collected: Collected, ref: str) -> str:
    return next((part["text"] for part in collected["parts"] if part["ref"] == ref), "")


def is_empty(collected: Collected | None) -> bool:
    return not collected or not (collected["parts"] or collected["files"])


def counts(collected: Collected) -> dict[str, int]:
    return {"parts": len(collected["parts"]), "files": len(collected["files"])}
