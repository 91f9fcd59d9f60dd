"""What somebody has to tell, how they type it, and what must stand in the database in the end."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from campaign.kinds import Kind, Social, Status
from rehearsal import words


class Typed(NamedTuple):
    """An answer about the benefit or the day: typed, or by the button with this option; what is kept of it."""

    text: str
    option: str
    kept: tuple[int, str, str] | str | None = None


# As people type it, and what it is (tests hold the product's readers to it).
MONEY = (
    Typed("15tr/năm", "", (15_000_000, "VND", "year")),
    Typed("khoảng 20 triệu mỗi năm", "", (20_000_000, "VND", "year")),
    Typed("500k mỗi tháng", "", (500_000, "VND", "month")),
    Typed("1,5 tỷ/năm", "", (1_500_000_000, "VND", "year")),
    Typed("10.000 USD/tháng", "", (10_000, "USD", "month")), Typed("30tr/nam", "", (30_000_000, "VND", "year")),
    Typed("120.000.000 đồng/năm", "", (120_000_000, "VND", "year")),
    Typed("tam 2 trieu moi thang", "", (2_000_000, "VND", "month")),
)  # fmt: skip
DAYS = (
    Typed("21.3.2022", "", "2022-03-21"), Typed("02/03/2022", "", "2022-03-02"), Typed("tháng 3/2022", "", "2022-03"),
    Typed("3/2022", "", "2022-03"), Typed("ngày 5 tháng 2 năm 2022", "", "2022-02-05"),
    Typed("thang 1/2022", "", "2022-01"), Typed("12-1-2022", "", "2022-01-12"),
)  # fmt: skip
SKIPPED = Typed("", ">")
NOT_MONEY = tuple(Typed("", option) for option in (*Social, "none"))


# What a share of the entries comes with.
HABITS: Mapping[str, float] = {
    "quick": 0.18, "photo": 0.04, "unmarked": 0.25, "decomposed": 0.03, "in two": 0.2, "before and after": 0.35,
    "mistypes": 0.03, "goes back": 0.03, "edits the title": 0.02, "edits the words": 0.01, "changes the kind": 0.04,
    "changes the benefit": 0.02, "completes": 0.1, "withdraws": 0.02, "restores": 0.5, "shares the phone": 0.05,
}  # fmt: skip
_GUIDED_ONLY = {
    "in two", "before and after", "edits the title", "edits the words", "goes back", "mistypes", "changes the benefit",
}  # fmt: skip
_OPEN = 0.06  # of the guided ones leave a question open


@dataclass
class Idea:
    """One entry. The fields follow what its author does; `habits` are used up as they are lived."""

    number: str
    title: str
    kind: Kind
    parts: tuple[str, ...]  # the description, message by message
    problem: str
    solution: str
    benefit: Typed
    day: Typed
    habits: set[str]
    stops_at: str
    files: int = 0
    status: Status = Status.SUBMITTED

    @property
    def photo(self) -> str:
        """The vendor's name for the picture, one of a few."""
        return f"photo{sum(map(ord, self.number)) % 16}"

    @property
    def complete(self) -> bool:
        return self.benefit is not SKIPPED and self.day is not SKIPPED

    def lives(self, habit: str) -> bool:
        """Whether the author has this habit; each is lived once."""
        if habit not in self.habits:
            return False
        self.habits.discard(habit)
        return True

    def completed(self, dice: random.Random) -> None:
        """What was left open is known now."""
        if self.benefit is SKIPPED:
            self.benefit = dice.choice(MONEY)
        if self.day is SKIPPED:
            self.day = dice.choice(DAYS)

    def typed(self, words: str) -> str:
        """As this author's keyboard sends it: some send letters and marks apart."""
        return unicodedata.normalize("NFD", words) if "decomposed" in self.habits else words


def think(seed: int, person: int, turn: int, *, may_be_quick: bool) -> Idea:
    """The idea of a person's visit, always the same."""
    dice = random.Random(f"{seed} idea {person} {turn}")  # noqa: S311 - a rehearsal that can be repeated
    number = f"{person}-{turn}"
    habits = {name for name, share in HABITS.items() if dice.random() < share}
    if not may_be_quick:
        habits.discard("quick")
    quick = "quick" in habits
    if quick:
        habits -= _GUIDED_ONLY
    title, parts, problem, solution = _told(dice, number, habits)
    benefit = SKIPPED if quick or dice.random() < _OPEN else dice.choice((*MONEY, *MONEY, *NOT_MONEY))
    day = SKIPPED if quick or dice.random() < _OPEN else dice.choice(DAYS)
    stops = dice.choice(("title", "kind", "substance", "benefit", "applied_on", "review"))
    return Idea(number, title, dice.choice(tuple(Kind)), parts, problem, solution, benefit, day, habits, stops)


def _told(dice: random.Random, number: str, habits: set[str]) -> tuple[str, tuple[str, ...], str, str]:
    """(title, description by messages, the problem and the solution as they are kept)."""
    title, before, after = words.title(dice, number), dice.choice(words.BEFORE), " ".join(dice.sample(words.AFTER, 3))
    if "unmarked" in habits:
        title, before, after = (words.unmarked(text) for text in (title, before, after))
    elif "before and after" in habits:
        parts = (f"Trước: {before}", f"Sau: {after}")
        return title, parts if "in two" in habits else ("\n".join(parts),), before, after
    if "quick" in habits:
        whole = f"{title}\n{before} {after}"
        return title, (whole,), "", whole
    if "in two" in habits:
        return title, (before, after), "", f"{before}\n{after}"
    return title, (f"{before} {after}",), "", f"{before} {after}"
