"""The bell's connection: one that is dead without a word is noticed, and costs no memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from storage.bell import Bell


class Dead:
    """A connection whose server has lost its power: everything is taken, and nothing answered."""

    def __init__(self) -> None:
        self.lost: list[Callable[[object], None]] = []

    def add_termination_listener(self, told: Callable[[object], None]) -> None:
        self.lost.append(told)

    async def add_listener(self, _channel: str, _told: object) -> None: ...

    async def execute(self, *_what: object) -> None:
        await asyncio.Event().wait()

    def terminate(self) -> None:
        for told in self.lost:
            told(self)


@pytest.mark.parametrize("rings", [True, False])
async def test_a_connection_that_is_dead_without_a_word_is_replaced(
    monkeypatch: pytest.MonkeyPatch, rings: bool
) -> None:
    monkeypatch.setattr("storage.bell._AGAIN", 0.05)
    monkeypatch.setattr("storage.bell._PROBE_SECONDS", 600 if rings else 0.05)
    opened: list[Dead] = []

    async def connect() -> Dead:
        opened.append(Dead())
        return opened[-1]

    bell = Bell(connect)
    await bell.hear(lambda _word: None)
    async with asyncio.timeout(15):
        while len(opened) < 3:
            bell.ring((f"send telegram {len(opened)}",) if rings else ())
            await asyncio.sleep(0.01)
    assert len(bell._words) < 3
    await bell.close()
