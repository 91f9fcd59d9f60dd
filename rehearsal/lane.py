"""One seat in front of the bot: a person at a time, their moves strictly in order, delivered until they are taken."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import Protocol

from rehearsal.figures import Figures
from rehearsal.moves import GaveUp, Move, Script, Trouble
from rehearsal.population import Person
from rehearsal.updates import update_of
from rehearsal.vendor import BotApi, Reply
from rehearsal.wire import PATH, SECRET, Hook, hook_to

_WEBHOOK_SECONDS = 60.0  # as long as Telegram waits for an answer
_STRAY_SECONDS = 10.0  # after an unexpected reply, until a person looks where they are
_DOUBT_SECONDS = 4.0  # after a reply that was heard before, until it is taken for a new one
_FIRST_WAIT, _LONGEST_WAIT = 0.1, 1.0
_OVERTAKEN_SECONDS, _CUT_SECONDS = 0.3, 0.005
_KEPT = 8


class Around(Protocol):
    """What a seat shares with the others."""

    api: BotApi
    ports: list[int]
    figures: Figures
    patience: float

    def next_number(self) -> int: ...

    def deal(self) -> str | None: ...

    def repeat(self, update: bytes) -> None: ...

    def is_new(self, reply: Reply) -> bool: ...

    def answered(self, began: float) -> None: ...


class Lane:
    def __init__(self, around: Around) -> None:
        self._around = around
        self._hooks: dict[int, Hook] = {}
        self._connecting: asyncio.Task[None] | None = None
        self._turn: asyncio.Future[Reply | None] | None = None
        self._person: Person | None = None
        self._move: Move | None = None
        self._update = b""
        self._recent: deque[bytes] = deque(maxlen=_KEPT)
        self._before: Reply | None = None
        self._reply: Reply | None = None
        self._doubtful: Reply | None = None
        self._began = self._posted = self._taken = self._stray = 0.0
        self._tries = self._at = 0

    async def play(self, person: Person, script: Script) -> bool:
        """Plays a script to its end; False where the person gave up."""
        self._person, self._before = person, None
        self._recent.clear()
        self._around.api.listeners[person.chat] = self._hear
        try:
            move = next(script)
            while True:
                try:
                    reply = await self._take_turn(move)
                except Trouble as trouble:
                    move = script.throw(trouble)
                else:
                    self._before = reply or self._before
                    move = script.send(reply)  # type: ignore[arg-type]
        except StopIteration:
            return True
        except GaveUp:
            return False
        finally:
            del self._around.api.listeners[person.chat]

    def look(self, now: float) -> None:
        """Sees to a turn that takes too long; called every so often."""
        if self._turn is None or self._turn.done():
            return
        if not self._taken:
            if self._posted and now - self._posted > _WEBHOOK_SECONDS:
                self._cut()
        elif self._doubtful and now - max(self._stray, self._taken) > _DOUBT_SECONDS:
            self._reply = self._doubtful  # it was no echo of an earlier one, then
            self._perhaps_done()
        elif self._stray and now - max(self._stray, self._taken) > _STRAY_SECONDS:
            self._around.figures.confused += 1
            self._fail("answered with something else")
        elif now - self._taken > self._around.patience:
            self._around.figures.unanswered += 1
            self._fail("not answered")

    def close(self) -> None:
        if self._connecting:
            self._connecting.cancel()
        for hook in self._hooks.values():
            hook.cut()

    async def _take_turn(self, move: Move) -> Reply | None:
        assert self._person  # noqa: S101 - a seat is taken before anything is done in it
        self._move, self._reply, self._doubtful = move, None, None
        self._posted = self._taken = self._stray = 0.0
        self._tries = 0
        self._at += 1
        self._update = update_of(self._person, move, self._before, self._around.next_number())
        self._turn = asyncio.get_running_loop().create_future()
        self._began = time.perf_counter()
        due = self._around.deal()
        if due == "repeat" and self._recent:
            self._around.repeat(self._recent[0])
        if due == "reorder":  # others, with higher numbers, overtake it
            self._around.figures.faults[due] += 1
            asyncio.get_running_loop().call_later(_OVERTAKEN_SECONDS, self._deliver)
        else:
            self._deliver()
        if due == "repeat":
            self._around.repeat(self._update)
        elif due == "hook_cut":
            asyncio.get_running_loop().call_later(_CUT_SECONDS, self._cut_off, self._turn)
        return await self._turn

    def _cut_off(self, turn: asyncio.Future[Reply | None]) -> None:
        """Breaks a delivery off whose update has left and whose answer hasn't come."""
        if self._turn is turn and self._posted and not self._taken:
            self._around.figures.faults["hook_cut"] += 1
            self._cut()

    def _deliver(self) -> None:
        """Posts the present update, to the next process after each failure."""
        port = self._around.ports[(self._at + self._tries) % len(self._around.ports)]
        hook = self._hooks.get(port)
        if hook and hook.transport:
            self._posted = time.perf_counter()
            hook.post(self._update)
        else:
            self._posted = 0.0
            self._connecting = asyncio.create_task(self._connect(port))

    async def _connect(self, port: int) -> None:
        try:
            hook = self._hooks[port] = await hook_to(port, PATH, SECRET, self._answered)
        except OSError:
            self._answered(0, b"")
        else:
            self._posted = time.perf_counter()
            hook.post(self._update)

    def _cut(self) -> None:
        for hook in self._hooks.values():
            hook.cut()

    def _answered(self, status: int, _body: bytes) -> None:
        if self._turn is None or self._turn.done() or self._taken:
            return
        if status == 200:
            self._taken = time.perf_counter()
            self._recent.append(self._update)
            self._perhaps_done()
            return
        self._around.figures.refused[status] += 1
        self._posted = 0.0
        wait = min(_FIRST_WAIT * 2.0**self._tries, _LONGEST_WAIT)
        self._tries += 1
        asyncio.get_running_loop().call_later(wait, self._deliver)

    def _hear(self, reply: Reply) -> None:
        new, move = self._around.is_new(reply), self._move
        waits = self._turn and not self._turn.done() and not self._reply
        if waits and move and new and move.wants(reply):
            self._reply = reply
            self._perhaps_done()
            return
        self._around.figures.repeated_answers += not new
        if waits and move and (new or move.wants(reply)):
            self._stray = time.perf_counter()
            self._doubtful = self._doubtful if new else reply

    def _perhaps_done(self) -> None:
        if self._turn and self._taken and (self._reply or (self._move and not self._move.signs)):
            self._around.figures.turns.add(time.perf_counter() - self._began)
            self._around.answered(self._began)
            self._turn.set_result(self._reply)

    def _fail(self, why: str) -> None:
        if self._turn and self._move:
            did = f"press {self._move.press.rpartition('|')[2]}" if self._move.press else "words"
            self._around.figures.note(f"{why}: {did}")
            self._turn.set_exception(Trouble(why))
