"""Every text whose key the clock's work puts together is in the whole catalogs; nudges are in all six languages."""

from __future__ import annotations

import ast

import pytest

from campaign.pings import PING_KINDS, Answer, PingState, Why
from campaign.wishes import Rhythm
from conversation.language import LANGUAGES
from handlers.pinged import _STATES, _WHYS
from scheduler.reasons import REASONS
from tests.test_catalogs import WHOLE, catalog
from tests.test_house import FILES, tree

KEYS = {
    *(f"ping-{reason.name}-row" for reason in REASONS),
    *(f"button-{reason.opens}" for reason in REASONS if reason.opens),
    *(f"ping-{headline}" for headline in ("weekly", "daily", "countdown", "escalation", "again")),
    *(f"ping-button-{answer}" for answer in Answer),
    *(f"ping-later-{moment}" for moment in ("hour", "evening", "morning", "tomorrow")),
    *(f"pings-kind-{kind.name}" for kind in PING_KINDS if kind.name != "rescued"),
    *(f"pings-rhythm-{rhythm}" for rhythm in Rhythm),
    *(f"pings-button-{what}" for what in ("rhythm", "quiet", "shift", "kinds")),
    *(f"pinged-{state}" for state in (*_STATES.values(), *_WHYS.values(), *Answer, "spared", "never")),
    *(f"chart-{name}" for name in ("reached", "needed", "today")),
}


@pytest.mark.parametrize("lang", WHOLE)
def test_texts_whose_keys_are_put_together_are_there(lang: str) -> None:
    assert not KEYS - set(catalog(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nudges_are_in_every_language(lang: str) -> None:
    worker = {key for key in catalog("vi") if key.startswith("nudge")} | {"pings-stopped", "rescue-asked", "rescued"}
    worker |= {"rescue-untaken"}
    assert not worker - set(catalog(lang))


def test_every_end_of_a_ping_has_words_for_the_level_above() -> None:
    ends = set(PingState) - {PingState.PLANNED, PingState.EXPIRED, PingState.ANSWERED, PingState.DROPPED}
    assert ends == set(_STATES)
    assert set(_WHYS) <= set(Why)


def test_the_program_starts_without_loading_what_draws() -> None:
    for module, path in FILES.items():
        at_once = [node for node in tree(path).body if "Import" in type(node).__name__]
        assert not any("matplotlib" in ast.unparse(node) for node in at_once), module
