"""Finding a unit by what was typed: its code, or its name without marks, shortened, with a slip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapidfuzz import fuzz, process

from conversation import ask
from conversation.buttons import number_in
from conversation.draft import Draft
from conversation.form import Form
from conversation.joining import MORE, unit_option
from conversation.message import Text
from conversation.readers.units import search_words
from conversation.typed import clean, fold
from handlers.turn import Turn
from storage.units import Unit, all_names, candidates_for, unit_by_code, unit_by_id

PAGE = 10
QUERY = 160  # characters of what was typed; each word is a condition of its own
_ALIKE = 78  # of 100: one slip in a short name still is


async def found_units(turn: Turn, draft: Draft, what: str = "") -> tuple[Mapping[str, Any], ...]:
    """{id, label, exact} of the units meant: those of the pressed button, or of the typed words."""
    if what[:1] == "u" and (unit_id := number_in(what[1:])) is not None:
        unit = await unit_by_id(turn.session, unit_id)
        return (_shown(unit, exact=True),) if unit and unit.merged_into_id is None and unit.parent_id else ()
    words = clean(turn.message.text)[:QUERY]
    if not words or turn.message.choice:
        return ()
    if (unit := await unit_by_code(turn.session, words)) and unit.parent_id:
        return (_shown(unit, exact=True),)
    return await _page(turn, words, 0)


async def offer_more(turn: Turn, form: Form, draft: Draft, what: str) -> None:
    """The next ten of what was found for the words that were typed last."""
    shown = number_in(what[1:]) or 0
    found = await _page(turn, clean(str(draft.answers.get("unit_query", ""))), shown)
    turn.draft = draft
    options = [(unit_option(unit), str(unit["label"])) for unit in found]
    turn.says.append(ask.doubt(form, draft, Text("unit-which", {"count": len(options)}), options))


async def _page(turn: Turn, words: str, start: int) -> tuple[Mapping[str, Any], ...]:
    hits = await search(turn, words)
    page = hits[start : start + PAGE]
    if len(hits) > start + PAGE:
        page.append({"id": f"{MORE}{start + PAGE}", "label": "▼ …", "exact": False})
    return tuple(page)


async def search(turn: Turn, words: str) -> list[Mapping[str, Any]]:
    """Units by name, the likeliest first; an exact accented name before one equal only without marks."""
    wanted = search_words(words)
    if not wanted:
        return []
    rows = await candidates_for(turn.session, wanted.split())
    if not rows:
        rows = await _nearest(turn, wanted)
    exact = clean(words).casefold()

    def rank(row: Any) -> tuple[bool, bool, float]:
        name = row["name"].casefold()
        return (exact not in name, wanted not in row["folded"], -fuzz.ratio(wanted, row["folded"]))

    ranked = sorted(rows, key=rank)
    return [{"id": row["id"], "label": _label(row), "exact": fold(row["name"]) == wanted} for row in ranked]


async def _nearest(turn: Turn, wanted: str) -> list[Any]:
    """Names that resemble what was typed when none holds all its words."""
    names = await all_names(turn.session)
    near = process.extract(
        wanted, [row["folded"] for row in names], scorer=fuzz.token_set_ratio, score_cutoff=_ALIKE, limit=PAGE
    )
    rows = []
    for _, _, index in near:
        rows += await candidates_for(turn.session, [names[index]["folded"]])
    return list({row["id"]: row for row in rows}.values())


def _label(row: Any) -> str:
    return f"{row['name']} – {row['parent']}" if row["parent"] else str(row["name"])


def _shown(unit: Unit, exact: bool) -> Mapping[str, Any]:
    return {"id": unit.id, "label": unit.name, "exact": exact}
