"""Small values that all parts of the fake Telegram share: calls, uploads, refusals, lengths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file part of a multipart request."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One request that reached the server with the right token; times in seconds since 1970."""

    method: str
    params: Json
    uploads: Mapping[str, Upload] = field(default_factory=dict)
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Violation:
    """What a well-made bot never sends, whatever people and networks do."""

    method: str
    problem: str

    def __str__(self) -> str:
        return f"{self.method}: {self.problem}"


class Refused(Exception):
    """An answer with ok=false; `violation` tells a fault of the bot from a fact of life."""

    def __init__(self, code: int, description: str, *, parameters: Json | None = None, violation: bool = False) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters
        self.violation = violation

    def body(self) -> Json:
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})


def broken(problem: str) -> Refused:
    """A request that no correct bot sends."""
    return Refused(400, f"Bad Request: {problem}", violation=True)


def declined(problem: str) -> Refused:
    """A correct request that meets a state it cannot be done in."""
    return Refused(400, f"Bad Request: {problem}")


def forbidden(problem: str) -> Refused:
    return Refused(403, f"Forbidden: {problem}")


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
