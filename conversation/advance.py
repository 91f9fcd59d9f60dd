"""advance: from a draft and what the person did to the next draft and what to say. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from conversation import ask, buttons, collect, doubts
from conversation.amending import NO_FILES
from conversation.brief import is_told
from conversation.buttons import Press
from conversation.draft import Draft, DraftState, Flow
from conversation.form import REVIEW, Form, next_step, step_before
from conversation.gathering import begin, beside, describes, ended, gather
from conversation.labels import means, typed_button, wants_to_send
from conversation.message import Button, Incoming, Say, Text
from conversation.outcome import Event, Outcome
from conversation.readers.reading import Bad, Doubt, Facts, Good, Reading
from conversation.shown import short
from conversation.steps import Step
from conversation.typed import clean

_SHOWN = 300  # characters of an edited answer that are said back


def advance(form: Form, draft: Draft, message: Incoming, facts: Facts) -> Outcome:
    """What a message (not a button) does to the draft."""
    if message.edited:
        return edited(form, draft, message, facts)
    step = form.by_name.get(draft.step)
    if not message.files and (press := typed_button(ask.question(form, draft, facts), message.text)):
        if step is None or press.what in _MOVES:
            return pressed(form, draft, press, facts)
        return _take(form, draft, step, step.pick(press.what, facts, draft.answers), message.ref, facts)
    if not message.files and means(buttons.RESUME, message.text):  # also where nothing was paused
        return resume(form, draft, facts)
    if step and form.card and not message.files and wants_to_send(message.text):
        return to_card(form, draft, facts)
    if message.files and form.collector and (step is None or not step.collects):
        return beside(form, draft, form.collector, message, facts)
    if step is None and form.collector and is_told(message.text):
        return beside(form, draft, form.collector, message, facts)
    if step is None:
        return Outcome(draft, (_card_hint(form, draft, facts),))
    if step.collects:
        return gather(form, draft, step, message, facts)
    reading, heard = doubts.hear(step, draft, message.phone or message.text, facts)
    if reading is None:  # it isn't what was asked back
        return _moved(form, draft, facts)
    if form.collector and not isinstance(reading, Good) and describes(form.collector, step, draft, message.text):
        more = beside if form.collector.name in draft.answers else begin
        return more(form, draft, form.collector, message, facts)
    return _take(form, draft, step, reading, message.ref, facts, heard)


def pressed(form: Form, draft: Draft, press: Press, facts: Facts) -> Outcome:
    """What a button does; a late one is answered with the present question."""
    step = form.by_name.get(draft.step)
    if press.what in (buttons.RESUME, buttons.UNDO):  # whatever happened since: where it stands now is shown
        return resume(form, draft, facts)
    gathering = step is not None and step.collects and press.what == buttons.DONE
    if press.step != draft.step or (press.version != draft.version and not gathering):
        return Outcome(draft, (ask.question(form, draft, facts),), toast=Text("form-late-press"))
    if move := _MOVES.get(press.what):
        return move(form, draft, facts)
    if step is None:
        if press.what.startswith(buttons.CHANGE) and press.what[1:] in form.by_name:
            return change(form, draft, press.what[1:], facts)
        return Outcome(draft, (ask.question(form, draft, facts),))
    return _take(form, draft, step, step.pick(press.what, facts, draft.answers), "", facts)


def back(form: Form, draft: Draft, facts: Facts) -> Outcome:
    """To the question before; from one that is asked alone, of something that is kept, out of it."""
    before = step_before(form, draft)
    if form.card is None and draft.flow == Flow.AMEND and draft.step in draft.answers:
        return _keep(form, draft, facts)
    if before is None:
        return Outcome(draft, (ask.reminded(form, draft, facts, Text("form-first")),))
    return _moved(form, draft.changed(facts.now, step=before, returning=False, failures=0), facts)


def skip(form: Form, draft: Draft, facts: Facts) -> Outcome:
    step = form.by_name.get(draft.step)
    if step is None or not (step.skippable or step.aside):
        return Outcome(draft, (ask.reminded(form, draft, facts, Text("form-needed")),))
    skipped = draft.changed(facts.now, skipped=(*draft.skipped, draft.step), failures=0)
    return _onward(form, skipped, facts)


def done(form: Form, draft: Draft, facts: Facts) -> Outcome:
    """Ends the gathering of several messages."""
    step = form.by_name.get(draft.step)
    if step is None or not step.collects:
        return Outcome(draft, (ask.question(form, draft, facts),))
    if collect.is_empty(draft.answers.get(step.name)):
        return Outcome(draft, (ask.again(form, draft, facts, Text("collect-empty")),))
    return _onward(form, ended(draft).changed(facts.now, failures=0), facts)


def to_card(form: Form, draft: Draft, facts: Facts) -> Outcome:
    """To the card, past what may stay open; where something is needed yet, how much."""
    needed = [step for step in form.asked if not step.skippable and not _has(draft, step)]
    if needed:
        remark = Text("form-before-sending", {"count": len(needed)})
        return Outcome(draft, (ask.reminded(form, draft, facts, remark),))
    left = (step.name for step in form.asked if step.name not in draft.answers)
    skipped = tuple(dict.fromkeys((*draft.skipped, *left)))
    there = ended(draft).changed(facts.now, step=REVIEW, returning=False, skipped=skipped, failures=0)
    return _moved(form, there, facts)


def _has(draft: Draft, step: Step) -> bool:
    answer = draft.answers.get(step.name)
    return step.name in draft.answers and not (step.collects and collect.is_empty(answer))


def change(form: Form, draft: Draft, step: str, facts: Facts) -> Outcome:
    """Asks one question again from the card, and comes back to the card after it."""
    return _moved(form, draft.changed(facts.now, step=step, returning=True, failures=0), facts)


def pause(form: Form, draft: Draft, facts: Facts) -> Outcome:
    """Lets go of the draft: what is written next is no answer. Who is still coming in stays there, and has no name."""
    resume = Button(buttons.form_button(draft, buttons.RESUME), Text("form-resume"))
    cancel_it = Button(buttons.form_button(draft, buttons.CANCEL), Text("form-cancel"))
    left = draft.aside() if form.card or facts.name else draft
    rows = ((resume,),) if left.state == DraftState.CANCELLED else ((resume,), (cancel_it,))
    return Outcome(left, (Say(Text("form-paused"), rows),))


def cancel(_form: Form, draft: Draft, facts: Facts) -> Outcome:
    gone = draft.changed(facts.now, state=DraftState.CANCELLED)
    undo = Button(buttons.form_button(gone, buttons.UNDO), Text("form-undo"))
    return Outcome(gone, (Say(Text("form-cancelled"), ((undo,),)),))


def resume(form: Form, draft: Draft, facts: Facts) -> Outcome:
    """Draws the present question anew, for a draft that was parked, cancelled or just left alone."""
    opened = replace(doubts.forget(draft), state=DraftState.OPEN, updated_at=facts.now)
    return Outcome(opened, (ask.question(form, draft, facts),))


def edited(form: Form, draft: Draft, message: Incoming, facts: Facts) -> Outcome:
    """Editing a sent message corrects the answer that it gave."""
    name = draft.sources.get(message.ref)
    step = form.by_name.get(name or "")
    if step is None:
        return Outcome(draft)
    words = clean(message.text)
    if step.collects:
        before = collect.part_of(draft.answers[step.name], message.ref)
        value = collect.edit(draft.answers[step.name], message.ref, words)
        reading: Reading = value if isinstance(value, Bad) else Good(value)
    else:
        before, reading = "", step.hear(words, facts, draft.answers)
    if not isinstance(reading, Good):
        problem = Text(reading.key, reading.values)
        return Outcome(draft, (Say(Text("form-edit-refused", {"name": _name(form, step), "problem": problem})),))
    after = draft.answered(step.name, reading.value, facts.now)
    if form.follow:
        after = replace(after, answers=form.follow(draft.answers, after.answers))
    told = Say(
        Text(
            "form-edited",
            {"name": _name(form, step), **_was_and_now(step, draft, reading.value, before, words)},
        )
    )
    # The present question's buttons carry the version before the edit: draw them anew.
    return Outcome(after, (told, ask.question(form, after, facts)))


def _was_and_now(step: Step, draft: Draft, value: Any, before: str, words: str) -> dict[str, Any]:
    """What an edit changed, as people read it; long words shortened for the eye, never in the answer."""
    if step.show and not step.collects:
        return {"was": step.show(draft.answers.get(step.name)), "now": step.show(value)}
    return {"was": short(before, _SHOWN) or "…", "now": short(words, _SHOWN) or "…"}


def _take(form: Form, draft: Draft, step: Step, reading: Reading, ref: str, facts: Facts, heard: str = "") -> Outcome:
    if isinstance(reading, Doubt):
        asked = doubts.remember(draft, heard, reading)
        return Outcome(asked, (ask.doubt(form, asked, Text(reading.key, reading.values), reading.options),))
    if isinstance(reading, Bad) and reading.open and step.skippable:
        return skip(form, draft, facts)
    if not isinstance(reading, Good):
        failed = replace(doubts.unshown(draft), failures=draft.failures + 1, updated_at=facts.now)
        return Outcome(failed, (ask.again(form, failed, facts, Text(reading.key, reading.values)),))
    sources = {**draft.sources, ref: step.name} if ref else draft.sources
    after = draft.answered(step.name, reading.value, facts.now, sources=sources)
    if reading.more:
        after = replace(after, answers={**after.answers, **_found(form, after, reading.more)})
    return _onward(form, after, facts)


def _found(form: Form, draft: Draft, more: Mapping[str, Any]) -> Mapping[str, Any]:
    """Answers found on the way; of what gathers they come behind what is there, and replace nothing."""
    kept = {name: draft.answers[name] for name in more if name in draft.answers and form.by_name[name].collects}
    return {**more, **{name: collect.joined(value, more[name]) for name, value in kept.items()}}


def _onward(form: Form, draft: Draft, facts: Facts) -> Outcome:
    following = next_step(form, draft)
    if following == REVIEW and form.card is None:
        return Outcome(draft, event=Event.FINISHED)
    return _moved(form, replace(draft, step=following, returning=False), facts)


def _moved(form: Form, draft: Draft, facts: Facts) -> Outcome:
    draft = doubts.forget(draft)
    return Outcome(draft, (ask.question(form, draft, facts),))


def _card_hint(form: Form, draft: Draft, facts: Facts) -> Say:
    card = ask.question(form, draft, facts)
    return replace(card, text=Text("form-use-buttons", {"card": card.text}))


def _name(form: Form, step: Step) -> Text:
    return Text(f"{form.name}-{step.name}-name")


def _send(form: Form, draft: Draft, facts: Facts) -> Outcome:
    if draft.step != REVIEW:
        return Outcome(draft, (ask.question(form, draft, facts),))
    return Outcome(draft, event=Event.SEND)


def _drop(form: Form, draft: Draft, facts: Facts) -> Outcome:
    """Offered by every form with a card, else only by a step that has it among its own options."""
    step = form.by_name.get(draft.step)
    offered = step.options(facts, draft.answers) if step else ()
    if form.card is None and buttons.DROP not in {option.id for option in offered}:
        return Outcome(draft, (ask.question(form, draft, facts),))
    return Outcome(draft, event=Event.DROP)


def _keep(form: Form, draft: Draft, facts: Facts) -> Outcome:
    return _onward(form, draft.changed(facts.now), facts)


def _empty(form: Form, draft: Draft, facts: Facts) -> Outcome:
    """Takes away all that a step has gathered, photos too. The card is out of reach until there is something again."""
    step = form.by_name.get(draft.step)
    if step is None or not step.collects:
        return Outcome(draft, (ask.question(form, draft, facts),))
    answers = {name: value for name, value in draft.answers.items() if name != step.name}
    sources = {ref: name for ref, name in draft.sources.items() if name != step.name}
    emptied = draft.changed(facts.now, answers=answers, sources=sources, returning=False, failures=0)
    return Outcome(emptied, (ask.reminded(form, emptied, facts, Text("collect-emptied")),))


def _no_files(form: Form, draft: Draft, facts: Facts) -> Outcome:
    """Of an entry that is amended: what was sent with it goes with the next sending, and not before."""
    step = form.by_name.get(draft.step)
    if step is None or not step.collects or not draft.amends:
        return Outcome(draft, (ask.question(form, draft, facts),))
    without = draft.changed(facts.now, answers={**draft.answers, NO_FILES: True})
    return Outcome(without, (ask.reminded(form, without, facts, Text("collect-no-files")),))


_MOVES: dict[str, Callable[[Form, Draft, Facts], Outcome]] = {
    buttons.BACK: back,
    buttons.SKIP: skip,
    buttons.DONE: done,
    buttons.LATER: pause,
    buttons.CANCEL: cancel,
    buttons.SEND: _send,
    buttons.DROP: _drop,
    buttons.KEEP: _keep,
    buttons.EMPTY: _empty,
    buttons.NO_FILES: _no_files,
}
