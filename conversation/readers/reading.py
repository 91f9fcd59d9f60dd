"""What a reader answers: a good value, a doubt to ask about, or something it can't read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from conversation.message import Text


@dataclass(frozen=True, slots=True)
class Facts:
    """What a reader or a question may need to know about the moment, the person and the unit.

    `found`: units that a search found. `others`: (folded title, how to show it) of the unit's entries.
    `most_files`: of one initiative. `sent_files`: that the amended entry has already.
    `reach`: whom an announcement would go to (conversation/announcing.py).
    """

    now: datetime
    today: date
    language: str = "vi"
    name: str = ""
    account_name: str = ""
    sector: str = ""
    unit_name: str = ""
    found: tuple[Mapping[str, Any], ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    privacy: Mapping[str, str] = field(default_factory=dict)
    most_files: int = 20
    sent_files: int = 0
    reach: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Good:
    """The value, as JSON can hold it. `more` holds answers to other questions found on the way."""

    value: Any
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doubt:
    """It could be several things: the question to ask back, and (id, label) of the buttons to offer.

    An id `=text` answers as if that text had been typed.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[tuple[str, Text | str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bad:
    """It can't be taken: the key of a friendly text that shows how, with an example.

    `open`: the person has nothing to say (I don't know, not yet); a question that may stay open then does.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    open: bool = False


Reading = Good | Doubt | Bad
