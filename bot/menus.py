"""What a channel shows of the bot before anything is said: menus, from the table of commands, and its description."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import structlog

from campaign.roles import Role
from channels.channel import Menu, SendError, TryAgainError
from channels.telegram import TelegramChannel
from conversation.commands import NAMES
from conversation.language import DEFAULT
from conversation.message import Text
from conversation.texts import Texts
from handlers.route import COMMANDS
from storage.database import Database, DatabaseAwayError
from storage.grants import addresses_with_role

_log = structlog.get_logger("menus")
_AGAIN_SECONDS = 1.0
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


def descriptions(texts: Texts) -> dict[str, tuple[str, str]]:
    """(long, short) by Telegram's code of the language, the one for all others last."""
    return {
        code: (texts.words(Text("bot-description"), lang), texts.words(Text("bot-description-short"), lang))
        for code, lang in reversed(_CODES.items())
    }


async def announce_bot(channel: TelegramChannel) -> None:
    """Tells Telegram whether updates are fetched or delivered; keeps trying while Telegram is away."""
    await _patiently(channel.name, channel.announce)


async def set_menus(channel: TelegramChannel, database: Database, texts: Texts) -> None:
    """Sets menus and descriptions; keeps trying while Telegram or the database is away, and never stops the rest."""
    leaders: Sequence[tuple[str, str | None]] = ()

    async def find_leaders() -> None:
        nonlocal leaders
        leaders = await database.read(lambda session: addresses_with_role(session, Role.LEADER, channel.name))

    for code, language in _CODES.items():
        await _patiently(channel.name, partial(channel.profile.set_menu, {code: menu(texts, language, Role.WORKER)}))
    await _patiently(channel.name, find_leaders)
    for address, known in leaders:
        own = menu(texts, known or DEFAULT, Role.LEADER)
        await _patiently(channel.name, partial(channel.profile.set_own_menu, address, own))
    await _patiently(channel.name, partial(channel.profile.describe, descriptions(texts)))


async def _patiently(name: str, call: Callable[[], Awaitable[None]]) -> None:
    """Until it is done, or refused for good."""
    while True:
        try:
            await call()
        except TryAgainError as error:
            _log.warning("menus_again", channel=name, error=error, after=error.after)
            await asyncio.sleep(max(error.after, _AGAIN_SECONDS))
        except DatabaseAwayError as error:
            _log.warning("menus_again", channel=name, error=error, after=_AGAIN_SECONDS)
            await asyncio.sleep(_AGAIN_SECONDS)
        except SendError as error:
            _log.error("menus_refused", channel=name, error=error)
            return
        except Exception:  # whatever a vendor answers: a menu is no reason to end the bot
            _log.exception("menus_failed", channel=name)
            return
        else:
            return
