"""The three stresses that catalogs may use (<b>, <i>, <code>), and how people's words stay out of them."""

from __future__ import annotations

import re

from conversation.message import Mark

_TAG = re.compile(r"<(/?)(b|i|code)>")


def escape(words: str) -> str:
    """People's words, so that nothing in them can be taken for markup."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def parse(text: str) -> tuple[str, tuple[Mark, ...]]:
    """Plain text and its marks. Raises ValueError where tags are not closed in order."""
    if "<" not in text:
        return _unescape(text), ()
    plain: list[str] = []
    length, at = 0, 0
    open_tags: list[tuple[str, int]] = []
    marks: list[Mark] = []
    for tag in _TAG.finditer(text):
        piece = _unescape(text[at : tag.start()])
        plain.append(piece)
        length += len(piece)
        at = tag.end()
        if not tag[1]:
            open_tags.append((tag[2], length))
        elif not open_tags or open_tags[-1][0] != tag[2]:
            raise ValueError(f"</{tag[2]}> closes nothing in {text!r}")
        else:
            kind, start = open_tags.pop()
            if length > start:
                marks.append(Mark(start, length, kind))
    if open_tags:
        raise ValueError(f"<{open_tags[-1][0]}> is not closed in {text!r}")
    plain.append(_unescape(text[at:]))
    return "".join(plain), tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def _unescape(text: str) -> str:
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
