"""Anything that people, phones and channels can do, in any order: the core never fails, mixes up or strands anyone.

Every message goes through the real receiver on a real database, from chats like Telegram's and from
ones like the web page's. After each the promises below are checked.

What may stay without a reply, and nothing else (`_silence`):

1. a message that was delivered before: it is not handled a second time;
2. news that the bot was blocked or unblocked: nobody is there to read an answer;
3. the edit of a message that gave no answer to an open coming-in or to one of the ten newest initiatives.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import structlog
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.config import load
from bot.receive import TEXT_LONGEST, Received, Receiver
from campaign.roles import Role
from campaign.setting import Campaign
from channels.channel import Abilities
from channels.telegram_draw import LONGEST, keyboard, pieces
from channels.telegram_read import FILE_BYTES
from channels.web import own_body
from conversation.buttons import LONGEST as BUTTON_BYTES
from conversation.buttons import base36
from conversation.commands import NAMES
from conversation.message import Choice, File, Incoming, Reply
from conversation.texts import all_texts
from conversation.typed import clean, units16
from handlers.route import COMMANDS
from storage.grants import add_grant
from storage.people import move_address
from storage.recount import differences
from storage.sqlite import SqliteDatabase
from tests.world import Wall

Rows = list[dict[str, Any]]

UNIT = "HN-KCN-01"
LAN, MINH, HOA, AT_HOME = "telegram:1001", "telegram:1002", "web:5f3a", "telegram:1004"
PEOPLE = (LAN, MINH, HOA, AT_HOME)  # Hoa writes from two places: from work on the page, from home on Telegram
NAMED = {LAN: "Nguyễn Thị Lan", MINH: "Trần Văn Minh", HOA: "Phạm Thu Hoa", AT_HOME: "hoa 🌸"}
TABLES = (
    "people", "addresses", "grants", "consents", "drafts", "receipts", "outbox", "documents", "uploads", "sequences",
    "initiatives", "attachments", "ledger", "counters", "authorships", "erasures",
)  # fmt: skip
OWNED = ("people", "addresses", "consents", "drafts", "initiatives", "grants")
QUESTIONS = ("-ask", "-ask-quick", "card", "card-amend", "form-kept", "form-gathered", "collect-so-far")
MOST_INPUTS = 20  # from anywhere to a sent initiative


@cache
def campaign() -> Campaign:
    return load(None).campaign_setting()


class Core:
    """The receiver on a database of its own, a clock that stands still, and a second look at the tables."""

    def __init__(self, folder: Path, prepared: Path) -> None:
        path = folder / "core.db"
        path.unlink(missing_ok=True)
        shutil.copy(prepared, path)
        self.runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self.wall, self.database = Wall(), SqliteDatabase(path)
        self.runner.run(self.database.open())
        self.peek = sqlite3.connect(path, isolation_level=None)
        self.peek.row_factory = sqlite3.Row
        abilities = {"telegram": Abilities(), "web": Abilities(fetches=True)}
        self.receiver = Receiver(
            self.database, all_texts(), campaign(), abilities, self.wall, lambda _address, _letters: None, own_body
        )

    def close(self) -> None:
        self.peek.close()
        self.runner.run(self.database.close())
        self.runner.close()

    def receive(self, message: Incoming) -> Received:
        return self.runner.run(self.receiver.receive(message))

    def rows(self, sql: str, **values: Any) -> Rows:
        return [dict(row) for row in self.peek.execute(sql, values)]

    def dump(self, tables: Iterable[str] = TABLES) -> dict[str, Rows]:
        return {table: self.rows(f"SELECT * FROM {table}") for table in tables}  # noqa: S608 - names from above

    def person(self, address: str) -> int | None:
        found = self.rows("SELECT person_id AS id FROM addresses WHERE address = :a", a=address)
        return found[0]["id"] if found else None

    def draft(self, address: str) -> dict[str, Any]:
        """The draft that answers go to, or nothing."""
        found = self.rows(
            """
            SELECT d.* FROM addresses a JOIN people p ON p.id = a.person_id JOIN drafts d ON d.id = p.draft_id
            WHERE a.address = :a AND d.state = 'open'
            """,
            a=address,
        )
        return found[0] if found else {}

    def joined(self, address: str) -> bool:
        sql = "SELECT 1 FROM addresses a JOIN people p ON p.id = a.person_id WHERE address = :a AND joined_at NOT NULL"
        return bool(self.rows(sql, a=address))

    def grant(self, address: str, role: Role) -> None:
        """Makes the person a leader of the whole of Ha Noi."""
        [unit] = self.rows("SELECT id FROM units WHERE code = 'HN'")
        person = self.person(address)
        if person:
            self.runner.run(
                self.database.write(lambda session: add_grant(session, person, role, unit["id"], self.wall.now))
            )

    def second_address(self, address: str, new: str) -> None:
        """Lets a known person write from another place, too."""
        person = self.person(address)
        values = {"a": new, "p": person, "now": "2022-05-10T00:00:00.000Z"}
        sql = "INSERT OR IGNORE INTO addresses (address, person_id, created_at) VALUES (:a, :p, :now)"
        self.runner.run(self.database.write(lambda session: session.run(sql, values)))

    def move(self, old: str, new: str) -> None:
        self.runner.run(self.database.write(lambda session: move_address(session, old, new)))

    def differences(self) -> Any:
        return self.runner.run(self.database.read(lambda session: differences(session, ZoneInfo("Asia/Ho_Chi_Minh"))))


def assert_drawable(reply: Reply) -> None:
    """What Telegram and the page demand of whatever is said."""
    assert reply.text.strip(), reply.key
    assert all(0 <= mark.start < mark.end <= len(reply.text) for mark in reply.marks), reply.key
    reply.text.encode()
    for choice in (choice for row in reply.choices for choice in row):
        assert choice.label.strip(), (reply.key, choice)
        assert 1 <= len(choice.id.encode()) <= BUTTON_BYTES, (reply.key, choice)
    assert all(reply.choices), reply.key
    keyboard(reply)
    drawn = pieces(reply)
    assert drawn
    for piece in drawn:
        size = units16(piece.text)
        assert 1 <= size <= LONGEST
        assert all(
            one["offset"] >= 0 and one["length"] > 0 and one["offset"] + one["length"] <= size for one in piece.entities
        )


def sensible(draft: Mapping[str, Any]) -> list[str]:
    """What people answer to the question at which a draft stands."""
    return ANSWERS[str(draft.get("step", ""))]


ANSWERS: Mapping[str, list[str]] = {
    "": ["nộp", "Em làm cái kẹp bằng tôn mỏng để giữ dây thun khi may cạp quần", "chào bạn", "của tôi", "dữ liệu"],
    "language": ["1", "Tiếng Việt", "한국어", "english", "7", "0"],
    "consent": ["đồng ý", "dong y", "không", "同意", "ừ"],
    "unit": [UNIT, "hoa sen", "cong ty", "kcn", "truong mam non", "asdf qwer", "23456A", "hoa sen " * 900],
    "name": ["Nguyễn Thị Lan", "tran van minh", "김민준", "王小明", "x", "0912345678", "O'Brien"],
    "title": ["Gá kẹp dây thun khi may cạp quần", "Ngắn", "a", "Tên\n" + "mô tả dài " * 30, "📷📷📷📷"],
    "kind": ["1", "5", "9", "kỹ thuật", "một thứ khác"],
    "substance": ["Trước: xoắn.\nSau: kẹp tôn mỏng.", "xong", "thêm một ý nữa", "done", "&<" * 900],
    "benefit": [
        "15tr/năm",
        "10-20tr",
        "15",
        "an toàn hơn",
        "không tính được",
        "1.5.2",
        "9" * 400 + " triệu",
        "2k",
        "an toàn & vui " * 900,
    ],
    "applied_on": ["tháng 3/2022", "hôm qua", "31/2/2022", "1/1/2030", "0/0/0", "2022-04", "٣/4/2022"],
    "authors": [
        "Trần Văn Bình 30, Lê Thị Mai 20",
        "Bình",
        "Bình 60, Mai 60",
        "Bình 0",
        "chỉ mình tôi",
        "Bình, Mai 3",
        "\n".join(f"Trần Văn Bình {'a' * number}" for number in range(19)),
    ],
    "review": ["gửi", "ok", "1", "quay lại", "sửa tên"],
    "text": ["Tuần này cao điểm, mọi người cố lên nhé", "!", "a" * 3_001, "<b>đọc & làm</b>"],
    "role": ["1", "Tổ hỗ trợ", "9"],
    "ownership": ["1", "foreign", "?"],
    "phone": ["0912 345 678", "0162 345 6789", "+82 10 1234 5678", "bỏ qua", "12", "+" * 40],
}
NASTY = [
    "", " ", "\x00", "\n\n\n", "\u200b\u200e", "\u202eabc", "\ud800", "a\udfffb", "\ufeff", "\u3164" * 9,
    "Sa\u0301ng kie\u0302\u0301n gia\u0309m phe\u0302\u0301 pha\u0302\u0309m o\u031b\u0309 chuye\u0302\u0300n may",
    "👷‍♀️🔧🔥" * 8, "²", "٣", "①", "<b>", "</b> & <i>", "{ $x }", "/", "//", "/²", "/mine " + "9" * 5000, "/mine ٣",
    "/mine @" + "9" * 40, "/start u_", "/start u_" + UNIT, "/start u_💥", "/totals HN", "/totals 1@" + "9" * 30,
    "안녕하세요 작업 개선 제안을 드리고 싶습니다 감사합니다", "减少换模时间的夹具改进方案提交给工会", "1" * 60,
    "=", "|||", "f|1|1|title|x", "%_%' OR 1=1 --", "-1", "a" * 41, "1 - 2", "0", "00", "12345678901234567890",
]  # fmt: skip
LONG = ["a", "ạ", "Sáng kiến ", "\n", "x\n", "👷‍♀️", "안", "1 ", "1", "k ", "an toàn ", ",", "Bình 1\n", "<", "\u0301"]
HOW_LONG = [81, 201, 5_000, 20_000, 30_000]

who = st.sampled_from(PEOPLE)
at = st.integers(0, 10_000)
anything = st.one_of(
    st.text(st.characters(), max_size=40),
    st.sampled_from(NASTY),
    st.builds(lambda unit, size: (unit * size)[:size], st.sampled_from(LONG), st.sampled_from(HOW_LONG)),
)
huge = st.one_of(
    st.integers(-(2**80), 2**80).map(str),
    st.sampled_from(["²", "٣", "-1", "", "1_0", " 1 ", "+1", str(2**63), str(2**63 - 1), "9" * 60, "zzzzzzzzzzzzzz"]),
)
arguments = st.one_of(
    huge,
    huge.map("@{}".format),
    huge.map("1@{}".format),
    st.sampled_from(
        ["fresh", "copy", "delete", "withdraw", "phone-off", "vi", "ko", "zh-Hant", "xx", "u_" + UNIT, "u_²"]
    ),
)
command_data = st.builds("c|{}|{}".format, st.sampled_from([*(command.name for command in COMMANDS), "no"]), arguments)
whats = st.one_of(
    st.sampled_from(
        ["<", ">", ".", "~", "x", "!", "u", "r", "d", "k", "*", "*title", "*authors", "*no", "technical", ""]
    ),
    huge.map("u{}".format),
    huge.map("m{}".format),
    st.sampled_from(
        ["=", "=15tr", "=\x01x", "=\x01ffffffff\x02", "=" + "9" * 50, "=a", "yes", "none", "alone", "account"]
    ),
)
steps = st.sampled_from([*ANSWERS, "review", "²", "no"])
files = st.builds(
    File,
    st.sampled_from(["photo", "voice", "document", "video", "audio", "sticker"]),
    st.integers(0, 99).map("telegram:{}".format),
    st.sampled_from(["", "ảnh.jpg", "../../x", "a" * 300]),
    st.sampled_from(["", "image/jpeg", "x"]),
    st.sampled_from([0, 1, 19_999_999]),
)
phones = st.sampled_from(["+84912345678", "+", "0", "+840000", "abc", "+82 10", "٠٩١٢", "+84" + "1" * 60])


class Works(RuleBasedStateMachine):
    """Four chats of three people, and all that may come in from them."""

    folder: Path
    prepared: Path
    all_are_driven = False

    def __init__(self) -> None:
        super().__init__()
        self.core = Core(self.folder, self.prepared)
        self.number, self.receipts = 0, 0
        self.moved: dict[str, str] = {}
        self.sent: list[Incoming] = []
        self.shown: list[tuple[str, Choice]] = []
        self.now_shown: dict[str, list[Choice]] = {}

    # What comes in

    def message(self, name: str, **values: Any) -> Incoming:
        address = self.moved.get(name, name)
        self.number += 1
        base = Incoming(
            channel=address.partition(":")[0], id=f"{address}/{self.number}", address=address, at=self.core.wall.now,
            ref=str(self.number), account_name=NAMED[name], language_hint="" if name == LAN else "en",
        )  # fmt: skip
        return replace(base, **values)

    def delivers(self, name: str, **values: Any) -> list[Reply]:
        """Delivers a message, checks every promise, and gives what was answered."""
        message = self.message(name, **values)
        before, person = self.core.dump(OWNED), self.core.person(message.address)
        received = self.core.receive(message)
        assert received.first
        replies = [letter.reply for letter in received.letters]
        self.remembers(message, replies)
        self.keeps_promises(message, replies, before, person)
        return replies

    def remembers(self, message: Incoming, replies: list[Reply]) -> None:
        self.sent.append(message)
        choices = [choice for reply in replies for row in reply.choices for choice in row]
        self.shown += [(message.address, choice) for choice in choices]
        if choices:
            self.now_shown[message.address] = choices

    def chooses(self, name: str, data: str, label: str = "") -> list[Reply]:
        return self.delivers(name, choice=data, label=label)

    # What is promised after every message

    def keeps_promises(
        self, message: Incoming, replies: list[Reply], before: dict[str, Rows], person: int | None
    ) -> None:
        assert self.core.rows("SELECT * FROM receipts WHERE error IS NOT NULL") == []
        assert replies or _silence(self.core, message), message
        for reply in replies:
            assert_drawable(reply)
        self.takes_an_answer(message, replies)
        self.leaves_others_alone(message, before, person)
        self.counts_sends(replies)
        self.has_consent()
        self.says_something()

    def takes_an_answer(self, message: Incoming, replies: list[Reply]) -> None:
        """Where a question is the last thing said, an open draft waits for its answer."""
        if replies and replies[-1].key.endswith(QUESTIONS) and replies[-1].key != "language-ask":
            assert self.core.draft(message.address), replies[-1]

    def leaves_others_alone(self, message: Incoming, before: dict[str, Rows], person: int | None) -> None:
        """Whoever writes changes own rows only."""
        own, after = {person, self.core.person(message.address)}, self.core.dump(OWNED)
        for table in OWNED:
            name = "id" if table == "people" else "person_id"
            others = [row for row in before[table] if row[name] not in own]
            assert others == [row for row in after[table] if row in others or row[name] not in {*own, None}], table
        strangers = "SELECT 1 FROM people p JOIN drafts d ON d.id = p.draft_id WHERE d.person_id <> p.id"
        assert self.core.rows(strangers) == []

    def counts_sends(self, replies: list[Reply]) -> None:
        """As many initiatives as receipts, and none from a draft that was sent before."""
        self.receipts += sum(reply.key == "receipt" for reply in replies)
        drafts = [row["draft_id"] for row in self.core.rows("SELECT draft_id FROM initiatives")]
        assert len(drafts) == len(set(drafts)) == self.receipts

    def has_consent(self) -> None:
        """Nobody is in whose consent doesn't stand, nothing is taken from others, and no author never gave one."""
        standing = "(SELECT person_id FROM consents WHERE withdrawn_at IS NULL)"
        for promise in (
            f"SELECT id FROM people WHERE joined_at NOT NULL AND id NOT IN {standing}",  # noqa: S608
            """
            SELECT p.id FROM people p JOIN drafts d ON d.id = p.draft_id
            WHERE p.joined_at IS NULL AND d.form <> 'joining' AND d.state = 'open'
            """,
            "SELECT id FROM initiatives WHERE person_id NOT IN (SELECT person_id FROM consents)",
        ):
            assert self.core.rows(promise) == [], promise

    def says_something(self) -> None:
        """No initiative is without words and files but one whose author was forgotten."""
        empty = """
        SELECT id FROM initiatives WHERE person_id NOT NULL AND problem || solution = ''
        AND id NOT IN (SELECT initiative_id FROM attachments)
        """
        assert self.core.rows(empty) == []

    # What people do

    @initialize(names=st.sets(who, min_size=1, max_size=3))
    def some_are_in(self, names: set[str]) -> None:
        for name in sorted(names):
            self.comes_in(name)
        if HOA in names:
            self.core.second_address(HOA, AT_HOME)

    @rule(name=who)
    def comes_in(self, name: str) -> None:
        """The straight way in, wherever the person stood before."""
        if self.core.joined(self.moved.get(name, name)):
            return
        self.delivers(name, text="/start")
        while (draft := self.core.draft(self.moved.get(name, name))) and draft["form"] == "joining":
            self.answers_well(name, draft)

    @rule(name=who, text=anything)
    def types_anything(self, name: str, text: str) -> None:
        self.delivers(name, text=text)

    @rule(name=who, whiches=st.lists(at, min_size=1, max_size=5))
    def types_something_sensible(self, name: str, whiches: list[int]) -> None:
        for which in whiches:
            answers = sensible(self.core.draft(self.moved.get(name, name)))
            self.delivers(name, text=answers[which % len(answers)])

    @rule(name=who, until=st.sampled_from(["kind", "substance", "benefit", "applied_on", "review", "sent"]))
    def writes_an_initiative(self, name: str, until: str) -> None:
        """From the start to some question, or all the way."""
        self.comes_in(name)
        self.chooses(name, "c|new|fresh")
        while (draft := self.core.draft(self.moved.get(name, name))) and draft["step"] != until:
            self.answers_well(name, draft)

    @rule(name=who, step=st.sampled_from(["title", "kind", "substance", "benefit", "applied_on", "authors"]), which=at)
    def changes_an_answer_on_the_card(self, name: str, step: str, which: int) -> None:
        draft = self.core.draft(self.moved.get(name, name))
        if draft.get("step") == "review":
            self.chooses(name, f"f|{base36(draft['id'])}|{base36(draft['version'])}|review|*{step}")
            self.delivers(name, text=ANSWERS[step][which % len(ANSWERS[step])])

    @rule(
        name=who,
        command=st.sampled_from([word for name, (alias, typed) in NAMES.items() for word in (name, alias, *typed)]),
        slash=st.sampled_from(["/", "", "/", "/ "]),
        argument=st.one_of(st.just(""), arguments),
    )  # fmt: skip
    def types_a_command(self, name: str, command: str, slash: str, argument: str) -> None:
        self.delivers(name, text=f"{slash}{command} {argument}".rstrip(" "))

    @rule(name=who, payload=st.one_of(st.sampled_from([UNIT, UNIT, "HN-01", "TLD", "²"]), anything))
    def starts_from_a_link(self, name: str, payload: str) -> None:
        self.delivers(name, text=f"/start u_{payload}")

    @rule(name=who, whiches=st.lists(at, min_size=1, max_size=6))
    def presses_what_is_shown(self, name: str, whiches: list[int]) -> None:
        """Any of the newest buttons; the first one half of the time, as most people do."""
        for which in whiches:
            if choices := self.now_shown.get(self.moved.get(name, name)):
                choice = choices[which // 2 % len(choices) if which % 2 else 0]
                self.chooses(name, choice.id, choice.label)

    @precondition(lambda self: self.shown)
    @rule(name=who, which=at)
    def presses_any_old_button(self, name: str, which: int) -> None:
        """Also one that was shown to somebody else."""
        _, choice = self.shown[which % len(self.shown)]
        self.chooses(name, choice.id, choice.label)

    @rule(name=who, data=st.one_of(anything, command_data, st.builds("f|{}|{}|{}|{}".format, huge, huge, steps, whats)))
    def presses_nonsense(self, name: str, data: str) -> None:
        self.chooses(name, data)

    @rule(name=who, forged=st.lists(st.tuples(whats, at, st.one_of(st.just(""), steps)), min_size=1, max_size=6))
    def forges_buttons(self, name: str, forged: list[tuple[str, int, str]]) -> None:
        """The ids of a real draft, mostly of one's own present one, with something that was never offered there."""
        for what, which, step in forged:
            drafts = self.core.rows("SELECT id, version, step FROM drafts ORDER BY id")
            own = self.core.draft(self.moved.get(name, name))
            if draft := own if own and which % 4 else drafts and drafts[which // 4 % len(drafts)]:
                parts = base36(draft["id"]), base36(draft["version"]), step if which % 3 == 0 else draft["step"], what
                self.chooses(name, "f|" + "|".join(parts))

    @rule(
        name=who,
        commands=st.lists(st.sampled_from(["mine", "amend", "withdraw", "restore", "draft"]), min_size=1),
        which=at,
    )
    def asks_for_an_initiative(self, name: str, commands: list[str], which: int) -> None:
        """Of one's own or of another's; for a draft, too."""
        for command in commands:
            table = "drafts" if command == "draft" else "initiatives"
            ids = self.core.rows(f"SELECT id, person_id FROM {table} ORDER BY id")  # noqa: S608 - two names
            own = [row for row in ids if row["person_id"] == self.core.person(self.moved.get(name, name))]
            if meant := own or ids if which % 4 else ids:
                self.chooses(name, f"c|{command}|{meant[which // 4 % len(meant)]['id']}")

    @precondition(lambda self: self.sent)
    @rule(which=at, back=st.integers(1, 8), text=st.one_of(anything, st.sampled_from(["", "2", "Tên đã sửa lại rồi"])))
    def edits_an_old_message(self, which: int, back: int, text: str) -> None:
        old = self.sent[-min(back, len(self.sent))] if which % 2 else self.sent[which % len(self.sent)]
        name = next(name for name in PEOPLE if NAMED[name] == old.account_name)
        self.delivers(name, text=text, ref=old.ref, edited=True)

    @rule(
        name=who,
        file=files,
        text=st.one_of(st.just(""), anything),
        album=st.sampled_from(["", "a1"]),
        more=st.integers(0, 25),
    )
    def sends_files(self, name: str, file: File, text: str, album: str, more: int) -> None:
        self.delivers(name, files=(file,), text=text, album=album)
        for _ in range(more if album and more > 20 else more % 3 if album else 0):
            self.delivers(name, files=(file,), album=album)

    @rule(
        name=who,
        values=st.one_of(
            st.builds(dict, phone=phones),
            st.builds(dict, reachable=st.booleans()),
            st.builds(dict, too_large=st.just(FILE_BYTES), text=st.sampled_from(["", "phim quay cách làm", "/new"])),
        ),
    )
    def sends_something_rare(self, name: str, values: dict[str, Any]) -> None:
        """A contact, a file that is too large, or the news that the bot was blocked or unblocked."""
        self.delivers(name, **values)

    @rule(
        name=who,
        part=st.sampled_from(["withdraw-yes", "delete-yes", "copy", "phone-off", "", "withdraw", "delete"]),
        on=st.booleans(),
    )
    def uses_a_right(self, name: str, part: str, on: bool) -> None:
        self.chooses(name, f"c|mydata|{part}")
        if part == "withdraw-yes" and on:
            self.delivers(name, text="/start")
            self.presses_what_is_shown(name, [0])

    @rule(name=who)
    def reconsiders_consent(self, name: str) -> None:
        """Back to the question of consent, from wherever that is possible."""
        self.chooses(name, "c|unit|")
        for _ in range(4):
            draft = self.core.draft(self.moved.get(name, name))
            if draft.get("form") == "joining" and draft["step"] not in ("consent", "language"):
                self.delivers(name, text="quay lại")

    # What the world does

    @precondition(lambda self: self.sent)
    @rule(which=at, back=st.integers(1, 5))
    def is_delivered_again(self, which: int, back: int) -> None:
        old = self.sent[-min(back, len(self.sent))] if which % 2 else self.sent[which % len(self.sent)]
        before = self.core.dump()
        received = self.core.receive(replace(old, at=self.core.wall.now))
        assert (received.first, received.letters, received.toast) == (False, (), None)
        assert self.core.dump() == before

    @rule(name=who, what=st.sampled_from(["an hour", "a day", "a month", "moves", "moves", "leads", "leads"]))
    def the_world_turns(self, name: str, what: str) -> None:
        """Time passes, a chat gets another address, or somebody is made a leader."""
        if what == "moves":
            self.moves(name)
        elif what == "leads":
            self.core.grant(self.moved.get(name, name), Role.LEADER)
            self.chooses(name, "c|totals|")
        else:
            self.core.wall.turn(hours={"an hour": 1, "a day": 24, "a month": 24 * 30}[what])

    def moves(self, name: str) -> None:
        old, new = self.moved.get(name, name), f"telegram:{2000 + self.number}"
        if old.startswith("telegram") and self.core.person(new) is None:
            self.core.move(old, new)
            self.now_shown[new] = self.now_shown.pop(old, [])
            self.moved[name] = new

    # The end

    def teardown(self) -> None:
        try:
            self.ends_well()
        finally:
            self.core.close()

    def ends_well(self) -> None:
        assert self.core.differences() == []
        driven = PEOPLE if self.all_are_driven else PEOPLE[self.number % len(PEOPLE) :][:1]
        for name in driven:
            self.finds_the_way(name)
        assert self.core.differences() == []

    def finds_the_way(self, name: str) -> None:
        """Nobody is ever stuck: /start, then `new`, then plain answers and first buttons lead to a receipt."""
        address = self.moved.get(name, name)
        self.delivers(name, text="/start")
        offered = self.delivers(name, text="nộp")
        if offered[-1].key == "new-or-resume":
            self.chooses(name, offered[-1].choices[0][0].id)
            assert self.core.draft(address)
            offered = self.delivers(name, text="nộp")
        for _ in range(MOST_INPUTS):
            if offered[-1].key == "receipt":
                return
            offered = self.goes_on(name, offered[-1])
        pytest.fail(f"{name} is stuck at {offered[-1]}")

    def goes_on(self, name: str, offered: Reply) -> list[Reply]:
        draft = self.core.draft(self.moved.get(name, name))
        if offered.key == "new-or-resume":
            return self.chooses(name, offered.choices[1][0].id)
        return self.answers_well(name, draft) if draft else self.delivers(name, text="nộp")

    def answers_well(self, name: str, draft: Mapping[str, Any]) -> list[Reply]:
        """The plain answer to the present question."""
        step = draft["step"]
        press = {"consent": "yes", "kind": "technical", "benefit": "none", "applied_on": "today", "review": "!"}.get(
            step
        )
        if step == "substance" and '"substance"' in draft["answers"]:
            press = "."
        if press:
            data = f"f|{base36(draft['id'])}|{base36(draft['version'])}|{step}|{press}"
            assert data in {choice.id for choice in self.now_shown[self.moved.get(name, name)]}, (step, press)
            return self.chooses(name, data)
        return self.delivers(name, text={"unit": UNIT, "name": NAMED[LAN]}.get(step) or ANSWERS[step][0])


def _silence(core: Core, message: Incoming) -> bool:
    """Whether it is right to say nothing; see the top."""
    if message.reachable is not None:
        return True
    return message.edited and len(clean(message.text)) <= TEXT_LONGEST and message.ref not in _answered(core, message)


def _answered(core: Core, message: Incoming) -> set[str]:
    """The refs of a person's messages whose answers could still be corrected."""
    rows = core.rows(
        """
        SELECT sources FROM (
            SELECT d.sources FROM drafts d WHERE person_id = :p AND form = 'submission' ORDER BY id DESC LIMIT 10
        ) UNION ALL SELECT d.sources FROM people p JOIN drafts d ON d.id = p.draft_id
        WHERE p.id = :p AND d.state = 'open'
        """,
        p=core.person(message.address),
    )
    return {ref for row in rows for ref in json.loads(row["sources"])}


def stop_at_failure(_logger: Any, method: str, event: Any) -> Any:
    """Makes a message that fell into the catch-all fail the test where it happened, with the error behind it."""
    if event.get("exc_info"):
        raise AssertionError(f"{event['event']}: {event.get('kind')}") from sys.exc_info()[1]
    raise structlog.DropEvent


@pytest.fixture(autouse=True)
def _failures_stop() -> Iterator[None]:
    before = structlog.get_config()
    structlog.configure(processors=[stop_at_failure], cache_logger_on_first_use=False)
    yield
    structlog.configure(**before)


def run(folder: Path, prepared: Path, everybody: bool, **how: Any) -> None:
    """Lets the machine run on databases in a folder of its own."""

    class Here(Works):
        all_are_driven = everybody

    Here.folder, Here.prepared = folder, prepared
    slow = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
    run_state_machine_as_test(
        Here, settings=settings(deadline=None, database=None, suppress_health_check=slow, print_blob=False, **how)
    )


def test_whatever_comes_in_is_handled(tmp_path: Path, prepared: Path) -> None:
    run(tmp_path, prepared, False, derandomize=True, max_examples=10, stateful_step_count=40)


@pytest.mark.slow
def test_whatever_comes_in_is_handled_for_long(tmp_path: Path, prepared: Path) -> None:
    run(tmp_path, prepared, True, derandomize=True, max_examples=90, stateful_step_count=100)


class Talk:
    """One chat in a scripted dialogue: what is said there, and what was answered last."""

    def __init__(self, core: Core, name: str) -> None:
        self.core, self.name, self.number = core, name, 0
        self.replies: list[Reply] = []

    def message(self, **values: Any) -> Incoming:
        self.number += 1
        return Incoming(
            channel=self.name.partition(":")[0], id=f"{self.name}/{self.number}", address=self.name,
            at=self.core.wall.now, account_name=NAMED[self.name], language_hint="vi",
            **{"ref": str(self.number), **values},
        )  # fmt: skip

    def button(self, what: str) -> str:
        """The id of the button among the last ones that begins or ends like this."""
        ids = [choice.id for reply in self.replies for row in reply.choices for choice in row]
        return next(one for one in ids if one.endswith(what) or one.startswith(what))

    def delivers(self, message: Incoming) -> list[str]:
        received = self.core.receive(message)
        if received.first:
            self.replies = [letter.reply for letter in received.letters]
        return [reply.key for reply in self.replies]

    def says(self, *texts: str) -> list[str]:
        """The keys of what was answered to the last of them."""
        return [self.delivers(self.message(text=text)) for text in texts][-1]

    def presses(self, *whats: str) -> list[str]:
        return [self.delivers(self.message(choice=self.button(what))) for what in whats][-1]

    def sends(self, **values: Any) -> list[str]:
        return self.delivers(self.message(**values))

    def comes_in(self) -> list[str]:
        self.says(f"/start u_{UNIT}")
        self.presses("|vi", "|yes")
        return self.says("Nguyễn Thị Lan")


@pytest.fixture
def lan(tmp_path: Path, prepared: Path) -> Iterator[Talk]:
    """Lan at the door: nobody knows her yet."""
    core = Core(tmp_path, prepared)
    yield Talk(core, LAN)
    assert core.rows("SELECT * FROM receipts WHERE error IS NOT NULL") == []
    core.close()


LONG_PASTE = "Gá kẹp giữ dây thun khi may cạp quần\n" + "Trước: dây bị xoắn, phải tháo ra may lại. " * 10
PHOTO = File("photo", "telegram:p1", "", "image/jpeg", 70_000)


# What the machine and its author found, kept as dialogues.


@pytest.mark.parametrize("data", ["c|mine|{}", "c|mine|@{}", "c|unit|{}", "c|amend|{}", "c|draft|{}", "f|{}|1|title|x"])
@pytest.mark.parametrize("number", ["9" * 40, str(2**63), "-1", "²", "٣", "1_0"])
def test_a_button_with_a_number_that_no_database_holds_is_over(lan: Talk, data: str, number: str) -> None:
    lan.comes_in()
    assert lan.sends(choice=data.format(number))
    assert lan.says("/mine " + "9" * 5000) == ["mine-empty"]


def test_a_whole_description_pasted_as_the_unit_is_searched_for(lan: Talk) -> None:
    lan.says("/start")
    lan.presses("|vi", "|yes")
    assert lan.says("công ty chúng tôi " * 1000) in (["unit-none"], ["unit-which"])


def test_resuming_after_further_answers_opens_the_draft(lan: Talk) -> None:
    lan.comes_in()
    lan.says("nộp", "Gá kẹp giữ dây thun", "để sau")
    old = lan.button("|r")
    lan.says("làm tiếp", "1", "sáng kiến mới")
    lan.presses("c|new|fresh")
    assert lan.sends(choice=old) == ["submission-substance-ask"]
    assert lan.says("Sau: kẹp bằng tôn mỏng") == ["collect-so-far"]


def test_who_withdrew_consent_isnt_let_in_again_by_an_old_button(lan: Talk) -> None:
    lan.comes_in()
    lan.sends(choice="c|unit|")
    lan.says("để sau")
    old = lan.button("|r")
    lan.sends(choice="c|mydata|withdraw-yes")
    assert lan.sends(choice=old) == ["form-kept"]
    assert lan.says(UNIT) == ["joining-consent-ask"]
    assert not lan.core.joined(LAN)


def test_after_withdrawing_consent_nothing_is_taken_into_an_old_draft(lan: Talk) -> None:
    lan.comes_in()
    lan.says("nộp", "để sau")
    old = lan.button("|r")
    lan.sends(choice="c|mydata|withdraw-yes")
    assert lan.sends(choice=old) == ["send-join-first"]
    assert lan.says("một cái tên mới cho sáng kiến") == ["joining-consent-ask"]


def test_declining_takes_back_the_consent_that_was_given(lan: Talk) -> None:
    lan.says("/start")
    lan.presses("|vi", "|yes")
    lan.says("quay lại")
    assert lan.presses("|d") == ["consent-declined"]
    assert not lan.core.joined(LAN)
    assert lan.core.rows("SELECT 1 FROM consents WHERE withdrawn_at IS NULL") == []
    assert lan.presses("|r") == ["joining-consent-ask"]
    assert lan.presses("|yes") == ["joining-unit-ask"]
    assert lan.says(UNIT) == ["joining-name-ask"]
    assert lan.says("Nguyễn Thị Lan") == ["joining-done"]
    assert len(lan.core.rows("SELECT 1 FROM consents WHERE withdrawn_at IS NULL")) == 1


def test_coming_back_by_a_link_when_everything_else_is_known(lan: Talk) -> None:
    lan.comes_in()
    lan.sends(choice="c|mydata|withdraw-yes")
    lan.says("/start")
    assert lan.presses("|yes") == ["joining-unit-ask"]
    assert lan.says(f"/start u_{UNIT}") == ["joining-unit-known", "joining-done"]
    assert lan.says("nộp") == ["submission-title-ask"]


@pytest.mark.parametrize("what", ["!", "d", "*title", "k", ">", "=\x01x", "=\x01ffffffff\x02", "u1", "m9"])
def test_a_forged_button_never_ends_a_form_early(lan: Talk, what: str) -> None:
    lan.comes_in()
    for command in ("c|new|fresh", "c|phone|", "c|unit|"):
        lan.sends(choice=command)
        for _ in range(2):
            draft = lan.core.draft(LAN) or {"id": 1, "version": 1, "step": "title"}
            lan.sends(choice=f"f|{base36(draft['id'])}|{base36(draft['version'])}|{draft['step']}|{what}")
            lan.says("Gá kẹp giữ dây thun")
    assert lan.core.rows("SELECT * FROM initiatives") == []


def test_nobody_acts_on_what_is_anothers(lan: Talk) -> None:
    lan.comes_in()
    lan.says("nộp", "Gá kẹp giữ dây thun", "1")
    draft, minh = lan.core.draft(LAN), Talk(lan.core, MINH)
    minh.comes_in()
    assert minh.sends(choice=f"f|{base36(draft['id'])}|{base36(draft['version'])}|substance|x") == ["press-over"]
    assert minh.sends(choice=f"c|draft|{draft['id']}") == ["mine-unknown"]
    lan.says("kẹp tôn", "xong", "bỏ qua", "bỏ qua")
    lan.presses("|!")
    [entry] = lan.core.rows("SELECT id FROM initiatives")
    for command, answer in (("mine", "mine-unknown"), ("amend", "amend-too-late"), ("withdraw", "withdraw-too-late")):
        assert minh.sends(choice=f"c|{command}|{entry['id']}") == [answer]
    assert lan.core.rows("SELECT status FROM initiatives") == [{"status": "submitted"}]


def test_a_photo_sent_before_a_long_paste_is_kept(lan: Talk) -> None:
    lan.comes_in()
    lan.says("nộp")
    lan.sends(files=(PHOTO,))
    lan.says(LONG_PASTE)
    substance = json.loads(lan.core.draft(LAN)["answers"])["substance"]
    assert len(substance["files"]) == 1
    assert substance["parts"][0]["text"].startswith("Trước: dây bị xoắn")


def test_a_description_edited_away_is_refused(lan: Talk) -> None:
    lan.comes_in()
    lan.says("nộp", "Gá kẹp giữ dây thun", "1", "Sau: kẹp bằng tôn mỏng")
    assert lan.sends(text="", edited=True, ref=str(lan.number)) == ["form-edit-refused"]
    assert lan.says("xong") == ["submission-benefit-ask"]


def test_a_photo_too_many_at_the_card_is_said_to_be_refused(lan: Talk) -> None:
    lan.comes_in()
    lan.says("nộp", "Gá kẹp giữ dây thun", "1")
    for _ in range(20):
        lan.sends(files=(PHOTO,))
    lan.says("xong", "bỏ qua", "bỏ qua")
    assert lan.sends(files=(PHOTO,)) == ["form-remark"]
    assert "20" in lan.replies[0].text.split("\n")[0]


def test_a_long_card_with_many_authors_is_drawn_behind_a_remark(lan: Talk) -> None:
    lan.comes_in()
    lan.says("nộp", "T" * 200, "1", "mô tả & <hình> " * 60, "xong", "bỏ qua", "bỏ qua")
    lan.presses("|*authors")
    lan.says("\n".join(f"Nguyễn Thị {'Hoa' * 20} {chr(97 + at)}" for at in range(19)))
    assert lan.says("à quên") == ["form-use-buttons"]
    assert_drawable(lan.replies[0])
    assert len(lan.replies[0].text) > 2_500


def test_a_long_benefit_without_money_is_kept_whole_and_shown_in_short(lan: Talk) -> None:
    lan.comes_in()
    lan.says("nộp", "Gá kẹp giữ dây thun", "1", "kẹp tôn", "xong", "an toàn hơn nhiều " * 300, "bỏ qua")
    assert lan.presses("|!") == ["receipt"]
    [entry] = lan.core.rows("SELECT benefit FROM initiatives")
    assert len(json.loads(entry["benefit"])["note"]) > 5_000


def test_two_photos_without_words_are_not_called_alike(lan: Talk) -> None:
    lan.comes_in()
    for _ in range(2):
        lan.sends(files=(PHOTO,))
        lan.presses("|technical")
        assert not any("|d" in choice.id for row in lan.replies[0].choices for choice in row)
        assert lan.presses("|!") == ["receipt"]


def test_a_sticker_is_not_said_to_be_added_to_the_description(lan: Talk) -> None:
    lan.comes_in()
    lan.sends(files=(PHOTO,))
    assert lan.sends() == ["form-choose"]
