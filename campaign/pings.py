"""The pings there are: which kinds, for whom, what becomes of one, and what can be answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from campaign.roles import Role


class Family(StrEnum):
    """What is due to a person in one family is said in one message."""

    MEMBER = "member"
    DIGEST = "digest"
    NUDGE = "nudge"
    RESCUE = "rescue"


@dataclass(frozen=True, slots=True)
class PingKind:
    """`roles`: who gets it by a role; none where it goes to whom it concerns. `answered`: with done, later, help."""

    name: str
    family: Family
    roles: frozenset[Role] = frozenset()

    @property
    def answered(self) -> bool:
        return self.family is Family.MEMBER


_SUPPORT, _LEADER = frozenset({Role.SUPPORT}), frozenset({Role.LEADER})
PING_KINDS: tuple[PingKind, ...] = (
    PingKind("weekly", Family.MEMBER, _SUPPORT),
    PingKind("daily", Family.MEMBER, _SUPPORT),
    PingKind("countdown", Family.MEMBER, _SUPPORT | _LEADER),
    PingKind("escalation", Family.MEMBER, _LEADER),
    PingKind("digest_week", Family.DIGEST, _LEADER),
    PingKind("digest_month", Family.DIGEST, _LEADER),
    PingKind("rescue", Family.RESCUE, _SUPPORT),
    PingKind("rescued", Family.RESCUE),
    PingKind("nudge", Family.NUDGE),
)
BY_KIND: Mapping[str, PingKind] = {kind.name: kind for kind in PING_KINDS}
ANSWERED = tuple(kind.name for kind in PING_KINDS if kind.answered)


def kind_of(name: str) -> PingKind:
    """The kind behind a row's name; what comes after a colon tells several of one day apart (`rescue:4f`).

    Raises KeyError for a kind that this program doesn't know (any more).
    """
    return BY_KIND[name.partition(":")[0]]


def known(name: str) -> bool:
    return name.partition(":")[0] in BY_KIND


class PingState(StrEnum):
    PLANNED = "planned"
    LATER = "later"  # asked for again at another time
    SENT = "sent"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"  # sent, and its time is over
    EXPIRED = "expired"  # never sent: too late to be useful
    DROPPED = "dropped"  # never sent: there was no reason to, or no way


class Answer(StrEnum):
    DONE = "done"
    LATER = "later"
    HELP = "help"


class Why(StrEnum):
    """Why a ping was not sent."""

    MISSED = "missed"  # nothing of ours ran in its time
    QUIET = "quiet"  # its time was over before the person's quiet hours were
    UNSENT = "unsent"  # the channel did not take it in its time
    NOTHING = "nothing"  # nothing to do
    ON_PACE = "on_pace"
    OPTED_OUT = "opted_out"
    UNREACHABLE = "unreachable"  # blocked, or no address of a channel that we serve
    NO_ROLE = "no_role"
    OVER = "over"  # what it was about is done with
    FAILED = "failed"  # it could not be put into words
