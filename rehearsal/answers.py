"""How a person answers the form's questions: whichever is asked, from whatever point they come to it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Generator

from campaign.kinds import Kind
from conversation.buttons import base36
from rehearsal import words
from rehearsal.ideas import MONEY, Idea
from rehearsal.moves import FORM, MINE, Move, Trouble, ending, press, say, step_of, version_of, wanted
from rehearsal.vendor import Reply

CODE = re.compile(r"SK-\d{4}-\d{6,9}-\d")
Step = Generator[Move, Reply, Reply]


class Writing:
    """One entry being written. What a move changes is noted as it is made: it is committed with its 200."""

    def __init__(self, idea: Idea, dice: random.Random) -> None:
        self.idea, self._dice = idea, dice
        self._title: Move | None = None
        self._last: Move | None = None
        self._left: list[str] = []
        self._begin()
        self._answers: dict[str, Callable[[Reply], Step]] = {
            "title": self._names, "kind": self._classes, "substance": self._tells,
            "benefit": self._values, "applied_on": self._dates, "review": self._reviews,
        }  # fmt: skip

    def through(self, reply: Reply, stops_at: str = "") -> Generator[Move, Reply, Reply | None]:
        """The receipt; None where the author went away at a question. Raises Trouble."""
        while True:
            step = step_of(reply)
            if step == stops_at != "":
                return None
            reply = yield from self.once(reply)
            if step == "review" and not step_of(reply):
                return reply

    def once(self, reply: Reply) -> Step:
        """Answers the question that a screen asks; the next screen. Raises Trouble."""
        answer = self._answers.get(step_of(reply))
        if answer is None:
            raise Trouble("no question")
        return (yield from answer(reply))

    def at_once(self) -> Step:
        """Everything in one message, outside any form."""
        self._begin()
        return (yield self._part(FORM))

    def _begin(self) -> None:
        self._left, self.idea.files = list(self.idea.parts), 0

    def _names(self, _reply: Reply) -> Step:
        self._begin()
        self._title = say(self.idea.typed(self.idea.title), FORM)
        return (yield self._title)

    def _classes(self, reply: Reply) -> Step:
        if self._title and self.idea.lives("edits the title"):
            self.idea.title += " (sửa)"
            reply = yield Move((FORM,), text=self.idea.typed(self.idea.title), edits=self._title)
        return (yield press(wanted(reply, f"|kind|{self.idea.kind}"), FORM))

    def _tells(self, reply: Reply) -> Step:
        """Message after message, and done once the last of them was heard."""
        heard = f"|{base36(version_of(reply) + len(self._left))}|substance|."
        while len(self._left) > 1:
            yield self._part()
        if self._left:
            reply = yield self._part(heard)
        return (yield press(wanted(reply, "|substance|."), FORM))

    def _part(self, *signs: str) -> Move:
        """The next message of the description; the first may be a photo with these words below it."""
        photo = self.idea.photo if self.idea.lives("photo") else ""
        self.idea.files += bool(photo)
        self._last = Move(signs, text=self.idea.typed(self._left.pop(0)), photo=photo)
        return self._last

    def _values(self, reply: Reply) -> Step:
        if self._last and self.idea.lives("edits the words"):
            self.idea.solution += " Rất dễ làm."
            text = f"{self._last.text} Rất dễ làm."
            reply = yield Move((FORM,), text=text, edits=self._last, photo=self._last.photo)
        if kept := ending(reply, "|benefit|k"):  # came back to look, and leaves it as it was
            return (yield press(kept, FORM))
        benefit = self.idea.benefit
        if benefit.text and self.idea.lives("mistypes"):
            reply = yield say(words.NO_FIGURE, FORM)
        return (yield _typed_or_pressed(benefit.text, reply, f"|benefit|{benefit.option}"))

    def _dates(self, reply: Reply) -> Step:
        if self.idea.lives("goes back"):
            return (yield say("quay lại", FORM))
        return (yield _typed_or_pressed(self.idea.day.text, reply, f"|applied_on|{self.idea.day.option}"))

    def _reviews(self, reply: Reply) -> Step:
        if self.idea.lives("changes the kind"):
            self.idea.kind = self._dice.choice([kind for kind in Kind if kind != self.idea.kind])
            return (yield press(wanted(reply, "|review|*kind"), FORM))
        if self.idea.lives("changes the benefit"):
            self.idea.benefit = self._dice.choice(MONEY)
            return (yield press(wanted(reply, "|review|*benefit"), FORM))
        return (yield press(wanted(reply, "|review|!"), MINE, FORM))


def code_in(reply: Reply, title: str) -> str:
    """The receipt code that stands beside a title. Raises Trouble where it doesn't."""
    lines = [line for line in reply.words.splitlines() if title in line and CODE.search(line)]
    found = CODE.search(lines[0] if lines else reply.words) if title in reply.words else None
    if found is None:
        raise Trouble("no receipt")
    return found[0]


def _typed_or_pressed(text: str, reply: Reply, end: str) -> Move:
    return say(text, FORM) if text else press(wanted(reply, end), FORM)
