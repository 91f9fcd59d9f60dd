"""What the server remembers: chats, messages, button presses, and what each person has seen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from enum import Enum
from itertools import count

from .telegram_files import FileStore, StoredFile
from .telegram_updates import Delivery
from .telegram_values import Json, declined, forbidden

PATIENCE = 20.0  # seconds: only a test that fails waits so long, and a busy machine is no failure


class Standing(Enum):
    """May the bot write here?"""

    NEW = "never wrote to the bot"
    OPEN = "open"
    BLOCKED = "bot was blocked by the user"
    GONE = "user is deactivated"


@dataclass(eq=False)
class Sent:
    """A message as its chat shows it now; edits change it in place."""

    raw: Json
    markup: Json | None = None
    file: StoredFile | None = None
    deleted: bool = False
    edits: int = 0
    older: list[Json] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def entities(self) -> list[Json]:
        return list(self.raw.get("entities") or self.raw.get("caption_entities") or [])

    @property
    def rows(self) -> list[list[Json]]:
        """The inline buttons as JSON."""
        return list((self.markup or {}).get("inline_keyboard", []))

    @property
    def buttons(self) -> list[list[str]]:
        """The labels of the inline buttons, row by row."""
        return [[button["text"] for button in row] for row in self.rows]

    @property
    def keyboard(self) -> list[list[str]] | None:
        """The labels of the reply keyboard that came with it; None without one."""
        rows = (self.markup or {}).get("keyboard")
        return rows and [[b if isinstance(b, str) else b["text"] for b in row] for row in rows]

    def show(self, raw: Json, markup: Json | None) -> None:
        """Replaces text and buttons; remembers the buttons, which a slow thumb may still press."""
        if self.markup:
            self.older.append(self.markup)
        self.raw, self.markup = raw, markup
        self.edits += 1

    def __repr__(self) -> str:
        return f"<{self.id} {self.text[:60]!r} {self.buttons or ''}{' deleted' if self.deleted else ''}>"


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a button press."""

    query_id: str
    text: str
    alert: bool


@dataclass(eq=False, slots=True)
class Query:
    """A button press and whether it was answered."""

    id: str
    person: int
    at: float
    answer: Toast | None = None


class Room:
    """A chat: its messages, and how far a test has read them."""

    def __init__(self, world: World, info: Json, standing: Standing) -> None:
        self.world = world
        self.info = info
        self.standing = standing
        self.messages: dict[int, Sent] = {}
        self.inbox: list[Sent] = []
        self.toasts: list[Toast] = []
        self.actions: list[str] = []
        self.keyboard: Json | None = None
        self._read = 0
        self._toasted = 0

    @property
    def id(self) -> int:
        return int(self.info["id"])

    @property
    def screen(self) -> Sent:
        """The newest message from the bot that is not deleted."""
        found = next((sent for sent in reversed(self.inbox) if not sent.deleted), None)
        assert found is not None, "the bot has shown nothing yet"
        return found

    @property
    def unread(self) -> list[Sent]:
        return self.inbox[self._read :]

    def clears(self) -> None:
        """Takes all that came so far as read."""
        self._read, self._toasted = len(self.inbox), len(self.toasts)

    async def reads(self, n: int = 1, timeout: float = PATIENCE) -> list[Sent]:  # noqa: ASYNC109 - part of the agreed surface
        """Waits for the next n messages from the bot (edits are not counted) and takes them as read."""
        await self._until(lambda: len(self.unread) >= n, timeout, f"{n} messages")
        found = self.unread[:n]
        self._read += n
        return found

    async def sees(self, part: str, timeout: float = PATIENCE) -> Sent:  # noqa: ASYNC109 - as above
        """Waits until a message, new or edited, holds this text."""
        await self._until(lambda: self._holding(part) is not None, timeout, f"a message with {part!r}")
        found = self._holding(part)
        assert found is not None
        return found

    async def toast(self, timeout: float = PATIENCE) -> str:  # noqa: ASYNC109 - as above
        """Waits for the next answer to a button press; its text, empty where it has none."""
        await self._until(lambda: len(self.toasts) > self._toasted, timeout, "the answer to a press")
        self._toasted += 1
        return self.toasts[self._toasted - 1].text

    def put(self, sent: Sent, *, from_bot: bool) -> None:
        self.messages[sent.id] = sent
        if from_bot:
            self.inbox.append(sent)
        if sent.markup and "keyboard" in sent.markup:
            self.keyboard = sent.markup
        if sent.markup and "remove_keyboard" in sent.markup:
            self.keyboard = None

    def _holding(self, part: str) -> Sent | None:
        return next((s for s in reversed(self.inbox) if part in s.text and not s.deleted), None)

    async def _until(self, ready: Callable[[], bool], timeout: float, what: str) -> None:  # noqa: ASYNC109 - as above
        try:
            async with asyncio.timeout(timeout), self.world.changed:
                await self.world.changed.wait_for(ready)
        except TimeoutError:
            name = self.info.get("first_name") or self.info.get("title")
            shown = f"unread {self.unread}, last of all {self.inbox[-3:]}"
            raise AssertionError(f"{name} waited {timeout} s for {what}: {shown}") from None


class World:
    """Everything behind one bot."""

    def __init__(self, bot: Json, now: Callable[[], float], updates: Delivery, query_seconds: float) -> None:
        self.bot = bot
        self.now = now
        self.updates = updates
        self.query_seconds = query_seconds
        self.rooms: dict[int, Room] = {}
        self.files = FileStore()
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int | None, Json] = {}
        self.changed = asyncio.Condition()
        self._private_ids = count(1)
        self._group_ids: dict[int, count[int]] = {}

    def next_message_id(self, chat: int) -> int:
        """As in Telegram: one count for all private chats together, one for each supergroup."""
        return next(self._private_ids if chat > 0 else self._group_ids.setdefault(chat, count(1)))

    def reach(self, chat_id: int | str) -> Room:
        """The chat a bot addresses; refuses where it may not write."""
        room = self.rooms.get(chat_id) if isinstance(chat_id, int) else None
        if room is None:
            raise declined("chat not found")
        if room.standing is Standing.NEW:
            raise forbidden("bot can't initiate conversation with a user")
        if room.standing is not Standing.OPEN:
            raise forbidden(room.standing.value)
        return room

    def message(self, room: Room, message_id: int, purpose: str) -> Sent:
        found = room.messages.get(message_id)
        if found is None or found.deleted:
            raise declined(f"message to {purpose} not found")
        return found

    async def stir(self) -> None:
        """Wakes the people who wait for something."""
        async with self.changed:
            self.changed.notify_all()


def snapshot(raw: Json) -> Json:
    """A message as an update carries it, safe from later edits."""
    return deepcopy(raw)
