"""A draft: an unfinished form as a frozen value that outlives restarts and channels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

# Among the answers: what was asked back last (conversation/doubts.py), and the question that gathers, where it was
# begun before it was asked: it is asked all the same.
DOUBT, BEGUN = "doubt", "begun"


class DraftState(StrEnum):
    OPEN = "open"
    PARKED = "parked"
    CANCELLED = "cancelled"
    SENT = "sent"


class Flow(StrEnum):
    """Guided asks everything, quick only what sending needs, amend only what is still open or is to be changed."""

    GUIDED = "guided"
    QUICK = "quick"
    AMEND = "amend"


@dataclass(frozen=True, slots=True)
class Draft:
    """`step` is the name of the present question, or `review` for the card of all answers.

    `version` grows with every change: a button that carries an older one is late. `sources` maps a
    message's ref to the step that it answered, so that editing the message edits the answer.
    """

    id: int
    form: str
    form_version: int
    step: str
    updated_at: datetime
    version: int = 0
    state: DraftState = DraftState.OPEN
    flow: Flow = Flow.GUIDED
    answers: Mapping[str, Any] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    returning: bool = False
    failures: int = 0
    amends: int | None = None

    def changed(self, now: datetime, **values: Any) -> Draft:
        return replace(self, version=self.version + 1, updated_at=now, **values)

    def aside(self) -> Draft:
        """Let go of, to be found again; what holds no answer is not worth being found."""
        return replace(self, state=DraftState.PARKED if self.answers else DraftState.CANCELLED)

    def answered(self, step: str, value: Any, now: datetime, **values: Any) -> Draft:
        skipped = tuple(name for name in self.skipped if name != step)
        answers = {name: kept for name, kept in self.answers.items() if name != DOUBT} | {step: value}
        return self.changed(now, answers=answers, skipped=skipped, failures=0, **values)
