"""Marks of what was sent, while the database is away and when it is back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

import pytest

from bot.marks import Marks
from storage.database import Database, DatabaseAwayError


class _Database:
    """Away for the first attempt, and there from then on."""

    def __init__(self) -> None:
        self.tried = asyncio.Event()

    async def write(self, _work: Callable[..., object]) -> None:
        if not self.tried.is_set():
            self.tried.set()
            raise DatabaseAwayError


def test_with_the_next_letter_it_is_known_that_the_database_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.marks._AGAIN_SECONDS", 600)
    marked = asyncio.run(_two_letters())
    assert marked == {1, 2}


async def _two_letters() -> set[int]:
    marked = set[int]()
    database = _Database()
    marks = Marks(cast(Database, database), marked.update)
    marks.sent(1, "a")
    await database.tried.wait()
    assert not marked
    marks.sent(2, "b")
    async with asyncio.timeout(5):
        await marks.end()
    return marked
