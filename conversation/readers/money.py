"""What an initiative brings: money as people type it, or a benefit that is not money."""

from __future__ import annotations

import re
from typing import Any

from campaign.kinds import Social
from conversation.readers.reading import Bad, Doubt, Facts, Good, Reading
from conversation.typed import fold

_UNITS = {
    "k": 10**3, "nghin": 10**3, "ngan": 10**3, "tr": 10**6, "trieu": 10**6, "cu": 10**6,
    "ty": 10**9, "ti": 10**9, "thousand": 10**3, "million": 10**6, "billion": 10**9,
}  # fmt: skip
_CURRENCIES = {
    "d": "VND", "dong": "VND", "vnd": "VND", "usd": "USD", "do": "USD", "$": "USD", "yen": "JPY",
    "jpy": "JPY", "krw": "KRW", "won": "KRW", "te": "CNY", "cny": "CNY", "eur": "EUR", "₫": "VND",
}  # fmt: skip
_PERIODS = {
    "nam": "year", "year": "year", "quy": "quarter", "quarter": "quarter", "thang": "month", "th": "month",
    "thg": "month", "month": "month", "tuan": "week", "week": "week", "ngay": "day", "day": "day",
    "ca": "shift", "shift": "shift", "lan": "once",
}  # fmt: skip
_APPROXIMATE = re.compile(r"\b(khoang|tam|co|xap xi|hon|uoc tinh|uoc|about|around)\b|~|≈")
_ACTUAL = re.compile(r"\b(thuc te|thuc thu|actual)\b")
_NOT_MONEY = re.compile(r"\b(khong|ko|k|chua|not|cannot|can't)\b.*\b(tinh|quy|compute|calculate|money)\b")
_AMOUNT = re.compile(
    r"(?P<number>(?<!\d)\d[\d.,]{0,40})\s*(?P<unit>k|nghin|ngan|trieu|tr|cu|ty|ti|thousand|million|billion)?(?P<after>\d{1,3})?"
    r"(?P<half>\s*ruoi)?\s*(?P<currency>dong|vnd|usd|do|yen|jpy|krw|won|te|cny|eur|d|₫|\$)?(?![a-z\d])"
)
_SOCIAL = {
    Social.SAFETY: ("an toan", "tai nan", "safe"),
    Social.ENVIRONMENT: ("moi truong", "rac thai", "khi thai", "environment"),
    Social.QUALITY: ("chat luong", "hang loi", "phe pham", "quality", "defect"),
    Social.TIME: ("thoi gian", "gio", "phut", "nhanh hon", "time", "hour", "minute"),
}


_RANGE = re.compile(r"((?<!\d)\d[\d.,]{0,40})\s{0,9}[-–]\s{0,9}(\d[\d.,]{0,40})(.{0,24})")
_LOOKED_AT = 500  # characters in which a figure is looked for: the patterns below try a text at many places
_DIGITS = 18  # more is no amount of money, and no number that a float holds


def read_benefit(text: str, facts: Facts) -> Reading:
    """{computable, amount, currency, period, estimated, social}: amount in whole currency units."""
    plain = _plain(text)
    social = [kind.value for kind, words in _SOCIAL.items() if any(word in plain for word in words)]
    plain = plain[:_LOOKED_AT]
    if ends := _RANGE.search(text[:_LOOKED_AT]):
        return Doubt("benefit-range", {}, tuple((f"={end}{ends[3]}", f"{end}{ends[3]}") for end in (ends[1], ends[2])))
    found = [match for match in _AMOUNT.finditer(plain) if match["unit"] or match["currency"]]
    bare = re.fullmatch(r"\D*?(\d[\d.,]*)\s*(?:(?:/|moi|mot|1)?\s*[a-z]+)?\D*", plain)
    if not found and (_NOT_MONEY.search(plain) or social):
        return Good(benefit(social=social, note=text if social else None))
    if not found and bare:
        return _bare(bare[1], plain, social, facts.language)
    if not found:
        return Bad("benefit-unreadable")
    amount = sum(value for value in map(_value, found) if value)
    if not amount:
        return Bad("benefit-unreadable")
    return Good(_money(amount, _currency(found), plain, social))


