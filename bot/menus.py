"""The menus of commands that a channel shows, written from the table of commands."""

from __future__ import annotations

import asyncio

import structlog

from campaign.roles import Role
from channels.channel import Menu, SendError, TryAgainError
from channels.telegram import TelegramChannel
from conversation.commands import NAMES
from conversation.language import DEFAULT
from conversation.message import Text
from conversation.texts import Texts
from handlers.route import COMMANDS
from storage.database import Database
from storage.grants import addresses_with_role

_log = structlog.get_logger("menus")
_CODES = {
    "": DEFAULT,
    "vi": "vi",
    "en": "en",
    "ko": "ko",
    "ja": "ja",
    "zh": "zh-Hans",
}  # Telegram's: our language


def menu(texts: Texts, language: str, role: Role) -> list[Menu]:
    """The commands of a role; in Vietnamese by their Vietnamese names."""
    shown = [command.name for command in COMMANDS if role in command.menu]
    named = [(NAMES[name][0] if language == "vi" else name, name) for name in shown]
    return [Menu(typed, texts.words(Text(f"command-{name}"), language)) for typed, name in named]


async def set_menus(channel: TelegramChannel, database: Database, texts: Texts) -> None:
    """Announces the bot and sets its menus; keeps trying while Telegram is away, and never stops the rest."""
    while True:
        try:
            await channel.announce()
            await channel.set_menu({code: menu(texts, language, Role.WORKER) for code, language in _CODES.items()})
            leaders = await database.read(lambda session: addresses_with_role(session, Role.LEADER, channel.name))
            for address, language in leaders:
                await channel.set_own_menu(address, menu(texts, language or DEFAULT, Role.LEADER))
        except TryAgainError as error:
            _log.warning("menus_again", channel=channel.name, error=error, after=error.after)
            await asyncio.sleep(max(error.after, 1.0))
        except SendError as error:
            _log.error("menus_refused", channel=channel.name, error=error)
            return
        else:
            return
