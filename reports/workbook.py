"""Files out: tables for spreadsheet programs and lines of JSON, each written whole or not at all."""

from __future__ import annotations

import csv
import errno
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

import xlsxwriter  # type: ignore[import-untyped]

MOST_ROWS = 1_048_576  # of a sheet in Excel
LONGEST_CELL = 32_767  # signs in a cell of Excel
# What spreadsheet programs take for the beginning of a formula: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Cell = str | int | float | bool | None
Add = Callable[[Sequence[Cell]], None]
AddEntry = Callable[[Mapping[str, Any]], None]


class FullError(Exception):
    """The file can't hold what it should: the text says what, and what to write instead."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place in the end; where anything is raised, `path` stays as it was.

    Raises OSError; also for a device, which as root would be replaced by a plain file.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "is no plain file")
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(handle)
    try:
        yield Path(name)
        with open(name, "rb") as written:
            os.fsync(written.fileno())
        os.replace(name, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise


def csv_table(file: TextIO) -> Add:
    """Adds rows to a file opened with newline=""; the first sign is the mark by which Excel knows UTF-8."""
    file.write("\ufeff")
    writer = csv.writer(file)
    return lambda row: writer.writerow([_plain(cell) for cell in row])


def _plain(cell: Cell) -> str | int | float | None:
    """The cell as csv can hold it: text that would become a formula gets an apostrophe before it."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def without_apostrophe(text: str) -> str:
    """What `csv_table` was given for this cell."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


@contextmanager
def book_table(path: Path, sheet: str) -> Iterator[Add]:
    """Adds rows to a new workbook, text always as text; the first row stays in sight. Raises FullError."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page = book.add_worksheet(sheet)
    page.freeze_panes(1, 0)
    at = 0

    def add(row: Sequence[Cell]) -> None:
        nonlocal at
        if at >= MOST_ROWS:
            raise FullError(f"a sheet holds {MOST_ROWS} rows at most; write csv or jsonl")
        for column, cell in enumerate(row):
            _write(page, at, column, cell)
        at += 1

    try:
        yield add
    finally:
        book.close()


def _write(page: Any, row: int, column: int, cell: Cell) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, str):
        if len(cell) > LONGEST_CELL:
            raise FullError(f"row {row + 1}: a cell holds {LONGEST_CELL} signs at most; write csv or jsonl")
        page.write_string(row, column, cell)
    else:
        page.write_number(row, column, cell)


@contextmanager
def entries_file(form: str, path: Path) -> Iterator[AddEntry]:
    """Adds initiatives (as storage/export.py gives them) to a file: jsonl, csv or xlsx."""
    if form == "xlsx":
        with book_table(path, "initiatives") as add:
            yield _flattening(add)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            yield entries_stream(form, file)


def entries_stream(form: str, file: TextIO) -> AddEntry:
    """The same to an open file: jsonl or csv."""
    if form == "csv":
        return _flattening(csv_table(file))

    def add(entry: Mapping[str, Any]) -> None:
        file.write(json.dumps(entry, ensure_ascii=False, separators=(", ", ": ")) + "\n")

    return add


def _flattening(add: Add) -> AddEntry:
    add(tuple(_COLUMNS))
    return lambda entry: add([read(entry) for read in _COLUMNS.values()])


def _of(name: str) -> Callable[[Mapping[str, Any]], Cell]:
    return lambda entry: entry[name]


def _in(name: str, key: str) -> Callable[[Mapping[str, Any]], Cell]:
    return lambda entry: (entry[name] or {}).get(key)


def _authors(entry: Mapping[str, Any]) -> str:
    return "; ".join(f"{author['name']} {author['share']}%" for author in entry["co_authors"])


_COLUMNS: dict[str, Callable[[Mapping[str, Any]], Cell]] = {
    **{name: _of(name) for name in ("code", "title", "kind", "problem", "solution", "status")},
    **{name: _of(name) for name in ("unit_code", "unit_path", "author")},
    "co_authors": _authors,
    **{name: _of(name) for name in ("submitted_by", "on_behalf", "channel", "language")},
    "benefit_computable": _in("benefit", "computable"),
    **{f"benefit_{key}": _in("benefit", key) for key in ("amount", "currency", "period", "estimated")},
    "benefit_social": lambda entry: "; ".join(entry["benefit"]["social"]),
    **{name: _of(name) for name in ("applied_on", "submitted_at", "complete")},
    "recognised_number": _in("recognised", "number"),
    "recognised_date": _in("recognised", "date"),
    "duplicate_of": _of("duplicate_of"),
    "attachments": lambda entry: len(entry["attachments"]),
    "attachments_sha256": lambda entry: "; ".join(file["sha256"] or "" for file in entry["attachments"]),
}
