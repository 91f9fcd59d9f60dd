"""What must never stand in a log, and a look whether it does, however it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from conversation.typed import fold

# A person whom one finds again: nothing else in the project is called so.
NAME = "Đặng Thị Kín Đáo"
ACCOUNT = 77_100_200
PHONE = "0912 340 567"
TITLE = "Máy vò bánh đa nem tự chế"
SUBSTANCE = "Trước: vò tay đau nhức cả vai. Sau: em hàn cái trống quay bằng thùng phuy."
TOKEN = "987654:very-SECRET-token-0123456789"
SECRET = "hook-very-secret-word"
TELLING = (NAME, "Kín Đáo", str(ACCOUNT), PHONE, "+84912340567", TITLE, "bánh đa", "thùng phuy", TOKEN, SECRET)

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")


def leaks(said: str, telling: Iterable[str] = TELLING) -> set[str]:
    """Those of the telling strings that stand in what was said: also escaped, quoted for a URL, without marks."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)), said)
    ways = {_bare(way) for way in (said, plain, unquote(said))}
    return {one for one in telling if any(_bare(one) in way for way in ways)}


def _bare(words: str) -> str:
    """Letters and digits alone: a number in groups, a name without marks, a text over two lines are the same."""
    number = re.sub(r"^(?:\+84|0)(?=\d)", "", words) if len(words) < 20 else words
    return re.sub(r"[^a-z0-9]", "", fold(number))
