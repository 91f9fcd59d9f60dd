"""Who may do what: every command, by everybody, at a unit inside, at and outside of the one that was granted.

RULES says what is allowed. A new command without a line there makes this fail: put one, and see that it holds.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.config import load
from bot.receive import Receiver
from campaign.roles import HOLDERS, Right, Role
from channels.channel import Abilities
from conversation import buttons
from conversation.commands import NAMES
from conversation.draft import Draft
from conversation.message import Incoming
from conversation.texts import all_texts
from handlers.route import COMMANDS
from storage.checksums import checksums
from storage.consents import add_consent
from storage.database import Session
from storage.drafts import drafts_of
from storage.entries import initiatives_of, own_initiative
from storage.grants import add_grant, remove_grant
from storage.initiatives import withdraw
from storage.people import add_person, person_at, set_joined, set_language, set_name, set_unit
from storage.sqlite import SqliteDatabase
from storage.units import Unit, unit_by_code
from tests.command_line import submit
from tests.world import HANOI, MORNING, Wall

GRANTED = "HN-KCN-01"
PLACES = {
    "inside": "HN-KCN-01-T01", "at": GRANTED, "beside": "HN-KCN-02", "above": "HN-KCN", "far": "HN-DA-01",
    "root": "TLD",
}  # fmt: skip
WITHIN = frozenset({"inside", "at"})
STRANGER, NOBODY = "stranger", "nobody"  # has not come in; has come in and holds no role
PEOPLE: tuple[str, ...] = (STRANGER, NOBODY, *Role)
LEADERS = frozenset({Role.LEADER, Role.ADMIN})
EVERYBODY = frozenset(PEOPLE)
JOINED = EVERYBODY - {STRANGER}
COMING_IN = "joining-language-ask"


class About(Enum):
    SELF = "the person's own matters: no unit, nobody else"
    UNIT = "a unit, named by a button: allowed inside of what was granted"
    WORKPLACE = "a unit where one can work: allowed wherever that is"
    ENTRY = "an initiative: its author's alone, whatever role somebody else has and wherever"
    WITHDRAWN = "the same, of one that was taken back"
    DRAFT = "a draft: its author's alone"


@dataclass(frozen=True)
class Rule:
    """`who` may; `says` what is answered then (a key, or how it begins), `refuses` what is answered else.

    `unfound`: what those who may see some units are answered who type another's code, as for one that nobody has.
    """

    about: About
    who: frozenset[str]
    says: str
    refuses: str = ""
    unfound: str = ""

    def allowed(self, keys: list[str]) -> bool:
        """Whether what was answered is what is said to those who may."""
        return len(keys) == 1 and keys[0].startswith(self.says) and keys[0] not in (self.refuses, self.unfound)


RULES: Mapping[str, Rule] = {
    "new": Rule(About.SELF, JOINED, "submission-title-ask", COMING_IN),
    "mine": Rule(About.ENTRY, JOINED, "mine-one", "mine-unknown"),
    "totals": Rule(About.UNIT, LEADERS, "totals", "totals-no-right", "totals-unknown"),
    "entries": Rule(About.UNIT, LEADERS, "entries", "totals-no-right"),
    "back": Rule(About.SELF, EVERYBODY, "nothing-open"),
    "skip": Rule(About.SELF, EVERYBODY, "nothing-open"),
    "done": Rule(About.SELF, EVERYBODY, "nothing-open"),
    "pause": Rule(About.SELF, EVERYBODY, "nothing-open"),
    "cancel": Rule(About.SELF, EVERYBODY, "nothing-open"),
    "language": Rule(About.SELF, EVERYBODY, "language-ask"),
    "mydata": Rule(About.SELF, EVERYBODY, "mydata"),
    "help": Rule(About.SELF, EVERYBODY, "help"),
    "start": Rule(About.SELF, JOINED, "welcome-back", COMING_IN),
    "draft": Rule(About.DRAFT, JOINED, "submission-kind-ask", "mine-unknown"),
    "amend": Rule(About.ENTRY, JOINED, "card-amend", "amend-too-late"),
    "withdraw": Rule(About.ENTRY, EVERYBODY, "withdrawn", "withdraw-too-late"),
    "restore": Rule(About.WITHDRAWN, JOINED, "restored", "mine-unknown"),
    "pings": Rule(About.SELF, EVERYBODY, "pings"),
    "ping": Rule(About.SELF, frozenset(), "ping", "press-over"),  # an answer to a ping that one got; here nobody did
    "announce": Rule(About.SELF, LEADERS, "announcement-text-ask", "announce-no-right"),
    "pinged": Rule(About.UNIT, LEADERS, "pinged", "pinged-no-right"),
    "rescue": Rule(About.DRAFT, EVERYBODY, "rescue", "press-over"),
    "unit": Rule(About.WORKPLACE, JOINED, "joining-changed", "form-kept"),
    "name": Rule(About.SELF, JOINED, "form-kept", COMING_IN),
    "phone": Rule(About.SELF, JOINED, "phone-phone-ask", COMING_IN),
}
# What a person presses and writes is kept of course; these change only by what was allowed.
GUARDED = ("initiatives", "attachments", "ledger", "counters", "authorships", "grants", "consents", "erasures", "units")


@dataclass
class Union:
    """The receiver on the sample units, everybody in it, and things of somebody else's at each place."""

    database: SqliteDatabase
    receiver: Receiver
    things: dict[tuple[About, str], int] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    numbers: Any = field(default_factory=count)

    async def send(self, address: str, text: str = "", choice: str | None = None) -> list[str]:
        """The keys of what is answered."""
        number = str(next(self.numbers))
        message = Incoming("telegram", number, address, MORNING, text=text, choice=choice, ref=number)
        received = await self.receiver.receive(message)
        return [letter.reply.key for letter in received.letters]

    async def sums(self) -> Mapping[str, Any]:
        found = await self.database.read(checksums)
        return {table: found[table] for table in GUARDED}


