"""The cells of a unit list: how each column is read, and what to write where it can't be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from campaign.kinds import Level, Ownership

# ISO 3166-1 alpha-2, as of 2024.
_COUNTRIES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
    BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH
    ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT
    HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
    LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI
    NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
    SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
    UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 - 249 quoted codes would be read by nobody
)
_CODE = re.compile(r"[A-Z0-9-]{1,32}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LONGEST_NUMBER = 9
_LONGEST_NAME = 300


def tidy(text: str) -> str:
    """NFC, single spaces, without the invisible signs that copied cells bring along."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))
    return " ".join(text.split())


def _code(text: str) -> str:
    code = text.upper()
    if not _CODE.fullmatch(code):
        raise ValueError(f"{text!r} is no code; write 1 to 32 of A-Z, 0-9 and -" if text else "missing; write the code")
    return code


def _other_code(text: str) -> str | None:
    return _code(text) if text else None


def _name(text: str) -> str:
    if not text:
        raise ValueError("missing; write the full name")
    if len(text) > _LONGEST_NAME:
        raise ValueError(f"{len(text)} letters; a name has {_LONGEST_NAME} at most, or no button could show it")
    return text


def _words(text: str) -> str | None:
    return text or None


def _one_of(kinds: type[StrEnum]) -> Callable[[str], str]:
    values = {kind.value: kind.value for kind in kinds}

    def read(text: str) -> str:
        value = values.get(text.lower())
        if value is None:
            raise ValueError(
                f"{text!r} is none of {', '.join(values)}" if text else f"missing; one of {', '.join(values)}"
            )
        return value

    return read


def _country(text: str) -> str | None:
    if text and text.upper() not in _COUNTRIES:
        raise ValueError(f"{text!r} is no country; write its two letters after ISO 3166, like KR")
    return text.upper() or None


def _number(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(f"{text!r} is no number from 0 up; write digits only (1234, without points, commas or spaces)")
    if len(text.lstrip("0")) > _LONGEST_NUMBER:
        raise ValueError(f"{text} is too large; at most {_LONGEST_NUMBER} digits")
    return int(text)


def _day(text: str) -> str | None:
    if not text:
        return None
    try:
        good = _DAY.fullmatch(text) and date.fromisoformat(text)
    except ValueError:
        good = None
    if not good:
        raise ValueError(f"{text!r} is no date; write it like 2022-04-21")
    return text


# A reader takes the tidy text of a cell and gives its value, or raises ValueError with the mend.
READERS: Mapping[str, Callable[[str], Any]] = {
    "code": _code,
    "parent_code": _other_code,
    "name": _name,
    "level": _one_of(Level),
    "ownership": _one_of(Ownership),
    "country": _country,
    "sector": _words,
    "cluster": _words,
    "members": _number,
    "target_assigned": _number,
    "target_self": _number,
    "opening_stock": lambda text: _number(text) or 0,
    "valid_from": _day,
    "valid_to": _day,
    "merged_into": _other_code,
}
COLUMNS = tuple(READERS)
