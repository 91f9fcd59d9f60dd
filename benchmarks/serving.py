"""What the echo bots share: serving an application until the bench ends them, and never for long."""

from __future__ import annotations

import asyncio
import signal

from aiohttp import web

LONGEST = 3_600.0


async def serve(app: web.Application, port: int) -> None:
    """Serves on 127.0.0.1 until SIGTERM, at most an hour; GET /ready tells the bench to begin."""

    async def ready(_request: web.Request) -> web.Response:
        return web.Response()

    app.router.add_get("/ready", ready)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    try:
        await asyncio.wait_for(ended.wait(), LONGEST)
    finally:
        await runner.cleanup()
