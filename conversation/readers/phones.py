"""A phone number to E.164; the 11-digit numbers of before 2018 told apart."""

from __future__ import annotations

import re
from enum import Enum

import phonenumbers

from conversation.readers.reading import Bad, Facts, Good, Reading
from conversation.readers.words import tidy

_LOOKED_AT = 200
_VIETNAM = "84"
_MOBILE = re.compile(r"[35789]\d{8}", re.ASCII)
# Changed to ten digits in September 2018 (Ministry of Information and Communications, plan of 22 May 2018).
_OLD = re.compile(r"(?:12\d|16[2-9]|18[68]|199)\d{7}", re.ASCII)
_RUN = re.compile(r"\+?[\d\s().,/-]*\d[\d\s().,/-]*", re.ASCII)


class NoPhone(Enum):
    OLD = "old"  # 11 digits: nobody answers there any more
    UNREADABLE = "unreadable"


def read_phone(text: str, _facts: Facts) -> Reading:
    match parse_phone(text):
        case NoPhone.OLD:
            return Bad("phone-old-format")
        case NoPhone.UNREADABLE:
            return Bad("phone-unreadable")
        case number:
            return Good(number)


def parse_phone(text: str) -> str | NoPhone:
    """A Vietnamese mobile number or any foreign one in E.164. Words and marks around it mean nothing."""
    plain = tidy(text[:_LOOKED_AT]).replace("(0)", "")
    whole = _number(plain)
    if whole != NoPhone.UNREADABLE:
        return whole
    # A figure beside it, "ca 3, 0912 345 678": the one run of digits that is a number.
    runs = {number for run in _RUN.findall(plain) if (number := _number(run)) != NoPhone.UNREADABLE}
    return runs.pop() if len(runs) == 1 else NoPhone.UNREADABLE


def _number(plain: str) -> str | NoPhone:
    digits = re.sub(r"[^0-9]", "", plain)
    before = plain.partition(digits[0])[0] if digits else ""
    abroad = before.endswith("+") or before.rstrip(" (").endswith("+")
    if not abroad and digits.startswith("00"):
        abroad, digits = True, digits[2:]
    if digits.startswith(_VIETNAM):
        return _vietnamese(digits[2:].removeprefix("0"))
    if abroad:
        return _foreign(digits)
    return _vietnamese(digits[1:]) if digits.startswith("0") else NoPhone.UNREADABLE


def _vietnamese(national: str) -> str | NoPhone:
    if _OLD.fullmatch(national):
        return NoPhone.OLD
    return f"+{_VIETNAM}{national}" if _MOBILE.fullmatch(national) else NoPhone.UNREADABLE


def _foreign(digits: str) -> str | NoPhone:
    """E.164 has 15 digits at most; fewer than 8 reach nobody abroad."""
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return NoPhone.UNREADABLE
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return written if 8 <= len(written) - 1 <= 15 else NoPhone.UNREADABLE
