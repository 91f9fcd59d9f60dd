"""What a person does on a visit: comes in, writes, goes away in the middle, looks after what was sent."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator

from campaign.kinds import Status
from rehearsal import words
from rehearsal.answers import Writing, code_in
from rehearsal.ideas import Idea
from rehearsal.moves import FORM, MINE, NEW, GaveUp, Move, Script, Trouble, press, say, step_of, wanted
from rehearsal.population import Errand, Person
from rehearsal.vendor import Reply

TRIES = 4
_OPENINGS = ("nộp sáng kiến", "nop sang kien", "/nop", "/new", "Nộp")
_FRESH = "\nc|new|fresh"
Told = Callable[[str, bool], None]
Finding = Generator[Move, Reply, Reply | str]


class VisitScript:
    """One visit. `told` is called with a receipt code, and whether the entry surely stands as `idea` has it now.

    `left`: the visit before left something open. At its card a word like `nộp` would send that, a command doesn't.
    """

    def __init__(self, person: Person, errand: Errand, idea: Idea, first: bool, left: bool, told: Told) -> None:
        self._person, self._errand, self._idea, self._first, self._told = person, errand, idea, first, told
        self._openings = tuple(each for each in _OPENINGS if each.startswith("/") or not left)
        self._dice = random.Random(f"{person.number} {idea.number} {errand}")  # noqa: S311
        self._writing = Writing(idea, self._dice)
        self._quick = "quick" in idea.habits
        self._stop = idea.stops_at if errand in (Errand.BEGIN, Errand.ABANDON) else ""
        if errand == Errand.BEGIN and self._stop == "title":
            self._stop = "kind"  # without a title nothing could be found again

    def play(self) -> Script:
        """Raises GaveUp."""
        code, receipt = yield from self._writes()
        if not code:
            return
        try:
            yield from self._looks_after(code, receipt)
        except Trouble:
            self._told(code, False)
        else:
            self._told(code, True)

    def _writes(self) -> Generator[Move, Reply, tuple[str, Reply | None]]:
        """(receipt code, the receipt where it was seen at once)."""
        way: Callable[[], Finding] = self._comes
        for _ in range(TRIES):
            try:
                found = yield from way()
                if isinstance(found, str):
                    return found, None
                receipt = yield from self._writing.through(found, self._stop)
                return code_in(receipt, self._idea.title) if receipt else "", receipt
            except Trouble:
                way = self._finds
        raise GaveUp

    def _comes(self) -> Finding:
        if not self._first:
            return (yield from self._finds() if self._errand == Errand.FINISH else self._begins())
        if self._quick and self._dice.random() < 0.5:  # the idea comes before the greeting
            return (yield from self._joins((yield from self._writing.at_once())))
        greeting = f"/start u_{self._person.unit}" if self._dice.random() < 0.85 else "/start"
        yield from self._joins((yield say(greeting, FORM, NEW)))
        if self._idea.lives("shares the phone"):
            yield from self._shares_phone()
        return (yield from self._begins())

    def _joins(self, reply: Reply) -> Generator[Move, Reply, Reply]:
        """Answers what is asked on coming in; the screen that is none of these questions."""
        person = self._person
        while True:
            match step_of(reply):
                case "language":
                    reply = yield press(wanted(reply, f"|language|{person.language}"), FORM)
                case "consent":
                    reply = yield press(wanted(reply, "|consent|yes"), FORM)
                case "unit":
                    reply = yield say(person.unit, FORM)
                case "name" if self._dice.random() < 0.7:
                    reply = yield press(wanted(reply, "|name|account"), NEW, FORM)
                case "name":
                    reply = yield say(person.name, NEW, FORM)
                case _:
                    return reply

    def _shares_phone(self) -> Generator[Move, Reply, None]:
        number = words.phone(self._person.number)
        yield press("c|phone|")
        yield Move((number[-4:],), phone=number)

    def _begins(self) -> Finding:
        if self._quick:
            return (yield from self._writing.at_once())
        reply = yield say(self._dice.choice(self._openings), "|title|", _FRESH)
        if step_of(reply) == "title":
            return reply
        return (yield press("c|new|fresh", "|title|"))

    def _finds(self) -> Finding:
        """Looks where things stand: sent already (its code), begun (its question), or nothing at all."""
        if self._first:
            reply = yield from self._joins((yield say(f"/start u_{self._person.unit}", FORM, NEW)))
            if step_of(reply):
                return reply
        reply = yield say("/mine", MINE, "\nc|draft|", NEW)
        title = self._idea.title
        if title in reply.words:
            return code_in(reply, title)
        for data, label in reply.labels.items():
            if data.startswith("c|draft|") and title[:30] in label:
                return (yield press(data, FORM))
        return (yield from self._begins())

    def _looks_after(self, code: str, receipt: Reply | None) -> Generator[Move, Reply, None]:
        idea = self._idea
        if receipt and not idea.complete and idea.lives("completes"):
            yield from self._completes(receipt)
        if idea.lives("withdraws"):
            yield from self._withdraws(code)

    def _completes(self, receipt: Reply) -> Generator[Move, Reply, None]:
        reply = yield press(next(data for data in receipt.buttons if data.startswith("c|amend|")), FORM)
        self._idea.completed(self._dice)
        while step_of(reply):
            reply = yield from self._writing.once(reply)

    def _withdraws(self, code: str) -> Generator[Move, Reply, None]:
        reply = yield say("của tôi", MINE)
        own = next((data for data, label in reply.labels.items() if label.startswith(code)), "")
        if not own:
            raise Trouble("not in the list")
        reply = yield press(own, "\nc|withdraw|")
        self._idea.status = Status.WITHDRAWN
        reply = yield press(own.replace("c|mine|", "c|withdraw|"), "\nc|restore|")
        if self._idea.lives("restores"):
            self._idea.status = Status.SUBMITTED
            yield press(own.replace("c|mine|", "c|restore|"), code)
