"""One search among the words of units' names: what was read of them so far, and the units that have several."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from conversation.readers.unit_query import Slot
from storage.database import Session
from storage.unit_words import counts_of, places_of

HUGE = 20_000  # units that have a word: such a list says little, and reading it takes milliseconds
_SEARCHED = 20  # looking a unit up in a list costs as much as taking this many of it into a set


@dataclass(slots=True)
class Looking:
    """One search: what is known of words so far."""

    session: Session
    counts: dict[str, int] = field(default_factory=dict)
    places: dict[str, array[int]] = field(default_factory=dict)
    known_places: dict[Slot, Set[int]] = field(default_factory=dict)

    async def count(self, words: Iterable[str]) -> None:
        self.counts |= await counts_of(self.session, set(words) - self.counts.keys())

    def known(self, slot: Slot) -> Slot | None:
        """The slot with the ways that some name has."""
        ways = tuple(way for way in slot.ways if all(word in self.counts for word in way))
        return Slot(ways) if ways else None

    def size(self, slot: Slot) -> int:
        return sum(min(self.counts[word] for word in way) for way in slot.ways)

    def tells(self, asked: Sequence[Slot]) -> bool:
        """Whether any of these is less than what nearly every name has."""
        return any(self.size(slot) <= HUGE for slot in asked)

    async def having(self, slot: Slot) -> Set[int]:
        """Places of the units that have one of its ways."""
        if slot not in self.known_places:
            await self._read(slot)
            ways = []
            for first, *others in self._telling(slot):
                places: Set[int] = set(self.places[first])
                for word in others:
                    places = _both(places, self.places[word])
                ways.append(places)
            self.known_places[slot] = ways[0] if len(ways) == 1 else set().union(*ways)
        return self.known_places[slot]

    async def narrowed(self, found: Set[int], slot: Slot) -> Set[int]:
        """Those of the units that have one of its ways, too."""
        if slot in self.known_places or len(found) * _SEARCHED > self.size(slot):
            return found & await self.having(slot)
        await self._read(slot)
        narrow: set[int] = set()
        for way in self._telling(slot):
            left = found
            for word in way:
                left = _both(left, self.places[word])
            narrow |= left
        return narrow

    async def meet(self, asked: Sequence[Slot]) -> Set[int]:
        """Places of the units that have all of these; what nearly every name has is not asked for."""
        by_size = sorted(asked, key=self.size)
        telling = [slot for slot in by_size if self.size(slot) <= HUGE] or by_size[:1]
        found = await self.having(telling[0])
        for slot in telling[1:]:
            found = await self.narrowed(found, slot) if found else found
        return found

    def _telling(self, slot: Slot) -> list[list[str]]:
        """Its ways without the words that nearly every name has, the rarest word first."""
        ways = [sorted(way, key=self.counts.__getitem__) for way in slot.ways]
        return [[way[0], *(word for word in way[1:] if self.counts[word] <= HUGE)] for way in ways]

    async def _read(self, slot: Slot) -> None:
        lacking = {word for way in self._telling(slot) for word in way} - self.places.keys()
        if lacking:
            self.places |= await places_of(self.session, lacking)


def _both(some: Set[int], places: array[int]) -> Set[int]:
    """What is in both; a few are looked up in a long list one by one."""
    if len(some) * _SEARCHED > len(places):
        return some & set(places)
    return {place for place in some if (at := bisect_left(places, place)) < len(places) and places[at] == place}
