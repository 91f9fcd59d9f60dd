"""A process that pings and is killed: `python -m tests.ping_child DATABASE MOMENT`; a line for every letter."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from storage.outbox import Letter
from tests.clockwork import Process, campaign


class Telling(Process):
    def _posted(self, _address: str, letters: tuple[Letter, ...]) -> None:
        print("letter", letters[0].id, flush=True)


async def main(path: Path, now: datetime) -> None:
    process = await Telling(path, campaign()).open()
    process.database._writer.execute("PRAGMA synchronous = FULL")
    await process.sweep(now)
    await process.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])))
