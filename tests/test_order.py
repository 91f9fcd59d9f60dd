"""Channels deliver twice, late and in any order across chats: the database ends up the same.

The order within one chat is what every channel keeps; nothing else is taken for granted here.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversation.buttons import base36
from conversation.message import Incoming
from tests.test_state_machine import HOA, LAN, MINH, PHOTO, UNIT, Core, Talk

Act = Callable[[Talk], Incoming]
COUNTED = ("counters", "sequences", "erasures")
PLAIN = ("consents", "receipts", "outbox", "drafts", "initiatives", "attachments", "ledger", "authorships")


def says(text: str) -> Act:
    return lambda talk: talk.message(text=text)


def presses(what: str) -> Act:
    return lambda talk: talk.message(choice=talk.button(what))


def edits(back: int, text: str) -> Act:
    return lambda talk: talk.message(text=text, edited=True, ref=str(talk.number + 1 - back))


def sends_photo(caption: str) -> Act:
    return lambda talk: talk.message(text=caption, files=(PHOTO,))


GLOBE = "Lắp quả cầu thông gió trên mái kho hóa chất, khỏi bật quạt"
LAN_TELLS_IT_ALL: Sequence[Act] = (
    says(f"/start u_{UNIT}"), presses("|vi"), presses("|yes"), presses("|account"), says("nộp"),
    says("Ga kep giu day thun khi may cap quan"), presses("|technical"), says("Trước: dây thun bị xoắn."),
    says("Sau: kẹp bằng tôn mỏng."), edits(3, "Gá kẹp giữ dây thun khi may cạp quần"), says("xong"),
    says("khoảng 15tr/năm"), says("tháng 3/2022"), presses("|!"), says("của tôi"),
)  # fmt: skip
HOA_SENDS_A_PHOTO_FIRST: Sequence[Act] = (
    sends_photo(GLOBE), presses("|vi"), presses("|yes"),
    says(UNIT), says("Phạm Thu Hoa"), presses("|operational"), presses("|!"), presses("c|amend|"),
    says("an toàn hơn"), says("31/2/2022"), says("2022-04"), presses("|!"), says("chào bạn"),
)  # fmt: skip
MINH_CHANGES_HIS_MIND: Sequence[Act] = (
    says(f"/start u_{UNIT}"), presses("|vi"), says("dong y"), says("tran van minh"), says("/new"),
    says("Bảng đèn ở đầu chuyền"), says("2"), says("quay lại"), says("Sổ tay lỗi bằng ảnh ở đầu chuyền"),
    presses("|managerial"), says("Chụp ảnh lỗi, dán lên."),
    presses("|."), says("bỏ qua"), says("bỏ qua"), presses("|x"), presses("|u"), presses("|!"), says("/mine"),
    presses("c|mine|"), presses("c|withdraw|"), presses("c|restore|"),
)  # fmt: skip
SCRIPTS = {LAN: LAN_TELLS_IT_ALL, HOA: HOA_SENDS_A_PHOTO_FIRST, MINH: MINH_CHANGES_HIS_MIND}


@dataclass
class Office:
    """Several chats at one core, each going on with its script when its turn comes."""

    core: Core
    talks: dict[str, Talk] = field(init=False)
    at: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.talks = {name: Talk(self.core, name) for name in SCRIPTS}

    def goes_on(self, name: str) -> Incoming:
        """Delivers the next message of a chat, and gives it, to be delivered once more."""
        message = self.next_of(name)
        self.talks[name].delivers(message)
        return message

    def next_of(self, name: str) -> Incoming:
        act = SCRIPTS[name][self.at[name]]
        self.at[name] += 1
        return act(self.talks[name])


@contextmanager
def office(folder: Path, prepared: Path) -> Iterator[Office]:
    core = Core(folder, prepared)
    try:
        yield Office(core)
    finally:
        core.close()


def outcome(core: Core) -> dict[str, Any]:
    """The database without what has to differ: ids, codes and the order across chats."""
    names = known_by(core)
    counted = {table: core.rows(f"SELECT * FROM {table}") for table in COUNTED}  # noqa: S608 - names from above
    plain = {table: core.rows(f"SELECT * FROM {table} ORDER BY rowid") for table in PLAIN}  # noqa: S608
    found = {table: Counter(_renamed(rows, names)) for table, rows in plain.items()}
    return {
        **{table: Counter(_renamed(rows, names)) for table, rows in counted.items()},
        **found,
        "said": said(core, names),
    }


def known_by(core: Core) -> dict[str, str]:
    """What each made id and code is called instead: whose it is, and the how manieth."""
    names: dict[str, str] = {}
    for person in core.rows("SELECT person_id AS id, address FROM addresses"):
        names[str(person["id"])] = f"<person {person['address']}>"
        for table in ("drafts", "initiatives"):
            sql = f"SELECT * FROM {table} WHERE person_id = :p ORDER BY id"  # noqa: S608 - two names
            for at, row in enumerate(core.rows(sql, p=person["id"])):
                name = f"<{table} {at} of {person['address']}>"
                names |= {str(row["id"]): name, base36(row["id"]): name, row.get("code", name): f"<code of {name}>"}
    return names


def said(core: Core, names: dict[str, str]) -> dict[str, list[str]]:
    """What stands in each chat, in order."""
    return {
        name: _renamed(
            core.rows("SELECT body, state, settling FROM outbox WHERE address = :a ORDER BY id", a=name), names
        )
        for name in SCRIPTS
    }


def _renamed(rows: list[dict[str, Any]], names: dict[str, str]) -> list[str]:
    """Each row as text; the ids of rows that nobody names again are left out."""
    found = []
    for row in rows:
        kept = {key: value for key, value in row.items() if key != "id" or str(value) in names}
        text = json.dumps(kept, ensure_ascii=False, default=str)
        for made, name in names.items():
            text = text.replace(made, name)
        found.append(text)
    return found


def plainly(folder: Path, prepared: Path) -> dict[str, Any]:
    """One chat after the other, each message once."""
    with office(folder, prepared) as plain:
        for name, script in SCRIPTS.items():
            for _ in script:
                plain.goes_on(name)
        assert plain.core.rows("SELECT * FROM receipts WHERE error IS NOT NULL") == []
        assert len(plain.core.rows("SELECT 1 FROM initiatives WHERE status = 'submitted'")) == 3
        return outcome(plain.core)


TURNS = st.permutations([name for name, script in SCRIPTS.items() for _ in script])
GAPS = st.lists(st.integers(0, 12), min_size=sum(map(len, SCRIPTS.values())), max_size=sum(map(len, SCRIPTS.values())))


def test_twice_and_in_any_order_across_chats_is_as_once_in_order(tmp_path: Path, prepared: Path) -> None:
    expected = plainly(tmp_path, prepared)

    @settings(
        max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )  # fmt: skip
    @given(turns=TURNS, gaps=GAPS)
    def delivered(turns: list[str], gaps: list[int]) -> None:
        with office(tmp_path, prepared) as mixed:
            late: list[tuple[int, Incoming]] = []
            for at, (name, gap) in enumerate(zip(turns, gaps, strict=True)):
                late.append((at + gap, mixed.goes_on(name)))
                for due in [one for one in late if one[0] <= at]:
                    assert not mixed.core.receive(due[1]).first
                    late.remove(due)
            for _, message in late:
                assert not mixed.core.receive(message).first
            assert outcome(mixed.core) == expected
            assert mixed.core.differences() == []

    delivered()


def test_all_chats_at_once_and_each_message_twice_at_once_is_as_once_in_order(tmp_path: Path, prepared: Path) -> None:
    expected = plainly(tmp_path, prepared)
    with office(tmp_path, prepared) as busy:

        async def twice(name: str, message: Incoming) -> None:
            received = await asyncio.gather(*(busy.core.receiver.receive(message) for _ in range(2)))
            [first] = [one for one in received if one.first]
            busy.talks[name].replies = [letter.reply for letter in first.letters]

        async def chat(name: str) -> None:
            for _ in SCRIPTS[name]:
                await twice(name, busy.next_of(name))

        async def everybody() -> None:
            await asyncio.gather(*(chat(name) for name in SCRIPTS))

        busy.core.runner.run(everybody())
        assert outcome(busy.core) == expected
