"""What each method about the bot itself does: commands, names, menu button, webhook, getUpdates."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from .telegram_values import Call, Json
from .telegram_world import World

PROFILE = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}


async def get_updates(world: World, call: Call) -> list[Json]:
    return await world.updates.poll(call.params)


async def set_webhook(world: World, call: Call) -> bool:
    await world.updates.set_webhook(call.params)
    return True


async def delete_webhook(world: World, call: Call) -> bool:
    await world.updates.delete_webhook(call.params)
    return True


async def get_webhook_info(world: World, call: Call) -> Json:
    return world.updates.webhook_info()


async def set_commands(world: World, call: Call) -> bool:
    world.commands[command_key(call.params)] = call.params["commands"]
    return True


async def delete_commands(world: World, call: Call) -> bool:
    world.commands.pop(command_key(call.params), None)
    return True


async def get_commands(world: World, call: Call) -> list[Json]:
    return world.commands.get(command_key(call.params), [])


async def set_menu_button(world: World, call: Call) -> bool:
    world.menu_buttons[call.params.get("chat_id")] = call.params.get("menu_button", {"type": "default"})
    return True


async def get_menu_button(world: World, call: Call) -> Json:
    fallback = world.menu_buttons.get(None, {"type": "default"})
    return world.menu_buttons.get(call.params.get("chat_id"), fallback)


def command_key(params: Json) -> tuple[str, str]:
    """Scope and language of a list of commands, as "chat:5" and "vi"."""
    scope = dict(params.get("scope", {"type": "default"}))
    name = ":".join(str(part) for part in (scope.pop("type"), *scope.values()))
    return name, params.get("language_code", "")


def _setter(field: str) -> Callable[[World, Call], Awaitable[bool]]:
    async def put(world: World, call: Call) -> bool:
        world.profile[field, call.params.get("language_code", "")] = call.params.get(field, "")
        return True

    return put


def _getter(field: str) -> Callable[[World, Call], Awaitable[Json]]:
    async def get(world: World, call: Call) -> Json:
        fallback = world.profile.get((field, ""), "")
        return {field: world.profile.get((field, call.params.get("language_code", "")), fallback)}

    return get


SETTINGS: Mapping[str, Callable[[World, Call], Awaitable[object]]] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "setMyCommands": set_commands,
    "deleteMyCommands": delete_commands,
    "getMyCommands": get_commands,
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
    **{f"setMy{name}": _setter(field) for name, field in PROFILE.items()},
    **{f"getMy{name}": _getter(field) for name, field in PROFILE.items()},
}
