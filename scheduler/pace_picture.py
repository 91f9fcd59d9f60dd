"""The pace line of a unit as a picture in the reader's language, drawn beside the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import structlog

from campaign.pace import pace
from campaign.setting import Campaign
from conversation.message import Text
from conversation.texts import Texts
from reports.chart import PaceChart, can_draw, draw
from scheduler.desk import Desk
from storage.standings import Standing

_log = structlog.get_logger("picture")


async def pace_picture(desk: Desk, unit: Standing, days: Mapping[date, int], today: date, lang: str) -> bytes | None:
    """A PNG; `days` is what was submitted on each. None before the campaign, and where it can't be drawn."""
    if today < desk.campaign.starts:
        return None
    try:
        return await asyncio.to_thread(_drawn, desk, unit, days, today, lang)
    except Exception:
        _log.exception("picture_failed", unit=unit.id)
        return None


def _drawn(desk: Desk, unit: Standing, days: Mapping[date, int], today: date, lang: str) -> bytes:
    readable = lang if can_draw(lang) else "en"
    return draw(chart_of(desk.texts, desk.campaign, unit, days, today, readable))


def chart_of(
    texts: Texts, campaign: Campaign, unit: Standing, days: Mapping[date, int], today: date, lang: str
) -> PaceChart:
    """What the picture shows."""

    def words(key: str, **values: Any) -> str:
        return texts.words(Text(key, values), lang)

    now = pace(unit.progress, campaign.starts, campaign.ends, today)
    left = words("chart-left", days=now.days_left, needed=now.needed_a_day) if now else ""
    return PaceChart(
        title=unit.name,
        subtitle=words("chart-over") if today > campaign.ends else left,
        reached=_line(campaign, unit, days, today),
        opening=unit.progress.opening_stock,
        target=unit.progress.target,
        starts=campaign.starts,
        ends=campaign.ends,
        today=today,
        words={name: words(f"chart-{name}") for name in ("reached", "needed", "today")},
        number=lambda value: words("chart-number", value=value),
        day=lambda day: words("day-shown", date=day.isoformat()),
    )


def _line(campaign: Campaign, unit: Standing, days: Mapping[date, int], today: date) -> tuple[tuple[date, int], ...]:
    """What stood at each day's end, from the campaign's first day to today or its last."""
    reached = unit.progress.reached - sum(number for day, number in days.items() if campaign.starts <= day <= today)
    line = []
    for at in range((min(today, campaign.ends) - campaign.starts).days + 1):
        day = campaign.starts + timedelta(days=at)
        reached += days.get(day, 0)
        line.append((day, reached))
    return tuple(line)
