"""`sangkien totals`: the figures of a unit and its children, now or as they stood on a day."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli import ConfigFile, UsageError, cli, config_of, say, with_database
from bot.cli_units import AsJson, unit_named
from campaign.periods import monday, periods_at
from campaign.setting import Campaign
from handlers.totals import progress_of
from storage.counters import FIGURES, figures_below
from storage.database import Database, Session
from storage.spans import figures_between
from storage.units import Unit, children_of

_ALL = (*FIGURES, "people")
_NAMES = ("all", "week", "today")
_MOST = 1_000_000_000  # children: there is no page here
_WIDTH_OF_FILES = 200

Figures = Mapping[tuple[int, str], Mapping[str, int]]


@cli.command()
def totals(
    unit: Annotated[str, typer.Option("--unit", help="A unit's code, or its six signs.")],
    at: Annotated[str, typer.Option("--at", help="As of the end of this day: 2022-04-21.")] = "",
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    """The figures that /totals shows: entries and people, today, this week and all, against the target."""
    settings = config_of(config)
    campaign = settings.campaign_setting()
    day = day_of("--at", at) if at else None
    now = datetime.now(UTC)

    async def work(session: Session) -> Mapping[str, Any]:
        found = await unit_named(session, unit)
        family = [found, *await children_of(session, found.id, _MOST, 0)]
        figures = await (_until(session, found, day) if day else _kept(session, found, campaign, now))
        rows = [_shown(campaign, each, figures) for each in family]
        return {"at": (day or campaign.today(now)).isoformat(), **rows[0], "children": rows[1:]}

    async def run(database: Database) -> Mapping[str, Any]:
        return await database.read(work)

    answer = with_database(settings, run)
    if as_json:
        say(json.dumps(answer, ensure_ascii=False))
    else:
        _draw(answer)


def day_of(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option}: {text!r} is no date; write it like 2022-04-21") from None


async def _kept(session: Session, unit: Unit, campaign: Campaign, now: datetime) -> Figures:
    """The counters of today, by (unit, name)."""
    periods = periods_at(now, campaign.zone)
    names = {periods.all: "all", periods.week: "week", periods.day: "today"}
    rows = await figures_below(session, unit.id, tuple(periods))
    return {(each, names[period]): row for (each, period), row in rows.items()}


async def _until(session: Session, unit: Unit, day: date) -> Figures:
    """As a day's end saw it: its week is that week up to the day."""
    last = day.isoformat()
    spans = {"all": None, "week": monday(day).isoformat(), "today": last}
    found = {name: await figures_between(session, unit, first, last) for name, first in spans.items()}
    return {(each, name): row for name, rows in found.items() for each, row in rows.items()}


def _shown(campaign: Campaign, unit: Unit, figures: Figures) -> Mapping[str, Any]:
    spans = {name: {key: figures.get((unit.id, name), {key: 0})[key] for key in _ALL} for name in _NAMES}
    progress = progress_of(campaign, unit, spans["all"]["submitted"])
    return {
        "unit": unit.code,
        "name": unit.name,
        **spans,
        "target": progress.target,
        "opening_stock": progress.opening_stock,
        "reached": progress.reached,
        "share": progress.share,
        "left": progress.to_go,
    }


def _draw(answer: Mapping[str, Any]) -> None:
    table = Table(title=Text(f"{answer['name']} · {answer['at']}"), title_justify="left")
    table.add_column("unit")
    table.add_column("name", overflow="fold")
    for name in (
        "today",
        "week",
        "all",
        "complete",
        "recognised",
        "people",
        "target",
        "reached",
        "%",
        "left",
    ):
        table.add_column(name, justify="right")
    for row in (answer, *answer["children"]):
        numbers = [row[name]["submitted"] for name in ("today", "week", "all")]
        numbers += [row["all"][name] for name in ("complete", "recognised", "people")]
        numbers += [
            row["target"] or "",
            row["reached"],
            row["share"] or "",
            row["left"] if row["target"] else "",
        ]
        table.add_row(row["unit"], Text(row["name"]), *map(str, numbers), end_section=row is answer)
    Console(width=None if sys.stdout.isatty() else _WIDTH_OF_FILES).print(table)
