"""The limits of the Bot API that its field list does not hold: lengths, ranges, patterns, keyboards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

from .telegram_schema import spec
from .telegram_values import Json, units

Key = tuple[str, str]

LENGTHS: Mapping[Key, tuple[int, int]] = {
    ("answerCallbackQuery", "text"): (0, 200),
    ("setMyName", "name"): (0, 64),
    ("setMyDescription", "description"): (0, 512),
    ("setMyShortDescription", "short_description"): (0, 120),
    ("BotCommand", "description"): (1, 256),
    ("CopyTextButton", "text"): (1, 256),
    ("ForceReply", "input_field_placeholder"): (1, 64),
    ("InlineKeyboardButton", "text"): (1, 4096),
    ("KeyboardButton", "text"): (1, 4096),
    ("ReplyKeyboardMarkup", "input_field_placeholder"): (1, 64),
}
COUNTS: Mapping[Key, tuple[int, int]] = {
    ("sendMediaGroup", "media"): (2, 10),
    ("setMyCommands", "commands"): (0, 100),
    ("ReplyKeyboardMarkup", "keyboard"): (1, 300),
}
RANGES: Mapping[Key, tuple[int, int]] = {
    ("answerCallbackQuery", "cache_time"): (0, 2**31 - 1),
    ("getUpdates", "limit"): (1, 100),
    ("getUpdates", "timeout"): (0, 2**31 - 1),
    ("setWebhook", "max_connections"): (1, 100),
    ("MessageEntity", "length"): (1, 2**31 - 1),
    ("MessageEntity", "offset"): (0, 2**31 - 1),
}
PATTERNS: Mapping[Key, re.Pattern[str]] = {
    ("setWebhook", "secret_token"): re.compile(r"[A-Za-z0-9_-]{1,256}"),
    ("BotCommand", "command"): re.compile(r"[a-z0-9_]{1,32}"),
    ("*", "language_code"): re.compile(r"([a-z]{2})?"),
}
ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note"
)
ENTITY_TYPES = (
    "mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler "
    "blockquote expandable_blockquote code pre text_link text_mention custom_emoji date_time"
)
CHOICES: Mapping[Key, frozenset[str]] = {
    ("sendChatAction", "action"): frozenset(ACTIONS.split()),
    ("MessageEntity", "type"): frozenset(ENTITY_TYPES.split()),
    ("InlineKeyboardButton", "style"): frozenset({"danger", "success", "primary"}),
    ("KeyboardButton", "style"): frozenset({"danger", "success", "primary"}),
}
ENTITY_NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
INLINE_ACTIONS = (
    "callback_data",
    "callback_game",
    "copy_text",
    "login_url",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "url",
    "web_app",
)
DEEP_LINK = re.compile(r"(?:t\.me/\w+\?|tg://resolve\?domain=\w+&)start(?:group)?=([^\s&#\"'<>]*)")
START = re.compile(r"[A-Za-z0-9_-]{1,64}")
WEBHOOK_PORTS = {None, 80, 88, 443, 8443}
HERE = {"127.0.0.1", "localhost", "::1"}
SILENT_UPDATES = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


def limits(owner: str, value: Json) -> Iterator[str]:
    """What a well-typed request or object breaks all the same; `owner` is the method or the type."""
    for field, given in value.items():
        yield from _table_limits(owner, field, given)
    if (special := SPECIAL.get(owner)) is not None:
        yield from special(value)


def update_types() -> frozenset[str]:
    return frozenset(spec()["types"]["Update"]["fields"]) - {"update_id"}


def bad_deep_links(text: str) -> Iterator[str]:
    """Start parameters that Telegram would not carry."""
    for link in DEEP_LINK.finditer(text):
        if not START.fullmatch(link[1]):
            yield f"start parameter {link[1]!r}: 1-64 of A-Z a-z 0-9 _ - allowed"


def _table_limits(owner: str, field: str, given: object) -> Iterator[str]:
    key = (owner, field)
    if key in LENGTHS and isinstance(given, str):
        yield from _between(f"{field}: characters", units(given), LENGTHS[key])
    if key in COUNTS and isinstance(given, list):
        yield from _between(f"{field}: elements", len(given), COUNTS[key])
    if key in RANGES and isinstance(given, int):
        yield from _between(f"{field}: value", given, RANGES[key])
    pattern = PATTERNS.get(key) or PATTERNS.get(("*", field))
    if pattern is not None and isinstance(given, str) and not pattern.fullmatch(given):
        yield f"{field}: {given[:80]!r} must be {pattern.pattern}"
    if key in CHOICES and given not in CHOICES[key]:
        yield f"{field}: {given!r} is not one of {', '.join(sorted(CHOICES[key]))}"
    if field == "allowed_updates" and isinstance(given, list):
        yield from (f"{field}: {name!r} is no kind of update" for name in given if name not in update_types())


def _between(what: str, given: int, bounds: tuple[int, int]) -> Iterator[str]:
    low, high = bounds
    if not low <= given <= high:
        yield f"{what} {given}, {low}-{high} allowed"


def _inline_button(button: Json) -> Iterator[str]:
    actions = [name for name in INLINE_ACTIONS if name in button]
    if len(actions) != 1:
        yield f"exactly one action is needed in an inline button, found {actions or 'none'}"
    if "callback_data" in button:
        size = len(button["callback_data"].encode("utf8", "surrogatepass"))
        if not 1 <= size <= 64:
            yield f"callback_data: BUTTON_DATA_INVALID, {size} bytes, 1-64 allowed"
    if "url" in button:
        yield from _link(button["url"])


def _link(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https") and "." not in (parts.hostname or ""):
        yield f"url: {url!r} is invalid: Wrong HTTP URL"
    elif parts.scheme not in ("http", "https", "tg", "ton", "tonsite"):
        yield f"url: {url!r} is invalid: Unsupported URL protocol"
    yield from bad_deep_links(url)


def _inline_keyboard(markup: Json) -> Iterator[str]:
    rows = markup["inline_keyboard"]
    yield from _between("inline_keyboard: buttons", sum(map(len, rows)), (0, 100))
    for row in rows:
        yield from _between("inline_keyboard: buttons in a row", len(row), (0, 8))


def _reply_button(button: Json) -> Iterator[str]:
    asked = [name for name in button if name.startswith("request_") or name == "web_app"]
    if len(asked) > 1:
        yield f"at most one of {asked} in one button"


def _entity(entity: Json) -> Iterator[str]:
    needed = ENTITY_NEEDS.get(entity["type"])
    if needed and needed not in entity:
        yield f"{needed}: needed for {entity['type']}"
    yield from bad_deep_links(entity.get("url", ""))


def _web_app(info: Json) -> Iterator[str]:
    if urlsplit(info["url"]).scheme != "https":
        yield "url: a Web App needs HTTPS"


def _webhook(params: Json) -> Iterator[str]:
    parts = urlsplit(params["url"])
    # The fake runs beside the bot: plain HTTP to this machine is the one thing more it allows.
    if not params["url"] or parts.hostname in HERE:
        return
    if parts.scheme != "https":
        yield "url: bad webhook: An HTTPS URL must be provided for webhook"
    if parts.port not in WEBHOOK_PORTS:
        yield "url: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"


def _album(params: Json) -> Iterator[str]:
    kinds = {item["type"] for item in params["media"]}
    if len(kinds) > 1 and kinds & {"audio", "document"}:
        yield "media: documents and audio cannot be mixed with other kinds"


def _edit(params: Json) -> Iterator[str]:
    if "inline_message_id" not in params and not {"chat_id", "message_id"} <= params.keys():
        yield 'message_id: "chat_id" and "message_id", or "inline_message_id", are required'


SPECIAL: Mapping[str, Callable[[Json], Iterator[str]]] = {
    "InlineKeyboardButton": _inline_button,
    "InlineKeyboardMarkup": _inline_keyboard,
    "KeyboardButton": _reply_button,
    "MessageEntity": _entity,
    "WebAppInfo": _web_app,
    "setWebhook": _webhook,
    "sendMediaGroup": _album,
    "editMessageText": _edit,
    "editMessageCaption": _edit,
    "editMessageReplyMarkup": _edit,
}
