"""Who takes part: people with a workplace and a rhythm, and when each of them comes to do what.

The programme's figures: 55 % staff of public services, 24 % workers of enterprises, 16 % union officers,
5 % others; 3.6 entries a person; 14 % of what is begun is never sent (13.8 % in the programme before).
"""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from campaign.kinds import Ownership
from rehearsal import words
from rehearsal.shape import Moments, Rhythm
from rehearsal.tree import Shelf

ABANDONED = 0.14  # of all drafts
_EACH = 3.6  # entries of a person
_MOST = 60
_INTERRUPTED = 0.03  # of all entries: begun at one time, finished at another
_FOREIGN = 0.02
_PERSON_BITS, _TURN_BITS = 27, 12


class Group(StrEnum):
    STAFF = "staff"
    WORKER = "worker"
    OFFICER = "officer"
    OTHER = "other"


SHARES: Mapping[Group, int] = {Group.STAFF: 55, Group.WORKER: 24, Group.OFFICER: 16, Group.OTHER: 5}
_WORKPLACES = {
    Group.STAFF: (Ownership.PUBLIC,),
    Group.WORKER: (Ownership.PRIVATE, Ownership.PRIVATE, Ownership.FOREIGN, Ownership.STATE),
    Group.OFFICER: (Ownership.PUBLIC, Ownership.PRIVATE, Ownership.STATE, Ownership.FOREIGN),
    Group.OTHER: (Ownership.AGENCY,),
}
_SHIFTS = (Rhythm.MORNING, Rhythm.EVENING, Rhythm.NIGHT, Rhythm.OFFICE)


class Errand(StrEnum):
    """What somebody comes for."""

    SEND = "send"
    BEGIN = "begin"  # goes away in the middle, and the next time finishes it
    FINISH = "finish"
    ABANDON = "abandon"  # goes away in the middle, for good


@dataclass(frozen=True, slots=True)
class Person:
    number: int
    name: str
    group: Group
    rhythm: Rhythm
    unit: str
    language: str

    @property
    def chat(self) -> int:
        return words.CHATS + self.number


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody comes: `at` seconds from the campaign's first midnight, `turn` counts their visits."""

    at: int
    number: int
    turn: int


class Population:
    """Everybody, from one seed. Kept as numbers: a person is made anew each time they come."""

    def __init__(self, entries: int, days: int, seed: int, last: date, shelves: Mapping[Ownership, Shelf]) -> None:
        self.entries, self.seed, self._shelves = entries, seed, shelves
        self.first = last - timedelta(days=days - 1)
        self._counts = array("B", _counts(entries, seed))
        self._visits = array("Q", sorted(self._packed(Moments(self.first, days))))

    @property
    def people(self) -> int:
        return len(self._counts)

    def __len__(self) -> int:
        return len(self._visits)

    def __iter__(self) -> Iterator[Visit]:
        """All visits in the order of time."""
        for packed in self._visits:
            at, rest = packed >> (_PERSON_BITS + _TURN_BITS), packed & ((1 << (_PERSON_BITS + _TURN_BITS)) - 1)
            yield Visit(at, rest >> _TURN_BITS, rest & ((1 << _TURN_BITS) - 1))

    def person(self, number: int) -> Person:
        dice = random.Random(f"{self.seed} person {number}")  # noqa: S311 - a rehearsal that can be repeated
        group = dice.choices(tuple(SHARES), weights=tuple(SHARES.values()))[0]
        rhythm = dice.choice(_SHIFTS) if group == Group.WORKER else Rhythm.OFFICE
        unit = self._shelves[dice.choice(_WORKPLACES[group])].draw(dice)
        return Person(number, words.name(dice), group, rhythm, unit, "en" if dice.random() < _FOREIGN else "vi")

    def errands(self, number: int) -> list[Errand]:
        """What a person comes for, in order."""
        dice = random.Random(f"{self.seed} errands {number}")  # noqa: S311
        found: list[Errand] = []
        for _ in range(self._counts[number]):
            if dice.random() < ABANDONED / (1 - ABANDONED):
                found.append(Errand.ABANDON)
            interrupted = dice.random() < _INTERRUPTED
            found += [Errand.BEGIN, Errand.FINISH] if interrupted else [Errand.SEND]
        return found

    def _packed(self, moments: Moments) -> Iterator[int]:
        for number in range(self.people):
            dice = random.Random(f"{self.seed} moments {number}")  # noqa: S311
            times = moments.draw(dice, self.person(number).rhythm, len(self.errands(number)))
            for turn, at in enumerate(times):
                yield (at << _PERSON_BITS | number) << _TURN_BITS | turn


def _counts(entries: int, seed: int) -> Iterator[int]:
    """How many entries each person sends: most one or two, a few very many, all together exactly `entries`."""
    dice, left = random.Random(f"{seed} counts"), entries  # noqa: S311
    while left:
        count = 1
        while count < min(left, _MOST) and dice.random() > 1 / _EACH:
            count += 1
        yield count
        left -= count
