"""Who may do what, and where: the one place that decides rights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    WORKER = "worker"
    SUPPORT = "support"
    LEADER = "leader"
    ADMIN = "admin"


class Right(StrEnum):
    """What a role allows inside the subtree of the unit it was granted for."""

    SUBMIT = "submit"
    SEE_TOTALS = "see_totals"
    SEE_PINGS = "see_pings"
    ANNOUNCE = "announce"


HOLDERS: dict[Right, frozenset[Role]] = {
    Right.SUBMIT: frozenset(Role),
    Right.SEE_TOTALS: frozenset({Role.LEADER, Role.ADMIN}),
    Right.SEE_PINGS: frozenset({Role.LEADER, Role.ADMIN}),
    Right.ANNOUNCE: frozenset({Role.LEADER, Role.ADMIN}),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role for a unit and all below it; `path` is the unit's path, `/1/5/77/`."""

    role: Role
    unit_id: int
    path: str


def may(grants: Iterable[Grant], right: Right, path: str) -> bool:
    """Whether one of the grants allows `right` at the unit with this path."""
    return any(grant.role in HOLDERS[right] and path.startswith(grant.path) for grant in grants)


def places(grants: Iterable[Grant], right: Right) -> list[Grant]:
    """The grants that give `right`, the widest first, without those that lie inside another."""
    giving = sorted((g for g in grants if g.role in HOLDERS[right]), key=lambda g: len(g.path))
    widest: list[Grant] = []
    for grant in giving:
        if not any(grant.path.startswith(other.path) for other in widest):
            widest.append(grant)
    return widest


def nearest(grants: Iterable[Grant], right: Right, path: str) -> Grant | None:
    """The grant that gives `right` at the unit with this path, of several the one closest above it."""
    giving = [grant for grant in grants if grant.role in HOLDERS[right] and path.startswith(grant.path)]
    return max(giving, key=lambda grant: len(grant.path), default=None)
