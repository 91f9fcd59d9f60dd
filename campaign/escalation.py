"""When silence climbs one level up the tree, and to which unit's leaders."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from campaign.pings import PingState, Why

UNANSWERED = 2
Outcome = tuple[str, str | None]  # a ping's state, and why it was not sent


def silent(outcomes: Sequence[Outcome]) -> bool:
    """Whether the newest pings (newest first) stayed unanswered; one that couldn't reach anybody is."""
    newest = outcomes[:UNANSWERED]
    return len(newest) == UNANSWERED and all(
        state == PingState.UNANSWERED or (state == PingState.DROPPED and why == Why.UNREACHABLE)
        for state, why in newest
    )


def level_above(path: str, leads: bool, led: Collection[int]) -> int | None:
    """The unit whose leaders learn of it: the nearest one on the way up that has leaders (`led`).

    `leads`: the person is a leader of their own unit; somebody else's silence is told there first.
    """
    ids = [int(part) for part in path.strip("/").split("/")]
    upward = reversed(ids[:-1] if leads else ids)
    return next((unit for unit in upward if unit in led), None)
