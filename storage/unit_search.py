"""Units whose names may be meant by what was typed: all words, all but one, or words a slip away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from heapq import nsmallest

from conversation.readers.unit_names import Word
from conversation.readers.unit_query import Slot, halves, joined, slips, slots
from storage.database import Row, Session, Values
from storage.unit_looking import HUGE, Looking
from storage.unit_words import counts_beginning, unit_at

MOST = 300  # candidates: more than anybody pages through
_MANY_SLIPS = 20_000
_MOST_SLOTS = 12
_FEWEST_VOTES, _MOST_VOTES = 4, 6  # of three words all but one is not much less than all
_PLACES = 64  # units above, of which one may be the place that was named
_BEGINNINGS = 16


async def candidates(session: Session, wanted: Sequence[Word]) -> list[Row]:
    """At most MOST units where one can work, in no order: id, name, folded name, the names of the two above it."""
    looking = Looking(session)
    asked = slots(wanted)[:_MOST_SLOTS]
    await looking.count(word for slot in asked for way in slot.ways for word in way)
    usable = [slot for one in asked if (slot := looking.known(one) or await _mended(looking, one))]
    if not usable:
        return []
    found = await looking.meet(usable)
    for way in (_written_apart, _in_a_place, _but_for_one, _having_most):
        found = found or await way(looking, usable)
    return await _rows(session, nsmallest(MOST, found))


async def _mended(looking: Looking, slot: Slot) -> Slot | None:
    """What may have been meant by a word that no name has: one a slip away, its beginning, or two words in one."""
    words = [way[0] for way in slot.ways if len(way) == 1]
    near = {slip for word in words for slip in slips(word)}
    apart = [way for word in words for way in halves(word)]
    await looking.count(near | {word for way in apart for word in way})
    found = looking.known(Slot((*((slip,) for slip in near), *apart)))
    longer: dict[str, int] = {}
    for word in words:
        if len(word) > 1:
            longer |= await counts_beginning(looking.session, word, _BEGINNINGS)
    looking.counts |= longer
    ways = (*(found.ways if found else ()), *((word,) for word in longer))
    return Slot(ways) if ways else None


async def _written_apart(looking: Looking, usable: Sequence[Slot]) -> Set[int]:
    """The same with two neighbouring words as one."""
    together = list(joined(usable))
    await looking.count(word for way in together for slot in way for word in slot.ways[0])
    found: set[int] = set()
    for way in together:
        usable = [slot for one in way if (slot := looking.known(one))]
        if len(usable) == len(way):
            found |= await looking.meet(usable)
    return found


async def _in_a_place(looking: Looking, usable: Sequence[Slot]) -> Set[int]:
    """Units whose names have the first words, below one that has the others: a school and its district."""
    found: set[int] = set()
    for at in range(len(usable) - 1, 0, -1):
        if not (looking.tells(usable[:at]) and looking.tells(usable[at:])):
            continue
        here, above = await looking.meet(usable[:at]), await looking.meet(usable[at:])
        if here and above:
            ids = {unit_at(place): place for place in nsmallest(MOST, here)}
            rows = await looking.session.all(*_below(list(ids), [unit_at(one) for one in nsmallest(_PLACES, above)]))
            found |= {ids[row["id"]] for row in rows}
    return found


async def _but_for_one(looking: Looking, usable: Sequence[Slot]) -> Set[int]:
    """Units that have all words but one; where those are too many, a word near to that one."""
    found: set[int] = set()
    for at, slot in enumerate(usable):
        others = [*usable[:at], *usable[at + 1 :]]
        if not (looking.tells([slot]) and looking.tells(others)):
            continue
        rest = await looking.meet(others)
        found |= rest if len(rest) <= MOST else rest & await _near(looking, slot)
    return found


async def _having_most(looking: Looking, usable: Sequence[Slot]) -> Set[int]:
    """Units that have most of many words, in a whole sentence about them."""
    telling = sorted((slot for slot in usable if looking.size(slot) <= HUGE), key=looking.size)[:_MOST_VOTES]
    if len(telling) < _FEWEST_VOTES:
        return set()
    votes: Counter[int] = Counter()
    for slot in telling:
        votes.update(await looking.having(slot))
    best = max(votes.values(), default=0)
    return {place for place, count in votes.items() if count >= max(2, best)}


async def _near(looking: Looking, slot: Slot) -> Set[int]:
    """Places of units that have a word a slip away from this one."""
    near = {slip for way in slot.ways if len(way) == 1 for slip in slips(way[0])}
    await looking.count(near)
    known = sorted((word for word in near if word in looking.counts), key=looking.counts.__getitem__)
    taken: list[str] = []
    for word in known:
        if sum(looking.counts[one] for one in taken) + looking.counts[word] > _MANY_SLIPS:
            break
        taken.append(word)
    return await looking.having(Slot(tuple((word,) for word in taken))) if taken else set()


def _below(ids: Sequence[int], above: Sequence[int]) -> tuple[str, Values]:
    """Which of these units lie right below, or two steps below, one of the others: id."""
    (marks, values), (places, more) = _listed("u", ids), _listed("p", above)
    sql = f"""
        SELECT u.id FROM units u JOIN units p ON p.id = u.parent_id
        WHERE u.id IN ({marks}) AND (p.id IN ({places}) OR p.parent_id IN ({places}))
        """  # noqa: S608 - only marks made here
    return sql, {**values, **more}


async def _rows(session: Session, places: Sequence[int]) -> list[Row]:
    if not places:
        return []
    marks, values = _listed("u", [unit_at(place) for place in places])
    sql = f"""
        SELECT u.id, u.name, u.folded, p.name AS parent, g.name AS grandparent FROM units u
        JOIN units p ON p.id = u.parent_id LEFT JOIN units g ON g.id = p.parent_id
        WHERE u.id IN ({marks}) AND u.merged_into_id IS NULL
        """  # noqa: S608 - only marks made here
    return list(await session.all(sql, values))


def _listed(letter: str, ids: Sequence[int]) -> tuple[str, dict[str, int]]:
    """(marks, values) for so many ids; the last one is repeated up to a power of two (see unit_words.py)."""
    size = max(16, 1 << (len(ids) - 1).bit_length())
    values = {f"{letter}{at}": unit_id for at, unit_id in enumerate([*ids, *[ids[-1]] * (size - len(ids))])}
    return ", ".join(f":{name}" for name in values), values
