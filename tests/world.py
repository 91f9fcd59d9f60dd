"""A whole bot in a test: the real app on a real database, Telegram's strict fake outside, and time to turn."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import App
from bot.config import Config, load
from tests.fakes.telegram import FakeTelegram

TOKEN = "123456:TEST-token"
SECRET = "hook-secret"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2022, 5, 10, 9, 30, tzinfo=HANOI)


@dataclass
class Wall:
    """The clock on the wall: stands still until a test turns it."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class World:
    app: App
    fake: FakeTelegram
    wall: Wall
    folder: Path
    config: Config
    extra: dict[str, Any] = field(default_factory=dict)

    async def restart(self) -> None:
        """Stops the app and starts it again on the same database."""
        await self.app.stop()
        self.app = App(self.config, clock=self.wall)
        await self.app.start()

    async def rows(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        found = await self.app.database.read(lambda session: session.all(sql, values))
        return [dict(row) for row in found]


@cache
def _defaults() -> Config:
    """Read once: the environment is asked for each of a hundred keys, which takes longer than to copy what is found."""
    return load(None)


def settings(folder: Path, api_url: str = "", mode: str = "polling", port: int = 0) -> Config:
    config = _defaults().model_copy(deep=True)
    config.database.url = f"sqlite:///{folder / 'test.db'}"
    config.files.folder = folder / "files"
    config.web.listen = f"127.0.0.1:{port}"
    config.web.public_url = f"http://127.0.0.1:{port}"
    config.sending.settle_seconds = 0.05
    config.sending.telegram.chat_per_second = 0  # people in tests answer within milliseconds
    if api_url:
        table = {
            "enabled": True, "token": TOKEN, "api_url": api_url, "mode": mode, "webhook_secret": SECRET,
        }  # fmt: skip
        config.channels = type(config.channels).model_validate({"telegram": table})
    return config


async def loses_leases(app: App) -> None:
    """As after some seconds without a word from the database: what ran under leases is ended, until the next beat."""
    works = list(app.leases._works.values())
    for work in works:
        if work.task:
            work.task.cancel()
            await asyncio.gather(work.task, return_exceptions=True)
            work.task = None
