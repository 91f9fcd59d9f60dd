"""A question that was asked back is remembered: what comes next may answer it in half a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from conversation.brief import bare, is_no, is_yes, low_or_high, number_in
from conversation.draft import DOUBT, Draft
from conversation.readers.reading import Bad, Doubt, Facts, Good, Reading
from conversation.steps import Step

WHICH_UNIT = "unit-which"
_DAY_OR_MONTH, _YEAR = re.compile(r"\d{1,2}(?:/\d{1,2})?"), re.compile(r"\d{4}")
_MONTH, _UNIT, _RANGE = "date-which-month", "benefit-unit", "benefit-range"
_AMOUNTS = (_UNIT, _RANGE, "benefit-whole")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked back about `text`, of which `what` says the year or the number; `options` are buttons' ids."""

    key: str
    text: str
    what: str
    options: tuple[str, ...]


def remember(draft: Draft, text: str, doubt: Doubt) -> Draft:
    """The draft that knows what was asked back. One that gets no further counts as a failure."""
    before, shown = last(draft), [option for option, _ in doubt.options]
    stuck = before is not None and len(shown) >= len(before.options)
    what = str(doubt.values.get("year") or doubt.values.get("number") or "")
    kept = {"step": draft.step, "key": doubt.key, "text": text, "what": what, "options": shown}
    return replace(draft, answers={**draft.answers, DOUBT: kept}, failures=draft.failures + stuck)


def forget(draft: Draft) -> Draft:
    if DOUBT not in draft.answers:
        return draft
    return replace(draft, answers={name: value for name, value in draft.answers.items() if name != DOUBT})


def unshown(draft: Draft) -> Draft:
    """The same doubt once its buttons are no longer what was shown last: none of them is meant by a number."""
    kept = draft.answers.get(DOUBT)
    return replace(draft, answers={**draft.answers, DOUBT: {**kept, "options": []}}) if kept else draft


def last(draft: Draft) -> Asked | None:
    """What the present question's last doubt was about."""
    kept = draft.answers.get(DOUBT)
    if not kept or kept["step"] != draft.step:
        return None
    return Asked(kept["key"], kept["text"], kept["what"], tuple(kept["options"]))


def chosen(draft: Draft, typed: str) -> str | None:
    """The option that was meant: by a yes where there is one only, else by its number."""
    asked = last(draft)
    if asked is None:
        return None
    if len(asked.options) == 1 and is_yes(typed):
        return asked.options[0]
    if asked.key == _RANGE and (end := low_or_high(typed)) is not None:
        return asked.options[end] if asked.options else None
    number = number_in(typed)
    return asked.options[number - 1] if number and number <= len(asked.options) else None


def hear(step: Step, draft: Draft, typed: str, facts: Facts) -> tuple[Reading | None, str]:
    """(what a text answers, as if this had been typed); None where it only denies what was asked back."""
    asked, alone = last(draft), step.hear(typed, facts, draft.answers)
    if asked is None:
        return alone, typed
    option = chosen(draft, typed)
    if asked.key == WHICH_UNIT and option:  # what else was found is of no interest
        return step.pick(option, facts, draft.answers), typed
    wholes = [(step.hear(whole, facts, draft.answers), whole) for whole in _completed(asked, typed)]
    if taken := _taken(asked, wholes, alone, facts):
        return taken
    if asked.key == _MONTH and (reading := _in_that_year(step, asked, typed, alone, draft, facts)):
        return reading, typed
    if asked.key in _AMOUNTS and (reading := _same_amount(step, asked, typed, alone, draft, facts)):
        return reading, typed
    if option:
        return step.pick(option, facts, draft.answers), typed
    if is_no(typed):
        return None, typed
    if isinstance(alone, Bad) and alone.open:
        return alone, typed
    if is_yes(typed):  # to several
        return step.hear(asked.text, facts, draft.answers), asked.text
    again = next((whole for whole in wholes if isinstance(whole[0], Doubt)), None)
    return again if again and not isinstance(alone, Good) else (alone, typed)


def _taken(
    asked: Asked, wholes: Iterable[tuple[Reading, str]], alone: Reading, facts: Facts
) -> tuple[Reading, str] | None:
    """The first completion that can be taken; of a year only what lies in it, even where it has yet to come."""
    for reading, whole in wholes:
        if isinstance(reading, Good) and _fits(asked, reading.value, alone):
            return reading, whole
        if reading == Bad("date-future") and asked.what == str(facts.today.year):
            return reading, whole
    return None


def _fits(asked: Asked, value: Any, alone: Reading) -> bool:
    if asked.key == _MONTH:
        return bool(value[:4] == asked.what)
    return value["computable"] or not (isinstance(alone, Bad) and alone.open)  # `k` is thousand, `không biết` nothing


def _completed(asked: Asked, typed: str) -> Iterator[str]:
    """Ways in which the old text and the new one make a whole answer."""
    new, what = bare(typed) or typed, asked.what
    if asked.key == _MONTH:
        if _DAY_OR_MONTH.fullmatch(new):
            yield f"{new}/{what}"
        elif not _YEAR.search(new):
            yield from (f"{new} {what}", f"{new} năm {what}", f"{what}年{new}", f"{what}년 {new}")
    elif asked.key in (_UNIT, _RANGE) and not any(sign.isdecimal() for sign in new):  # a figure stands for itself
        yield asked.text.replace(what, f"{what} {new}", 1) if what in asked.text and what else f"{asked.text} {new}"


def _in_that_year(step: Step, asked: Asked, typed: str, alone: Reading, draft: Draft, facts: Facts) -> Reading | None:
    """What names a day or month, but no year, is meant in the year that was asked about."""
    then = replace(facts, today=min(facts.today, date(int(asked.what), 12, 31)))
    reading = step.hear(typed, then, draft.answers)
    if not isinstance(reading, Good) or not isinstance(alone, Good):
        return None
    return reading if reading.value == asked.what + alone.value[4:] else None


def _same_amount(step: Step, asked: Asked, typed: str, alone: Reading, draft: Draft, facts: Facts) -> Reading | None:
    """Of the amounts offered the one that is named again, shorter: `5` or `5 triệu` of 5-7 triệu/tháng."""
    number = number_in(typed) if asked.key != _UNIT else None
    meant = {number * 1000**power for power in range(4)} if number else set()
    if isinstance(alone, Good) and alone.value["computable"] and not alone.value["period"]:
        meant.add(alone.value["amount"])
    offered = [step.pick(option, facts, draft.answers) for option in asked.options]
    found = [one for one in offered if isinstance(one, Good) and one.value["amount"] in meant]
    return found[0] if len(found) == 1 else None