async def unit_at(session: Session, place: str) -> Unit:
    unit = await unit_by_code(session, PLACES[place])
    assert unit is not None
    return unit


async def person(session: Session, address: str, place: str, role: Role | None = None) -> int:
    """Somebody who has come in, at a place, with a role for the granted unit."""
    made = await add_person(session, address, "", "vi", MORNING)
    await set_language(session, made.id, "vi")
    await set_name(session, made.id, "Nguyễn Thị Lan")
    await set_unit(session, made.id, (await unit_at(session, place)).id)
    await set_joined(session, made.id, MORNING)
    await add_consent(session, made.id, address, "1", "vi", MORNING)
    if role:
        await add_grant(session, made.id, role, (await unit_at(session, "at")).id, MORNING)
    return made.id


@pytest.fixture
async def union(tmp_path: Path, prepared: Path) -> AsyncIterator[Union]:
    shutil.copy(prepared, tmp_path / "rights.db")
    database = SqliteDatabase(tmp_path / "rights.db")
    await database.open()
    receiver = Receiver(
        database, all_texts(), load(None).campaign_setting(), {"telegram": Abilities()}, Wall(),
        lambda _address, _letters: None, lambda _message: {},
    )  # fmt: skip
    made = Union(database, receiver)
    await made.database.write(lambda session: people(session))
    for place in PLACES:
        await author(made, place)
    yield made
    await database.close()


async def people(session: Session) -> None:
    for who in PEOPLE:
        if who != STRANGER:
            await person(session, f"telegram:{who}", "at", Role(who) if who in list(Role) else None)


async def author(union: Union, place: str) -> None:
    """Somebody at a place with an initiative, one that was taken back, and a draft."""
    address = f"telegram:author-{place}"

    async def wrote(session: Session) -> None:
        await person(session, address, place)
        known = await person_at(session, address)
        assert known is not None
        union.things[About.ENTRY, place] = await submit(session, known[0], "Gá kẹp", MORNING)
        back = union.things[About.WITHDRAWN, place] = await submit(session, known[0], "Gá đỡ", MORNING)
        own = await own_initiative(session, known[0].id, back)
        assert own is not None
        await withdraw(session, own[0], own[1]["unit_path"], MORNING, HANOI)

    await union.database.write(wrote)
    await union.send(address, "/new")
    await union.send(address, "Xe đẩy hàng hai tầng")

    async def draft(session: Session) -> Draft:
        known = await person_at(session, address)
        assert known is not None
        return (await drafts_of(session, known[0].id, "submission", ("open",), 1))[0]

    union.drafts[place] = await union.database.read(draft)
    union.things[About.DRAFT, place] = union.drafts[place].id


def test_every_command_has_its_rule() -> None:
    assert set(RULES) == {command.name for command in COMMANDS}
    for command in COMMANDS:
        rule = RULES[command.name]
        assert set(command.menu) <= rule.who, f"{command.name} stands in menus of people who may not"
        assert rule.about != About.UNIT or command.menu <= LEADERS


