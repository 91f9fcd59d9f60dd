"""Opens the parts, ties them together, and closes them again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import structlog
from aiohttp import web

from bot.chat import Chat
from bot.chat_door import Door
from bot.chat_events import Wakes
from bot.config import Config, TelegramTable
from bot.fetch import fetch
from bot.files import FileStore
from bot.lease import Leases
from bot.limits import RateLimit
from bot.menus import set_menus
from bot.metrics import Metrics
from bot.poll import poll
from bot.receive import Receiver
from bot.send import Sender
from bot.web import add_hook, add_probes, application, serve
from channels.channel import Channel
from channels.telegram import TelegramChannel
from channels.web import NAME as WEB
from channels.web import WebChannel, own_body
from conversation.message import Incoming
from conversation.texts import Texts
from scheduler.clock import Clock
from scheduler.housekeeping import forget_old, forget_people, unused_files
from storage.database import Database, DatabaseAwayError, Silence
from storage.migrate import migrate
from storage.outbox import Letter
from storage.sqlite import SqliteDatabase

_log = structlog.get_logger("app")
PARTS = frozenset({"web", "poll", "send", "fetch", "clock"})
_WAKE, _SEND = "wake ", "send "  # what the bell says, before an address and before a channel


def utc_now() -> datetime:
    return datetime.now(UTC)


def open_channels(config: Config) -> dict[str, Channel]:
    """The table of channels: one line for each kind."""
    found: list[Channel] = []
    if config.channels.web.enabled:
        found.append(WebChannel(config.files.folder))
    found += [_telegram(table, config) for table in config.channels.telegram if table.enabled]
    return {channel.name: channel for channel in found}


def _telegram(table: TelegramTable, config: Config) -> TelegramChannel:
    return TelegramChannel(
        table.token.get_secret_value(),
        name=table.name,
        api_url=table.api_url,
        mode=table.mode,
        webhook_path=table.webhook_path,
        webhook_secret=table.webhook_secret.get_secret_value(),
        public_url=config.web.public_url,
    )


def open_database(config: Config) -> Database:
    """The database that the URL names, not yet opened. asyncpg is loaded only where it is used."""
    path = config.database.path
    if path:
        return SqliteDatabase(path)
    from storage.postgres import PostgresDatabase

    return PostgresDatabase(config.database.url)


@dataclass(slots=True)
class App:
    """One process. `extend` may add routes of its own before serving (the demo does)."""

    config: Config
    parts: frozenset[str] = PARTS
    clock: Callable[[], datetime] = utc_now
    extend: Callable[[App, web.Application, Chat | None], Awaitable[None]] | None = None
    database: Database = field(init=False)
    channels: dict[str, Channel] = field(init=False)
    senders: dict[str, Sender] = field(default_factory=dict)
    tasks: list[asyncio.Task[Any]] = field(default_factory=list)
    texts: Texts = field(default_factory=Texts)
    metrics: Metrics = field(default_factory=Metrics)
    wakes: Wakes = field(default_factory=Wakes)
    port: int = 0
    leases: Leases = field(init=False)
    _receiver: Receiver = field(init=False)
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Raises DatabaseAwayError, NewerDatabaseError, OSError where it can't; what was opened is closed."""
        self.channels = open_channels(self.config)
        self.database = open_database(self.config)
        await self.database.open()
        await migrate(self.database)
        self._receiver = Receiver(
            self.database, self.texts, self.config.campaign_setting(),
            {name: channel.abilities for name, channel in self.channels.items()},
            self.clock, self._posted, own_body, self.config.sending.settle_seconds, self._holder,
        )  # fmt: skip
        self.leases = Leases(self.database, time.monotonic)
        for channel in self.channels.values():
            await channel.open()
        if "send" in self.parts:
            self._want_senders()
        if "poll" in self.parts:
            for telegram in self._telegrams("polling"):
                self.leases.want(f"poll:{telegram.name}", partial(self._run_telegram, telegram))
        if "web" in self.parts:
            for telegram in self._telegrams("webhook"):
                self.leases.want(f"hook:{telegram.name}", partial(self._run_telegram, telegram))
        if "clock" in self.parts:
            self.leases.want("clock", self._run_clock)
        await self.database.bell.hear(self._heard)
        await self.leases.look()
        if "web" in self.parts:
            await self._start_web()
        self._start_tasks()

    async def stop(self) -> None:
        """Stops taking in, lets out what is on its way, closes. What stays unsent is in the outbox."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        if self._runner:
            await self._runner.cleanup()
        for sender in self.senders.values():
            await sender.close()
        await self.leases.close()
        for channel in self.channels.values():
            await channel.close()
        await self.database.close()

    async def deliver(self, message: Incoming) -> str | None:
        """Handles one message durably; a short notice for who pressed a button. Raises DatabaseAwayError."""
        began = time.perf_counter()
        try:
            received = await self._receiver.receive(message)
        except DatabaseAwayError:
            for sender in self.senders.values():
                sender.doubt()
            raise
        self.metrics.seconds.observe(time.perf_counter() - began)
        counter = self.metrics.received if received.first else self.metrics.repeated
        counter.labels(message.channel).inc()
        return received.toast

    def _holder(self, channel: str) -> str | None:
        """In whose hand a letter is written: whoever sends this channel's, by what we know. Wrong costs seconds."""
        sender = self.senders.get(channel)
        if sender and sender.holder:
            return sender.holder
        known = self.leases.holders.get(f"send:{channel}")
        return known if known != self.leases.holder else None

    def _posted(self, address: str, letters: tuple[Letter, ...]) -> None:
        """Letters that are durable: ours to send, or another process's, who is told by the bell."""
        channel = address.partition(":")[0]
        if self.channels[channel].abilities.fetches:
            self.wakes.wake(address)
            self.database.bell.ring((f"{_WAKE}{address}",))
        elif letters and letters[0].holder != self.leases.holder:
            self.database.bell.ring(f"{_SEND}{channel} {letter.id}" for letter in letters)
        elif sender := self.senders.get(channel):
            sender.offer(letters)

    def _heard(self, word: str) -> None:
        """What this or another process rang the bell for."""
        if word.startswith(_WAKE):
            self.wakes.wake(word.removeprefix(_WAKE))
            return
        channel, _, number = word.removeprefix(_SEND).partition(" ")
        if sender := self.senders.get(channel):
            sender.call(int(number))

    def _look_seconds(self) -> float:
        """Where a bell rings, or nobody else writes, looking by oneself is for what went wrong."""
        return 1.0 if self.leases.alone or not isinstance(self.database.bell, Silence) else 0.1

    def _want_senders(self) -> None:
        for name, channel in self.channels.items():
            if not channel.abilities.fetches:
                self.senders[name] = Sender(
                    channel, self.database, self.clock, self.leases.holder, self._look_seconds,
                    self.config.sending.settle_seconds,
                )  # fmt: skip
                self.leases.want(f"send:{name}", self.senders[name].run)

    async def _start_web(self) -> None:
        server = application()
        add_probes(server, self._ready, self.metrics if self.config.metrics.enabled else None)
        chat = self._chat() if WEB in self.channels else None
        if chat:
            chat.add_to(server)
        for channel in self._telegrams("webhook"):
            add_hook(server, channel, self.deliver)
        if self.extend:
            await self.extend(self, server, chat)
        self._runner, self.port = await serve(server, self.config.web.host, self.config.web.port)

    def _chat(self) -> Chat:
        limit = self.config.channels.web.messages_per_minute
        campaign = self.config.campaign
        door = Door(
            texts=self.texts,
            by_session=RateLimit(limit, time.monotonic),
            by_address=RateLimit(limit * 25, time.monotonic),  # a factory may share one address
            secure=self.config.web.public_url.startswith("https://"),
            proxies=self.config.web.trusted_proxies,
        )
        return Chat(
            door=door,
            database=self.database,
            texts=self.texts,
            store=FileStore(self.config.files.folder),
            deliver=self.deliver,
            wakes=self.wakes,
            clock=self.clock,
            campaign={"name": campaign.name, "slogan": campaign.slogan},
            longest_file=self.config.files.longest_bytes,
        )

    def _start_tasks(self) -> None:
        work: list[Awaitable[None]] = [self.leases.keep()]
        if "fetch" in self.parts:
            fetching = {name: one for name, one in self.channels.items() if not one.abilities.fetches}
            store = FileStore(self.config.files.folder)
            if fetching:
                work.append(fetch(fetching, self.database, store, self.config.files.longest_bytes, self.clock))
        self.tasks += [asyncio.ensure_future(one) for one in work]

    async def _run_telegram(self, channel: TelegramChannel) -> None:
        """Announces the bot, sets its menus, and polls where it doesn't get a webhook."""
        await set_menus(channel, self.database, self.texts)
        if channel.mode == "polling":
            await poll(channel, self.deliver)
        await asyncio.Event().wait()

    def _telegrams(self, mode: str) -> list[TelegramChannel]:
        return [one for one in self.channels.values() if isinstance(one, TelegramChannel) and one.mode == mode]

    async def _run_clock(self) -> None:
        """The sweeps, until it is cancelled: one process's clock is enough."""
        store = FileStore(self.config.files.folder)

        async def sweep_files() -> None:
            contents = await asyncio.to_thread(store.all)
            await asyncio.to_thread(store.remove, await unused_files(self.database, contents))

        ticking = Clock(self.config.campaign_setting().zone)
        ticking.every(timedelta(hours=1), "forget_old", lambda: forget_old(self.database, self.clock()))
        ticking.every(timedelta(hours=1), "unused_files", sweep_files)
        ticking.every(timedelta(hours=24), "forget_people", self._forget_people)
        ticking.start()
        try:
            await asyncio.Event().wait()
        finally:
            ticking.stop()

    async def _forget_people(self) -> None:
        now = self.clock()
        await forget_people(self.database, now - timedelta(days=self.config.privacy.keep_days), now)

    async def _ready(self) -> Mapping[str, Any]:
        """Whether the database answers and the senders keep up."""
        try:
            await self.database.read(lambda session: session.one("SELECT 1"))
        except DatabaseAwayError:
            return {"ok": False, "database": False}
        waiting = {name: sender.waiting for name, sender in self.senders.items()}
        for name, count in waiting.items():
            self.metrics.waiting.labels(name).set(count)
        return {"ok": True, "database": True, "waiting": waiting, "leases": sorted(self.leases.held)}
