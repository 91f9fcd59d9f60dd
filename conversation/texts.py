"""Texts: turns keys and values into words of a language, from the Fluent catalogs in locales/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, Resource

from conversation.language import LANGUAGES
from conversation.markup import escape, parse
from conversation.message import Choice, Mark, Reply, Say, Text
from conversation.written import WRITTEN

_LONG = 1_000  # fluent.runtime refuses values of more than 2,500 characters: longer ones are put in afterwards
CATALOGS = Path(__file__).parent.parent / "locales"
_FALLBACK = {"vi": ("vi",), "en": ("en", "vi")}  # what is asked first; the others fall back to English


class MissingTextError(LookupError):
    """No catalog has this key: a mistake in the program, found by the tests of the catalogs."""


class Texts:
    """All catalogs. `render` gives a Reply, `words` the plain text of one key."""

    def __init__(self, folder: Path = CATALOGS) -> None:
        resources = {lang: _resources(folder / lang) for lang in LANGUAGES}
        self.keys = {
            lang: frozenset(e.id.name for r in found for e in r.body if isinstance(e, Message))
            for lang, found in resources.items()
        }
        self._bundles = {lang: _bundle(found, lang) for lang, found in resources.items()}
        self._plain: dict[tuple[str, str], str] = {}
        self._without_values: dict[tuple[str, str], tuple[str, tuple[Mark, ...]]] = {}

    def render(self, say: Say, lang: str, replaces: str | None = None) -> Reply:
        """What is said, in this language; ValueError where a catalog's markup is broken."""
        text, marks = self._parsed(say.text, lang)
        return Reply(
            key=say.text.key,
            text=text,
            lang=lang,
            marks=marks,
            choices=tuple(
                tuple(Choice(button.id, self.label(button.label, lang)) for button in row) for row in say.buttons
            ),
            replaces=replaces if say.replaces else None,
            contact=self.words(say.contact, lang) if say.contact else None,
            file=say.file,
            ends_contact=say.ends_contact,
        )

    def words(self, text: Text, lang: str) -> str:
        """The plain words of a text, without stress."""
        return self._parsed(text, lang)[0]

    def label(self, label: Text | str, lang: str) -> str:
        return self.words(label, lang) if isinstance(label, Text) else label

    def all_of(self, prefix: str, lang: str) -> dict[str, str]:
        """Every message whose key starts with `prefix`, for pages that fetch their own texts."""
        keys = {key for one in _chain(lang) for key in self.keys[one] if key.startswith(prefix)}
        return {key: self.words(Text(key), lang) for key in sorted(keys)}

    def _parsed(self, text: Text, lang: str) -> tuple[str, tuple[Mark, ...]]:
        if text.values:
            return parse(self._markup(text, lang))
        key = text.key, text.lang or lang
        known = self._without_values.get(key)  # the labels of most buttons
        if known is None:
            known = self._without_values[key] = parse(self._markup(text, lang))
        return known

    def _markup(self, text: Text, lang: str) -> str:
        lang = text.lang or lang
        if not text.values:
            known = self._plain.get((text.key, lang))
            if known is None:
                known = self._plain[text.key, lang] = self._format(text, lang)
            return known
        return self._format(text, lang)

    def _format(self, text: Text, lang: str) -> str:
        if special := WRITTEN.get(text.key):
            return special(text.values, lang)
        for candidate in _chain(lang):
            bundle = self._bundles[candidate]
            if bundle.has_message(text.key):
                pattern = bundle.get_message(text.key).value
                if pattern is None:
                    break
                values = {name: self._value(value, lang) for name, value in text.values.items()}
                long = {name: value for name, value in values.items() if isinstance(value, str) and len(value) > _LONG}
                words, errors = bundle.format_pattern(pattern, values | {name: f"\x02{name}\x03" for name in long})
                if errors:
                    raise MissingTextError(f"{text.key} in {candidate}: {errors[0]}")
                return _filled(str(words), long)
        raise MissingTextError(f"no catalog has {text.key!r}")

    def _value(self, value: Any, lang: str) -> Any:
        if isinstance(value, Text):
            return self._markup(value, lang)
        if isinstance(value, str):
            return escape(value)
        if isinstance(value, Sequence):
            joint = "\n" if any(isinstance(one, Text) and one.key.endswith("-row") for one in value) else ", "
            return joint.join(str(self._value(one, lang)) for one in value)
        return value


@lru_cache(maxsize=1)
def all_texts() -> Texts:
    """The program's own catalogs, once a process: a text is compiled when it is first said, and remembered."""
    return Texts()


@lru_cache(maxsize=64)
def _resources(folder: Path) -> tuple[Resource, ...]:
    """The parsed files of a language; parsing takes a fifth of a second, so it is done once a process."""
    return tuple(FluentParser().parse(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.ftl")))


def _bundle(resources: tuple[Resource, ...], lang: str) -> FluentBundle:
    # Isolating marks around values would be sent to every phone; people's words are cleaned of
    # direction signs when they come in, so nothing can turn a line around.
    bundle = FluentBundle([lang], use_isolating=False)
    for resource in resources:
        bundle.add_resource(resource)
    return bundle


def _filled(words: str, long: Mapping[str, str]) -> str:
    for name, value in long.items():
        words = words.replace(f"\x02{name}\x03", value)
    return words


def _chain(lang: str) -> tuple[str, ...]:
    return _FALLBACK.get(lang, (lang, "en", "vi"))
