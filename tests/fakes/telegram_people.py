"""The people of a test: they write, press, send files, block; each deed becomes a real-looking update."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from .telegram_files import StoredFile
from .telegram_rules import START
from .telegram_values import Json, units
from .telegram_world import Query, Room, Sent, Standing, World, snapshot

COMMAND = re.compile(r"(?<![^\s(])/[A-Za-z0-9_]{1,64}(?:@\w+)?")
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
VOICE = b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead"
LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Did:
    """What a person did, as the update the bot gets."""

    update: Json

    @property
    def message(self) -> Json:
        """The message written or edited, or the one whose button was pressed."""
        content = next(value for name, value in self.update.items() if name != "update_id")
        return dict(content.get("message", content))

    @property
    def id(self) -> int:
        return int(self.message["message_id"])

    @property
    def query_id(self) -> str:
        return str(self.update["callback_query"]["id"])


class Group(Room):
    """A group with the bot in it."""

    def __init__(self, world: World, id: int, title: str) -> None:
        super().__init__(world, {"id": id, "title": title, "type": "supergroup"}, Standing.OPEN)


class Person(Room):
    """One person and their private chat with the bot."""

    def __init__(self, world: World, account: Json) -> None:
        self.account = account
        names = {k: account[k] for k in ("id", "first_name", "last_name", "username") if k in account}
        super().__init__(world, names | {"type": "private"}, Standing.NEW)

    async def writes(self, text: str, chat: Room | None = None, reply_to: Sent | None = None) -> Did:
        if units(text) > LONGEST:
            raise AssertionError(f"a message holds {LONGEST} characters; use pastes()")
        content: Json = {"reply_to_message": snapshot(reply_to.raw)} if reply_to else {}
        return await self.sends(content | {"text": text} | command_entities(text), chat)

    async def pastes(self, text: str) -> list[Did]:
        """A text of any length, cut into messages the way Telegram's apps do."""
        return [await self.writes(part) for part in cut(text)]

    async def starts(self, payload: str | None = None) -> Did:
        """Opens the bot and presses Start, perhaps by a link; this also ends a block."""
        if payload is not None and not START.fullmatch(payload):
            raise AssertionError(f"Telegram carries no start parameter like {payload!r}")
        if self.standing is Standing.BLOCKED:
            await self.unblocks()
        return await self.writes("/start" if payload is None else f"/start {payload}")

    async def edits(self, message: Did | Sent | int, text: str) -> Did:
        """Changes a message of their own."""
        sent = self.messages[message if isinstance(message, int) else message.id]
        field = "caption" if sent.file else "text"
        raw = {k: v for k, v in sent.raw.items() if k != "entities"} | {field: text} | command_entities(text)
        sent.show(raw | {"edit_date": int(self.world.now())}, None)
        return await self._tell("edited_message", snapshot(sent.raw))

    async def presses(self, button: str, message: Sent | None = None) -> Did:
        """Presses a button by its label or callback data: in this message, or else the newest that has it."""
        for sent in [message] if message else reversed(self.inbox):
            found = _button(sent, button, past=message is not None)
            if found is not None and (message or not sent.deleted):
                return await self._press(found, sent)
        pressed = None if message else _find(self.keyboard, "keyboard", button)
        if pressed is None:
            shown = [sent.buttons for sent in ([message] if message else self.inbox) if sent.buttons]
            raise AssertionError(f"no button {button!r}; there are {shown} and the keyboard {self.keyboard}")
        if pressed.get("request_contact"):
            return await self.shares_contact()
        return await self.writes(pressed["text"])

    async def sends_photo(self, caption: str | None = None, data: bytes = JPEG, album: str | None = None) -> Did:
        file = self.world.files.add("photo", "photo.jpg", "image/jpeg", data)
        return await self._sends_file(file, caption, album)

    async def sends_album(self, photos: Sequence[bytes] = (JPEG, JPEG), caption: str | None = None) -> list[Did]:
        """Several photos at once: one update each, the caption on the first."""
        album = str(13_000_000_000_000_000 + secrets.randbelow(10**15))
        captions = [caption, *[None] * len(photos)]
        return [await self.sends_photo(text, data, album) for text, data in zip(captions, photos, strict=False)]

    async def sends_voice(self, data: bytes = VOICE, duration: int = 3, size: int | None = None) -> Did:
        file = self.world.files.add("voice", "voice.oga", "audio/ogg", data, size)
        return await self._sends_file(file, None, None, duration)

    async def sends_document(
        self,
        name: str,
        data: bytes = b"?",
        mime: str = "application/pdf",
        caption: str | None = None,
        size: int | None = None,
    ) -> Did:
        """Any file; `size` pretends more bytes than there are."""
        return await self._sends_file(self.world.files.add("document", name, mime, data, size), caption, None)

    async def shares_contact(self, phone: str = "84901234567", owner: int | None = None) -> Did:
        """Their own phone number, or (`owner`) that of somebody else's contact."""
        names = {k: self.account[k] for k in ("first_name", "last_name") if k in self.account}
        return await self.sends({"contact": {"phone_number": phone, **names, "user_id": owner or self.id}})

    async def blocks(self) -> Did:
        self.standing = Standing.BLOCKED
        return await self._membership({"status": "member"}, {"status": "kicked", "until_date": 0})

    async def unblocks(self) -> Did:
        self.standing = Standing.OPEN
        return await self._membership({"status": "kicked", "until_date": 0}, {"status": "member"})

    def leaves_telegram(self) -> None:
        """Deletes the account: the bot learns it only by a 403."""
        self.standing = Standing.GONE

    async def sends(self, content: Json, chat: Room | None = None, file: StoredFile | None = None) -> Did:
        """A message with any content: {"location": ...}, {"sticker": ...}."""
        room = chat or self
        if room is self and self.standing in (Standing.BLOCKED, Standing.GONE):
            raise AssertionError(f"{self.account['first_name']} cannot write: {self.standing.value}")
        self.standing = Standing.OPEN if room is self else self.standing
        head = {"message_id": self.world.next_message_id(room.id), "from": self.account, "chat": room.info}
        sent = Sent(head | {"date": int(self.world.now())} | content, file=file)
        room.put(sent, from_bot=False)
        return await self._tell("message", snapshot(sent.raw))

    async def _sends_file(self, file: StoredFile, caption: str | None, album: str | None, duration: int = 3) -> Did:
        content = self.world.files.describe(file, duration)
        content |= {"caption": caption} if caption else {}
        return await self.sends(content | ({"media_group_id": album} if album else {}), file=file)

    async def _press(self, button: Json, sent: Sent) -> Did:
        if "callback_data" not in button:
            raise AssertionError(f"pressing {button} tells the bot nothing")
        query = Query(str(10**17 + secrets.randbelow(9 * 10**17)), self.id, self.world.now())
        self.world.queries[query.id] = query
        gone = {"chat": sent.raw["chat"], "message_id": sent.id, "date": 0}
        content = {
            "id": query.id,
            "from": self.account,
            "message": gone if sent.deleted else snapshot(sent.raw),
            "chat_instance": str(-(10**17) - sent.raw["chat"]["id"]),
            "data": button["callback_data"],
        }
        return await self._tell("callback_query", content)

    async def _membership(self, old: Json, new: Json) -> Did:
        user = {"user": self.world.bot}
        content = {"chat": self.info, "from": self.account, "date": int(self.world.now())}
        members = {"old_chat_member": user | old, "new_chat_member": user | new}
        return await self._tell("my_chat_member", content | members)

    async def _tell(self, kind: str, content: Json) -> Did:
        return Did(await self.world.updates.put({kind: content}))


def cut(text: str) -> list[str]:
    """Pieces of at most 4096 UTF-16 units, no letter cut in two."""
    parts, length = [""], 0
    for letter in text:
        size = units(letter)
        if length + size > LONGEST:
            parts.append("")
            length = 0
        parts[-1] += letter
        length += size
    return parts


def command_entities(text: str) -> Json:
    """The entities that Telegram finds in what a person writes; here only commands."""
    found = [
        {"type": "bot_command", "offset": units(text[: match.start()]), "length": units(match[0])}
        for match in COMMAND.finditer(text)
    ]
    return {"entities": found} if found else {}


def _button(sent: Sent, wanted: str, *, past: bool) -> Json | None:
    """A button shown now or, where the message was named, one shown before an edit."""
    shown = [sent.markup, *(reversed(sent.older) if past else ())]
    return next((b for markup in shown if (b := _find(markup, "inline_keyboard", wanted))), None)


def _find(markup: Json | None, field: str, wanted: str) -> Json | None:
    buttons = [
        {"text": button} if isinstance(button, str) else button
        for row in (markup or {}).get(field, [])
        for button in row
    ]
    return next((b for b in buttons if wanted in (b["text"], b.get("callback_data"))), None)
