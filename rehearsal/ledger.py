"""What every person was told, kept on disk: of each receipt its code, and the entry as a print of 8 bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from rehearsal.ideas import Idea
from rehearsal.population import Person

_UNSURE = "-"  # the person saw the receipt, but not what came of what they did after it


class Line(NamedTuple):
    """`entry` is empty where only the receipt itself is sure; `title` tells entries of one title apart from others."""

    code: str
    entry: str
    title: str


class Ledger:
    """Lines are added while the rehearsal runs, and read when it is over."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("w", encoding="ascii")

    def tell(self, person: Person, code: str, idea: Idea, sure: bool) -> None:
        entry = print_of(as_told(person, code, idea)) if sure else _UNSURE
        self._file.write(f"{code}\t{entry}\t{print_of((idea.title, person.name))}\n")

    def lines(self) -> Iterator[Line]:
        self._file.flush()
        with self._path.open(encoding="ascii") as file:
            for line in file:
                code, entry, title = line.rstrip("\n").split("\t")
                yield Line(code, "" if entry == _UNSURE else entry, title)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()


def as_told(person: Person, code: str, idea: Idea) -> tuple[object, ...]:
    """An entry as its author must find it."""
    money = idea.benefit.kept if isinstance(idea.benefit.kept, tuple) else (None, None, None)
    return (
        code, idea.title, idea.kind.value, idea.problem, idea.solution, person.name, person.unit, idea.status.value,
        idea.complete, *money, idea.day.kept, idea.files,
    )  # fmt: skip


def as_kept(entry: Mapping[str, Any]) -> tuple[object, ...]:
    """The same of an entry as `sangkien export` hands it out."""
    benefit = entry["benefit"]
    return (
        *(entry[name] for name in ("code", "title", "kind", "problem", "solution", "author", "unit_code", "status")),
        entry["complete"], benefit["amount"], benefit["currency"], benefit["period"], entry["applied_on"],
        len(entry["attachments"]),
    )  # fmt: skip


def print_of(values: tuple[object, ...]) -> str:
    return blake2b("\x1f".join(map(str, values)).encode(), digest_size=8).hexdigest()
