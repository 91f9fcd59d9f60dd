"""Shows that the fake Telegram is as strict as the real one, and that a real client gets on with it."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest
import telegram
from aiohttp import web
from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup, InputMediaDocument, InputMediaPhoto
from telegram.request import HTTPXRequest

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_faults import FloodLimits
from tests.fakes.telegram_markup import parse_html
from tests.fakes.telegram_people import JPEG
from tests.fakes.telegram_rules import limits
from tests.fakes.telegram_schema import Schema
from tests.fakes.telegram_values import Json
from tests.fakes.telegram_world import PATIENCE

EMOJI = "😀"
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # the fake has none: each client would load all authorities (6 ms)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.time = 1_700_000_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture(autouse=True)
def _timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it python-telegram-bot warns at every retry_after."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def fake(clock: Clock) -> AsyncIterator[FakeTelegram]:
    server = await FakeTelegram.start(clock=clock)
    yield server
    await server.stop()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def bot(fake: FakeTelegram) -> AsyncIterator[telegram.Bot]:
    async with client(fake) as started:
        yield started
    assert [str(violation) for violation in fake.violations] == []


def client(fake: FakeTelegram) -> telegram.Bot:
    calls, updates = (HTTPXRequest(size, httpx_kwargs={"verify": NO_TLS}) for size in (256, 1))
    urls = {"base_url": fake.url + "/bot", "base_file_url": fake.url + "/file/bot"}
    return telegram.Bot(fake.token, **urls, request=calls, get_updates_request=updates)


async def ask(http: aiohttp.ClientSession, fake: FakeTelegram, method: str, **params: Any) -> Json:
    """A call with a JSON body."""
    async with http.post(f"{fake.url}/bot{fake.token}/{method}", json=params) as response:
        answer: Json = await response.json()
        assert response.status == answer.get("error_code", 200)
        return answer


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[Button(label, callback_data=f"do:{label}")] for label in labels])


async def get(bot: telegram.Bot, **params: Any) -> tuple[telegram.Update, ...]:
    return await bot.get_updates(timeout=0, allowed_updates=telegram.Update.ALL_TYPES, **params)


# --- what is refused, and recorded ---

BROKEN = [
    ("sendMesage", {}, "Not Found"),
    ("sendMessage", {"chat_id": 5}, '"text" is required'),
    ("sendMessage", {"chat_id": 5, "text": "a", "colour": 1}, "colour: unknown parameter"),
    ("sendMessage", {"chat_id": 5, "text": 7}, "text: expected String, got int"),
    ("sendMessage", {"chat_id": 5, "text": None}, "text: expected String, got NoneType"),
    ("sendMessage", {"chat_id": [5], "text": "a"}, "chat_id: expected"),
    ("sendMessage", {"chat_id": 5, "text": "a", "message_thread_id": "7"}, "expected Integer, got str"),
    ("sendMessage", {"chat_id": 5, "text": ""}, "message text is empty"),
    ("sendMessage", {"chat_id": 5, "text": " \n "}, "message text is empty"),
    ("sendMessage", {"chat_id": 5, "text": "a" * 4097}, "message is too long"),
    ("sendMessage", {"chat_id": 5, "text": EMOJI * 2049}, "message is too long"),
    ("sendMessage", {"chat_id": 5, "text": "\ud83d"}, "encoded in UTF-8"),
    ("sendMessage", {"chat_id": 5, "text": "<b>a", "parse_mode": "HTML"}, "can't parse entities"),
    ("sendMessage", {"chat_id": 5, "text": "a", "parse_mode": "Markdown"}, "only HTML"),
    ("sendMessage", {"chat_id": 5, "text": "a", "link_preview_options": {"disabled": True}}, "link_preview_"),
    ("sendMessage", {"chat_id": 5, "text": "https://t.me/x_bot?start=a.b"}, "start parameter"),
    ("sendPhoto", {"chat_id": 5, "photo": "no-such-id"}, "wrong file identifier"),
    ("sendPhoto", {"chat_id": 5, "photo": "attach://gone"}, "attached file not found"),
    ("sendMediaGroup", {"chat_id": 5, "media": [{"type": "photo", "media": "x"}]}, "2-10 allowed"),
    ("sendMediaGroup", {"chat_id": 5, "media": [{"type": "book", "media": "x"}] * 2}, "media[0].type"),
    ("editMessageText", {"chat_id": 5, "text": "a"}, '"message_id"'),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}, "0-200 allowed"),
    ("sendChatAction", {"chat_id": 5, "action": "sleeping"}, "action"),
    ("getUpdates", {"limit": 101}, "1-100 allowed"),
    ("getUpdates", {"limit": 0}, "1-100 allowed"),
    ("getUpdates", {"allowed_updates": ["messages"]}, "no kind of update"),
    ("setWebhook", {"url": "https://a.vn/x", "secret_token": "a b"}, "secret_token"),
    ("setWebhook", {"url": "https://a.vn/x", "secret_token": "a" * 257}, "secret_token"),
    ("setWebhook", {"url": "http://a.vn/x"}, "HTTPS URL must be provided"),
    ("setWebhook", {"url": "https://a.vn:8080/x"}, "ports"),
    ("setMyCommands", {"commands": [{"command": "Nộp", "description": "a"}]}, "commands[0].command"),
    ("setMyCommands", {"commands": [{"command": "a" * 33, "description": "a"}]}, "commands[0].command"),
    ("setMyCommands", {"commands": [{"command": "new", "description": ""}]}, "1-256 allowed"),
    ("setMyCommands", {"commands": [{"command": "new", "description": "a"}] * 101}, "0-100 allowed"),
    ("setMyCommands", {"commands": [], "language_code": "zh-Hans"}, "language_code"),
    ("setMyCommands", {"commands": [], "scope": {"type": "private"}}, "scope.type"),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, '"chat_id" is required'),
    ("setMyShortDescription", {"short_description": "a" * 121}, "0-120 allowed"),
    ("setChatMenuButton", {"menu_button": {"type": "web_app", "text": "a"}}, '"web_app" is required'),
]


@pytest.mark.parametrize(("method", "params", "reason"), BROKEN, ids=lambda value: str(value)[:50])
async def test_broken_requests_are_refused_and_recorded(
    fake: FakeTelegram, http: aiohttp.ClientSession, method: str, params: Json, reason: str
) -> None:
    await fake.user(5, "Lan").starts()
    answer = await ask(http, fake, method, **params)
    assert answer["ok"] is False
    assert answer["error_code"] == (404 if reason == "Not Found" else 400)
    assert reason in answer["description"]
    assert [(v.method, v.problem) for v in fake.violations] == [(method, answer["description"])]
    assert not fake.calls


BUTTONS = [
    ({"text": "a"}, "exactly one action"),
    ({"text": "a", "callback_data": "a", "url": "https://a.vn"}, "exactly one action"),
    ({"text": "a", "callback_data": ""}, "1-64 allowed"),
    ({"text": "a", "callback_data": "ộ" * 22}, "66 bytes"),
    ({"text": "", "callback_data": "a"}, "text"),
    ({"text": "a", "callbackData": "a"}, "[0][0].callbackData: unknown parameter"),
    ({"text": "a", "callback_data": 5}, "[0][0].callback_data: expected String, got int"),
    ({"text": "a", "url": "http://localhost/x"}, "Wrong HTTP URL"),
    ({"text": "a", "url": "javascript:a"}, "Unsupported URL protocol"),
    ({"text": "a", "url": "https://t.me/x_bot?start=" + "a" * 65}, "start parameter"),
    ({"text": "a", "web_app": {"url": "http://a.vn"}}, "needs HTTPS"),
    ({"text": "a", "callback_data": "a", "style": "pink"}, "style"),
]


@pytest.mark.parametrize(("button", "reason"), BUTTONS, ids=lambda value: str(value)[:50])
async def test_broken_buttons_are_refused(
    fake: FakeTelegram, http: aiohttp.ClientSession, button: Json, reason: str
) -> None:
    await fake.user(5, "Lan").starts()
    markup = {"inline_keyboard": [[button]]}
    answer = await ask(http, fake, "sendMessage", chat_id=5, text="a", reply_markup=markup)
    assert answer["description"].startswith("Bad Request: reply_markup.inline_keyboard[0][0]")
    assert reason in answer["description"]
    assert len(fake.violations) == 1


ENTITIES = [
    ("abc", {"type": "bold", "offset": 0, "length": 4}, "after the text's 3 units"),
    (EMOJI, {"type": "bold", "offset": 0, "length": 1}, "cuts a surrogate pair"),
    (EMOJI, {"type": "bold", "offset": 1, "length": 1}, "cuts a surrogate pair"),
    ("abc", {"type": "bold", "offset": 0, "length": 0}, "length"),
    ("abc", {"type": "bold", "offset": -1, "length": 1}, "offset"),
    ("abc", {"type": "fat", "offset": 0, "length": 1}, "type"),
    ("abc", {"type": "text_link", "offset": 0, "length": 1}, "url: needed"),
    ("abc", {"type": "bold", "offset": 0}, '"length" is required'),
]


@pytest.mark.parametrize(("text", "entity", "reason"), ENTITIES, ids=lambda value: str(value)[:50])
async def test_broken_entities_are_refused(
    fake: FakeTelegram, http: aiohttp.ClientSession, text: str, entity: Json, reason: str
) -> None:
    await fake.user(5, "Lan").starts()
    answer = await ask(http, fake, "sendMessage", chat_id=5, text=text, entities=[entity])
    assert reason in answer["description"]
    assert len(fake.violations) == 1


@pytest.mark.parametrize(
    "text",
    ["<b>a</i>", "a</b>", "<h1>a</h1>", "a < b", "<b><i>a</b></i>", "<span>a</span>", "<b>"],
)
async def test_html_that_telegram_cannot_read(fake: FakeTelegram, http: aiohttp.ClientSession, text: str) -> None:
    await fake.user(5, "Lan").starts()
    answer = await ask(http, fake, "sendMessage", chat_id=5, text=text, parse_mode="HTML")
    assert "can't parse entities" in answer["description"]
    assert "byte offset" in answer["description"]


def test_html_that_telegram_reads() -> None:
    page = f'{EMOJI}<b>1 &lt; <i>2</i></b> & <a href="https://a.vn/?a=1&amp;b">x</a>'
    page += '<pre><code class="language-py">p</code></pre>'
    found = parse_html(page)
    assert found.text == f"{EMOJI}1 < 2 & xp"
    assert [(e["type"], e["offset"], e["length"]) for e in found.entities] == [
        ("bold", 2, 5),
        ("italic", 6, 1),
        ("text_link", 10, 1),
        ("pre", 11, 1),
    ]
    assert found.entities[3]["language"] == "py"
    assert found.entities[2]["url"] == "https://a.vn/?a=1&b"
    assert not parse_html("<b></b>").entities


# --- what a good request gets, in each of the ways to send it ---


async def test_the_edges_of_the_limits_are_allowed(fake: FakeTelegram, http: aiohttp.ClientSession) -> None:
    await fake.user(5, "Lan").starts()
    button = {"text": "a", "callback_data": "ộ" * 21 + "a"}
    markup = {"inline_keyboard": [[button]]}
    sent = await ask(http, fake, "sendMessage", chat_id=5, text=EMOJI * 2048, reply_markup=markup)
    assert sent["result"]["reply_markup"] == markup
    long = f"<b>{'a' * 4096}</b>"
    assert (await ask(http, fake, "sendMessage", chat_id=5, text=long, parse_mode="HTML"))["ok"]
    whole = {"type": "bold", "offset": 0, "length": 2}
    sent = await ask(http, fake, "sendMessage", chat_id=5, text=f" {EMOJI}\n", entities=[whole | {"offset": 1}])
    assert sent["result"]["text"] == EMOJI
    assert sent["result"]["entities"] == [whole]
    assert not fake.violations


async def test_get_form_json_and_multipart_mean_the_same(fake: FakeTelegram, http: aiohttp.ClientSession) -> None:
    lan = fake.user(5, "Lan")
    await lan.starts()
    url = f"{fake.url}/bot{fake.token}/sendMessage"
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    texts = {"chat_id": "5", "text": "12", "protect_content": "true", "reply_markup": json.dumps(markup)}
    parts = aiohttp.FormData(texts, default_to_multipart=True)
    for request in (
        http.get(url, params=texts),
        http.post(url, data=texts),
        http.post(url, data=parts),
        http.post(url, json=texts | {"chat_id": 5, "protect_content": True, "reply_markup": markup}),
        http.post(url, json=texts | {"chat_id": 5, "protect_content": True}),
    ):
        async with request as response:
            assert (await response.json())["ok"]
    shown = await lan.reads(5)
    assert [sent.text for sent in shown] == ["12"] * 5
    assert [sent.buttons for sent in shown] == [[["a"]]] * 5
    async with http.post(url, data=texts | {"reply_markup": "{broken"}) as response:
        assert "reply_markup: expected" in (await response.json())["description"]
    async with http.post(url, data=texts | {"protect_content": "maybe"}) as response:
        assert "protect_content: expected Boolean" in (await response.json())["description"]


async def test_tokens(fake: FakeTelegram, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{fake.url}/bot1:other/getMe") as response:
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    async with http.get(f"{fake.url}/botwhat/getMe") as response:
        assert response.status == 404
    assert not fake.violations


async def test_methods_without_behaviour_are_checked_and_kept(fake: FakeTelegram, http: aiohttp.ClientSession) -> None:
    assert await ask(http, fake, "unpinAllChatMessages", chat_id=5) == {"ok": True, "result": True}
    assert fake.called("unpinAllChatMessages")[0].params == {"chat_id": 5}
    assert not (await ask(http, fake, "unpinAllChatMessages"))["ok"]


# --- what people are shown, through the real client ---


async def test_a_talk(fake: FakeTelegram, bot: telegram.Bot) -> None:
    lan = fake.user(5, "Lan", "Nguyễn", username="lan")
    wrote = await lan.starts("KCN-7")
    (update,) = await get(bot)
    assert update.message is not None
    assert update.message.text == "/start KCN-7"
    assert update.message.parse_entities(["bot_command"])
    assert update.effective_user is not None
    assert (update.effective_user.full_name, update.effective_user.language_code) == ("Lan Nguyễn", "vi")
    assert update.message.message_id == wrote.id

    sent = await bot.send_message(5, "<b>Chào</b> Lan", "HTML", reply_markup=keyboard("Nộp", "Thôi"))
    (shown,) = await lan.reads()
    assert (shown.text, shown.buttons, shown.id) == ("Chào Lan", [["Nộp"], ["Thôi"]], sent.message_id)
    assert shown.entities == [{"type": "bold", "offset": 0, "length": 4}]
    assert sent.reply_markup == keyboard("Nộp", "Thôi")

    await lan.presses("Nộp")
    (update,) = await get(bot, offset=update.update_id + 1)
    query = update.callback_query
    assert query is not None
    assert query.data == "do:Nộp"
    assert await query.answer("Được")
    assert await lan.toast() == "Được"
    await query.edit_message_text("Tên sáng kiến?")
    assert lan.screen.text == "Tên sáng kiến?"
    assert lan.screen.buttons == []
    assert (await lan.sees("sáng kiến")).id == sent.message_id
    await lan.presses("Nộp", lan.screen)
    with pytest.raises(AssertionError, match="no button"):
        await lan.presses("Nộp")
    with pytest.raises(telegram.error.BadRequest, match="Query is too old"):
        await query.answer("Được")


async def test_stale_and_unknown_presses(fake: FakeTelegram, bot: telegram.Bot, clock: Clock) -> None:
    lan = fake.user(5, "Lan")
    await lan.starts()
    await bot.send_message(5, "a", reply_markup=keyboard("x"))
    pressed = await lan.presses("do:x")
    clock.time += 16
    for query in (pressed.query_id, "77"):
        with pytest.raises(telegram.error.BadRequest, match="query id is invalid"):
            await bot.answer_callback_query(query)


async def test_edits(fake: FakeTelegram, bot: telegram.Bot) -> None:
    lan = fake.user(5, "Lan")
    hers = await lan.starts()
    sent = await bot.send_message(5, "a", reply_markup=keyboard("x"))
    with pytest.raises(telegram.error.BadRequest, match="Message is not modified"):
        await bot.edit_message_text("a", 5, sent.message_id, reply_markup=keyboard("x"))
    with pytest.raises(telegram.error.BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("b", 5, 99)
    with pytest.raises(telegram.error.BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("b", 5, hers.id)
    await bot.edit_message_reply_markup(5, sent.message_id)
    with pytest.raises(telegram.error.BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(5, sent.message_id)
    assert await bot.delete_message(5, sent.message_id)
    with pytest.raises(telegram.error.BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("b", 5, sent.message_id)
    with pytest.raises(telegram.error.BadRequest, match="Message to delete not found"):
        await bot.delete_message(5, sent.message_id)
    assert lan.inbox[0].deleted


async def test_whom_a_bot_may_write_to(fake: FakeTelegram, bot: telegram.Bot) -> None:
    with pytest.raises(telegram.error.BadRequest, match="Chat not found"):
        await bot.send_message(6, "a")
    lan = fake.user(5, "Lan")
    with pytest.raises(telegram.error.Forbidden, match="can't initiate conversation"):
        await bot.send_message(5, "a")
    await lan.starts()
    await bot.send_message(5, "a")
    await lan.blocks()
    with pytest.raises(telegram.error.Forbidden, match="bot was blocked by the user"):
        await bot.send_chat_action(5, "typing")
    await lan.starts()
    kinds = [update.my_chat_member and update.my_chat_member.new_chat_member.status for update in await get(bot)]
    assert kinds == [None, "kicked", "member", None]
    lan.leaves_telegram()
    with pytest.raises(telegram.error.Forbidden, match="deactivated"):
        await bot.send_message(5, "a")


async def test_files_both_ways(fake: FakeTelegram, bot: telegram.Bot, clock: Clock) -> None:
    lan = fake.user(5, "Lan")
    await lan.sends_document("bản vẽ.pdf", b"%PDF", caption="đây")
    await lan.sends_voice()
    await lan.sends_photo("ảnh")
    document, voice, photo = (update.message for update in await get(bot))
    assert document.document.file_name == "bản vẽ.pdf"
    assert document.caption == "đây"
    assert voice.voice.mime_type == "audio/ogg"
    assert [size.width for size in photo.photo] == [90, 320, 800, 1280]
    file = await bot.get_file(document.document.file_id)
    assert await file.download_as_bytearray() == b"%PDF"
    assert await (await photo.photo[-1].get_file()).download_as_bytearray() == JPEG
    clock.time += 3601
    with pytest.raises(telegram.error.InvalidToken):
        await file.download_as_bytearray()
    with pytest.raises(telegram.error.BadRequest, match="Invalid file_id"):
        await bot.get_file("what")
    await lan.sends_document("lớn.zip", size=(20 << 20) + 1)
    with pytest.raises(telegram.error.BadRequest, match="File is too big"):
        await bot.get_file((await get(bot))[-1].message.document.file_id)

    await bot.send_document(5, b"a;b", filename="x.csv", caption="<i>bảng</i>", parse_mode="HTML")
    again = await bot.send_photo(5, JPEG, caption="một")
    await bot.send_photo(5, again.photo[-1].file_id)
    await bot.send_voice(5, b"OggS", duration=2)
    table, first, second, spoken = await lan.reads(4)
    assert (table.file.name, table.file.data, table.text) == ("x.csv", b"a;b", "bảng")
    assert first.file is second.file
    assert spoken.raw["voice"]["duration"] == 2


async def test_files_that_are_refused(fake: FakeTelegram) -> None:
    lan = fake.user(5, "Lan")
    await lan.sends_document("a.pdf")
    async with client(fake) as bot:
        with pytest.raises(telegram.error.BadRequest, match="image_process_failed"):
            await bot.send_photo(5, b"no picture")
        with pytest.raises(telegram.error.BadRequest, match="too long"):
            await bot.send_photo(5, JPEG, caption="a" * 1025)
        with pytest.raises(telegram.error.BadRequest, match="can't use file of type document"):
            await bot.send_photo(5, (await get(bot))[0].message.document.file_id)
    assert len(fake.violations) == 3


async def test_albums_both_ways(fake: FakeTelegram, bot: telegram.Bot) -> None:
    lan = fake.user(5, "Lan")
    await lan.sends_album([JPEG, JPEG + b"2"], caption="trước, sau")
    first, second = (update.message for update in await get(bot))
    assert first.media_group_id == second.media_group_id
    assert (first.caption, second.caption) == ("trước, sau", None)
    await bot.send_media_group(5, [InputMediaPhoto(JPEG, caption="một"), InputMediaPhoto(JPEG)])
    shown = await lan.reads(2)
    assert [sent.text for sent in shown] == ["một", ""]
    assert shown[0].raw["media_group_id"] == shown[1].raw["media_group_id"]
    await bot.send_media_group(5, [InputMediaDocument(b"1", filename="1.txt"), InputMediaDocument(b"2")])
    assert [sent.file.data for sent in await lan.reads(2)] == [b"1", b"2"]


async def test_reply_keyboard_and_contact(fake: FakeTelegram, bot: telegram.Bot) -> None:
    lan = fake.user(5, "Lan", "Lê")
    await lan.starts()
    asks = telegram.KeyboardButton("Gửi số", request_contact=True)
    await bot.send_message(5, "?", reply_markup=telegram.ReplyKeyboardMarkup([[asks], ["Thôi"]]))
    assert (await lan.reads())[0].keyboard == [["Gửi số"], ["Thôi"]]
    await lan.presses("Gửi số")
    await lan.presses("Thôi")
    _, contact, text = (update.message for update in await get(bot))
    assert (contact.contact.phone_number, contact.contact.user_id, text.text) == ("84901234567", 5, "Thôi")
    await bot.send_message(5, "!", reply_markup=telegram.ReplyKeyboardRemove())
    with pytest.raises(AssertionError, match="no button"):
        await lan.presses("Thôi")


async def test_people_edit_paste_and_reply(fake: FakeTelegram, bot: telegram.Bot) -> None:
    lan = fake.user(5, "Lan")
    wrote = await lan.writes("cu")
    await lan.edits(wrote, "mới /help")
    pasted = await lan.pastes("a" * 4095 + EMOJI)
    assert [len(did.message["text"]) for did in pasted] == [4095, 1]
    updates = await get(bot)
    assert updates[1].edited_message.text == "mới /help"
    assert updates[1].edited_message.edit_date
    assert updates[1].edited_message.entities[0].offset == 4
    sent = await bot.send_message(5, "a", reply_parameters=telegram.ReplyParameters(wrote.id))
    assert sent.reply_to_message.text == "mới /help"
    with pytest.raises(telegram.error.BadRequest, match="to be replied not found"):
        await bot.send_message(5, "a", reply_parameters=telegram.ReplyParameters(99))


async def test_settings(fake: FakeTelegram, bot: telegram.Bot) -> None:
    scope = telegram.BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([("new", "Nộp sáng kiến")], scope, "vi")
    await bot.set_my_commands([telegram.BotCommand("new", "New idea")])
    assert fake.world.commands.keys() == {("all_private_chats", "vi"), ("default", "")}
    assert (await bot.get_my_commands(scope, "vi"))[0].description == "Nộp sáng kiến"
    await bot.delete_my_commands(scope, "vi")
    assert await bot.get_my_commands(scope, "vi") == ()
    await bot.set_my_name("Sáng kiến")
    await bot.set_my_description("Nộp ở đây", "vi")
    await bot.set_my_short_description("Nộp")
    assert (await bot.get_my_description("vi")).description == "Nộp ở đây"
    assert (await bot.get_my_short_description("ko")).short_description == "Nộp"
    await bot.set_chat_menu_button(menu_button=telegram.MenuButtonCommands())
    assert fake.world.menu_buttons == {None: {"type": "commands"}}
    assert (await bot.get_me()).username == "sangkien_bot"


async def test_all_that_goes_out_fits_the_schema(fake: FakeTelegram, bot: telegram.Bot) -> None:
    lan, group = fake.user(5, "Lan"), fake.group(-1007, "Tổ 1")
    wrote = await lan.starts()
    did = [wrote, await lan.edits(wrote, "x"), await lan.sends_voice(), await lan.shares_contact()]
    did += [await lan.writes("/queue", group), await lan.sends_document("a.pdf"), *await lan.sends_album()]
    sent = await bot.send_message(5, "a", reply_markup=keyboard("x"))
    did.append(await lan.presses("x"))
    await bot.delete_message(5, sent.message_id)
    did += [await lan.presses("x", lan.inbox[-1]), await lan.blocks(), await lan.unblocks()]
    schema = Schema(limits)
    for item in did:
        assert schema.check(item.update, ["Update"], "update") == []
    await bot.send_photo(-1007, JPEG, caption="a")
    for shown in (*lan.inbox, *group.inbox):
        assert schema.check(shown.raw, ["Message"], "message") == []
    ids = [item.update["update_id"] for item in did]
    assert ids == list(range(ids[0], ids[0] + len(ids)))


# --- how updates arrive ---


async def test_polling_confirms_by_offset(fake: FakeTelegram, bot: telegram.Bot) -> None:
    lan = fake.user(5, "Lan")
    for text in "abc":
        await lan.writes(text)
    first = await get(bot, limit=2)
    assert [update.message.text for update in first] == ["a", "b"]
    assert [update.message.text for update in await get(bot)] == ["a", "b", "c"]
    assert [update.message.text for update in await get(bot, offset=first[1].update_id)] == ["b", "c"]
    last = (await get(bot))[-1]
    assert await get(bot, offset=last.update_id + 1) == ()
    did = await lan.writes("d")
    await get(bot, offset=did.update["update_id"] + 1)
    await fake.redeliver(did)
    (again,) = await get(bot, offset=did.update["update_id"] + 1)
    assert again.update_id == did.update["update_id"]
    assert await get(bot, offset=did.update["update_id"] + 1) == ()
    await fake.deliver({"message": {"message_id": 1, "date": 1, "chat": {"id": 9, "type": "private"}}})
    assert (await get(bot))[0].message.chat.id == 9


async def until(ready: Callable[[], bool]) -> None:
    """Waits for what tells nobody."""
    async with asyncio.timeout(PATIENCE):
        while not ready():  # noqa: ASYNC110 - as it says
            await asyncio.sleep(0.01)


async def test_long_poll_two_pollers_and_allowed_updates(fake: FakeTelegram, http: aiohttp.ClientSession) -> None:
    lan = fake.user(5, "Lan")
    waiting = asyncio.create_task(ask(http, fake, "getUpdates", timeout=30, allowed_updates=["callback_query"]))
    await until(lambda: fake.world.updates.polls == 1)
    await lan.writes("dropped")
    other = asyncio.create_task(ask(http, fake, "getUpdates", timeout=30, allowed_updates=[]))
    answer = await waiting
    assert (answer["error_code"], fake.conflicts) == (409, 1)
    await lan.writes("here")
    assert [u["message"]["text"] for u in (await other)["result"]] == ["here"]
    await ask(http, fake, "setWebhook", url="https://sangkien.example.vn/hook", drop_pending_updates=True)
    assert (await ask(http, fake, "getUpdates"))["error_code"] == 409
    await ask(http, fake, "deleteWebhook")
    assert await ask(http, fake, "getUpdates") == {"ok": True, "result": []}
    assert not fake.violations


async def test_a_poller_that_went_away_is_no_conflict(fake: FakeTelegram, http: aiohttp.ClientSession) -> None:
    waiting = asyncio.create_task(ask(http, fake, "getUpdates", timeout=30))
    await until(lambda: fake.world.updates.polls == 1)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await fake.quiet()
    await fake.user(5, "Lan").starts()
    assert len((await ask(http, fake, "getUpdates", timeout=30))["result"]) == 1
    assert fake.conflicts == 0


class Hooked:
    """A webhook that answers as told and remembers what came."""

    def __init__(self) -> None:
        self.seen: list[tuple[str | None, Json]] = []
        self.answers: list[web.Response] = []
        self.gates: dict[str, asyncio.Event] = {}

    async def answer(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.seen.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), update))
        if gate := self.gates.get(update["message"]["text"]):
            await gate.wait()
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for _, update in self.seen]


@pytest.fixture
async def hook() -> AsyncIterator[tuple[str, Hooked]]:
    hooked = Hooked()
    app = web.Application()
    app.router.add_post("/hook", hooked.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook", hooked
    await runner.cleanup()


async def test_webhook(fake: FakeTelegram, bot: telegram.Bot, hook: tuple[str, Hooked]) -> None:
    url, hooked = hook
    lan = fake.user(5, "Lan")
    await lan.writes("before")
    hooked.answers = [
        web.Response(status=500),
        web.Response(status=503),
        web.json_response({"method": "sendMessage", "chat_id": 5, "text": "chào"}),
    ]
    await bot.set_webhook(url, secret_token="s3cret")
    assert [sent.text for sent in await lan.reads()] == ["chào"]
    await fake.quiet()
    assert [push.status for push in fake.pushes] == [500, 503, 200]
    assert {secret for secret, _ in hooked.seen} == {"s3cret"}
    assert len({update["update_id"] for _, update in hooked.seen}) == 1
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == (url, 0)
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
    did = await lan.writes("once")
    await fake.quiet()
    await fake.redeliver(did)
    await fake.quiet()
    assert hooked.texts[-2:] == ["once", "once"]
    await bot.delete_webhook()
    await lan.writes("after")
    assert [update.message.text for update in await get(bot)] == ["after"]


async def test_webhook_order(fake: FakeTelegram, bot: telegram.Bot, hook: tuple[str, Hooked]) -> None:
    url, hooked = hook
    hooked.gates["slow"] = asyncio.Event()
    await bot.set_webhook(url)
    lan, minh = fake.user(5, "Lan"), fake.user(6, "Minh")
    await lan.writes("slow")
    await lan.writes("next")
    await minh.writes("beside")
    await until(lambda: len(hooked.texts) == 2)
    with pytest.raises(TimeoutError):
        await fake.quiet(timeout=0.2)
    assert sorted(hooked.texts) == ["beside", "slow"]
    hooked.gates["slow"].set()
    await fake.quiet()
    assert hooked.texts[-1] == "next"


async def test_a_broken_method_in_a_webhook_answer_is_recorded(
    fake: FakeTelegram, http: aiohttp.ClientSession, hook: tuple[str, Hooked]
) -> None:
    url, hooked = hook
    hooked.answers = [web.json_response({"method": "sendMessage", "chat": 5})]
    await ask(http, fake, "setWebhook", url=url)
    await fake.user(5, "Lan").starts()
    await fake.quiet()
    assert 'unknown parameter "chat"' in str(fake.violations[0])


# --- trouble ---


async def test_scripted_faults(fake: FakeTelegram, bot: telegram.Bot) -> None:
    lan = fake.user(5, "Lan")
    await lan.starts()
    fake.fail_next("sendMessage", times=2)
    for _ in range(2):
        with pytest.raises(telegram.error.NetworkError, match="Internal Server Error"):
            await bot.send_message(5, "lost")
    fake.fail_next("sendMessage", 429, retry_after=7)
    with pytest.raises(telegram.error.RetryAfter, match="0:00:07"):
        await bot.send_message(5, "lost")
    fake.fail_next("sendMessage", cut=True)
    with pytest.raises(telegram.error.NetworkError):
        await bot.send_message(5, "lost")
    assert not lan.inbox
    fake.fail_next("sendMessage", cut=True, after_accepting=True)
    with pytest.raises(telegram.error.NetworkError):
        await bot.send_message(5, "arrived")
    fake.fail_next("sendMessage", 500, after_accepting=True)
    with pytest.raises(telegram.error.NetworkError):
        await bot.send_message(5, "arrived too")
    assert [sent.text for sent in await lan.reads(2)] == ["arrived", "arrived too"]
    fake.fail_next("*", 400, description="Bad Request: moved", parameters={"migrate_to_chat_id": -1007})
    with pytest.raises(telegram.error.ChatMigrated):
        await bot.send_message(5, "lost")
    fake.fail_next("file")
    await lan.sends_document("a.pdf")
    file = await bot.get_file((await get(bot))[-1].message.document.file_id)
    with pytest.raises(telegram.error.NetworkError):
        await file.download_as_bytearray()
    assert fake.too_many == 0


async def test_slow(fake: FakeTelegram, bot: telegram.Bot) -> None:
    fake.slow(0.2)
    with pytest.raises(telegram.error.TimedOut):
        await bot.get_me(read_timeout=0.05)
    fake.slow(0)
    await bot.get_me(read_timeout=5)


async def test_waiting_ends_with_words(fake: FakeTelegram) -> None:
    lan = fake.user(5, "Lan")
    with pytest.raises(AssertionError, match="for 1 messages"):
        await lan.reads(timeout=0.01)


async def flooded(bot: telegram.Bot, chat: int, count: int) -> int | None:
    """Sends; after how many messages a 429 came, None if none came."""
    for sent in range(count):
        try:
            await bot.send_message(chat, str(sent))
        except telegram.error.RetryAfter:
            return sent
    return None


async def test_flood_limits(clock: Clock) -> None:
    fake = await FakeTelegram.start(clock=clock, flood=True)
    group = fake.group(-1007, "Tổ 1")
    lan = fake.user(5, "Lan")
    await lan.starts()
    async with client(fake) as bot:
        assert await flooded(bot, 5, 9) == 5
        with pytest.raises(telegram.error.RetryAfter, match="0:00:01"):
            await bot.edit_message_text("x", 5, lan.screen.id)
        clock.time += 1
        await bot.edit_message_text("x", 5, lan.screen.id)
        sent = 0
        for _ in range(25):
            clock.time += 1
            sent += await flooded(bot, -1007, 1) is None
        assert sent == 20
        clock.time += 36
        assert await flooded(bot, -1007, 1) is None
    assert fake.too_many == 7
    assert len(group.inbox) == 21
    assert not fake.violations
    await fake.stop()


async def test_flood_limit_over_all_chats(clock: Clock) -> None:
    fake = await FakeTelegram.start(clock=clock, flood=FloodLimits(per_second=3))
    async with client(fake) as bot:
        for number in range(1, 5):
            await fake.user(number, "Lan").starts()
        assert [await flooded(bot, number, 1) for number in range(1, 5)] == [None, None, None, 0]
        clock.time += 1
        assert await flooded(bot, 4, 1) is None
    await fake.stop()
