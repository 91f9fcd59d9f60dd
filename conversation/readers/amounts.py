"""The figures in a text: amounts of money, counts of other things, and bare numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from campaign.kinds import Social
from conversation.readers import amount_words as words
from conversation.readers.east_asian import sum_at
from conversation.readers.united import Figure, Sort, amount_at
from conversation.readers.words import Token


def figures(found: Sequence[Token]) -> list[Figure]:
    """Every figure of the text, from left to right."""
    return list(_figures(found))


def _figures(found: Sequence[Token]) -> Iterator[Figure]:
    at = 0
    while at < len(found):
        figure = _figure(found, at)
        if figure:
            yield figure
        at = figure.end if figure else at + 1


def _figure(found: Sequence[Token], at: int) -> Figure | None:
    if written := sum_at(found, at):
        return written
    before = words.CURRENCIES.at(found, at) if found[at].text in words.CODES_BEFORE else None
    figure = amount_at(found, at + before[1] if before else at)
    if figure is None:
        return None
    return _with_code(found, figure, at, before[0]) if before else _named(found, figure)


def _with_code(found: Sequence[Token], figure: Figure, start: int, currency: str) -> Figure:
    """$500, USD 2m, and the same currency once more behind it."""
    short = words.SHORT_UNITS.at(found, figure.end) if figure.unit == 1 else None
    end = figure.end + (short[1] if short else 0)
    again = _currency(found, end)
    end += again[1] if again and again[0] == currency else 0
    return replace(_money(figure, short[0] if short else 1, currency, end), start=start)


def _named(found: Sequence[Token], figure: Figure) -> Figure | None:
    """The figure with the currency, or the thing counted, that stands behind it."""
    end = figure.end
    if joined := words.JOINED_UNITS.at(found, end):
        return _money(figure, *joined[0], end + joined[1])
    if currency := _currency(found, end):
        return _money(figure, 1, currency[0], end + currency[1])
    short = words.SHORT_UNITS.at(found, end)
    if short and figure.unit == 1 and (currency := _currency(found, end + 1)):
        return _money(figure, short[0], currency[0], end + 1 + currency[1])
    counted = words.FIGURES.at(found, end)
    if counted and not _is_other_word(found, figure):
        return replace(figure, sort=Sort.COUNT, end=end + counted[1], social=counted[0])
    return replace(figure, sort=Sort.MONEY) if figure.unit > 1 else _bare(found, figure)


def _is_other_word(found: Sequence[Token], figure: Figure) -> bool:
    """Whether what stands behind counts nothing: 1 lần, 10tr con 4tr (còn, now only 4tr)."""
    now_only = found[figure.end].text == "con" and found[figure.end + 1 : figure.end + 2]
    if figure.unit > 1 and now_only and now_only[0].kind == "number":
        return True
    return bool(words.PERIODS.word(found, figure.end) and (figure.value == 1 or figure.unit > 1))


def _currency(found: Sequence[Token], at: int) -> tuple[str, int] | None:
    hit = words.CURRENCIES.at(found, at)
    because = hit and found[at].text == "do" and any(not token.text.isascii() for token in found)
    return None if because else hit  # who sets marks writes đô for dollars


def _money(figure: Figure, unit: int, currency: str, end: int) -> Figure:
    value = figure.value * unit if figure.value is not None else None
    return replace(figure, sort=Sort.MONEY, value=value, unit=figure.unit * unit, currency=currency, end=end)


def _bare(found: Sequence[Token], figure: Figure) -> Figure | None:
    """A number by itself; None where it is no number at all but a word that could be one."""
    follows = figure.end < len(found) and found[figure.end].kind == "number"
    if figure.worded and (follows or _is_period(found, figure)):  # tam 400 ngàn is tầm, mỗi năm no five
        return None
    if figure.value == 1 and words.PERIODS.word(found, figure.end):  # một năm, which is not five either
        return replace(figure, sort=Sort.LABEL, end=figure.end + 1)
    labelled = figure.start > 0 and words.LABELS.word(found, figure.start - 1)
    each = figure.start > 1 and words.EACH.word(found, figure.start - 2)
    if labelled and not each and figure.value is not None and figure.value < 10_000:
        return replace(figure, sort=Sort.LABEL)
    if words.SPANS.word(found, figure.end) and words.LESS.anywhere(found):
        return replace(figure, sort=Sort.COUNT, end=figure.end + 1, social=Social.TIME)
    return figure


def _is_period(found: Sequence[Token], figure: Figure) -> bool:
    each = figure.start > 0 and words.EACH.word(found, figure.start - 1)
    return bool(each and words.PERIODS.word(found, figure.start))
