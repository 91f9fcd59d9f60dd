"""Unit lists as files: .csv and .xlsx into rows, and back."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile
from zlib import error as ZlibError

from campaign.unit_cells import COLUMNS
from campaign.unit_list import OUTSIDE, ListRow
from reports.workbook import Cell, book_table, csv_table, whole_file, without_apostrophe

# openpyxl brings numpy along, a fifth of the program's start: it is loaded by whoever reads a workbook.
_BROKEN = (BadZipFile, ParseError, ZlibError, KeyError, ValueError, EOFError, TypeError)


class UnreadableError(Exception):
    """The file can't be read as a list at all; the text names the file and the mend."""


def read_units(path: Path) -> list[ListRow]:
    """Rows, numbered as a spreadsheet program does, without blank ones. Raises UnreadableError."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableError(
            f"{path}: {path.suffix or 'no ending'} is not read here; save it as .csv (UTF-8) or .xlsx"
        )
    try:
        return _rows(path, reader(path))
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}; give another file") from error


def write_units(path: Path, rows: Iterable[Sequence[Cell]]) -> None:
    """Writes the columns' names and the rows. Raises UnreadableError for another ending, OSError."""
    ending = path.suffix.lower()
    if ending not in _READERS:
        raise UnreadableError(f"{path}: {ending or 'no ending'} is not written here; name it .csv or .xlsx")
    with whole_file(path) as part:
        if ending == ".xlsx":
            with book_table(part, "units") as add:
                for row in (COLUMNS, *rows):
                    add(row)
            return
        with part.open("w", encoding="utf-8", newline="") as file:
            add = csv_table(file)
            for row in (COLUMNS, *rows):
                add(row)


def _rows(path: Path, lines: Iterator[list[str]]) -> list[ListRow]:
    """The lines below the first as rows by column; cells without a column's name are kept as OUTSIDE."""
    names = [name.strip().lower() for name in next(lines, [])]
    twice = {name for name in names if name and names.count(name) > 1}
    if twice:
        raise UnreadableError(f"{path}: row 1, column {sorted(twice)[0]}: stands there twice; take one out")
    rows: list[ListRow] = []
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row = dict.fromkeys((name for name in names if name), "")
        for at, cell in enumerate(cells):
            name = names[at] if at < len(names) else OUTSIDE
            if name or cell.strip():
                row[name] = cell
        rows.append((number, row))
    return rows


def _csv_lines(path: Path) -> Iterator[list[str]]:
    """Lines of a .csv, its cells parted by the sign that stands more often in the first line."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableError(f"{path}: row {line} is not UTF-8; save it as 'CSV UTF-8' or as .xlsx") from error
    head = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=";" if head.count(";") > head.count(",") else ",",
        strict=True,
    )
    try:
        for line_cells in reader:
            yield [without_apostrophe(cell) for cell in line_cells]
    except csv.Error as error:
        raise UnreadableError(f"{path}: near line {reader.line_num}: {error}; mend the quotes there") from error


def _xlsx_lines(path: Path) -> Iterator[list[str]]:
    """Lines of the sheet `units`, or of the first one where there is none of that name."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of decorations that it doesn't keep
            book = load_workbook(path, read_only=True, data_only=True)
            try:
                page: Any = book["units"] if "units" in book.sheetnames else book.worksheets[0]
                page.reset_dimensions()  # some programs write a wrong one, and rows would be lost
                for cells in page.iter_rows(values_only=True):
                    yield [_text(cell) for cell in cells]
            finally:
                book.close()
    except (*_BROKEN, InvalidFileException, IndexError) as error:
        raise UnreadableError(f"{path}: no readable workbook ({error}); save it anew as .xlsx or as .csv") from error


def _text(cell: object) -> str:
    """The cell as it would stand in a .csv: 123.0 is 123, a day is its ISO date."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        whole = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if whole else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


_READERS = {".csv": _csv_lines, ".xlsx": _xlsx_lines}
