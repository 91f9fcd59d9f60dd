"""JSON as columns hold it and vendors send and take it: compact, in its own letters.

By orjson: the standard library's took a twentieth of a turn. What that refuses, such as half of a letter, is left to
the standard library. The price: a whole number of more than 64 bits is read as a fraction; none of ours has so many.
"""

from __future__ import annotations

import json
from typing import Any

import orjson

_slowly = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_json(value: Any) -> str:
    return to_bytes(value).decode()


def to_bytes(value: Any) -> bytes:
    """The same in UTF-8, half a letter as `?`. Raises TypeError for what JSON has no words for."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return _slowly(value).encode(errors="replace")


def from_json(text: str | bytes) -> Any:
    """Raises ValueError where it isn't JSON."""
    try:
        return orjson.loads(text)
    except ValueError:
        return json.loads(text)
