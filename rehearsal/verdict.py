"""The verdict: what people were told against what is there, and the counters against a recount."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from zoneinfo import ZoneInfo

from rehearsal.ledger import Line, as_kept, print_of
from storage.database import Database, Session
from storage.export import exported
from storage.inbox import count_failures
from storage.outbox import count_waiting
from storage.recount import differences

_SHOWN = 10


@dataclass
class Verdict:
    """`lost`: receipts whose entry isn't there, or isn't as its author left it. `doubled`: the same entry again.

    `untold`: entries whose author never saw a receipt. `failed`: messages whose handling failed.
    `unsent`: replies that still wait. `odd` names a few codes and counters to look at.
    """

    entries: int = 0
    lost: int = 0
    doubled: int = 0
    untold: int = 0
    failed: int = 0
    unsent: int = 0
    differences: int = 0
    odd: list[str] = field(default_factory=list)

    @property
    def recount_equal(self) -> bool:
        return not self.differences


async def judge(database: Database, lines: Iterable[Line], channel: str, zone: ZoneInfo) -> Verdict:
    """Compares a database in which nothing moves any more with what people were told."""
    told = {line.code: line for line in lines}
    found = Verdict()

    async def look(session: Session) -> None:
        await _entries(session, told, found)
        found.failed = await count_failures(session)
        found.unsent = await count_waiting(session, channel)
        wrong = await differences(session, zone)
        found.differences = len(wrong)
        found.odd += [f"counter {each.table} {each.key}: {each.kept} / {each.counted}" for each in wrong[:_SHOWN]]

    await database.read(look)
    return found


async def _entries(session: Session, told: dict[str, Line], found: Verdict) -> None:
    """Takes from `told` what is there; what is left in the end is lost."""
    titles: set[str] = set()
    odd: list[str] = []
    async for page in exported(session):
        for entry in page:
            found.entries += 1
            line, title = told.pop(entry["code"], None), print_of((entry["title"], entry["author"]))
            if title in titles:
                found.doubled += 1
                odd.append(f"there again: {entry['code']}")
            elif line is None:
                found.untold += 1
                odd.append(f"nobody was told of it: {entry['code']}")
            elif line.entry not in ("", print_of(as_kept(entry))):
                found.lost += 1
                odd.append(f"not as it was told: {entry['code']}")
            titles.add(title)
        del odd[_SHOWN:]
    found.lost += len(told)
    found.odd = [*(f"not there: {code}" for code in islice(told, _SHOWN)), *odd]
