"""When a member is left in peace: nothing to do, or the unit is on pace and nothing presses."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from campaign.pings import PingKind, Why
from campaign.roles import Role
from campaign.wishes import Wishes


class Weight(StrEnum):
    """How much a reason for a ping weighs."""

    URGENT = "urgent"  # told even where the unit is on pace
    PLAIN = "plain"
    ALONG = "along"  # told along with others, never alone


def unwanted(kind: PingKind, wishes: Wishes, roles: Collection[Role], reachable: bool) -> Why | None:
    """Why this person gets no ping of this kind whatever there is to tell; None where they do."""
    if kind.name in wishes.off:
        return Why.OPTED_OUT
    if kind.roles and not kind.roles & frozenset(roles):
        return Why.NO_ROLE
    return None if reachable else Why.UNREACHABLE


def nothing_to_tell(weights: Collection[Weight], on_pace: bool) -> Why | None:
    """Why a member's ping is skipped, by the reasons that were found; None where it is sent."""
    if Weight.URGENT in weights:
        return None
    if on_pace:
        return Why.ON_PACE
    return None if Weight.PLAIN in weights else Why.NOTHING
