"""Announcing in this app: what its channels can do and how fast they are, as the sweep needs to know it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.config import SendingTable
from campaign.quiet import closed, fitting
from campaign.setting import Campaign
from channels.channel import Channel
from conversation.texts import Texts
from scheduler.announced import Outlet, Way
from scheduler.announcements import sweep
from storage.database import Database
from storage.outbox import Letter


async def announce(
    database: Database, texts: Texts, campaign: Campaign, channels: Mapping[str, Channel], sending: SendingTable,
    posted: Callable[[str, tuple[Letter, ...]], None], holder: Callable[[str], str | None], now: datetime,
) -> int:  # fmt: skip
    """Carries on what leaders announce; how many people were planned. Raises DatabaseAwayError."""
    ways = {name: _way(name, channel, sending) for name, channel in channels.items()}
    quiet = closed(campaign.reminders.quiet, None, timedelta())

    def fits(at: datetime) -> datetime:
        return fitting(at, quiet, campaign.zone)

    return await sweep(Outlet(database, texts, ways, posted, holder, fits), now)


def _way(name: str, channel: Channel, sending: SendingTable) -> Way:
    able = channel.abilities
    return Way(able.fetches, able.edits, 0 if able.fetches else sending.rates(name).pings_per_second)
