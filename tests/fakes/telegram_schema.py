"""Checks parameters against the machine-readable Bot API, however deep they are nested."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from .telegram_values import Json, Upload

SPEC_PATH = Path(__file__).parents[1] / "data" / "telegram-bot-api.json"
ARRAY = "Array of "
INTEGER = re.compile(r"-?\d{1,19}")
BOOLEANS = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}
PLAIN: Mapping[str, Callable[[object], bool]] = {
    "Boolean": lambda value: isinstance(value, bool),
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "String": lambda value: isinstance(value, str),
    "InputFile": lambda value: isinstance(value, Upload),
}
# The dump does not hold the values of the `type` fields; in these families they are the rest of the name.
FAMILIES = (
    "BotCommandScope",
    "InlineQueryResult",
    "InlineQueryResultCached",
    "InputMedia",
    "InputPaidMedia",
    "InputProfilePhoto",
    "InputStoryContent",
    "MenuButton",
    "ReactionType",
    "StoryAreaType",
)

Limits = Callable[[str, Json], Iterator[str]]


@cache
def spec() -> Json:
    found: Json = json.loads(SPEC_PATH.read_text(encoding="utf8"))
    return found


@cache
def tag_of(name: str) -> str | None:
    """What the `type` field of this type must say; None where the name does not tell."""
    family = max((f for f in FAMILIES if name.startswith(f) and name != f), key=len, default=None)
    if family is None or "type" not in spec()["types"][name]["fields"]:
        return None
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name[len(family) :]).lower()


def from_text(text: str, types: Sequence[str]) -> object:
    """A urlencoded or multipart value as its type; what cannot be read stays text and fails the check."""
    if "Integer" in types and INTEGER.fullmatch(text):
        return int(text)
    if "String" in types or "InputFile" in types or "Integer" in types:
        return text
    if "Boolean" in types:
        return BOOLEANS.get(text, text)
    try:
        return json.loads(text)
    except ValueError:
        return text


@cache
def expanded(types: tuple[str, ...]) -> tuple[str, ...]:
    """Unions replaced by what they stand for."""
    found: tuple[str, ...] = ()
    for name in types:
        subtypes = spec()["types"].get(name, {}).get("subtypes")
        found += expanded(tuple(subtypes)) if subtypes else (name,)
    return found


class Schema:
    """The methods and types of the Bot API, together with the limits that the dump does not hold."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def knows(self, method: str) -> bool:
        return method in spec()["methods"]

    def decode(self, method: str, raw: Mapping[str, object], *, texts: bool) -> Json:
        """Raw parameters as typed values; `texts`: all came as strings (not from a JSON body)."""
        fields = spec()["methods"][method]["fields"]
        return {name: self._decoded(value, fields.get(name, {}).get("types", ()), texts) for name, value in raw.items()}

    def problems(self, method: str, params: Json) -> list[str]:
        """Everything that is wrong with a request, each naming its field."""
        found = self._fields(spec()["methods"][method]["fields"], params, "")
        return found or list(self._limits(method, params))

    def check(self, value: object, types: Sequence[str], path: str) -> list[str]:
        """What is wrong with a value that may have any of these types."""
        if isinstance(value, list) and (arrays := [t for t in types if t.startswith(ARRAY)]):
            inner = [name.removeprefix(ARRAY) for name in arrays]
            return [p for i, item in enumerate(value) for p in self.check(item, inner, f"{path}[{i}]")]
        options = [(name, self._one(value, name, path)) for name in expanded(tuple(types))]
        if len(options) == 1:
            return options[0][1]
        return min(options, key=lambda option: self._distance(value, *option))[1]

    def _decoded(self, value: object, types: Sequence[str], texts: bool) -> object:
        # In a JSON body only objects may come as strings; a number in quotes there is the bot's mistake.
        readable = types and (texts or not any(name in PLAIN for name in types))
        return from_text(value, types) if isinstance(value, str) and readable else value

    def _distance(self, value: object, name: str, problems: list[str]) -> tuple[bool, bool, int, int]:
        """Of several types, the one that was meant: same tag, most fields in common, fewest faults."""
        fields = spec()["types"].get(name, {}).get("fields", {})
        given = value if isinstance(value, dict) else {}
        other = given.get("type") != tag_of(name) if name in spec()["types"] and tag_of(name) else False
        return bool(problems), other, -len(given.keys() & fields), len(problems)

    def _one(self, value: object, name: str, path: str) -> list[str]:
        if (fits := PLAIN.get(name)) is not None:
            return [] if fits(value) else [self._unfit(value, name, path)]
        # A list never comes here: check() looks at its items.
        if name.startswith(ARRAY) or not isinstance(value, dict):
            return [self._unfit(value, name, path)]
        return self._object(value, name, path)

    def _object(self, value: Json, name: str, path: str) -> list[str]:
        tag = tag_of(name)
        if tag is not None and value.get("type") != tag:
            return [f'{path}.type: must be "{tag}", not {value.get("type")!r}']
        found = self._fields(spec()["types"][name]["fields"], value, f"{path}.")
        return found or [f"{path}.{problem}" for problem in self._limits(name, value)]

    def _fields(self, fields: Json, value: Json, path: str) -> list[str]:
        found = [f'{path}{name}: unknown parameter "{name}"' for name in value if name not in fields]
        found += [
            f'{path}{name}: parameter "{name}" is required'
            for name, fact in fields.items()
            if fact["required"] and name not in value
        ]
        for name, fact in fields.items():
            if name in value:
                found += self.check(value[name], fact["types"], f"{path}{name}")
        return found

    def _unfit(self, value: object, name: str, path: str) -> str:
        return f"{path}: expected {name}, got {type(value).__name__} {str(value)[:40]!r}"
