"""JSON of columns and vendors: what the fast reader refuses is read all the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from conversation.json_text import from_json, to_bytes, to_json


@pytest.mark.parametrize(
    "value",
    [
        {
            "text": "Cải tiến đồ gá 👷\u200d♀️",
            "rows": [["한국어", "日本語"], []],
            "none": None,
            "yes": True,
            "half": 0.5,
        },
        {"": "", "quote": '"\\/\u2028\n\t'},
        [2**63 - 1, -(2**63), 0],
        {},
    ],
)
def test_what_was_written_is_read_again(value: Any) -> None:
    assert from_json(to_json(value)) == from_json(to_bytes(value)) == value
    assert " " not in to_json({"a": [1, 2]})


def test_half_a_letter_can_be_stored_and_sent() -> None:
    assert to_json({"a": "x\ud83d"}) == '{"a":"x?"}'
    assert to_bytes(["\udc00"]) == b'["?"]'


def test_half_a_letter_of_a_vendor_is_read() -> None:
    assert from_json(b'{"text":"caf\\u00e9 \\ud83d"}') == {"text": "café \ud83d"}


@pytest.mark.parametrize("broken", ["", "{", "[1,", "nothing", b"\xff\xfe\x00", '{"a":1}}'])
def test_what_is_none_is_said_to_be_none(broken: str | bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_json(broken)


def test_what_json_has_no_words_for_is_refused() -> None:
    with pytest.raises(TypeError):
        to_json({"at": datetime.now(UTC), "what": object()})
