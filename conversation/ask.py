"""Drawing a question: its text, its buttons, and the ways out (back, later, skip, done)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from conversation import buttons
from conversation.collect import EMPTY, counts, is_empty
from conversation.draft import Draft, Flow
from conversation.form import REVIEW, Form, step_before
from conversation.message import Button, Say, Text
from conversation.readers.reading import Facts
from conversation.steps import Option, Step

SETTLE = 1.5  # seconds: an album or a cut paste arrives as several messages within about one
MANY_FAILURES = 3


def question(form: Form, draft: Draft, facts: Facts) -> Say:
    """The present question, or the card of all answers."""
    if draft.step == REVIEW and form.card:
        return form.card(form, draft, facts)
    step = form.by_name[draft.step]
    values: dict[str, Any] = {
        "place": str(form.place(step.name)),
        "length": str(form.length),
        "sector": facts.sector or "other",
        **step.values(facts),
    }
    quick = "-quick" if draft.flow == Flow.QUICK and _unconfirmed(form, draft) else ""
    key = f"{form.name}-{step.name}-ask{quick}"
    if step.name in draft.answers and draft.returning is False and not step.collects:
        kept = {"question": Text(key, values), "was": ""}
        if step.show:
            kept["was"] = Text("form-kept-was", {"was": step.show(draft.answers[step.name])})
        return _say(form, draft, step, Text("form-kept", kept), facts)
    if step.show and step.collects and not is_empty(gathered := draft.answers.get(step.name, EMPTY)):
        files = len(gathered["files"])
        values = {"question": Text(key, values), "was": step.show(gathered), "files": files}
        return _say(form, draft, step, Text("form-gathered", values), facts)
    return _say(form, draft, step, Text(key, values), facts)


def reminded(form: Form, draft: Draft, facts: Facts, remark: Text) -> Say:
    """The present question with a remark before it."""
    asked = question(form, draft, facts)
    return replace(asked, text=Text("form-remark", {"remark": remark, "question": asked.text}))


def again(form: Form, draft: Draft, facts: Facts, problem: Text) -> Say:
    """After an answer that could not be taken: what was wrong, with an example, and the question's buttons."""
    if draft.step == REVIEW:
        return reminded(form, draft, facts, problem)
    return _say(form, draft, form.by_name[draft.step], _with_help(draft, problem), facts)


def doubt(form: Form, draft: Draft, text: Text, options: Iterable[tuple[str, Text | str]]) -> Say:
    """A question back with what may have been meant as buttons."""
    offered = [Button(buttons.form_button(draft, option), label) for option, label in options]
    rows = [(button,) for button in offered if buttons.fits(button.id)]
    kept = _kept(form.by_name[draft.step], draft)
    return Say(_with_help(draft, text), tuple(row for row in (*rows, *kept, ways_out(form, draft)) if row))


def _with_help(draft: Draft, problem: Text) -> Text:
    return Text("form-stuck", {"problem": problem}) if draft.failures >= MANY_FAILURES else problem


def collected(form: Form, draft: Draft, step: Step) -> Say:
    """What has been gathered so far, said once things have settled, with the button that ends it."""
    values = counts(draft.answers.get(step.name, EMPTY))
    done = Button(buttons.form_button(draft, buttons.DONE), Text("form-done"))
    return Say(Text("collect-so-far", values), ((done,), ways_out(form, draft)), settle=SETTLE)


def ways_out(form: Form, draft: Draft) -> tuple[Button, ...]:
    step = form.by_name.get(draft.step)
    row: list[Button] = []
    if step_before(form, draft):
        row.append(Button(buttons.form_button(draft, buttons.BACK), Text("form-back")))
    if step and step.skippable and not draft.returning:
        row.append(Button(buttons.form_button(draft, buttons.SKIP), Text("form-skip")))
    if draft.flow == Flow.QUICK and _unconfirmed(form, draft):
        return (Button(buttons.form_button(draft, buttons.DROP), Text("form-no-initiative")),)
    if form.card:
        row.append(Button(buttons.form_button(draft, buttons.LATER), Text("form-later")))
    return tuple(row)


def _unconfirmed(form: Form, draft: Draft) -> bool:
    """A quick message that nobody has said is an initiative: no button was pressed on it yet."""
    step = form.by_name.get(draft.step)
    return step is not None and step.read is None and not step.collects and not draft.returning


def _say(form: Form, draft: Draft, step: Step, text: Text, facts: Facts) -> Say:
    rows = _rows(draft, step.options(facts, draft.answers))
    if step.collects and not is_empty(draft.answers.get(step.name)):
        rows.append((Button(buttons.form_button(draft, buttons.DONE), Text("form-done")),))
        rows.append((Button(buttons.form_button(draft, buttons.EMPTY), Text("form-rewrite")),))
        if facts.sent_files:
            rows.append((Button(buttons.form_button(draft, buttons.NO_FILES), Text("form-no-files")),))
    else:
        rows += _kept(step, draft)
    out = ways_out(form, draft)
    contact = Text("form-contact") if step.contact else None
    return Say(text, tuple(row for row in (*rows, out) if row), contact=contact)


def _kept(step: Step, draft: Draft) -> list[tuple[Button, ...]]:
    """The button that leaves an answer that was given before as it is."""
    there = step.name in draft.answers and not draft.returning
    return [(Button(buttons.form_button(draft, buttons.KEEP), Text("form-keep")),)] if there else []


def _rows(draft: Draft, options: Iterable[Option]) -> list[tuple[Button, ...]]:
    """Two short options a row, wide ones alone."""
    rows: list[tuple[Button, ...]] = []
    pair: tuple[Button, ...] = ()
    for option in options:
        button = Button(buttons.form_button(draft, option.id), option.label)
        if option.wide:
            rows += [pair, (button,)] if pair else [(button,)]
            pair = ()
        elif pair:
            rows.append((*pair, button))
            pair = ()
        else:
            pair = (button,)
    return [*rows, pair] if pair else rows
