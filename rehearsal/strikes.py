"""The strikes themselves: a process killed, its clock put wrong, the database stopped, the disk full."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping

from rehearsal.crowd import Crowd
from rehearsal.faults import FULL, JUMP, KILL, STOP, Strike
from rehearsal.processes import Process
from rehearsal.wall import Wall
from storage.database import Database, DatabaseAwayError, Session

_DOWN_SECONDS = 0.3  # until a service manager starts a process again
_TAKEOVER_SECONDS = 20.0  # with others to take over, a dead one stays dead until they did, or so long
_FULL_SECONDS, _JUMP_SECONDS = 3.0, 1.0
_JUMPS = (-3_600, -90, 90, 3_600)
_NOTICED_SECONDS = 15.0
_COMMAND_SECONDS, _LOOK_SECONDS = 60.0, 0.05


class Strikes:
    """The strikes on one bot; each tells whether it really struck."""

    def __init__(
        self, processes: list[Process], crowd: Crowd, wall: Wall, database: Database, dice: random.Random,
        stop_seconds: float, commands: tuple[str, str] | None, own_file: bool,
    ) -> None:  # fmt: skip
        self._processes, self._crowd, self._wall, self._database, self._dice = processes, crowd, wall, database, dice
        self._stop_seconds, self._commands, self._own_file = stop_seconds, commands, own_file

    def table(self) -> Mapping[str, Strike]:
        """What can be rehearsed with this database."""
        found: dict[str, Strike] = {KILL: self._kill, JUMP: self._jump}
        if self._own_file:
            found |= {STOP: self._lock, FULL: self._fill}
        elif self._commands:
            found |= {STOP: self._stop}
        return found

    async def _kill(self) -> bool:
        """One process dies and is started again: alone at once, else when the others have taken over."""
        process = self._dice.choice(self._processes)
        if not process.kill():
            return False
        self._crowd.killed_at = time.perf_counter()
        if len(self._processes) > 1:
            await _until(lambda: not self._crowd.killed_at, _TAKEOVER_SECONDS)
        else:
            await asyncio.sleep(_DOWN_SECONDS)
        process.start()
        await process.ready()
        return True

    async def _jump(self) -> bool:
        """One process's clock is put wrong for a while."""
        at = self._dice.randrange(len(self._processes))
        self._wall.jump(at, self._dice.choice(_JUMPS))
        await asyncio.sleep(_JUMP_SECONDS)
        self._wall.jump(at, 0)
        return self._processes[at].alive

    async def _lock(self) -> bool:
        """Another program holds SQLite's one write lock, longer than the bot waits for it."""
        before = self._refused

        async def hold(_session: Session) -> None:
            await asyncio.sleep(self._stop_seconds)
            await self._until_refused(before)

        try:
            await self._database.write(hold)
        except DatabaseAwayError:
            return False
        return self._refused > before

    async def _fill(self) -> bool:
        """No file of the process can grow any more."""
        before = self._refused
        self._processes[0].limit_files(0)
        await asyncio.sleep(_FULL_SECONDS)
        await self._until_refused(before)
        self._processes[0].limit_files(None)
        return self._refused > before

    async def _stop(self) -> bool:
        """The operator's commands stop the database and start it again."""
        before = self._refused
        stop, start = self._commands or ("", "")
        await _shell(stop)
        await asyncio.sleep(self._stop_seconds)
        await self._until_refused(before)
        await _shell(start)
        return self._refused > before

    @property
    def _refused(self) -> int:
        return self._crowd.figures.refused[503]

    async def _until_refused(self, before: int) -> None:
        """Until a worker was turned away: only then the fault has really struck."""
        await _until(lambda: self._refused > before, _NOTICED_SECONDS)


async def _until(done: Callable[[], bool], seconds: float) -> None:
    """Until it is done, so many seconds at most."""
    for _ in range(int(seconds / _LOOK_SECONDS)):
        if done():
            return
        await asyncio.sleep(_LOOK_SECONDS)


async def _shell(command: str) -> None:
    """Raises OSError where the command fails."""
    nothing = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_shell(command, stdin=nothing, stdout=nothing, stderr=nothing)
    async with asyncio.timeout(_COMMAND_SECONDS):
        if await process.wait():
            raise OSError(f"this command failed: {command}")
