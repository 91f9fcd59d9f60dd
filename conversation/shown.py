"""Answers as people read them: the texts for kinds, benefits, dates and authors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from conversation import collect
from conversation.message import Text

SHOWN_CHARACTERS = 600  # of the description on the card; the whole is kept and the card says so
SHOWN_OF_A_NOTE = 300


def short(words: str, most: int) -> str:
    """Whole words of about so many characters, for the eye; what is kept is never cut."""
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"


def kind(value: Any) -> Text:
    return Text(f"kind-{value}")


def benefit(value: Mapping[str, Any]) -> Text:
    social = [Text(f"social-{name}") for name in value["social"]]
    if not value["computable"]:
        if value.get("note"):
            return Text("benefit-note", {"note": short(value["note"], SHOWN_OF_A_NOTE)})
        return Text("benefit-social", {"social": social}) if social else Text("benefit-not-computable")
    money = Text(
        "benefit-money",
        {
            "about": "≈ " if value["approximate"] else "",
            "money": Text("money", {"amount": value["amount"], "currency": value["currency"]}),
            "period": Text(f"period-{value['period'] or 'none'}"),
            "basis": Text("benefit-estimated" if value["estimated"] else "benefit-actual"),
        },
    )
    return Text("benefit-both", {"money": money, "social": social}) if social else money


def day(value: str) -> Text:
    """A day `YYYY-MM-DD` or a month `YYYY-MM` in the reader's way of writing dates."""
    return Text("date-shown", {"date": value})


def authors(value: Sequence[Mapping[str, Any]]) -> Text:
    if not value:
        return Text("authors-alone")
    mine = 100 - sum(author["share"] for author in value)
    rows = [Text("authors-row", {"name": a["name"], "share": a["share"]}) for a in value]
    return Text("authors-together", {"mine": mine, "others": rows})


def substance(value: collect.Collected, sent_files: int = 0) -> Text:
    """`sent_files`: of the entry that is amended, besides those of the draft."""
    words = collect.words(value)
    shown = words if len(words) <= SHOWN_CHARACTERS else words[:SHOWN_CHARACTERS].rsplit(" ", 1)[0]
    files = len(value["files"]) + sent_files
    rest = len(words) - len(shown)
    return Text("substance-shown", {"words": shown, "rest": rest, "files": files})
