"""Codes that people read aloud and type: receipt codes of initiatives, short codes of units.

Both carry a check sign, so that a slip of the finger is told apart from an unknown code.
"""

from __future__ import annotations

import re

# Signs that are not mistaken for one another on paper (no 0/O/D, 1/I/L, S, Z, B, G, Q, U/V).
# Their number is prime, so that a weighted sum finds every single slip and every swap.
SIGNS = "23456789ACEFHJKMNPRTWXY"
_BASE = len(SIGNS)
_ROOM = _BASE**5
_SPREAD = 2_654_435  # coprime to 23: neighbours in the list get codes that don't look alike
_LOOKALIKE = str.maketrans({"S": "5", "Z": "2", "B": "8", "G": "6", "V": "Y"})

# H. Michael Damm's quasigroup of order 10: finds all single slips and all swaps of neighbours.
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
_RECEIPT = re.compile(r"SK\W*(\d{4})\W*(\d{6,9}?)\W*(\d)$", re.ASCII)


def receipt_code(year: int, number: int) -> str:
    """The code of the `number`th initiative of a year: `SK-2022-000123-9`."""
    digits = f"{year:04d}{number:06d}"
    return f"SK-{year:04d}-{number:06d}-{_damm(digits)}"


def read_receipt_code(text: str) -> str | None:
    """The code as it is written by us, or None where it can't be one (wrong check digit included)."""
    found = _RECEIPT.search(text.strip().upper())
    if not found:
        return None
    code = receipt_code(int(found[1]), int(found[2]))
    return code if code[-1] == found[3] else None


def short_code(number: int) -> str:
    """Six signs for the unit `number` (1 to 6,436,342): five and a check sign."""
    if not 0 < number < _ROOM:
        raise ValueError(f"no short code for unit number {number}")
    rest, signs = number * _SPREAD % _ROOM, []
    for _ in range(5):
        rest, value = divmod(rest, _BASE)
        signs.append(value)
    return "".join(SIGNS[value] for value in [*signs, _check(signs)])


def read_short_code(text: str) -> str | None:
    """The six signs as we write them, or None (wrong length, unknown sign, wrong check sign)."""
    signs = re.sub(r"[\s.-]", "", text).upper().translate(_LOOKALIKE)
    if len(signs) != 6 or any(sign not in SIGNS for sign in signs):
        return None
    values = [SIGNS.index(sign) for sign in signs]
    return signs if _check(values[:5]) == values[5] else None


def _check(values: list[int]) -> int:
    weighted = sum(weight * value for weight, value in enumerate(values, start=1))
    return -weighted * pow(6, -1, _BASE) % _BASE


def _damm(digits: str) -> str:
    state = "0"
    for digit in digits:
        state = _DAMM[int(state)][int(digit)]
    return state
