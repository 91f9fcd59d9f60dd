"""A strict Telegram Bot API server for tests, over real HTTP on a free port of this machine."""

from __future__ import annotations

import asyncio
import inspect
import re
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from aiohttp import web

from .telegram_faults import Fault, Faults, Flood, FloodLimits
from .telegram_files import UPLOAD_LIMIT
from .telegram_methods import METHODS
from .telegram_people import Did, Group, Person
from .telegram_requests import make_call, read_call
from .telegram_rules import limits
from .telegram_schema import Schema
from .telegram_settings import SETTINGS
from .telegram_updates import Delivery
from .telegram_values import Call, Json, Refused, Violation
from .telegram_webhook import Outlet, Push
from .telegram_world import PATIENCE, World

TOKEN = "7654321:AAFakeTokenOfTheStrictFakeServer-12345"
BOT = {"is_bot": True, "first_name": "Sáng kiến", "username": "sangkien_bot"}
TOKEN_SHAPE = re.compile(r"\d+:[\w-]+")
HANDLERS: Mapping[str, Callable[[World, Call], Any]] = {**METHODS, **SETTINGS}
BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
Clock = Callable[[], float | datetime]
LOOKS = 10  # in a row without anything, until it is quiet


def short_backoff(attempt: int) -> float:
    """Pauses of a webhook, in seconds: Telegram's doubling, a hundredfold faster."""
    return float(min(0.02 * 2**attempt, 0.2))


