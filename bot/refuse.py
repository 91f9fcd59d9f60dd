"""Attachments that turn out to be something else than they said: not kept, and their sender is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.file_content import Look
from campaign.limits import FileKind
from conversation.file_kinds import declared, kinds_taken
from conversation.language import DEFAULT
from conversation.message import File, Say, Text
from conversation.texts import Texts
from handlers.turn import command
from storage import files
from storage.database import Database, Session
from storage.outbox import Letter, letter, post


@dataclass(frozen=True, slots=True)
class Refusals:
    """`posted` is called with a letter once it is durable, as in bot/receive.py."""

    database: Database
    texts: Texts
    kinds: tuple[FileKind, ...]
    clock: Callable[[], datetime]
    posted: Callable[[str, tuple[Letter, ...]], None]

    async def look(self, attachment: int) -> Look:
        """What to look for in an attachment's content."""
        row = await self.database.read(lambda session: files.about(session, attachment))
        return Look(declared(File(row["kind"], "", row["name"], row["mime"])) if row else None, self.kinds)

    async def __call__(self, attachment: int) -> None:
        made = await self.database.write(lambda session: self._refuse(session, attachment))
        if made:
            self.posted(made.address, (made,))

    async def _refuse(self, session: Session, attachment: int) -> Letter | None:
        row = await files.about(session, attachment)
        await files.mark_gone(session, attachment)
        if row is None or row["address"] is None:  # forgotten meanwhile
            return None
        values = {"code": row["code"], "kinds": kinds_taken(self.kinds).values["kinds"]}
        say = Say(Text("file-not-kept", values), ((command("amend", row["initiative_id"]),),))
        made = letter(row["channel"], row["address"], self.texts.render(say, row["language"] or DEFAULT), self.clock())
        await post(session, (made,))
        return made
