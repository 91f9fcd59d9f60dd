"""The HTTP side: webhooks, health, readiness, metrics; the chat page has its own file."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

import structlog
from aiohttp import web

from bot.metrics import Metrics
from conversation.json_text import to_json
from conversation.message import Incoming
from storage.database import DatabaseAwayError

_log = structlog.get_logger("web")
_BODY = 1_000_000  # a Telegram update is a few kilobytes
_STOP_SECONDS = 3  # for what is being answered

Deliver = Callable[[Incoming], Awaitable[str | None]]


class Hooks(Protocol):
    """A channel whose vendor calls us."""

    name: str
    webhook_path: str

    def authorised(self, headers: Mapping[str, str]) -> bool: ...

    def read(self, body: bytes) -> Incoming | None: ...

    def hook_answer(self, message: Incoming, toast: str | None) -> Mapping[str, Any] | None: ...


def add_hook(app: web.Application, channel: Hooks, deliver: Deliver) -> None:
    """POST on the channel's path: 200 only after the commit, 401 without the secret, 503 without database."""

    async def hook(request: web.Request) -> web.Response:
        if not channel.authorised(request.headers):
            return web.Response(status=401)
        try:
            message = channel.read(await request.read())
        except Exception as error:
            # Answered as taken: the vendor would deliver the same bytes for a day, holding up this chat.
            _log.error("unreadable_update", channel=channel.name, error=error)
            return web.Response()
        if message is None:
            return web.Response()
        try:
            toast = await deliver(message)
        except DatabaseAwayError:
            return web.Response(status=503, headers={"Retry-After": "5"})
        answer = channel.hook_answer(message, toast)
        return web.json_response(answer, dumps=to_json) if answer else web.Response()

    app.router.add_post(channel.webhook_path, hook)


def add_probes(
    app: web.Application, ready: Callable[[], Awaitable[Mapping[str, Any]]], metrics: Metrics | None
) -> None:
    """/health (the process lives), /ready (it can do its work), /metrics (for Prometheus)."""

    async def health(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def readiness(_request: web.Request) -> web.Response:
        state = await ready()
        return web.json_response(state, status=200 if state["ok"] else 503)

    app.router.add_get("/health", health)
    app.router.add_get("/ready", readiness)
    if metrics:

        async def figures(_request: web.Request) -> web.Response:
            return web.Response(body=metrics.text(), content_type="text/plain", charset="utf-8")

        app.router.add_get("/metrics", figures)


def application() -> web.Application:
    return web.Application(client_max_size=_BODY)


async def serve(app: web.Application, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Starts serving; the runner, and the port (also where 0 asked for any). Raises OSError."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_STOP_SECONDS)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
    except OSError:
        await runner.cleanup()
        raise
    return runner, runner.addresses[0][1]


async def until_stopped(stop: asyncio.Event, tasks: list[asyncio.Task[Any]]) -> None:
    """Waits for the stop sign; a task that ends by itself ends everything, with its error."""
    waiting = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait([waiting, *tasks], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    for task in done - {waiting}:
        task.result()
