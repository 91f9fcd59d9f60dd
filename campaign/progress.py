"""Figures against a target, as the programme states them."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.setting import Campaign


def share(part: int, whole: int) -> str | None:
    """Part of whole in per cent with one decimal, cut and not rounded; None without a target.

    165.541 of 300.000 is 55,18 %: the letter 3990/TLĐ-VP writes 55,1 %.
    """
    if whole <= 0:
        return None
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a unit stands: entries counted here, those from before, and what was set.

    Entries and targets are numbers of initiatives; `target` is the assigned one where there is one,
    else the unit's own.
    """

    submitted: int
    opening_stock: int
    target_assigned: int | None
    target_self: int | None

    @property
    def reached(self) -> int:
        return self.opening_stock + self.submitted

    @property
    def target(self) -> int:
        return self.target_assigned or self.target_self or 0

    @property
    def to_go(self) -> int:
        return max(0, self.target - self.reached)

    @property
    def share(self) -> str | None:
        return share(self.reached, self.target)


def progress_at(
    campaign: Campaign, root: bool, opening_stock: int, assigned: int | None, own: int | None, submitted: int
) -> Progress:
    """Where a unit stands; the root takes the campaign's target and opening stock where it has none of its own."""
    return Progress(
        submitted,
        opening_stock or (campaign.opening_stock if root else 0),
        assigned or (campaign.target if root else None),
        own,
    )
