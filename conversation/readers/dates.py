"""The day or the month in which something was first used: day before month, never swapped."""

from __future__ import annotations

from conversation.message import Text
from conversation.readers.date_patterns import parse_when
from conversation.readers.left_open import leaves_open
from conversation.readers.reading import Bad, Doubt, Facts, Good, Reading
from conversation.readers.when import Precision, Unread, When

_SHORT = 7  # days: a week keeps its first day, a quarter only its first month
_PARTS = (1, 6, 12)  # months that stand for early, in the middle and late in a year


def read_date(text: str, facts: Facts) -> Reading:
    """A day `YYYY-MM-DD` or a month `YYYY-MM`, not after today.

    Of a week its Monday is taken, of a quarter its first month: the card shows it, and it can be changed there.
    Of a year the month is asked back, with buttons.
    """
    when = parse_when(text, facts.today)
    if isinstance(when, Unread):
        impossible = when == Unread.IMPOSSIBLE
        return Bad("date-impossible" if impossible else "date-unreadable", open=leaves_open(text))
    if when.is_after(facts.today):
        return Bad("date-future")
    if when.precision == Precision.YEAR:
        return _of_year(when, facts)
    days = (when.last - when.first).days + 1
    month = when.precision == Precision.MONTH or days > _SHORT
    return Good(when.first.isoformat()[: 7 if month else 10])


def _of_year(when: When, facts: Facts) -> Reading:
    year, today = when.first.year, facts.today.isoformat()[:7]
    months = [month for month in (f"{year}-{number:02d}" for number in _PARTS) if month < today]
    if year == facts.today.year:
        months.append(today)
    if when.part is not None:
        return Good(months[min(when.part, len(months) - 1)])
    options = tuple((f"={month}", Text("date-shown", {"date": month})) for month in months)
    return Doubt("date-which-month", {"year": str(year)}, options)
