"""A stateless echo on aiogram 3 as its documentation shows it: SimpleRequestHandler within aiohttp."""

from __future__ import annotations

import sys

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from benchmarks.serving import serve
from rehearsal.wire import SECRET


async def echo(message: Message) -> None:
    if message.text:
        await message.answer(message.text)


async def main(port: int, api_url: str, token: str) -> None:
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api_url)))
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(app, path="/hook")
    setup_application(app, dispatcher, bot=bot)
    await serve(app, port)


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
