"""To whom a leader may announce: the units that can be chosen, and how many people a choice reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaign.roles import Right, nearest, places
from conversation.announcing import ALL
from conversation.buttons import CHANGE
from conversation.draft import Draft
from conversation.typed import clean
from handlers.turn import Turn
from storage.audience import Reach, Segment, reach_of
from storage.units import Unit, children_of, unit_by_code, unit_by_id

_CHILDREN = 10


@dataclass(frozen=True, slots=True)
class Audience:
    """A unit with all below it, and the leader's own union that speaks to it."""

    unit: Unit
    union: Unit
    segment: Segment


async def audience(turn: Turn, answers: Mapping[str, Any]) -> Audience | None:
    """Whom the answers mean; None where the leader has no right there (any more)."""
    unit = await unit_by_id(turn.session, int(answers["unit"]))
    grant = nearest(await turn.grants(), Right.ANNOUNCE, unit.path) if unit else None
    union = await unit_by_id(turn.session, grant.unit_id) if grant else None
    if unit is None or union is None:
        return None
    narrowed = {name: answers.get(name, ALL) for name in ("role", "language", "ownership")}
    return Audience(unit, union, Segment(unit.path, **narrowed))


async def reach(turn: Turn, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the card says of it: {unit, from, people, lost}; nothing where there is no right."""
    found = await audience(turn, answers)
    if found is None:
        return {}
    counted: Reach = await reach_of(turn.session, found.segment)
    return {"unit": found.unit.name, "from": found.union.name, "people": counted.people, "lost": counted.lost}


async def units(turn: Turn, draft: Draft, what: str) -> tuple[Mapping[str, Any], ...]:
    """{id, label, exact} for the question of the unit: the one typed by its code, and those to tap."""
    answering = draft.step == "unit" or draft.sources.get(turn.message.ref) == "unit"
    if not (answering or what == f"{CHANGE}unit"):
        return ()
    offered = [unit for unit in await _offered(turn, draft) if await allowed(turn, unit)]
    words = clean(turn.message.text)[:64]
    typed = await unit_by_code(turn.session, words) if words and turn.message.choice is None else None
    exact = [typed] if typed and await allowed(turn, typed) else []
    return tuple(
        {"id": unit.id, "label": unit.name, "exact": unit in exact}
        for unit in (*exact, *(one for one in offered if one not in exact))
    )


async def allowed(turn: Turn, unit: Unit) -> bool:
    return nearest(await turn.grants(), Right.ANNOUNCE, unit.path) is not None


async def _offered(turn: Turn, draft: Draft) -> list[Unit]:
    """The leader's own units, and those right below the present choice: so the tree is walked with taps."""
    own = [await unit_by_id(turn.session, one.unit_id) for one in places(await turn.grants(), Right.ANNOUNCE)]
    below = await children_of(turn.session, int(draft.answers["unit"]), _CHILDREN, 0)
    return list(dict.fromkeys(unit for unit in (*own, *below) if unit))
