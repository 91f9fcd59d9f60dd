"""The crowd in front of a bot: chats that each send their next update when the last one's reply is there."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.worker import Move, Person
from rehearsal.vendor import BotApi, Reply
from rehearsal.wire import SECRET, Hook, hook_to

PATIENCE = 4.0  # seconds until a turn without the wanted reply counts as an error
_PAUSE = 0.3  # seconds that a chat keeps still after an error
_SHOWN = 5
_numbers = itertools.count(1)  # update and chat ids of all crowds: none is ever used twice


class TurnError(Exception):
    """A turn that didn't come to its reply."""


@dataclass
class Round:
    """What happened in one round: `took` in seconds by turn, errors by number and the first few in words.

    `turns` counts those of the lead-in and the end as well.
    """

    seconds: float
    begin: float = 0.0
    took: list[float] = field(default_factory=list)
    turns: int = 0
    initiatives: int = 0
    errors: int = 0
    words: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.took) / self.seconds

    def quantile_ms(self, share: float) -> float:
        ranked = sorted(self.took) or [float("nan")]
        return 1000 * ranked[min(len(ranked) - 1, int(share * len(ranked)))]

    def failed(self, words: str) -> None:
        self.errors += 1
        if len(self.words) < _SHOWN:
            self.words.append(words)


class Crowd:
    """The people of one bot over all rounds; `answered` are the updates that got their 200."""

    def __init__(self, api: BotApi, ports: Sequence[int], path: str, chats: int, cast: Callable[[int], Person]) -> None:
        self.api, self.path, self.cast = api, path, cast
        self.answered: list[int] = []
        self.initiatives = 0
        self._chats = [_Chat(self, ports[at % len(ports)]) for at in range(chats)]

    async def round(self, lead: float, seconds: float) -> Round:
        """Lets everybody talk for so long after a lead-in; only turns within the time itself are counted.

        The lead-in is for connections that a bot's pool has closed while it waited for its round.
        """
        for chat in self._chats:
            await chat.connect()
        begin = time.perf_counter() + lead
        found, end = Round(seconds, begin), begin + seconds
        watch = asyncio.create_task(self._watch())
        try:
            await asyncio.gather(*(chat.talk(end, found) for chat in self._chats))
        finally:
            watch.cancel()
            for chat in self._chats:
                chat.close()
        return found

    async def _watch(self) -> None:
        """One clock for all chats: a timer for each turn would cost more than the turn."""
        while True:
            await asyncio.sleep(0.25)
            for chat in self._chats:
                chat.look()


class _Chat:
    """One person and one connection."""

    def __init__(self, crowd: Crowd, port: int) -> None:
        self._crowd, self._port = crowd, port
        self._hook: Hook | None = None
        self._turn: asyncio.Future[Reply] | None = None
        self._began = self._ended = 0.0
        self._update_id = 0
        self._got_answer = False
        self._before: Reply | None = None
        self._got_reply: Reply | None = None
        self._stray: Reply | None = None
        self._person, self._move = self._newcomer()

    async def connect(self) -> None:
        self._hook = await hook_to(self._port, self._crowd.path, SECRET, self._answer)

    def close(self) -> None:
        if self._hook and self._hook.transport:
            self._hook.transport.close()

    async def talk(self, end: float, found: Round) -> None:
        while time.perf_counter() < end:
            try:
                reply = await self._take_turn()
            except TurnError as error:
                found.failed(str(error))
                await self._recover()
                continue
            ended, move = self._ended, self._move
            found.turns += 1
            if found.begin <= self._began and ended <= end:
                found.took.append(ended - self._began)
                found.initiatives += move.ends
            self._crowd.initiatives += move.ends
            self._before, self._move = reply, self._person.script.send(reply)

    def look(self) -> None:
        """Gives a turn up that has waited too long."""
        if self._turn and not self._turn.done() and time.perf_counter() - self._began > PATIENCE:
            heard = f"{self._stray.words!r} {self._stray.buttons}" if self._stray else "nothing"
            did = f"pressed {self._move.press}" if self._move.press else f"typed {self._move.text!r}"
            answered = "answered" if self._got_answer else "not answered"
            self._fail(f"{did} ({answered}), wanted {self._move.wanted!r}, heard {heard}")

    def _newcomer(self) -> tuple[Person, Move]:
        """Another person for this seat, with what they do first."""
        number = next(_numbers)
        person = self._crowd.cast(number)
        self._crowd.api.listeners[number] = self._hear
        return person, next(person.script)

    async def _recover(self) -> None:
        self._crowd.api.listeners.pop(self._person.chat, None)
        await asyncio.sleep(_PAUSE)
        self._before = None
        self._person, self._move = self._newcomer()
        if self._hook is None or self._hook.transport is None:
            try:
                await self.connect()
            except OSError:
                return  # the next turn says so

    async def _take_turn(self) -> Reply:
        self._got_answer, self._got_reply, self._stray = False, None, None
        self._update_id = next(_numbers)
        self._turn = asyncio.get_running_loop().create_future()
        update = self._person.update(self._move, self._before, self._update_id)
        self._began = time.perf_counter()
        if self._hook:
            self._hook.post(update)
        return await self._turn

    def _answer(self, status: int, body: bytes) -> None:
        if self._turn is None or self._turn.done():
            return
        if status != 200:
            self._fail(f"HTTP {status}: {body[:200].decode(errors='replace')}")
            return
        self._crowd.answered.append(self._update_id)
        if self._move.press and b"answerCallbackQuery" not in body:
            self._fail(f"press not acknowledged: {body[:200].decode(errors='replace')}")
            return
        self._got_answer = True
        self._perhaps_done()

    def _hear(self, reply: Reply) -> None:
        if self._turn is None or self._turn.done():
            return
        if self._move.wants(reply):
            self._got_reply = reply
            self._perhaps_done()
        else:
            self._stray = reply

    def _perhaps_done(self) -> None:
        if self._got_answer and self._got_reply and self._turn:
            self._ended = time.perf_counter()
            self._turn.set_result(self._got_reply)

    def _fail(self, words: str) -> None:
        if self._turn and not self._turn.done():
            self._turn.set_exception(TurnError(words))
