"""Gathering the description: several messages of its own question, and what comes to it beside another. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from conversation import ask, collect
from conversation.asking import asks
from conversation.brief import few_words, is_courtesy, is_no, is_told, is_yes, wants_change
from conversation.draft import BEGUN, Draft
from conversation.form import Form
from conversation.message import Incoming, Text
from conversation.outcome import Outcome
from conversation.readers.reading import Bad, Facts
from conversation.steps import Step
from conversation.typed import clean, fold

_LONG = 15  # words: who writes so many tells something, whatever else is in it
# Who writes so in fewer is at a loss with the question.
_AT_A_LOSS = re.compile(
    r"\b(?:chon\b.*\b(?:nao|gi|sao|dau)|loai (?:nao|gi)|(?:khong|ko|k|chua|chang|hong) (?:biet|ro|hieu|chac)|"
    r"(?:which|what) (?:one|kind|type)|(?:don t|do not|not) (?:know|understand|sure))\b|"
    r"모르|分から|わから|不知道|不懂"
)


def gather(form: Form, draft: Draft, step: Step, message: Incoming, facts: Facts) -> Outcome:
    """One more message of a question that takes several; a word of thanks between them is none."""
    words = clean(message.text)
    empty = collect.is_empty(draft.answers.get(step.name))
    said_nothing = not words or is_courtesy(words) or is_no(words)
    if said_nothing and not message.files:
        asked = ask.again(form, draft, facts, Text("collect-empty")) if empty else ask.collected(form, draft, step)
        return Outcome(draft, (asked,))
    after = _with_part(draft, step, message, words, facts)
    if isinstance(after, Text):
        return Outcome(draft, (ask.again(form, draft, facts, after),))
    return Outcome(after, (ask.collected(form, after, step),))


def beside(form: Form, draft: Draft, collector: Step, message: Incoming, facts: Facts) -> Outcome:
    """A photo while another question is open belongs to the description, as do words at the card."""
    after = _with_part(draft, collector, message, clean(message.text), facts)
    if isinstance(after, Text):
        return Outcome(draft, (ask.again(form, draft, facts, after),))
    told = ask.reminded(form, after, facts, Text("collect-added"))
    return Outcome(after, (replace(told, settle=ask.SETTLE),))


def begin(form: Form, draft: Draft, collector: Step, message: Incoming, facts: Facts) -> Outcome:
    """The same before the question itself: one sentence may be all there is to tell, or a slip; so it is asked yet."""
    begun = replace(draft, answers={**draft.answers, BEGUN: collector.name})
    outcome = beside(form, begun, collector, message, facts)
    return outcome if collector.name in outcome.draft.answers else replace(outcome, draft=draft)


def ended(draft: Draft) -> Draft:
    """Once the question was asked and answered."""
    return replace(draft, answers={name: value for name, value in draft.answers.items() if name != BEGUN})


def describes(collector: Step, step: Step, draft: Draft, words: str) -> bool:
    """Whether words that don't answer a question with buttons only belong to the description.

    So it is when the channel cut a paste in pieces, a thought goes on after a quick entry, or somebody tells it all
    before being asked. A few words are an answer, well or badly given, as is a yes.
    """
    at_a_loss = len(words.split()) <= _LONG and _AT_A_LOSS.search(fold(words))
    if step.read is not None or few_words(words) or is_yes(words) or at_a_loss or asks(words) or wants_change(words):
        return False
    return not collect.is_empty(draft.answers.get(collector.name)) or is_told(words)


def _with_part(draft: Draft, step: Step, message: Incoming, words: str, facts: Facts) -> Draft | Text:
    value = collect.add(
        draft.answers.get(step.name, collect.EMPTY), message.ref, words, message.files, message.album, facts.most_files
    )
    if isinstance(value, Bad):
        return Text(value.key, value.values)
    sources = {**draft.sources, message.ref: step.name} if message.ref else draft.sources
    return draft.answered(step.name, value, facts.now, sources=sources)
