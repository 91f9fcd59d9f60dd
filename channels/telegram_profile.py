"""How the bot presents itself on Telegram: its menus of commands, and what an empty chat says about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from telegram import Bot, BotCommand, BotCommandScopeChat

from channels.channel import Menu
from channels.telegram_errors import told


class TelegramProfile:
    """All of it by language code; the one under `` is for every language that has none. Raises SendError."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def set_menu(self, menus: Mapping[str, Sequence[Menu]]) -> None:
        """The menu of commands."""
        for lang, menu in menus.items():
            await told(self._bot.set_my_commands(_commands(menu), language_code=lang))

    async def set_own_menu(self, address: str, menu: Sequence[Menu]) -> None:
        """The menu of one chat: for those who may do more than others."""
        scope = BotCommandScopeChat(int(address.rpartition(":")[2]))
        await told(self._bot.set_my_commands(_commands(menu), scope=scope))

    async def describe(self, words: Mapping[str, tuple[str, str]]) -> None:
        """(what stands in a chat that is still empty, what stands on the bot's page); what is set there already stays.

        The one for all other languages must come last: by it the next start sees that all is done. One that was
        refused for its pace goes on where it stopped.
        """
        if not (await told(self._bot.get_my_description())).description:
            for lang, (long, _) in words.items():
                if (await told(self._bot.get_my_description(lang))).description != long:
                    await told(self._bot.set_my_description(long, lang))
        if not (await told(self._bot.get_my_short_description())).short_description:
            for lang, (_, short) in words.items():
                if (await told(self._bot.get_my_short_description(lang))).short_description != short:
                    await told(self._bot.set_my_short_description(short, lang))


def _commands(menu: Sequence[Menu]) -> list[BotCommand]:
    return [BotCommand(item.name, item.description) for item in menu]