def test_rights_are_those_of_the_rules() -> None:
    assert HOLDERS[Right.SEE_TOTALS] == RULES["totals"].who == RULES["entries"].who


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.about == About.SELF])
async def test_ones_own_matters(union: Union, name: str) -> None:
    rule = RULES[name]
    for who in PEOPLE:
        expected = rule.says if who in rule.who else rule.refuses
        for choice in (f"c|{name}|", f"c|{name}|1", f"c|{name}|{union.things[About.ENTRY, 'inside']}"):
            keys = await union.send(f"telegram:{who}-fresh" if who == STRANGER else f"telegram:{who}", choice=choice)
            assert keys
            if choice == f"c|{name}|":
                first = {COMING_IN} if who == STRANGER and who not in rule.who else set()
                assert ({expected} | first) & set(keys), (who, keys)
            assert not {"mine-one", "totals", "entries"} & set(keys)


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.about == About.UNIT])
async def test_a_unit_is_shown_to_those_who_were_granted_it_and_no_further(union: Union, name: str) -> None:
    rule = RULES[name]
    for who in PEOPLE:
        for place, code in PLACES.items():
            unit = await union.database.read(lambda session, place=place: unit_at(session, place))  # type: ignore[misc]
            asked: list[dict[str, str]] = [{"choice": f"c|{name}|{unit.id}"}, {"choice": f"c|{name}|{unit.id}@0"}]
            if name in NAMES:
                asked += [{"text": f"/{name} {code}"}, {"text": f"/{name} {unit.short}"}]
            for one in asked:
                keys = await union.send(f"telegram:{who}", **one)
                if who in rule.who and place in WITHIN:
                    assert rule.allowed(keys), (who, place, one, keys)
                else:
                    typed_by_one_who_may = "text" in one and who in rule.who
                    assert keys == [rule.unfound if typed_by_one_who_may else rule.refuses], (who, place, one)
        alone = await union.send(f"telegram:{who}", choice=f"c|{name}|")
        assert rule.allowed(alone) if who in rule.who else alone == [rule.refuses], "the widest of one's own"


@pytest.mark.parametrize(
    "name", [name for name, rule in RULES.items() if rule.about in (About.ENTRY, About.WITHDRAWN, About.DRAFT)]
)
async def test_what_somebody_wrote_is_nobody_elses(union: Union, name: str) -> None:
    rule = RULES[name]
    before = await union.sums()
    for who in PEOPLE:
        for place in PLACES:
            thing = union.things[rule.about, place]
            keys = await union.send(f"telegram:{who}", choice=f"c|{name}|{thing}")
            if who in rule.who:
                assert keys == [rule.refuses], (who, place)
            else:
                assert keys[-1] == COMING_IN, "first of all they come in"
    assert await union.sums() == before
    for place in PLACES:
        own = await union.send(f"telegram:author-{place}", choice=f"c|{name}|{union.things[rule.about, place]}")
        assert rule.allowed(own), "who wrote it may"


async def test_one_can_work_at_any_unit_below_the_root(union: Union) -> None:
    rule = RULES["unit"]
    for who in PEOPLE:
        for place in PLACES:
            unit = await union.database.read(lambda session, place=place: unit_at(session, place))  # type: ignore[misc]
            keys = await union.send(f"telegram:{who}", choice=f"c|unit|{unit.id}")
            wanted = COMING_IN if who == STRANGER else rule.refuses if place == "root" else rule.says
            assert keys[-1] == wanted, (who, place)
            known = await union.database.read(lambda session, who=who: person_at(session, f"telegram:{who}"))  # type: ignore[misc]
            assert known is not None
            assert (known[0].unit_id == unit.id) is (wanted == rule.says)


async def test_the_buttons_of_somebody_elses_form_do_nothing(union: Union) -> None:
    signs = (
        buttons.BACK, buttons.SKIP, buttons.DONE, buttons.LATER, buttons.CANCEL, buttons.SEND, buttons.UNDO,
        buttons.RESUME, buttons.DROP, buttons.KEEP, f"{buttons.CHANGE}title", "technical",
    )  # fmt: skip
    before = await union.sums()
    for who in PEOPLE:
        for place in ("inside", "at", "far"):
            draft = union.drafts[place]
            for sign in signs:
                keys = await union.send(f"telegram:{who}", choice=buttons.form_button(draft, sign))
                assert keys == ["press-over"], (who, place, sign)
    assert await union.sums() == before

    async def still(session: Session, place: str) -> Draft:
        known = await person_at(session, f"telegram:author-{place}")
        assert known is not None
        assert len(await initiatives_of(session, known[0].id, 9, 0)) == 2
        return (await drafts_of(session, known[0].id, "submission", ("open",), 1))[0]

    for place in PLACES:
        kept = await union.database.read(lambda session, place=place: still(session, place))  # type: ignore[misc]
        assert kept == union.drafts[place]


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.about == About.UNIT])
async def test_a_role_that_was_taken_away_is_away_at_once(union: Union, name: str) -> None:
    async def take(session: Session) -> None:
        known = await person_at(session, f"telegram:{Role.LEADER}")
        assert known is not None
        assert await remove_grant(session, known[0].id, Role.LEADER, (await unit_at(session, "at")).id)

    address = f"telegram:{Role.LEADER}"
    assert await union.send(address, choice=f"c|{name}|") == [RULES[name].says]
    await union.database.write(take)
    assert await union.send(address, choice=f"c|{name}|") == [RULES[name].refuses]