class FakeTelegram:
    """The server. `violations` must be empty at the end of every test about a well-behaved bot."""

    def __init__(self, token: str, world: World, flood: Flood | None) -> None:
        self.token = token
        self.world = world
        self.violations: list[Violation] = []
        self.calls: list[Call] = []
        self.too_many = 0
        self.conflicts = 0
        self.url = ""
        self.faults = Faults()
        self.fail_next = self.faults.fail_next
        self.slow = self.faults.slow
        self._flood = flood
        self._schema = Schema(limits)
        self._busy = 0
        self._stirred = False
        self._runner: web.AppRunner | None = None

    @classmethod
    async def start(
        cls,
        token: str = TOKEN,
        clock: Clock = time.time,
        flood: bool | FloodLimits = False,
        *,
        query_seconds: float = 15,
        backoff: Callable[[int], float] = short_backoff,
        webhook_timeout: float = 60,
    ) -> FakeTelegram:
        """Starts a server; `clock` gives seconds since 1970 or an aware datetime, pauses are real time."""
        outlet = Outlet(lambda reply: fake._accept_reply(reply), lambda: _seconds(clock()), backoff, webhook_timeout)
        updates = Delivery(outlet)
        world = World(BOT | {"id": int(token.split(":")[0])}, outlet.now, updates, query_seconds)
        chosen = flood if isinstance(flood, FloodLimits) else FloodLimits()
        fake = cls(token, world, Flood(chosen) if flood else None)
        await fake._listen()
        return fake

    async def stop(self) -> None:
        await self.world.updates.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def user(
        self,
        id: int,
        first_name: str,
        last_name: str | None = None,
        language_code: str | None = "vi",
        username: str | None = None,
    ) -> Person:
        """A person who has not written to the bot yet."""
        names = {"first_name": first_name, "last_name": last_name, "username": username}
        account = {"id": id, "is_bot": False} | names | {"language_code": language_code}
        person = Person(self.world, {k: v for k, v in account.items() if v is not None})
        self.world.rooms[id] = person
        return person

    def group(self, id: int, title: str) -> Group:
        """A supergroup (its id below 0) with the bot in it."""
        group = Group(self.world, id, title)
        self.world.rooms[id] = group
        return group

    async def deliver(self, update: Json) -> Json:
        """Any update as it stands; one with an update_id passes even if that was confirmed before."""
        return await self.world.updates.put(update, again="update_id" in update)

    async def redeliver(self, update: Did | Json) -> Json:
        """The same update once more."""
        return await self.deliver(update.update if isinstance(update, Did) else update)

    async def quiet(self, seconds: float = 0.05, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109 - as in reads
        """Waits until the bot took all updates and asked nothing (getUpdates aside) for so long.

        By looks in a row, not by one timer: that may run out right after the last update was taken, or while
        the machine stood still, and the bot has had no turn. Between two looks everybody has one.
        """
        async with asyncio.timeout(timeout):
            idle = 0
            while idle < LOOKS:
                await asyncio.sleep(seconds / LOOKS)
                idle = 0 if self._stirred or self._busy or self.world.updates.busy else idle + 1
                self._stirred = False

    async def struck(self) -> None:
        """Waits until everything that was to fail has failed."""
        async with asyncio.timeout(PATIENCE):
            while self.faults.waiting:  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.01)

    def called(self, method: str) -> list[Call]:
        """The accepted calls of a method, oldest first."""
        return [call for call in self.calls if call.method == method]

    @property
    def pushes(self) -> list[Push]:
        """Every try to reach a webhook."""
        return self.world.updates.pushes

    async def _listen(self) -> None:
        app = web.Application(client_max_size=UPLOAD_LIMIT + (1 << 20))
        app.router.add_route("GET", "/bot{token}/{method}", self._answer)
        app.router.add_route("POST", "/bot{token}/{method}", self._answer)
        app.router.add_route("GET", "/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}"

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        counted = method != "getUpdates"
        self._busy += counted
        try:
            return await self._served(request, method)
        except Refused as refusal:
            self._note(method, refusal)
            # A poll whose client went away is ended the same way; nobody reads that answer.
            self.conflicts += refusal.code == 409 and request.transport is not None
            return web.json_response(refusal.body(), status=refusal.code)
        finally:
            self._busy -= counted
            if counted:
                self._stirred = True

    async def _served(self, request: web.Request, method: str) -> web.StreamResponse:
        self._authorise(request.match_info["token"])
        call = await read_call(request, method, self._schema, self.world.now())
        await asyncio.sleep(self.faults.delay(method))
        fault = self.faults.take(method)
        result = await self._execute(call) if fault is None or fault.after_accepting else None
        if fault is not None:
            return _failed(request, fault)
        return web.json_response({"ok": True, "result": result})

    async def _execute(self, call: Call) -> object:
        if self._flood:
            self._flood.check(call)
        handler = HANDLERS.get(call.method)
        result = handler(self.world, call) if handler else True
        if inspect.isawaitable(result):
            result = await result
        self.calls.append(call)
        await self.world.stir()
        return result

    async def _accept_reply(self, reply: Json) -> None:
        """Carries out the method a webhook's answer names; like Telegram, tells nobody how it went."""
        params = {name: value for name, value in reply.items() if name != "method"}
        method = str(reply["method"])
        try:
            await self._execute(make_call(method, {}, params, {}, self._schema, self.world.now()))
        except Refused as refusal:
            self._note(method, refusal)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        try:
            self._authorise(request.match_info["token"])
        except Refused as refusal:
            return web.json_response(refusal.body(), status=refusal.code)
        await asyncio.sleep(self.faults.delay("file"))
        if (fault := self.faults.take("file")) is not None:
            return _failed(request, fault)
        found = self.world.files.fetch(request.match_info["path"], self.world.now())
        if found is None:
            return web.json_response(Refused(404, "Not Found").body(), status=404)
        return web.Response(body=found.data, content_type="application/octet-stream")

    def _authorise(self, token: str) -> None:
        if not TOKEN_SHAPE.fullmatch(token):
            raise Refused(404, "Not Found")
        if token != self.token:
            raise Refused(401, "Unauthorized")

    def _note(self, method: str, refusal: Refused) -> None:
        if refusal.violation:
            self.violations.append(Violation(method, refusal.description))
        self.too_many += refusal.code == 429


def _seconds(moment: float | datetime) -> float:
    return moment.timestamp() if isinstance(moment, datetime) else moment


def _failed(request: web.Request, fault: Fault) -> web.StreamResponse:
    if fault.cut and request.transport is not None:
        request.transport.abort()
    if fault.status in (502, 504):
        return web.Response(text=BAD_GATEWAY, status=fault.status, content_type="text/html")
    refusal = fault.refusal()
    return web.json_response(refusal.body(), status=refusal.code)
