"""Who never agreed to anything is not kept; who wrote, holds a role, or is just coming in, is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.housekeeping import STRANGERS, forget_people
from storage.database import Session, T, Work
from storage.people import set_joined
from tests.test_rights import Union, union
from tests.world import MORNING

__all__ = ["union"]


async def names(union: Union) -> set[str]:
    rows = await union.database.read(lambda session: session.all("SELECT address FROM addresses"))
    return {row["address"].removeprefix("telegram:") for row in rows}


async def test_strangers_are_let_go_after_a_month_and_nobody_else(union: Union) -> None:
    await union.send("telegram:passer-by", "/start")
    await union.send("telegram:silent", "/help")
    everybody = await names(union)
    late = MORNING + STRANGERS + timedelta(days=1)
    long_ago = MORNING - timedelta(days=1_825)

    async def leaves(session: Session) -> None:
        """Withdraws the consent of an author, and of a leader."""
        for address in ("telegram:author-at", "telegram:leader"):
            row = await session.one("SELECT person_id AS id FROM addresses WHERE address = :a", {"a": address})
            assert row is not None
            await set_joined(session, row["id"], None)

    await union.database.write(leaves)
    assert await forget_people(union.database, long_ago, MORNING + timedelta(days=29)) == 0
    assert await forget_people(union.database, long_ago, late) == 2
    assert everybody - await names(union) == {"passer-by", "silent"}
    assert await forget_people(union.database, long_ago, late) == 0


async def test_who_writes_again_while_strangers_are_let_go_is_kept(
    union: Union, monkeypatch: pytest.MonkeyPatch
) -> None:
    await union.send("telegram:passer-by", "/help")
    late = MORNING + STRANGERS + timedelta(days=1)
    write, answered = union.database.write, False

    async def just_before(work: Work[T], of: str = "") -> T:
        nonlocal answered
        if not answered:
            answered, union.receiver.clock = True, lambda: late
            await union.send("telegram:passer-by", "/start")
        return await write(work)

    monkeypatch.setattr(union.database, "write", just_before)
    assert await forget_people(union.database, MORNING - timedelta(days=1_825), late) == 0
    assert "passer-by" in await names(union)
    assert answered
