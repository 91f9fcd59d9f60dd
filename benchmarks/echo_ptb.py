"""A stateless echo on python-telegram-bot as it comes: its own transport, updates by a webhook of aiohttp.

The pattern is the library's own example `customwebhookbot`: updates go into the application's
queue, the webhook answers at once, and updates are handled beside one another.
"""

from __future__ import annotations

import sys

import uvloop
from aiohttp import web
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from benchmarks.serving import serve


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


async def main(port: int, api_url: str, token: str) -> None:
    builder = Application.builder().token(token).base_url(f"{api_url}/bot").updater(None)
    bot = builder.concurrent_updates(True).build()
    bot.add_handler(MessageHandler(filters.TEXT, echo))

    async def hook(request: web.Request) -> web.Response:
        await bot.update_queue.put(Update.de_json(await request.json(), bot.bot))
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", hook)
    async with bot:
        await bot.start()
        await serve(app, port)
        await bot.stop()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
