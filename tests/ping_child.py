"""A process that pings and is killed: `python -m tests.ping_child DATABASE MOMENT LETTERS`; a line for every letter.

After so many letters it waits for its death, however late that comes on a busy machine.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.outbox import Letter
from tests.clockwork import Process, campaign


@dataclass
class Telling(Process):
    left: int = 0

    def _posted(self, _address: str, letters: tuple[Letter, ...]) -> None:
        print("letter", letters[0].id, flush=True)
        self.left -= 1
        if not self.left:
            signal.pause()


async def main(path: Path, now: datetime, letters: int) -> None:
    process = Telling(path, campaign(), left=letters)
    await process.open()
    process.database._writer.execute("PRAGMA synchronous = FULL")
    await process.sweep(now)
    await process.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), int(sys.argv[3])))
