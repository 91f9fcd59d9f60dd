"""The unions of a rehearsal: a tree in the programme's proportions, or the operator's own list."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from campaign.kinds import Level, Ownership
from campaign.unit_cells import COLUMNS
from campaign.unit_list import ListedUnit, ListRow

FIRST_LEVEL = 83  # 63 provinces, and the central sectors and corporations
_ENTRIES_A_UNIT = 20
_LEAST_UNITS = 40
_SECTORS = {
    Ownership.PUBLIC: ("education", "health"), Ownership.PRIVATE: ("garment", "food", "mechanics", "transport"),
    Ownership.FOREIGN: ("electronics", "garment", "footwear"), Ownership.STATE: ("utilities", "energy"),
    Ownership.AGENCY: ("admin",),
}  # fmt: skip
# Of twenty grassroots unions; the programme's own unions count the officers that work there.
_MIX = (
    *(Ownership.PUBLIC,) * 9, *(Ownership.PRIVATE,) * 5, *(Ownership.FOREIGN,) * 3,
    *(Ownership.STATE,) * 2, Ownership.AGENCY,
)  # fmt: skip


def scaled(entries: int, seed: int) -> list[ListRow]:
    """Rows of a unit list in which so many entries find about as many neighbours as in the real programme."""
    dice = random.Random(f"{seed} units")  # noqa: S311 - a rehearsal that can be repeated
    grassroots = max(_LEAST_UNITS, entries // _ENTRIES_A_UNIT)
    firsts = min(FIRST_LEVEL, max(4, grassroots // 60))
    uppers = max(firsts, grassroots // 40)
    rows = [_row("TLD", "", "Tổng Liên đoàn Lao động Việt Nam", Level.CONFEDERATION)]
    rows += [_row(f"L{at:02d}", "TLD", f"Liên đoàn Lao động số {at}", Level.FEDERATION) for at in range(firsts)]
    rows += [
        _row(f"T{at:04d}", f"L{at % firsts:02d}", f"Công đoàn cấp trên số {at}", Level.UPPER) for at in range(uppers)
    ]
    for at in range(grassroots):
        owner = dice.choice(_MIX)
        row = _row(f"C{at:06d}", f"T{at % uppers:04d}", f"Công đoàn cơ sở số {at}", Level.GRASSROOTS, owner)
        country = dice.choice(("KR", "JP", "TW", "CN")) if owner == Ownership.FOREIGN else ""
        rows.append({**row, "sector": dice.choice(_SECTORS[owner]), "country": country, "members": "93"})
    return list(enumerate(rows, start=2))


def _row(code: str, parent: str, name: str, level: Level, owner: Ownership = Ownership.UNION) -> dict[str, str]:
    filled = {"code": code, "parent_code": parent, "name": name, "level": level.value, "ownership": owner.value}
    return {**dict.fromkeys(COLUMNS, ""), **filled}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Units of one kind; a few of them are far busier than the rest."""

    codes: tuple[str, ...]
    sums: tuple[float, ...]

    def draw(self, dice: random.Random) -> str:
        return dice.choices(self.codes, cum_weights=self.sums)[0]


def shelves(units: Sequence[ListedUnit]) -> Mapping[Ownership, Shelf]:
    """Where people of each kind of workplace belong; a kind that the list lacks takes from all."""
    open_units = [unit for unit in units if unit.level == Level.GRASSROOTS and not unit.valid_to]
    found = {kind: [unit.code for unit in open_units if unit.ownership == kind] for kind in Ownership}
    everywhere = [unit.code for unit in open_units]
    return {kind: _shelf(codes or everywhere) for kind, codes in found.items()}


def _shelf(codes: Sequence[str]) -> Shelf:
    return Shelf(tuple(codes), tuple(accumulate((at + 5) ** -0.7 for at in range(len(codes)))))
