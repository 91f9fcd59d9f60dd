"""What is wrong in the config, in words for whoever wrote it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_WRITTEN = {
    "date": "write a day as 2022-04-21, without quotes",
    "int": "write a whole number, without quotes",
    "float": "write a number, without quotes",
    "bool": "write true or false, without quotes",
}


def line(problem: Any, path: Path | None, given: Any, prefix: str) -> str:
    """One line for one mistake: the key as it is written where it stands, and what to write instead."""
    place = [part for part in problem["loc"] if not isinstance(part, int)]
    why = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "extra_forbidden":
        why = "no such key; config.example.toml has them all"
    elif problem["type"].endswith(("_parsing", "_type")):
        why = _WRITTEN.get(problem["type"].split("_")[0], why)
    if path is None or _stands_in(given, [part for part in place if not part.isdecimal()]):
        return f"environment: {prefix}{'__'.join(map(str, place)).upper()}: {why}"
    return f"{path}: {'.'.join(map(str, place))}: {why}"


def _stands_in(given: Any, place: list[str]) -> bool:
    """Whether a key comes from the environment, where the entries of lists have numbers as keys."""
    if not place:
        return True
    if not isinstance(given, dict):
        return False
    deeper = [each for key, each in given.items() if key.isdecimal()]
    return (place[0] in given and _stands_in(given[place[0]], place[1:])) or any(_stands_in(e, place) for e in deeper)
