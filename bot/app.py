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

from bot.announcing import announce
from bot.chat import Chat
from bot.chat_door import Door
from bot.chat_events import Wakes
from bot.config import Config, TelegramTable
from bot.fetch import Fetcher
from bot.file_sweep import sweep_files
from bot.files import FileStore
from bot.lease import Leases
from bot.limits import Patience, RateLimit
from bot.menus import announce_bot, set_menus
from bot.metrics import Metrics
from bot.opened import open_database
from bot.outgoing import Outgoing
from bot.poll import poll
from bot.receive import Receiver
from bot.refuse import Refusals
from bot.sweeps import all_sweeps
from bot.web import add_hook, add_probes, application, serve
from channels.channel import Channel
from channels.telegram import TelegramChannel
from channels.web import NAME as WEB
from channels.web import WebChannel, own_body
from conversation.message import Incoming
from conversation.texts import Texts, all_texts
from scheduler.clock import Clock
from scheduler.desk import Desk
from scheduler.housekeeping import forget_old, forget_people
from scheduler.watch import counted, late_by_kind
from storage.database import Database, DatabaseAwayError
from storage.migrate import migrate
from storage.people import person_at

_log = structlog.get_logger("app")
PARTS = frozenset({"web", "poll", "send", "fetch", "clock"})


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


