"""Offers to switch to the language that a person writes; nothing switches by itself, least of all inside a form."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from conversation.language import read
from conversation.message import Text
from handlers.turn import Turn, command
from storage.people import set_language_offers

_AGAIN = timedelta(days=7)
_FEW = 3  # words; Read.clear wants as many
_NAMED = frozenset({"name", "unit", "authors", "phone"})  # questions whose answers are alike in every language


async def offer(turn: Turn, step: str) -> None:
    """Adds one button to what is said, in the language of the message, where that clearly isn't the person's.

    `step` is the question that the message answered, if any. The same language is not offered again
    for a week, nor before the person has chosen one.
    """
    person, last = turn.person, turn.says[-1] if turn.says else None
    if not person.language or last is None or step in _NAMED:
        return
    if last.settle or last.contact or last.file:  # it may never be shown, or bears no button
        return
    text = turn.message.text
    if text.isascii() and len(text.split()) < _FEW:  # too little to be clear, and most answers are
        return
    found = read(text)
    if found.language is None or found.language == person.language or not found.clear:
        return
    offered = person.language_offers.get(found.language)
    if offered and turn.now - offered < _AGAIN:
        return
    button = command("language", found.language, Text("language-offer", lang=found.language))
    turn.says[-1] = replace(last, buttons=(*last.buttons, (button,)))
    offers = {**person.language_offers, found.language: turn.now}
    turn.person = replace(person, language_offers=offers)
    await set_language_offers(turn.session, person.id, offers)
