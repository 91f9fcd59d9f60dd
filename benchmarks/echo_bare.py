"""The ceiling: an echo on bare aiohttp, with no bot library between webhook and sendMessage."""

from __future__ import annotations

import sys

import aiohttp
import uvloop
from aiohttp import web

from benchmarks.serving import serve


async def main(port: int, api_url: str, token: str) -> None:
    connector = aiohttp.TCPConnector(limit=128)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def hook(request: web.Request) -> web.Response:
            message = (await request.json())["message"]
            form = {"chat_id": str(message["chat"]["id"]), "text": message["text"]}
            async with session.post(f"{api_url}/bot{token}/sendMessage", data=form) as answer:
                await answer.json()
            return web.Response()

        app = web.Application()
        app.router.add_post("/hook", hook)
        await serve(app, port)


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
