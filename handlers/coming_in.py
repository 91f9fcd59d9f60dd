"""Keeps what a person says on coming in as it is said: the language and the consent."""

from __future__ import annotations

from dataclasses import replace

from conversation.draft import Draft
from conversation.message import Text
from handlers.turn import Turn
from storage.consents import add_consent
from storage.people import set_language


async def keep(turn: Turn, before: Draft, draft: Draft) -> None:
    """Saves language and consent the moment they are given: the next question needs the one, the law the other."""
    language = draft.answers.get("language")
    # Only where it was answered just now: an old draft must not take back a language chosen since.
    if language and language != before.answers.get("language"):
        await set_language(turn.session, turn.person.id, language)
        turn.person = replace(turn.person, language=language)
        turn.toast = Text("language-set")
    if draft.answers.get("consent") and not draft.answers.get("consent_kept"):
        version = turn.campaign.consent_version
        await add_consent(turn.session, turn.person.id, turn.person.address, version, turn.language, turn.now)
        turn.draft = replace(draft, answers={**draft.answers, "consent_kept": True})
