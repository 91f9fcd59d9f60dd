"""What each method about messages, files and button presses does to the world."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from .telegram_files import StoredFile
from .telegram_markup import Formatted, read_caption, read_text
from .telegram_values import Call, Json, Upload, broken, declined
from .telegram_world import Room, Sent, Toast, World

DELETE_SECONDS = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
STALE_QUERY = "query is too old and response timeout expired or query ID is invalid"
CONTENT = ("text", "entities", "caption", "caption_entities")


def get_me(world: World, call: Call) -> Json:
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def send_message(world: World, call: Call) -> Json:
    content = _text(call)
    if "link_preview_options" in call.params:
        content["link_preview_options"] = call.params["link_preview_options"]
    return _post(world, call, content)


def send_file(kind: str) -> Callable[[World, Call], Json]:
    """The method that sends one file of this kind."""

    def send(world: World, call: Call) -> Json:
        world.reach(call.params["chat_id"])
        file = _stored(world, kind, call.params[kind], call.uploads)
        content = world.files.describe(file, call.params.get("duration", 3)) | read_caption(call.params)
        return _post(world, call, content, file)

    return send


def send_media_group(world: World, call: Call) -> list[Json]:
    world.reach(call.params["chat_id"])
    group = {"media_group_id": str(secrets.randbelow(10**17))}
    made = []
    for item in call.params["media"]:
        file = _stored(world, item["type"], item["media"], call.uploads)
        made.append((world.files.describe(file) | read_caption(item) | group, file))
    return [_post(world, call, content, file) for content, file in made]


def edit_text(world: World, call: Call) -> Json:
    sent = _editable(world, call)
    if "text" not in sent.raw:
        raise declined("there is no text in the message to edit")
    return _edit(world, call, sent, _text(call))


def edit_caption(world: World, call: Call) -> Json:
    sent = _editable(world, call)
    if sent.file is None:
        raise declined("there is no caption in the message to edit")
    return _edit(world, call, sent, read_caption(call.params))


def edit_markup(world: World, call: Call) -> Json:
    sent = _editable(world, call)
    return _edit(world, call, sent, {name: sent.raw[name] for name in CONTENT if name in sent.raw})


def delete_message(world: World, call: Call) -> bool:
    sent = world.message(world.reach(call.params["chat_id"]), call.params["message_id"], "delete")
    if world.now() - sent.raw["date"] > DELETE_SECONDS:
        raise declined("message can't be deleted for everyone")
    sent.deleted = True
    return True


def answer_callback_query(world: World, call: Call) -> bool:
    query = world.queries.get(call.params["callback_query_id"])
    if query is None or query.answer or world.now() - query.at > world.query_seconds:
        raise declined(STALE_QUERY)
    text, alert = call.params.get("text", ""), call.params.get("show_alert", False)
    query.answer = Toast(query.id, text, alert)
    world.rooms[query.person].toasts.append(query.answer)
    return True


def send_chat_action(world: World, call: Call) -> bool:
    world.reach(call.params["chat_id"]).actions.append(call.params["action"])
    return True


def get_file(world: World, call: Call) -> Json:
    return world.files.grant(call.params["file_id"], world.now())


def _text(call: Call) -> Json:
    found: Formatted = read_text(call.params, "text", 4096)
    if not found.text:
        raise broken("text: message text is empty")
    return {"text": found.text} | ({"entities": list(found.entities)} if found.entities else {})


def _post(world: World, call: Call, content: Json, file: StoredFile | None = None) -> Json:
    room = world.reach(call.params["chat_id"])
    markup = call.params.get("reply_markup")
    raw: Json = {
        "message_id": world.next_message_id(room.id),
        "from": world.bot,
        "chat": room.info,
        "date": int(world.now()),
    }
    raw |= _reply(room, call.params.get("reply_parameters")) | content
    if call.params.get("protect_content"):
        raw["has_protected_content"] = True
    raw |= _visible(markup)
    room.put(Sent(raw, markup, file), from_bot=True)
    return raw


def _reply(room: Room, asked: Json | None) -> Json:
    if asked is None:
        return {}
    found = room.messages.get(asked["message_id"])
    if found is None or found.deleted:
        if asked.get("allow_sending_without_reply"):
            return {}
        raise declined("message to be replied not found")
    return {"reply_to_message": {k: v for k, v in found.raw.items() if k != "reply_to_message"}}


def _visible(markup: Json | None) -> Json:
    """Only inline keyboards are shown in a Message; those without buttons are none."""
    rows = [row for row in (markup or {}).get("inline_keyboard", []) if row]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _editable(world: World, call: Call) -> Sent:
    if "inline_message_id" in call.params:
        raise declined("MESSAGE_ID_INVALID")
    room = world.reach(call.params["chat_id"])
    sent = world.message(room, call.params["message_id"], "edit")
    if sent.raw["from"]["id"] != world.bot["id"]:
        raise declined("message can't be edited")
    return sent


def _edit(world: World, call: Call, sent: Sent, content: Json) -> Json:
    """Puts new content and buttons; without reply_markup the buttons go, as in Telegram."""
    markup = call.params.get("reply_markup")
    kept = {k: v for k, v in sent.raw.items() if k not in (*CONTENT, "reply_markup", "edit_date")}
    raw = kept | content | _visible(markup)
    if raw == {k: v for k, v in sent.raw.items() if k != "edit_date"}:
        raise declined(NOT_MODIFIED)
    sent.show(raw | {"edit_date": int(world.now())}, markup)
    return sent.raw


def _stored(world: World, kind: str, given: Upload | str, uploads: Mapping[str, Upload]) -> StoredFile:
    """The file meant by a parameter: a part of the request, or a file_id."""
    if isinstance(given, Upload):
        return world.files.upload(kind, given)
    if given.startswith("attach://"):
        return world.files.upload(kind, uploads[given.removeprefix("attach://")])
    return world.files.again(kind, given)


METHODS: Mapping[str, Callable[[World, Call], object]] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "sendPhoto": send_file("photo"),
    "sendDocument": send_file("document"),
    "sendVoice": send_file("voice"),
    "sendMediaGroup": send_media_group,
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": send_chat_action,
    "getFile": get_file,
}
