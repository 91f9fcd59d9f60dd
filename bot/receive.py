"""Receives one message in one transaction: receipt, person, draft, initiative, counters and replies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from typing import Any

import structlog

from bot.limits import Patience
from campaign.setting import Campaign
from channels.channel import Abilities
from conversation.language import DEFAULT, from_code
from conversation.message import Incoming, Say, Text
from conversation.texts import Texts
from conversation.typed import clean
from handlers.route import handle
from handlers.turn import Turn, menu_rows
from storage.database import Database, DatabaseAwayError, Session
from storage.drafts import save_draft
from storage.history import post_own
from storage.inbox import received_first, record_failure
from storage.outbox import Letter, drop_settling, letter, post
from storage.people import add_person, person_at, set_reachable

_log = structlog.get_logger("receive")
TEXT_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Received:
    """What came of a message: letters that are committed and wait to be sent, and a short notice."""

    letters: tuple[Letter, ...] = ()
    toast: str | None = None
    first: bool = True
    limited: bool = False


@dataclass(slots=True)
class Receiver:
    """Handles messages; `posted` is called with the letters of each once they are durable."""

    database: Database
    texts: Texts
    campaign: Campaign
    abilities: Mapping[str, Abilities]
    clock: Callable[[], datetime]
    posted: Callable[[str, tuple[Letter, ...]], None]
    echo: Callable[[Incoming], Mapping[str, Any]]
    settle: float = 1.5
    holder: Callable[[str], str | None] = lambda _channel: None  # in whose hand a channel's letters are written
    patience: Patience | None = None  # none where nobody floods: the terminal, a simulation

    async def receive(self, message: Incoming) -> Received:
        """Returns once everything is durable. Raises DatabaseAwayError: not received, deliver again."""
        if (text := clean(message.text)) != message.text:
            message = replace(message, text=text)
        wait = self._wait(message)
        if wait is None:
            return Received(first=False, limited=True)
        try:
            received = await self._received(message, wait)
        except DatabaseAwayError:
            self._undo(message)
            raise
        if received.first:
            self.posted(message.address, received.letters)
        else:
            self._undo(message)
        return received

    async def _received(self, message: Incoming, wait: float) -> Received:
        """Handled; else apologised for in the person's language; else, where they can't even be read, in any."""
        try:
            return await self.database.write(lambda session: self._handle(session, message, wait), of=message.address)
        except DatabaseAwayError:
            raise
        except Exception as error:
            _log.exception("message_failed", channel=message.channel, message=message.id.rpartition("/")[2])
            name = type(error).__name__
        try:
            return await self.database.write(
                lambda session: self._apologise(session, message, name), of=message.address
            )
        except DatabaseAwayError:
            raise
        except Exception:
            _log.exception("apology_failed", channel=message.channel, message=message.id.rpartition("/")[2])
        return await self.database.write(lambda session: self._give_up(session, message, name))

    def _wait(self, message: Incoming) -> float | None:
        """As Patience.wait has it. That somebody has left or come back is no message; a page is limited at its door."""
        fetches = self.abilities[message.channel].fetches  # answered as taken, it would never be sent again
        if self.patience is None or message.reachable is not None or fetches:
            return 0.0
        at = message.at if message.choice is None else self.clock()  # vendors don't say when a button was pressed
        return self.patience.wait(_counted(message), at.timestamp())

    def _undo(self, message: Incoming) -> None:
        if self.patience and message.reachable is None:
            self.patience.undo(_counted(message))

    async def _handle(self, session: Session, message: Incoming, wait: float) -> Received:
        now = self.clock()
        if not await received_first(session, message.channel, message.id, message.address, now):
            return Received(first=False)
        if self.abilities[message.channel].fetches:
            await post_own(session, message.channel, message.address, self.echo(message), now)
        turn = await self._turn(session, message, now)
        before = turn.draft
        if wait:
            turn.say("too-fast", seconds=ceil(wait))
        elif len(message.text) > TEXT_LONGEST:
            turn.say("text-too-long", menu_rows(), limit=TEXT_LONGEST)
        else:
            await handle(turn)
        if turn.draft is not None and turn.draft is not before and not turn.erased:
            await save_draft(session, turn.person.id, turn.draft)
        return await self._post(turn, now)

    async def _turn(self, session: Session, message: Incoming, now: datetime) -> Turn:
        known = await person_at(session, message.address)
        if known is None:
            hint = message.language_hint
            person = await add_person(session, message.address, message.account_name, hint, now)
            return Turn(session, self.campaign, message, now, person)
        person, draft = known
        if not person.reachable and message.reachable is None:
            await set_reachable(session, message.address, True)
        return Turn(session, self.campaign, message, now, person, draft)

    async def _post(self, turn: Turn, now: datetime) -> Received:
        letters = self._letters(turn.message, turn.says, turn.language, now)
        if letters and turn.person.settling and not self.abilities[turn.message.channel].fetches:
            await drop_settling(turn.session, turn.message.address)
        await self._write(turn.session, turn.message.channel, letters)
        toast = self.texts.words(turn.toast, turn.language) if turn.toast else None
        return Received(letters, toast)

    async def _write(self, session: Session, channel: str, letters: tuple[Letter, ...]) -> None:
        await post(session, letters, "sent" if self.abilities[channel].fetches else "waiting")

    def _letters(self, message: Incoming, says: list[Say], language: str, now: datetime) -> tuple[Letter, ...]:
        replaces = message.ref if message.choice else None
        fetched = self.abilities[message.channel].fetches
        holder = None if fetched else self.holder(message.channel)
        return tuple(
            letter(
                message.channel, message.address, self.texts.render(say, language, replaces), now,
                self.settle if say.settle and not fetched else 0, holder=holder,
            )
            for say in says
        )  # fmt: skip

    async def _apologise(self, session: Session, message: Incoming, kind: str) -> Received:
        """In a transaction of its own: the failure is noted, and the person told that nothing changed."""
        now = self.clock()
        await record_failure(session, message.channel, message.id, kind, now)
        turn = await self._turn(session, message, now)
        turn.says = [Say(Text("failed"), menu_rows())]
        return await self._post(turn, now)

    async def _give_up(self, session: Session, message: Incoming, kind: str) -> Received:
        """The same without reading anything of whoever wrote: a row that can't be read must not stop the others."""
        now = self.clock()
        await record_failure(session, message.channel, message.id, kind, now)
        language = from_code(message.language_hint) or DEFAULT
        letters = self._letters(message, [Say(Text("failed"), menu_rows())], language, now)
        await self._write(session, message.channel, letters)
        return Received(letters)


def _counted(message: Incoming) -> str:
    """What Patience counts together: presses apart, as they go by our clock.

    After a pause of ours a press is of now, and the texts behind it of an hour ago: for them no time would pass.
    """
    return message.address if message.choice is None else f"{message.address} presses"