def benefit(
    amount: int | None = None,
    currency: str | None = None,
    period: str | None = None,
    *,
    estimated: bool = True,
    approximate: bool = False,
    social: list[str] | None = None,
    note: str | None = None,
) -> dict[str, Any]:
    """The stored form of a benefit; not computable in money where there is no amount."""
    return {
        "computable": amount is not None,
        "amount": amount,
        "currency": currency,
        "period": period,
        "estimated": estimated,
        "approximate": approximate,
        "social": social or [],
        "note": note,
    }


def _money(amount: int, currency: str, plain: str, social: list[str]) -> dict[str, Any]:
    return benefit(
        amount,
        currency,
        _period(plain),
        estimated=not _ACTUAL.search(plain),
        approximate=bool(_APPROXIMATE.search(plain)),
        social=social,
    )


def _bare(digits: str, plain: str, social: list[str], language: str) -> Reading:
    """A number without unit or currency: dong from 1000 up, else a question back."""
    number = _number(digits)
    if number is None:
        return Bad("benefit-unreadable")
    if number >= 1000:
        return Good(_money(int(number), "VND", plain, social))
    rest = plain[plain.index(digits) + len(digits) :].strip()
    tail = f"/{rest.lstrip('/ ')}" if rest else ""
    units = ("triệu", "nghìn", "tỷ") if language == "vi" else ("million", "thousand", "billion")
    meant = [f"{digits} {unit}{tail}" for unit in units]
    return Doubt("benefit-unit", {"number": digits}, tuple((f"={text}", text) for text in meant))


def _plain(text: str) -> str:
    """Lower case and unmarked as `fold` does, but with the signs that numbers need."""
    kept = re.sub(r"[.,$₫/~≈-]", lambda sign: f"\x01{ord(sign[0]):x}\x02", text.replace("–", "-"))
    pieces = re.split(r"(\x01[0-9a-f]+\x02)", kept)
    return "".join(chr(int(p[1:-1], 16)) if p.startswith("\x01") else _fold_piece(p) for p in pieces)


def _fold_piece(piece: str) -> str:
    folded = fold(piece)
    return f"{' ' if piece[:1].isspace() else ''}{folded}{' ' if folded and piece[-1:].isspace() else ''}"


def _value(match: re.Match[str]) -> int | None:
    number = _number(match["number"])
    if number is None:
        return None
    unit = _UNITS.get(match["unit"] or "", 1)
    amount = number * unit
    if match["after"] and match["unit"]:
        amount += float(f"0.{match['after']}") * unit
    if match["half"]:
        amount += unit / 2
    return round(amount)


def _number(digits: str) -> float | None:
    """`1.500` and `1,500` are thousands, `1,5` and `1.5` decimals; None where the grouping is broken."""
    digits = digits.rstrip(".,")
    if len(digits) > _DIGITS:
        return None
    groups = re.split(r"[.,]", digits)
    if len(groups) == 1:
        return float(digits)
    if all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3:
        return float("".join(groups))
    if len(groups) == 2 or (all(len(group) == 3 for group in groups[1:-1]) and len(groups[-1]) != 3):
        return float(f"{''.join(groups[:-1])}.{groups[-1]}")
    return None


def _currency(found: list[re.Match[str]]) -> str:
    return next((_CURRENCIES[match["currency"]] for match in found if match["currency"]), "VND")


def _period(plain: str) -> str | None:
    named = re.findall(r"(?:/|\bmoi |\bmot |\b1 |\bper |\ba |\bhang )\s*([a-z]+)", plain)
    return next((_PERIODS[word] for word in named if word in _PERIODS), None)
