"""One seat of a rehearsal: what a person takes for the answer, when a bot that was killed says old things again."""

from __future__ import annotations

import asyncio
import itertools

from rehearsal.figures import Figures
from rehearsal.lane import Lane
from rehearsal.moves import Script, say
from rehearsal.population import Group, Person
from rehearsal.shape import Rhythm
from rehearsal.vendor import BotApi, Reply
from rehearsal.wire import Peer

LAN = Person(7, "Nguyễn Thị Lan", Group.WORKER, Rhythm.MORNING, "HN-01", "vi")


class _Bot(Peer):
    """Takes every update in."""

    def received(self, _head: bytes, _body: bytes) -> None:
        assert self.transport
        self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


class _Around:
    """A crowd of one."""

    def __init__(self, port: int) -> None:
        self.api, self.ports, self.figures, self.patience = BotApi(), [port], Figures(), 30.0
        self.heard = set[int]()
        self.asked = asyncio.Queue[None]()
        self.numbers = itertools.count(1)

    def next_number(self) -> int:
        self.asked.put_nowait(None)
        return next(self.numbers)

    def deal(self) -> str | None:
        return None

    def repeat(self, update: bytes) -> None:
        raise NotImplementedError

    def is_new(self, reply: Reply) -> bool:
        if reply.mark in self.heard:
            return False
        self.heard.add(reply.mark)
        return True

    def answered(self, began: float) -> None:
        pass

    def says(self, words: str) -> None:
        self.api.told(Reply(LAN.chat, 1, {"text": words}, False, hash(words)))


def test_an_old_question_that_comes_again_is_no_answer_while_the_answer_is_on_its_way() -> None:
    found = asyncio.run(_play(["title: the old one", "go on or begin anew?"]))
    assert found == ["title: the old one", "go on or begin anew?"]


async def _play(second: list[str]) -> list[str]:
    """What a person took for the answers, who asks twice and hears `second` the second time."""
    taken: list[str] = []

    def script() -> Script:
        for _ in range(2):
            taken.append((yield say("/new", "title", "anew")).words)

    server = await asyncio.get_running_loop().create_server(_Bot, "127.0.0.1", 0)
    around = _Around(server.sockets[0].getsockname()[1])
    lane = Lane(around)
    playing = asyncio.create_task(lane.play(LAN, script()))
    async with asyncio.timeout(10):
        await around.asked.get()
        around.says("title: the old one")
        await around.asked.get()
        for words in second:
            around.says(words)
        await playing
    lane.close()
    server.close()
    return taken
