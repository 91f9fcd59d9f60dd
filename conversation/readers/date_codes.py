"""A date as it was typed, turned into codes and numbers that one pattern can match: `21 / M 4 Y 2022`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conversation.readers.day_words import CODES, DIGITS, FILLERS, HUNDREDS, LUNAR, NUMBERS, TWO_THOUSAND
from conversation.readers.words import Token, spelling, tidy, tokens
from conversation.typed import fold

LOOKED_AT = 200  # characters: a date is short
_CLOCK = re.compile(r"\b\d{1,2} ?(?::\d{2}(?::\d{2})?|h\d{0,2}\b|g\d{2}\b|giờ(?: ?\d{1,2} phút)?|gio\b)")
_COMPACT = re.compile(
    r"(?<![\d/.-])(?:((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)|([0-3]\d)(0[1-9]|1[0-2])((?:19|20)\d\d))(?![\d/.-])"
)
_MARKS = "-/.,"
_ENGLISH = 4  # tokens of "21 May, 2022" at most
UNKNOWN = "_"


def codes(text: str) -> str | None:
    """The codes of day_words.py, numbers and marks with single spaces between; None where it is a date of the moon."""
    plain = _CLOCK.sub(" ", tidy(text[:LOOKED_AT]))
    plain = _COMPACT.sub(_apart, plain)
    found = tokens(plain, marks=False)
    if LUNAR.anywhere(found):
        return None
    return " ".join(_coded(found, not plain.isascii()))


def _apart(found: re.Match[str]) -> str:
    return "-".join(part for part in found.groups() if part)


def _coded(found: Sequence[Token], marked: bool) -> list[str]:
    codes: list[str] = []
    at = 0
    while at < len(found):
        code, length = _next(found, at, codes[-1].split()[-1] if codes else "", marked)
        if code:
            codes.append(code)
        at += length
    return codes


def _next(found: Sequence[Token], at: int, before: str, marked: bool) -> tuple[str, int]:
    """(code, how many tokens) of what stands there; `before` is the code before it."""
    token = found[at]
    if token.kind == "number":
        return token.text, 1
    if token.kind == "sign":
        return (token.text if token.text in _MARKS else UNKNOWN), 1
    if token.glued and at and found[at - 1].kind == "number" and token.text in ("st", "nd", "rd", "th"):
        return "", 1
    if token.text in ("t", "q") and at + 1 < len(found) and found[at + 1].glued and found[at + 1].kind == "number":
        return _short(found, at)
    if token.text == "may" and len(found) > _ENGLISH:  # to sew, and no month
        return UNKNOWN, 1
    if number := _number(found, at, before, marked):
        return number
    if filler := FILLERS.at(found, at):
        return "", filler[1]
    if hit := CODES.at(found, at):
        return hit
    return UNKNOWN, 1


def _short(found: Sequence[Token], at: int) -> tuple[str, int]:
    """T6 is June, but a Friday before a week; Q2 a quarter."""
    if found[at].text == "q":
        return "Q", 1
    return ("T" if CODES.word(found, at + 2) == "W" else "M"), 1


def _number(found: Sequence[Token], at: int, before: str, marked: bool) -> tuple[str, int] | None:
    """A number in words where one can stand: behind day, month, weekday or ago; before a month, or a span and ago."""
    if before == "Y" and (year := _year(found, at)):
        return year
    if CODES.word(found, at + 4) == "y" and (digits := _four_digits(found, at)):
        return digits, 4
    hit = NUMBERS.at(found, at)
    if hit is None:
        return None
    # Somebody who sets marks and wrote sau means after, not six.
    unmarked = (
        marked and hit[1] == 1 and found[at].text.isascii() and spelling(found[at].text) != spelling(_WORD[hit[0]])
    )
    if unmarked or (hit[1] == 1 and _begins_a_span(found, at, before)):
        return None
    if before in ("D", "M", "T", "@"):
        return str(hit[0]), hit[1]
    span = CODES.at(found, at + hit[1])
    ago = CODES.word(found, at + hit[1] + span[1]) if span else None
    counts = span and (span[0] in ("M", "m", "d") or (span[0] in ("D", "W", "Y") and ago in ("<", ">", "=", "==")))
    return (str(hit[0]), hit[1]) if counts else None


def _begins_a_span(found: Sequence[Token], at: int, before: str) -> bool:
    """Without marks: tu thang 3 is from, four only as thang tu, thu tu; sau thang 3 is after, sau thang nay six."""
    if found[at].text == "sau":
        numbered = CODES.word(found, at + 1) == "M" and at + 2 < len(found) and found[at + 2].kind == "number"
        return numbered and before not in ("D", "M", "T", "@")
    return found[at].text == "tu" and before not in ("M", "T")


_WORD = {1: "một", 2: "hai", 3: "ba", 4: "tư", 5: "năm", 6: "sáu", 7: "bảy", 8: "tám", 9: "chín", 10: "mười"}


def _year(found: Sequence[Token], at: int) -> tuple[str, int] | None:
    """hai nghìn không trăm hai mươi hai, hai không hai hai."""
    if thousand := TWO_THOUSAND.at(found, at):
        hundreds = HUNDREDS.at(found, at + thousand[1])
        start = thousand[1] + (hundreds[1] if hundreds else 0)
        rest = NUMBERS.at(found, at + start)
        return str(2000 + (rest[0] if rest else 0)), start + (rest[1] if rest else 0)
    if digits := _four_digits(found, at):
        return digits, 4
    rest = NUMBERS.at(found, at)
    return (str(rest[0]), rest[1]) if rest and rest[0] > 9 and fold(found[at].text) != "nam" else None


def _four_digits(found: Sequence[Token], at: int) -> str:
    four = [DIGITS.word(found, place) for place in range(at, at + 4)]
    return "".join(map(str, four)) if None not in four else ""
