"""Finding a unit by what was typed: its code, or its name without marks, shortened, with a slip.

A query may have several lines: what was typed after `nhắn thêm huyện hay tỉnh` narrows what came before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from heapq import nlargest
from typing import Any

from conversation import ask, doubts
from conversation.brief import is_yes
from conversation.buttons import number_in
from conversation.draft import Draft
from conversation.form import Form
from conversation.joining import MORE, unit_option
from conversation.message import Text
from conversation.readers.reading import Doubt
from conversation.readers.unit_names import asked, joined
from conversation.readers.units import roughly, same, score
from conversation.typed import clean
from handlers.turn import Turn
from storage.database import Row, Session
from storage.unit_search import MOST, candidates
from storage.units import Unit, paths_of, unit_by_code, unit_by_id, units_below

PAGE = 10
QUERY = 160  # characters of what was typed; each word is a condition of its own
_LIKELIEST = 40  # names that are compared word by word: four pages, and some milliseconds
_ALIKE = 0.45  # below it half of what was typed is somewhere else
_ROUGHLY_ALIKE = 40  # of 100, for those on later pages


async def found_units(turn: Turn, draft: Draft, what: str = "") -> tuple[Mapping[str, Any], ...]:
    """{id, label, exact} of the units meant: those of the pressed button, or of the typed words."""
    if what[:1] == "u" and (unit_id := number_in(what[1:])) is not None:
        unit = await unit_by_id(turn.session, unit_id)
        return (_shown(unit, exact=True),) if unit and unit.merged_into_id is None and unit.parent_id else ()
    if turn.message.choice:
        return ()
    words = _typed(turn) if turn.message.edited else str(draft.answers.get("unit_query", ""))
    if not words:
        return ()
    if (unit := await unit_by_code(turn.session, words)) and unit.parent_id:
        return (_shown(unit, exact=True),)
    return await _page(turn, words, 0)


async def query_kept(turn: Turn, draft: Draft) -> Draft:
    """The draft with what must be looked for: the words just typed, with the earlier ones where both are met."""
    query, typed = str(draft.answers.get("unit_query", "")), _typed(turn)
    asked = doubts.last(draft)
    if asked is None or not query or await unit_by_code(turn.session, typed):
        query = typed
    elif not is_yes(typed):  # a yes to several asks which one again
        both = f"{query}\n{typed}"[:QUERY]
        exact = any(hit["exact"] for hit in await search(turn.session, typed))
        query = both if not exact and await search(turn.session, both) else typed
    return replace(draft, answers={**draft.answers, "unit_query": query})


def _typed(turn: Turn) -> str:
    return " ".join(clean(turn.message.text).split())[:QUERY]


async def offer_more(turn: Turn, form: Form, draft: Draft, what: str) -> None:
    """The next ten of what was found for the words that were typed last."""
    shown = number_in(what[1:]) or 0
    found = await _page(turn, clean(str(draft.answers.get("unit_query", ""))), shown)
    options = tuple((unit_option(unit), str(unit["label"])) for unit in found)
    doubt = Doubt(doubts.WHICH_UNIT, {"count": len(options)}, options)
    turn.draft = replace(doubts.remember(draft, "", doubt), failures=draft.failures)
    turn.says.append(ask.doubt(form, draft, Text(doubt.key, doubt.values), options))


async def _page(turn: Turn, words: str, start: int) -> tuple[Mapping[str, Any], ...]:
    hits = await search(turn.session, words)
    page = hits[start : start + PAGE]
    if len(hits) > start + PAGE:
        page.append({"id": f"{MORE}{start + PAGE}", "label": "▼ …", "exact": False})
    return tuple(page)


async def search(session: Session, query: str) -> list[Mapping[str, Any]]:
    """{id, label, exact} of units by name, the likeliest first; an exact accented name before one equal but folded.

    Of a query of several lines each must be met, by the name or the units above it.
    """
    parts = [asked(line) for line in query.split("\n")]
    wanted = [word for part in parts for word in part]
    rows = await candidates(session, wanted)
    words, plain = frozenset(word.text for word in wanted), joined(wanted)
    rough = {row["id"]: roughly(plain, words, row["name"], row["folded"]) for row in rows}
    rows.sort(key=lambda row: (-rough[row["id"]], len(row["name"]), row["id"]))
    scores = {row["id"]: score(wanted, row["name"], _above(row)) for row in rows[:_LIKELIEST]}
    best = [row for row in rows[:_LIKELIEST] if scores[row["id"]] >= _ALIKE]
    best.sort(key=lambda row: -scores[row["id"]])
    if len(parts) > 1:
        best = [row for row in best if all(score(part, row["name"], _above(row)) >= _ALIKE for part in parts)]
    rest = [row for row in rows[_LIKELIEST:] if rough[row["id"]] >= _ROUGHLY_ALIKE and len(parts) == 1]
    return [_hit(row, exact=same(wanted, row["name"])) for row in best] + [_hit(row, exact=False) for row in rest]


async def search_below(session: Session, typed: str, paths: Sequence[str]) -> list[Mapping[str, Any]]:
    """The same among units of these subtrees alone; where they are many, among those that a search everywhere finds."""
    rows = await units_below(session, paths, MOST + 1)
    if len(rows) > MOST:
        hits = await search(session, typed)
        where = await paths_of(session, [hit["id"] for hit in hits])
        return [hit for hit in hits if where[hit["id"]].startswith(tuple(paths))]
    wanted = asked(typed)
    words, plain = frozenset(word.text for word in wanted), joined(wanted)
    likeliest = nlargest(_LIKELIEST, rows, key=lambda row: roughly(plain, words, row["name"], row["folded"]))
    scores = {row["id"]: score(wanted, row["name"]) for row in likeliest}
    best = sorted(likeliest, key=lambda row: -scores[row["id"]])
    return [_hit(row, exact=same(wanted, row["name"])) for row in best if scores[row["id"]] >= _ALIKE]


def _hit(row: Row, exact: bool) -> Mapping[str, Any]:
    label = f"{row['name']} – {row['parent']}" if row["parent"] else row["name"]
    return {"id": row["id"], "label": label, "exact": exact}


def _above(row: Row) -> str:
    return f"{row['parent']} {row['grandparent'] or ''}"


def _shown(unit: Unit, exact: bool) -> Mapping[str, Any]:
    return {"id": unit.id, "label": unit.name, "exact": exact}
