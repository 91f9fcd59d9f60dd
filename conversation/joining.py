"""Coming in, the first time only: language, consent, unit, name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conversation import buttons
from conversation.brief import ways
from conversation.form import Form
from conversation.language import LANGUAGES
from conversation.message import Text
from conversation.readers.names import read_name, tidy
from conversation.readers.phones import read_phone
from conversation.readers.reading import Bad, Doubt, Facts, Good, Reading
from conversation.steps import Option, Step
from conversation.typed import fold

_AGREED = frozenset(
    map(
        fold,
        (
            "đồng ý", "tôi đồng ý", "em đồng ý", "mình đồng ý", "có", "có đồng ý", "có tôi đồng ý", "đồng ý hết",
            "i agree", "agree", "agreed", "yes", "동의", "동의합니다", "동의해요", "同意", "同意する", "同意します",
            "我同意",
        ),
    )
)  # fmt: skip
MORE = "m"  # followed by how many of the found units were shown already


def _languages(facts: Facts, _answers: Mapping[str, Any]) -> tuple[Option, ...]:
    """The guessed language first and alone, then the others; each by its own name."""
    others = [lang for lang in LANGUAGES if lang != facts.language]
    first = Option(facts.language, LANGUAGES[facts.language], wide=True)
    return (first, *(Option(lang, LANGUAGES[lang]) for lang in others))


def _consent(_facts: Facts, _answers: Mapping[str, Any]) -> tuple[Option, ...]:
    return (
        Option("yes", Text("consent-agree"), True, wide=True),
        Option(buttons.DROP, Text("consent-decline"), wide=True),
    )


def _units(facts: Facts, _answers: Mapping[str, Any]) -> tuple[Option, ...]:
    return tuple(Option(unit_option(unit), unit["label"], unit["id"], wide=True) for unit in facts.found)


def unit_option(unit: Mapping[str, Any]) -> str:
    """What the button of a found unit carries: `u` and its id, or as it is where it asks for more."""
    return unit["id"] if isinstance(unit["id"], str) else f"u{unit['id']}"


def _account_name(facts: Facts, _answers: Mapping[str, Any]) -> tuple[Option, ...]:
    """The name of the channel's account, where it could be a person's name."""
    name = tidy(facts.account_name)
    usable = name and isinstance(read_name(name, facts), Good)
    return (Option("account", name, name, wide=True),) if usable else ()


def read_unit(text: str, facts: Facts) -> Reading:
    """The unit meant, from what the search has found: one exact hit is taken, several are offered."""
    if not facts.found:
        return Bad("unit-none", {"query": text[:60]})
    exact = [unit for unit in facts.found if unit["exact"]]
    if len(exact) == 1 and (len(facts.found) == 1 or fold(text) == fold(exact[0]["label"])):
        return Good(exact[0]["id"])
    offered = tuple((unit_option(unit), str(unit["label"])) for unit in facts.found)
    return Doubt("unit-which", {"count": len(offered)}, offered)


def read_consent(text: str, _facts: Facts) -> Reading:
    """Only a plain yes is consent; silence or anything else is not."""
    return Good(True) if _AGREED.intersection(map(fold, (text, *ways(text)))) else Bad("consent-needed")


def _privacy(facts: Facts) -> Mapping[str, Any]:
    return facts.privacy


JOINING = Form(
    name="joining",
    version=1,
    steps=(
        Step("language", options=_languages, show=lambda value: LANGUAGES[value]),
        Step("consent", read_consent, options=_consent, values=_privacy),
        Step("unit", read_unit, options=_units),
        Step("name", read_name, options=_account_name, show=str, named=True),
    ),
)

PHONE = Form(name="phone", version=1, steps=(Step("phone", read_phone, contact=True, skippable=True, show=str),))
