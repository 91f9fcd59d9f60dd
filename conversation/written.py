"""Dates, money and figures as each language writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_symbol

_BABEL = {"zh-Hans": "zh_Hans", "zh-Hant": "zh_Hant"}
_DAY = {"vi": "d/M/y", "en": "d MMM y"}
_MONTH = {
    "vi": "'tháng' M/y",
    "en": "MMM y",
    "ko": "y년 M월",
    "ja": "y年M月",
    "zh-Hans": "y年M月",
    "zh-Hant": "y年M月",
}
_SHORT_DAY = {"vi": "d/M", "en": "d MMM"}


def _shown_date(values: Mapping[str, Any], lang: str) -> str:
    return date_words(values["date"], lang)


def _shown_day(values: Mapping[str, Any], lang: str) -> str:
    """`21/4`: a day where the year is known."""
    pattern = _SHORT_DAY.get(lang, "M/d")
    return format_date(date.fromisoformat(values["date"]), pattern, _BABEL.get(lang, lang))


def _shown_money(values: Mapping[str, Any], lang: str) -> str:
    return money_words(values["amount"], values["currency"], lang)


def _shown_decimal(values: Mapping[str, Any], lang: str) -> str:
    """`55.1` as this language writes it, with its one decimal even where that is 0."""
    return format_decimal(Decimal(values["value"]), format="#,##0.0", locale=_BABEL.get(lang, lang))


@lru_cache(maxsize=1024)
def date_words(iso: str, lang: str) -> str:
    """`2022-04-21` or `2022-04` as this language writes a day or a month."""
    locale = _BABEL.get(lang, lang)
    if len(iso) == 7:
        return format_date(date.fromisoformat(f"{iso}-01"), _MONTH[lang], locale)
    return format_date(date.fromisoformat(iso), _DAY.get(lang, "medium"), locale)


def money_words(amount: int, currency: str, lang: str) -> str:
    """`15.000.000 ₫`: whole units, grouped as this language does, the sign behind (as the programme writes)."""
    locale = _BABEL.get(lang, lang)
    return f"{format_decimal(amount, locale=locale)}\u00a0{get_currency_symbol(currency, locale)}"


# Keys that are no messages of the catalogs, but values written as a language does.
WRITTEN: Mapping[str, Callable[[Mapping[str, Any], str], str]] = {
    "date-shown": _shown_date,
    "day-shown": _shown_day,
    "money": _shown_money,
    "decimal": _shown_decimal,
}
