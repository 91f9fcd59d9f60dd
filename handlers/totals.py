"""Totals: a unit's figures and its children's, opened down, up, and to the list behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from campaign.periods import periods_at
from campaign.progress import Progress, progress_at
from campaign.roles import Right, may, places
from campaign.setting import Campaign
from conversation.about_figures import asks_figures
from conversation.buttons import number_in
from conversation.commands import read_command
from conversation.message import Text
from conversation.typed import clean
from handlers.quick import worth
from handlers.turn import Turn, command
from handlers.unit_search import QUERY, search_below
from storage.counters import figures_of
from storage.database import Row
from storage.entries import entries_below
from storage.units import Unit, children_of, unit_by_code, unit_by_id

PAGE = 10
_COMMAND_WORDS = 3
_NONE = {"submitted": 0, "complete": 0, "recognised": 0, "people": 0}


async def totals(turn: Turn, argument: str) -> None:
    """Argument: nothing (the leader's own unit), `<unit id>`, `<unit id>@<offset>`, a unit's code or its name."""
    unit, offset = await _asked_for(turn, argument)
    if unit is None:
        await _looked_for(turn, argument)
    else:
        await _shown(turn, argument, unit, offset)


async def in_words(turn: Turn) -> bool:
    """Whether a leader asks for it without a slash: `hôm nay được bao nhiêu`, `tổng số hoa mai`.

    A unit in what may be an idea must be exact.
    """
    free = not turn.open_draft and not turn.message.files
    asks = free and asks_figures(turn.message.text)
    argument = _after_the_word(turn.message.text) if free and not asks else ""
    if not (asks or argument) or not places(await turn.grants(), Right.SEE_TOTALS):
        return False
    if not asks and worth(turn.message) and not any(hit["exact"] for hit in await _hits(turn, argument)):
        return False
    await totals(turn, argument)
    return True


def _after_the_word(text: str) -> str:
    """What stands behind the words for the command; empty where it doesn't begin with them."""
    words = clean(text).split()
    for at in range(min(_COMMAND_WORDS, len(words) - 1), 0, -1):
        if read_command(" ".join(words[:at]).lstrip("/")) == ("totals", ""):
            return " ".join(words[at:])[:QUERY]
    return ""


async def _looked_for(turn: Turn, typed: str) -> None:
    """No such unit among those that may be seen: whether there is one elsewhere is not said."""
    if not typed or turn.message.choice or not places(await turn.grants(), Right.SEE_TOTALS):
        turn.say("totals-no-right")
        return
    hits = await _hits(turn, typed)
    exact = [hit["id"] for hit in hits if hit["exact"]]
    if len(exact) == 1 and (unit := await unit_by_id(turn.session, exact[0])):
        await _shown(turn, typed, unit, 0)
    elif hits:
        turn.say("totals-which", tuple((command("totals", hit["id"], hit["label"]),) for hit in hits[:PAGE]))
    else:
        turn.say("totals-unknown", ((command("totals"),),), query=typed[:60])


async def _hits(turn: Turn, typed: str) -> list[Mapping[str, Any]]:
    """{id, label, exact} of the units that may be seen, by name; nothing for what looks like a code."""
    if not (" " in typed or typed.isalpha()):
        return []
    paths = [grant.path for grant in places(await turn.grants(), Right.SEE_TOTALS)]
    return await search_below(turn.session, typed[:QUERY], paths)


async def _shown(turn: Turn, argument: str, unit: Unit, offset: int) -> None:
    periods = periods_at(turn.now, turn.campaign.zone)
    children = await children_of(turn.session, unit.id, PAGE + 1, offset)
    page = children[:PAGE]
    figures = await figures_of(turn.session, [unit.id, *(child.id for child in page)], tuple(periods))
    shown = {name: figures.get((unit.id, key), _NONE) for name, key in _named(periods)}
    rows = [(command("totals", child.id, _child_label(child, figures, periods.all)),) for child in page]
    turn.say(
        "totals",
        (*rows, *_ways(turn, unit, offset, len(children) > PAGE)),
        replaces=bool(turn.message.choice and argument),
        unit=unit.name,
        now=Text("date-shown", {"date": turn.campaign.today(turn.now).isoformat()}),
        target=_target(turn.campaign, unit, shown["all"]),
        **{f"{name}_{figure}": row[figure] for name, row in shown.items() for figure in ("submitted", "people")},
        complete=shown["all"]["complete"],
        children=Text("totals-children") if page else "",
    )


async def entries(turn: Turn, argument: str) -> None:
    """The list behind a unit's figure: `<unit id>@<offset>`."""
    unit, offset = await _asked_for(turn, argument)
    if unit is None:
        turn.say("totals-no-right")
        return
    rows = await entries_below(turn.session, unit.path, PAGE + 1, offset)
    listed = [
        # The words of somebody who was forgotten are gone, and the entry still counts.
        Text(
            "entries-row",
            {"code": row["code"], "title": row["title"] or Text("entries-forgotten"), "unit": row["unit_name"]},
        )
        for row in rows[:PAGE]
    ]
    turns = [command("entries", f"{unit.id}@{offset - PAGE}", "◀")] if offset else []
    turns += [command("entries", f"{unit.id}@{offset + PAGE}", "▶")] if len(rows) > PAGE else []
    back = (command("totals", unit.id, Text("button-back-to-totals")),)
    turn.say(
        "entries" if listed else "entries-none",
        (*((tuple(turns),) if turns else ()), back),
        replaces=bool(turn.message.choice and offset),
        unit=unit.name,
        entries=listed,
    )


async def _asked_for(turn: Turn, argument: str) -> tuple[Unit | None, int]:
    """The unit that was asked for and may be seen, and from which child on."""
    grants = await turn.grants()
    number, _, offset = argument.partition("@")
    unit_id = number_in(number)
    if unit_id is not None and turn.message.choice:
        unit = await unit_by_id(turn.session, unit_id)
    elif argument:
        unit = await unit_by_code(turn.session, argument)
    else:
        widest = places(grants, Right.SEE_TOTALS)
        unit = await unit_by_id(turn.session, widest[0].unit_id) if widest else None
    if unit is None or not may(grants, Right.SEE_TOTALS, unit.path):
        return None, 0
    return unit, number_in(offset) or 0


def _ways(turn: Turn, unit: Unit, offset: int, more: bool) -> tuple[Any, ...]:
    turns = [command("totals", f"{unit.id}@{offset - PAGE}", "◀")] if offset else []
    turns += [command("totals", f"{unit.id}@{offset + PAGE}", "▶")] if more else []
    up = turn._grants and unit.parent_id and may(turn._grants, Right.SEE_TOTALS, _parent_path(unit))
    ways = [command("totals", unit.parent_id or "", Text("button-up"))] if up else []
    ways.append(command("entries", unit.id))
    return (*((tuple(turns),) if turns else ()), tuple(ways))


def _parent_path(unit: Unit) -> str:
    return unit.path.rstrip("/").rpartition("/")[0] + "/"


def _named(periods: Any) -> tuple[tuple[str, str], ...]:
    return (("all", periods.all), ("week", periods.week), ("day", periods.day))


def _child_label(child: Unit, figures: dict[tuple[int, str], Row], period: str) -> Text:
    row = figures.get((child.id, period), _NONE)
    target = child.target_assigned or child.target_self or 0
    reached = row["submitted"] + child.opening_stock
    return Text("totals-child", {"unit": child.name, "submitted": reached, "target": target})


def progress_of(campaign: Campaign, unit: Unit, submitted: int) -> Progress:
    """Where a unit stands; the root takes the campaign's own target and opening stock where it has none."""
    root = unit.parent_id is None
    return progress_at(campaign, root, unit.opening_stock, unit.target_assigned, unit.target_self, submitted)


def _target(campaign: Campaign, unit: Unit, row: Row | dict[str, int]) -> Text | str:
    progress = progress_of(campaign, unit, row["submitted"])
    if not progress.target:
        return Text("totals-no-target")
    return Text(
        "totals-target",
        {
            "target": progress.target,
            "opening": progress.opening_stock,
            "reached": progress.reached,
            "share": Text("percent", {"share": Text("decimal", {"value": progress.share or "0.0"})}),
            "left": progress.to_go,
        },
    )
