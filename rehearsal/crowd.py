"""The crowd: people who come when their time has come, many beside one another, each strictly in order."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator

from rehearsal.figures import Figures
from rehearsal.ideas import think
from rehearsal.lane import Lane
from rehearsal.ledger import Ledger
from rehearsal.moves import Script
from rehearsal.population import Errand, Person, Population, Visit
from rehearsal.script import VisitScript
from rehearsal.vendor import BotApi, Deal, Reply
from rehearsal.wire import PATH, SECRET, Hook, hook_to

_LOOK_SECONDS = 0.25
_VISITS_A_SEAT = 8
_REPEATERS = 8
_REMEMBERED_SECONDS = 60.0  # at the least, what was said is known again
Gate = Callable[[Visit], Awaitable[None]]


class Crowd:
    """`gate` is passed with each visit, in order of time; `ports` are where the bot's processes listen."""

    def __init__(
        self, api: BotApi, ports: list[int], people: Population, ledger: Ledger, figures: Figures, gate: Gate,
        deal: Deal, patience: float,
    ) -> None:  # fmt: skip
        self.api, self.ports, self.figures, self.deal, self.patience = api, ports, figures, deal, patience
        self._people, self._ledger, self._gate = people, ledger, gate
        self._numbers = itertools.count(1)
        self._visits: Iterator[Visit] = iter(people)
        self._turnstile = asyncio.Lock()
        self._here: dict[int, deque[Visit]] = {}  # who is here, and their visits that must wait for this one's end
        self._repeaters = [_Repeater(self) for _ in range(_REPEATERS)]
        self._heard, self._heard_before, self._turned = set[int](), set[int](), time.perf_counter()
        self.killed_at = 0.0
        api.overheard = self._overhear

    async def play(self, chats: int) -> None:
        """Everybody comes and goes; `chats` at once, fewer where there are too few to fill the seats."""
        lanes = [Lane(self) for _ in range(min(chats, max(1, len(self._people) // _VISITS_A_SEAT)))]
        watch = asyncio.create_task(self._watch(lanes))
        try:
            async with asyncio.TaskGroup() as group:
                for lane in lanes:
                    group.create_task(self._seat(lane))
        finally:
            watch.cancel()
            for lane in lanes:
                lane.close()
            for repeater in self._repeaters:
                repeater.close()

    def next_number(self) -> int:
        return next(self._numbers)

    def repeat(self, update: bytes) -> None:
        """Delivers once more what may have been taken already, beside everything else."""
        free = next((one for one in self._repeaters if one.free), None)
        if free:
            free.post(update)

    def is_new(self, reply: Reply) -> bool:
        """Whether this was not said in its chat a moment ago."""
        if reply.mark in self._heard or reply.mark in self._heard_before:
            return False
        self._heard.add(reply.mark)
        return True

    def answered(self, began: float) -> None:
        """Somebody was answered; the first who wrote after a kill says how long the others took to take over."""
        if self.killed_at and began > self.killed_at:
            took = time.perf_counter() - self.killed_at
            self.figures.takeover_seconds = max(self.figures.takeover_seconds, took)
            self.killed_at = 0.0

    async def _seat(self, lane: Lane) -> None:
        while visit := await self._next():
            while visit:
                await self._visit(lane, visit)
                waiting = self._here[visit.number]
                if not waiting:
                    del self._here[visit.number]
                visit = waiting.popleft() if waiting else None

    async def _next(self) -> Visit | None:
        """The next visit of somebody who isn't here yet."""
        async with self._turnstile:
            for visit in self._visits:
                await self._gate(visit)
                if visit.number not in self._here:
                    self._here[visit.number] = deque()
                    return visit
                self._here[visit.number].append(visit)
            return None

    async def _visit(self, lane: Lane, visit: Visit) -> None:
        person = self._people.person(visit.number)
        errand, script = self._script(person, visit)
        if await lane.play(person, script):
            self.figures.abandoned += errand == Errand.ABANDON
        else:
            self.figures.gave_up += 1
        self.figures.done += 1

    def _script(self, person: Person, visit: Visit) -> tuple[Errand, Script]:
        errands = self._people.errands(visit.number)
        errand, before = errands[visit.turn], errands[visit.turn - 1] if visit.turn else Errand.SEND
        open_draft = before in (Errand.BEGIN, Errand.ABANDON)
        turn = visit.turn - (errand == Errand.FINISH)
        whole = errand == Errand.SEND
        idea = think(self._people.seed, visit.number, turn, may_be_quick=whole and not open_draft)
        if not whole:  # what one visit did another can't know
            idea.habits &= {"decomposed"}

        def told(code: str, sure: bool) -> None:
            self.figures.told += 1
            self._ledger.tell(person, code, idea, sure)

        return errand, VisitScript(person, errand, idea, visit.turn == 0, open_draft, told).play()

    def _overhear(self, reply: Reply) -> None:
        self.figures.repeated_answers += not self.is_new(reply)

    async def _watch(self, lanes: list[Lane]) -> None:
        """One clock for all seats: a timer for each turn would cost more than the turn."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            now = time.perf_counter()
            if now - self._turned > _REMEMBERED_SECONDS:
                self._heard, self._heard_before, self._turned = set(), self._heard, now
            for lane in lanes:
                lane.look(now)


class _Repeater:
    """A connection of its own over which updates come once more."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._hook: Hook | None = None
        self._task: asyncio.Task[None] | None = None
        self.free = True

    def post(self, update: bytes) -> None:
        self.free = False
        self._task = asyncio.create_task(self._post(update))

    def close(self) -> None:
        if self._task:
            self._task.cancel()
        if self._hook:
            self._hook.cut()

    async def _post(self, update: bytes) -> None:
        if self._hook is None or self._hook.transport is None:
            try:
                self._hook = await hook_to(self._crowd.ports[0], PATH, SECRET, self._answered)
            except OSError:
                self.free = True
                return
        self._hook.post(update)

    def _answered(self, status: int, _body: bytes) -> None:
        self.free = True
        self._crowd.figures.faults["repeat"] += status == 200
