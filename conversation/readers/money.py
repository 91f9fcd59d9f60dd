"""The benefit question's answer: money as people type it, or a benefit that is not money."""

from __future__ import annotations

from typing import Any

from conversation.message import Text
from conversation.readers.benefits import Benefit, Doubtful, Money, NotMoney, Unsure, parse_benefit
from conversation.readers.left_open import leaves_open
from conversation.readers.reading import Bad, Doubt, Facts, Good, Reading
from conversation.readers.words import Lexicon, tokens

_ACTUAL = Lexicon(dict.fromkeys(("thực tế", "thực thu", "đã đo", "actual", "actually", "measured"), True))

_ASKS = {Doubtful.UNIT: "unit", Doubtful.SEVERAL: "range", Doubtful.WHOLE: "whole"}


def read_benefit(text: str, _facts: Facts) -> Reading:
    """{computable, amount, currency, period, estimated, approximate, social, note}: amount in whole currency units."""
    benefit_read = parse_benefit(text)
    actual = bool(_ACTUAL.anywhere(tokens(text, marks=False)))
    match benefit_read.read:
        case Money(each=True) as money:
            return Doubt("benefit-each", {"money": _label(money)})
        case Money() as money:
            return Good(_money(money, benefit_read, actual))
        case NotMoney(note):
            return Good(benefit(social=_social(benefit_read), note=text if note else None))
        case Unsure(why, typed, choices) if choices:
            options = tuple((_written(money, actual), _label(money)) for money in choices)
            return Doubt(f"benefit-{_ASKS[why]}", {"number": typed} if typed else {}, options)
    return Bad("benefit-unreadable", open=leaves_open(text))


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


def _money(money: Money, benefit_read: Benefit, actual: bool) -> dict[str, Any]:
    return benefit(
        money.amount,
        money.currency,
        money.period,
        estimated=not actual,
        approximate=money.approximate,
        social=_social(benefit_read),
    )


def _social(benefit_read: Benefit) -> list[str]:
    return [kind.value for kind in benefit_read.social]


def _written(money: Money, actual: bool) -> str:
    """The option of a button: it answers as if this had been typed, so it is written as the reader reads it."""
    about = "~" if money.approximate else ""
    period = f"/{money.period}" if money.period else ""
    return f"={about}{money.amount} {money.currency}{period}{' actual' if actual else ''}"


def _label(money: Money) -> Text:
    values = {
        "about": "≈ " if money.approximate else "",
        "money": Text("money", {"amount": money.amount, "currency": money.currency}),
        "period": Text(f"period-{money.period or 'none'}"),
    }
    return Text("benefit-choice", values)
