"""A form: its steps in order, and which question comes next or came before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from conversation.draft import BEGUN, Draft, Flow
from conversation.message import Say
from conversation.readers.reading import Facts
from conversation.steps import Step

REVIEW = "review"
PLACEHOLDERS = "placeholders"  # among the answers: {step: value} that stand there until the person answers


@dataclass(frozen=True)
class Form:
    """Steps are asked from the first to the last; with a `card` all answers are shown before sending.

    Raise `version` when a step's meaning changes: drafts of an older version start again at the
    first question that the new form has and they don't answer. `follow` takes the answers before and
    after an edit and lets answers that were derived from the edited one follow it.
    """

    name: str
    version: int
    steps: tuple[Step, ...]
    card: Callable[[Form, Draft, Facts], Say] | None = None
    follow: Callable[[Mapping[str, Any], Mapping[str, Any]], Mapping[str, Any]] | None = None

    def __post_init__(self) -> None:
        names = [step.name for step in self.steps]
        if len(set(names)) != len(names) or REVIEW in names:
            raise ValueError(f"form {self.name}: step names must differ, and none be {REVIEW!r}")

    @cached_property
    def by_name(self) -> Mapping[str, Step]:
        return {step.name: step for step in self.steps}

    @cached_property
    def asked(self) -> tuple[Step, ...]:
        """The steps that the guided way asks; the others are asked on wish."""
        return tuple(step for step in self.steps if not step.aside)

    @property
    def length(self) -> int:
        """How many questions a person sees, the card being the last."""
        return len(self.asked) + (self.card is not None)

    def place(self, step: str) -> int:
        names = [known.name for known in self.asked]
        return names.index(step) + 1 if step in names else self.length

    @property
    def collector(self) -> Step | None:
        return next((step for step in self.steps if step.collects), None)


def begin(
    form: Form,
    draft_id: int,
    now: datetime,
    flow: Flow = Flow.GUIDED,
    answers: Mapping[str, Any] | None = None,
    amends: int | None = None,
) -> Draft:
    """A new draft at its first open question."""
    draft = Draft(draft_id, form.name, form.version, "", now, flow=flow, answers=answers or {}, amends=amends)
    return draft.changed(now, step=next_step(form, draft))


def next_step(form: Form, draft: Draft) -> str:
    """The name of the next open question; `review` when there is none (or the person came from there)."""
    if draft.returning:
        return REVIEW
    for step in form.asked:
        wanted = draft.flow != Flow.QUICK or not step.skippable
        unanswered = step.name not in draft.answers or step.name == draft.answers.get(BEGUN)
        if wanted and unanswered and step.name not in draft.skipped:
            return step.name
    return REVIEW


def step_before(form: Form, draft: Draft) -> str | None:
    """The question before the present one; None at the first, and where one alone is asked again."""
    if draft.returning:
        return REVIEW
    if draft.flow == Flow.AMEND and form.card is None:
        return None
    names = [step.name for step in form.asked]
    at = names.index(draft.step) if draft.step in names else len(names)
    return names[at - 1] if at else None


def missing(form: Form, answers: Mapping[str, Any]) -> list[str]:
    """Names of the questions without an answer; an entry is complete when there are none."""
    standing_in = answers.get(PLACEHOLDERS, {})
    return [
        step.name
        for step in form.asked
        if step.name not in answers or answers[step.name] == standing_in.get(step.name, ...)
    ]


def upgraded(form: Form, draft: Draft, now: datetime) -> Draft:
    """The draft under the present form: answers to questions that are gone stay kept but unasked."""
    if draft.form_version == form.version and (draft.step == REVIEW or draft.step in form.by_name):
        return draft
    fresh = draft.changed(now, form_version=form.version, returning=False, step="")
    return fresh.changed(now, step=next_step(form, fresh))
