"""A step of a form: one question, how its answer is read, and the buttons it offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from conversation.brief import number_in, ways
from conversation.message import Text
from conversation.readers.reading import Bad, Facts, Good, Reading
from conversation.typed import clean, fold


@dataclass(frozen=True, slots=True)
class Option:
    """A button of a step: `id` is short and stays the same for ever, `value` is what is stored.

    `typed` are words that mean it when they are the whole message, whatever the marks.
    """

    id: str
    label: Text | str
    value: Any = None
    wide: bool = False
    typed: tuple[str, ...] = ()


def no_options(_facts: Facts, _answers: Mapping[str, Any]) -> tuple[Option, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Step:
    """One question. Its texts are `<form>-<name>-ask` and `<form>-<name>-name` (its short name).

    `read` takes the typed text; None where only buttons or files can answer. `collects` gathers
    several messages until the person says done. `skippable`: may stay open, to be completed later.
    `aside`: asked only on wish. `show` gives an answer as
    people read it, where a value says something to them. `values` gives the question more values than the usual.
    `named`: it asks for a name, so that a word that is a command elsewhere may be the answer.
    """

    name: str
    read: Callable[[str, Facts], Reading] | None = None
    options: Callable[[Facts, Mapping[str, Any]], tuple[Option, ...]] = no_options
    collects: bool = False
    skippable: bool = False
    aside: bool = False
    contact: bool = False
    named: bool = False
    show: Callable[[Any], Text | str] | None = None
    values: Callable[[Facts], Mapping[str, Any]] = lambda _facts: {}

    def pick(self, option_id: str, facts: Facts, answers: Mapping[str, Any]) -> Reading:
        """The value behind a pressed button; a text offered after a doubt comes as `=text`."""
        if option_id.startswith("=") and self.read:
            return self.read(clean(option_id[1:]), facts)
        for option in self.options(facts, answers):
            if option.id == option_id:
                return Good(option.value if option.value is not None else option.id)
        return Bad("form-choose")

    def hear(self, words: str, facts: Facts, answers: Mapping[str, Any]) -> Reading:
        """What a typed text answers: a button's number or label first, then what the reader makes of it."""
        if option := self._named(words, facts, answers):
            return Good(option.value if option.value is not None else option.id)
        return self.read(words, facts) if self.read else Bad("form-choose")

    def _named(self, words: str, facts: Facts, answers: Mapping[str, Any]) -> Option | None:
        options = self.options(facts, answers)
        number = number_in(words) if self.read is None else None
        if number and number <= len(options):
            return options[number - 1]
        said = (words,) if self.named else (words, *ways(words))  # of `Lan Anh` the last word is no form of address
        named = {_alike(way).removeprefix("loai ") for way in said} - {""}
        return next((option for option in options if named & _words_of(option)), None)


def _words_of(option: Option) -> set[str]:
    label = (option.label,) if isinstance(option.label, str) else ()
    return {_alike(words) for words in (*label, *option.typed)}


def _alike(words: str) -> str:
    """Folded, and with i for y: both `kỹ thuật` and `kĩ thuật` are written."""
    return fold(words).replace("y", "i")


def text_reader(shortest: int, longest: int, key: str) -> Callable[[str, Facts], Reading]:
    """Reads any text of so many characters; outside of that `<key>-too-short` or `<key>-too-long`."""

    def read(text: str, _facts: Facts) -> Reading:
        words = clean(text)
        if sum(char.isalnum() for char in words) < shortest:
            return Bad(f"{key}-too-short", {"least": shortest})
        if len(words) > longest:
            return Bad(f"{key}-too-long", {"limit": longest, "length": len(words)})
        return Good(words)

    return read
