"""Polling: one person's trouble with a vendor holds up nobody else."""

from __future__ import annotations

import asyncio

import pytest
from structlog.testing import CapturingLogger

from bot.poll import poll
from conversation.message import Incoming
from tests.world import MORNING


class Hangs:
    """A channel that two people press on in turn; the first one's acknowledgement never comes through."""

    name = "telegram"

    def __init__(self) -> None:
        self.left = [[self.press(1), self.press(2)], [self.press(3), self.press(1)]]
        self.acknowledged: list[str] = []
        self.ended = 0

    @staticmethod
    def press(number: int) -> Incoming:
        return Incoming("telegram", f"{number}", f"telegram:{number}", MORNING, choice="c|help|", callback=f"{number}")

    async def pull(self) -> list[Incoming]:
        return self.left.pop(0) if self.left else await asyncio.Event().wait() or []

    def confirm(self) -> None:
        """Nothing comes again."""

    async def acknowledge(self, message: Incoming, toast: str | None) -> None:
        if message.callback == "3":
            raise RuntimeError("nobody expected that")
        if message.callback == "1":
            try:
                await asyncio.Event().wait()
            finally:
                self.ended += 1
        self.acknowledged.append(f"{message.callback} {toast}")


async def test_a_press_whose_acknowledgement_hangs_or_fails_holds_up_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    channel, handled, done = Hangs(), list[str](), asyncio.Event()

    async def deliver(message: Incoming) -> str:
        handled.append(message.id)
        if len(handled) == 4:
            done.set()
        return "ok"

    logged = CapturingLogger()
    monkeypatch.setattr("bot.poll._log", logged)
    polling = asyncio.ensure_future(poll(channel, deliver))
    async with asyncio.timeout(20):
        await done.wait()
        while not logged.calls:  # noqa: ASYNC110
            await asyncio.sleep(0)
    assert handled == ["1", "2", "3", "1"]
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    assert channel.acknowledged == ["2 ok"]
    assert [line.args for line in logged.calls] == [("not_acknowledged",)]
    assert channel.ended == 2, "and nothing is left behind"