@dataclass(slots=True)
class App:
    """One process. `extend` may add routes of its own before serving (the demo does)."""

    config: Config
    parts: frozenset[str] = PARTS
    clock: Callable[[], datetime] = utc_now
    extend: Callable[[App, web.Application, Chat | None], Awaitable[None]] | None = None
    database: Database = field(init=False)
    channels: dict[str, Channel] = field(init=False)
    outgoing: Outgoing = field(init=False)
    tasks: list[asyncio.Task[Any]] = field(default_factory=list)
    texts: Texts = field(default_factory=all_texts)
    metrics: Metrics = field(default_factory=Metrics)
    wakes: Wakes = field(default_factory=Wakes)
    port: int = 0
    leases: Leases = field(init=False)
    _receiver: Receiver = field(init=False)
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Where it can't, what was opened is closed.

        Raises DatabaseAwayError, HalfRestoredError, NewerDatabaseError, OSError.
        """
        self.channels = open_channels(self.config)
        self.database = open_database(self.config)
        await self.database.open()
        await migrate(self.database)
        self.leases = Leases(self.database, time.monotonic)
        sending = self.config.sending
        self.outgoing = Outgoing(
            self.channels, self.database, self.leases, self.wakes, sending.rates, self.clock, sending.settle_seconds
        )
        self._receiver = Receiver(
            self.database, self.texts, self.config.campaign_setting(),
            {name: channel.abilities for name, channel in self.channels.items()},
            self.clock, self.outgoing.posted, own_body, self.config.sending.settle_seconds, self.outgoing.holder,
        )  # fmt: skip
        for channel in self.channels.values():
            await channel.open()
        self._receiver.patience = Patience(self.config.limits.messages_per_minute)
        if "send" in self.parts:
            self.outgoing.want()
        if "poll" in self.parts:
            for telegram in self._telegrams("polling"):
                self.leases.want(f"poll:{telegram.name}", partial(self._run_telegram, telegram))
        if "web" in self.parts:
            for telegram in self._telegrams("webhook"):
                self.leases.want(f"hook:{telegram.name}", partial(self._run_telegram, telegram))
        if "clock" in self.parts:
            self.leases.want("clock", self._run_clock)
        await self.database.bell.hear(self.outgoing.heard)
        await self.leases.look()
        if "web" in self.parts:
            await self._start_web()
        self._start_tasks()

    async def stop(self) -> None:
        """Stops taking in, lets out what is on its way, closes. What stays unsent is in the outbox.

        The leases of what is still sending beat until it has left: another would send it again.
        """
        beating, others = self.tasks[:1], self.tasks[1:]
        await _ended(others)
        if self._runner:
            await self._runner.cleanup()
        await self.leases.give_back(lambda name: not name.startswith("send:"))
        await self.outgoing.close()
        await _ended(beating)
        await self.leases.give_back()
        for channel in self.channels.values():
            await channel.close()
        await self.database.close()

    async def deliver(self, message: Incoming) -> str | None:
        """Handles one message durably; a short notice for who pressed a button. Raises DatabaseAwayError."""
        began = time.perf_counter()
        received = await self._receiver.receive(message)
        self.metrics.seconds.observe(time.perf_counter() - began)
        counter = self.metrics.received if received.first else self.metrics.repeated
        (self.metrics.limited if received.limited else counter).labels(message.channel).inc()
        return received.toast

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
            by_session=RateLimit(limit, time.monotonic, remembers=True),
            by_address=RateLimit(limit * 25, time.monotonic),  # a factory may share one address
            newcomers=RateLimit(self.config.limits.newcomers_per_hour, time.monotonic, 3_600),
            known=self._known,
            secure=self.config.web.public_url.startswith("https://"),
            proxies=self.config.web.trusted_proxies,
            public_url=self.config.web.public_url,
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
            limits=self.config.campaign_setting().limits,
        )

    async def _known(self, address: str) -> bool:
        return await self.database.read(lambda session: person_at(session, address)) is not None

    def _start_tasks(self) -> None:
        work: list[Awaitable[None]] = [self.leases.keep()]  # the first: it is stopped last
        fetching = {name: one for name, one in self.channels.items() if not one.abilities.fetches}
        if "fetch" in self.parts and fetching:
            store = FileStore(self.config.files.folder)
            refuse = Refusals(self.database, self.texts, self.config.files.kinds, self.clock, self.outgoing.posted)
            longest = self.config.files.longest_bytes
            work.append(Fetcher(fetching, self.database, store, longest, self.clock, refuse).run())
        self.tasks += [asyncio.ensure_future(one) for one in work]

    async def _run_telegram(self, channel: TelegramChannel) -> None:
        """Announces the bot, and polls where it doesn't get a webhook; its menus hold up nobody."""
        await announce_bot(channel)
        async with asyncio.TaskGroup() as together:
            together.create_task(set_menus(channel, self.database, self.texts))
            if channel.mode == "polling":
                together.create_task(poll(channel, self.deliver))
            await asyncio.Event().wait()

    def _telegrams(self, mode: str) -> list[TelegramChannel]:
        return [one for one in self.channels.values() if isinstance(one, TelegramChannel) and one.mode == mode]

    async def _run_clock(self) -> None:
        """The sweeps, until it is cancelled: one process's clock is enough."""
        store = FileStore(self.config.files.folder)
        ticking = Clock(self.config.campaign_setting().zone)
        ticking.every(timedelta(hours=1), "forget_old", lambda: forget_old(self.database, self.clock()))
        ticking.every(timedelta(hours=1), "unused_files", lambda: sweep_files(self.database, store))
        ticking.every(timedelta(hours=24), "forget_people", self._forget_people)
        for name, (period, sweep) in self._sweeps().items():
            ticking.every(period, name, sweep, after=timedelta(minutes=1))  # first people, then what was missed
        ticking.every(timedelta(seconds=3), "announcements", self.announce)
        ticking.start()
        try:
            await asyncio.Event().wait()
        finally:
            ticking.stop()

    def _sweeps(self) -> Mapping[str, tuple[timedelta, Callable[[], Awaitable[int]]]]:
        return all_sweeps(self._desk, self.clock, self.metrics)

    def _desk(self) -> Desk:
        fetched = {name: channel.abilities.fetches for name, channel in self.channels.items()}
        return Desk(self.database, self.texts, self.config.campaign_setting(), fetched, self.outgoing.pinged)

    async def sweep(self, *names: str) -> None:
        """Runs sweeps at once, all of them where none is named; what fails raises."""
        table = self._sweeps()
        for name in names or table:
            await table[name][1]()

    async def announce(self) -> int:
        """One look at what leaders announce, as the clock takes every few seconds."""
        rates, told = self.config.sending, (self.outgoing.posted, self.outgoing.holder)
        campaign = self.config.campaign_setting()
        return await announce(self.database, self.texts, campaign, self.channels, rates, *told, self.clock())

    async def _forget_people(self) -> None:
        now = self.clock()
        await forget_people(self.database, now - timedelta(days=self.config.privacy.keep_days), now)

    async def _ready(self) -> Mapping[str, Any]:
        """Whether the database answers, the senders keep up, and no ping is late."""
        minutes = self.config.reminders.late_alert_minutes
        try:
            counts = await self.database.read(lambda session: counted(session, self.clock(), minutes))
        except DatabaseAwayError:
            return {"ok": False, "database": False}
        late = late_by_kind(counts)
        waiting = {name: sender.waiting for name, sender in self.outgoing.senders.items()}
        for name, count in waiting.items():
            self.metrics.waiting.labels(name).set(count)
        told = {"ok": not late, "database": True, "waiting": waiting, "leases": sorted(self.leases.held)}
        return {**told, "late": late} if late else told


async def _ended(tasks: list[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
