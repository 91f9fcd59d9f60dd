"""Attachments that are something else than they said, or can't be had: given up, and their sender is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
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
        """It is something else than it said."""
        await self._give_up(attachment, Text("file-not-kept", kinds_taken(self.kinds).values))

    async def lost(self, attachment: int, longest: int | None = None) -> None:
        """It can't be fetched; `longest`: because it has more bytes than that."""
        if longest is None:
            await self._give_up(attachment, Text("file-lost"))
        else:
            await self._give_up(attachment, Text("file-lost-large", {"limit": longest // 1_000_000}))

    async def _give_up(self, attachment: int, why: Text) -> None:
        made = await self.database.write(lambda session: self._letter(session, attachment, why))
        if made:
            self.posted(made.address, (made,))

    async def _letter(self, session: Session, attachment: int, why: Text) -> Letter | None:
        row = await files.about(session, attachment)
        given_up = await files.mark_gone(session, attachment)
        if not given_up or row is None or row["address"] is None:  # forgotten meanwhile
            return None
        name = row["name"]
        which = Text("file-lost-named", {"name": name}) if name else Text("file-lost-unnamed", {"kind": row["kind"]})
        told = replace(why, values={"code": row["code"], "file": which, **why.values})
        say = Say(told, ((command("amend", row["initiative_id"]),),))
        made = letter(row["channel"], row["address"], self.texts.render(say, row["language"] or DEFAULT), self.clock())
        await post(session, (made,))
        return made
