"""The words of units' names, each with the units that have it: what finding a unit looks things up in.

One row a word, not one a word and unit: of 127,000 units these are some ten thousand rows instead of nearly a million,
so that importing, copying and backing up the units stay quick. The price: where a common word changes, its whole list
is written again.
"""

from __future__ import annotations

import sys
from array import array
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Mapping, Sequence

from conversation.readers.unit_names import words_of
from storage.database import Session

# A place is the length of a unit's name and its id in 32 bits, so that the shortest names come first: of many that
# match they are the nearest. Ids end at 6.4 million, where the short codes do (campaign/codes.py).
_ID_BITS, _LONGEST = 24, 255
_READ_AT_ONCE = 512
_SAVE = """
INSERT INTO unit_words (word, count, units) VALUES (:word, :count, :units)
ON CONFLICT (word) DO UPDATE SET count = excluded.count, units = excluded.units
"""


def place_of(unit_id: int, name: str) -> int:
    return min(len(name), _LONGEST) << _ID_BITS | unit_id


def unit_at(place: int) -> int:
    return place & (1 << _ID_BITS) - 1


def packed(places: Iterable[int]) -> str:
    """In order, four bytes each, as text that both databases, a copy and a backup treat alike."""
    numbers = array("I", sorted(places))
    if sys.byteorder == "big":
        numbers.byteswap()
    return b64encode(numbers.tobytes()).decode("ascii")


def unpacked(text: str) -> array[int]:
    numbers = array("I")
    numbers.frombytes(b64decode(text))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


async def index_names(session: Session, changes: Mapping[int, tuple[str, str]]) -> None:
    """Takes in what names became: `changes` has (name before, name now) by unit, either may be empty."""
    gone: dict[str, set[int]] = {}
    come: dict[str, set[int]] = {}
    for unit_id, (before, now) in changes.items():
        for name, into in ((before, gone), (now, come)):
            for word in {word.folded for word in words_of(name)}:
                into.setdefault(word, set()).add(place_of(unit_id, name))
    words = sorted(gone.keys() | come.keys())
    for at in range(0, len(words), _READ_AT_ONCE):
        part = words[at : at + _READ_AT_ONCE]
        known = await places_of(session, part)
        rows = []
        for word in part:
            places = (set(known.get(word, ())) - gone.get(word, set())) | come.get(word, set())
            rows.append({"word": word, "count": len(places), "units": packed(places)})
        await session.many(_SAVE, rows)
    await session.run("DELETE FROM unit_words WHERE count = 0")


async def index_all(session: Session) -> None:
    """Every name anew, for a database from before there was this index."""
    rows = await session.all("SELECT id, name FROM units")
    await session.run("DELETE FROM unit_words")
    await index_names(session, {row["id"]: ("", row["name"]) for row in rows})


async def counts_of(session: Session, words: Collection[str]) -> dict[str, int]:
    """How many units have each of these words; those that none has are missing."""
    found: dict[str, int] = {}
    for marks, values in _asked(words):
        sql = f"SELECT word, count FROM unit_words WHERE word IN ({marks})"  # noqa: S608 - marks made here
        found |= {row["word"]: row["count"] for row in await session.all(sql, values)}
    return found


async def counts_beginning(session: Session, start: str, limit: int) -> dict[str, int]:
    """The commonest words that begin so, each with the number of units that have it."""
    rows = await session.all(
        "SELECT word, count FROM unit_words WHERE word >= :start AND word < :end ORDER BY count DESC LIMIT :limit",
        {"start": start, "end": start[:-1] + chr(ord(start[-1]) + 1), "limit": limit},
    )
    return {row["word"]: row["count"] for row in rows}


async def places_of(session: Session, words: Collection[str]) -> dict[str, array[int]]:
    """The places (`place_of`) of the units that have each of these words, in order."""
    found: dict[str, array[int]] = {}
    for marks, values in _asked(words):
        sql = f"SELECT word, units FROM unit_words WHERE word IN ({marks})"  # noqa: S608
        found |= {row["word"]: unpacked(row["units"]) for row in await session.all(sql, values)}
    return found


def _asked(words: Collection[str]) -> Iterable[tuple[str, dict[str, str]]]:
    """(marks, values) for so many words at once; the last one is repeated up to a power of two.

    A database keeps the plans of a few statements: with every number of words it would have a new one to make.
    """
    listed: Sequence[str] = list(words)
    for at in range(0, len(listed), _READ_AT_ONCE):
        part = listed[at : at + _READ_AT_ONCE]
        size = 1 << (len(part) - 1).bit_length()
        padded = [*part, *[part[-1]] * (size - len(part))]
        values = {f"w{place}": word for place, word in enumerate(padded)}
        yield ", ".join(f":{name}" for name in values), values
