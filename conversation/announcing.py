"""An announcement as a form: its words are asked, to whom it goes is changed on the card by whoever wants to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from campaign.kinds import Ownership
from campaign.roles import Role
from conversation import buttons
from conversation.draft import Draft
from conversation.form import Form
from conversation.joining import unit_option
from conversation.language import LANGUAGES
from conversation.message import Button, Say, Text
from conversation.readers.reading import Bad, Facts, Good, Reading
from conversation.shown import short
from conversation.steps import Option, Step, text_reader

LONGEST = 3_000  # with what goes around it still one message everywhere
ALL = ""  # the answer that leaves nobody out
ROLES = (Role.WORKER, Role.SUPPORT, Role.LEADER)
OWNERSHIPS = tuple(kind for kind in Ownership if kind is not Ownership.UNION)
_SHOWN = 300


def announcement(union: str, words: str) -> Text:
    """What each recipient reads: who says it, and the leader's words as they were written."""
    return Text("announcement", {"union": union, "words": words})


def segment(reach: Mapping[str, Any], answers: Mapping[str, Any]) -> Text:
    """To whom it goes, in words."""
    role, language, ownership = (answers.get(name, ALL) for name in ("role", "language", "ownership"))
    return Text(
        "announce-segment",
        {
            "role": Text(f"announce-role-{role or 'all'}"),
            "unit": reach.get("unit", ""),
            "language": Text("announce-in-language", {"language": LANGUAGES[language]}) if language else "",
            "ownership": Text("announce-at-ownership", {"ownership": _ownership(ownership)}) if ownership else "",
        },
    )


def _ownership(value: str) -> Text:
    return Text(f"announce-ownership-{value or 'all'}")


def _units(facts: Facts, _answers: Mapping[str, Any]) -> tuple[Option, ...]:
    return tuple(Option(unit_option(unit), unit["label"], unit["id"], wide=True) for unit in facts.found)


def read_unit(text: str, facts: Facts) -> Reading:
    """A unit's code, looked up before; the others that were found are only offered."""
    exact = [unit["id"] for unit in facts.found if unit["exact"]]
    return Good(exact[0]) if exact else Bad("announce-unit-none", {"query": text[:60]})


def _roles(_facts: Facts, _answers: Mapping[str, Any]) -> tuple[Option, ...]:
    return (_all("announce-role-all"), *(Option(role, Text(f"announce-role-{role}"), wide=True) for role in ROLES))


def _languages(_facts: Facts, _answers: Mapping[str, Any]) -> tuple[Option, ...]:
    return (_all("announce-language-all"), *(Option(code, name) for code, name in LANGUAGES.items()))


def _ownerships(_facts: Facts, _answers: Mapping[str, Any]) -> tuple[Option, ...]:
    return (_all("announce-ownership-all"), *(Option(kind, _ownership(kind)) for kind in OWNERSHIPS))


def _all(label: str) -> Option:
    return Option("all", Text(label), ALL, wide=True)


def card(form: Form, draft: Draft, facts: Facts) -> Say:
    """The message exactly as recipients see it, whom it reaches, and a button for each thing to do."""
    reach, count = facts.reach, int(facts.reach.get("people", 0))
    values = {
        "preview": announcement(str(reach.get("from", "")), draft.answers.get("text", "")),
        "segment": segment(reach, draft.answers),
        "count": count,
        "lost": int(reach.get("lost", 0)),
    }
    return Say(Text("announce-card" if count else "announce-card-nobody", values), _card_buttons(form, draft, count))


def _card_buttons(form: Form, draft: Draft, count: int) -> tuple[tuple[Button, ...], ...]:
    def button(what: str, label: Text) -> Button:
        return Button(buttons.form_button(draft, what), label)

    changes = [button(f"{buttons.CHANGE}{step.name}", Text(f"announce-change-{step.name}")) for step in form.steps]
    send = ((button(buttons.SEND, Text("announce-send", {"count": count})),),) if count else ()
    cancel = button(buttons.CANCEL, Text("form-cancel"))
    return (*send, tuple(changes[:2]), tuple(changes[2:4]), (*changes[4:], cancel))


def progress(announcement_id: int, sent: int, total: int, *, running: bool) -> Say:
    """How far it is, for whoever started it; while it runs with the button that stops it."""
    stop = Button(buttons.command_button("announce", f"stop:{announcement_id}"), Text("announce-stop"))
    return Say(Text("announce-progress", {"sent": sent, "total": total}), ((stop,),) if running else (), replaces=True)


ANNOUNCEMENT = Form(
    name="announcement",
    version=1,
    steps=(
        Step("text", text_reader(2, LONGEST, "announce-text"), show=lambda words: short(words, _SHOWN)),
        Step("unit", read_unit, options=_units, aside=True),
        Step("role", options=_roles, aside=True),
        Step("language", options=_languages, aside=True),
        Step("ownership", options=_ownerships, aside=True),
    ),
    card=card,
)
