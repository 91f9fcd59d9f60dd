"""Quick entry: one message outside any form becomes a draft, and only what is missing is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conversation import collect
from conversation.asking import asks
from conversation.draft import Flow
from conversation.form import PLACEHOLDERS
from conversation.has_idea import has_idea
from conversation.message import File, Incoming
from conversation.readers.reading import Bad
from conversation.readers.thanks import is_thanks
from conversation.submission import SUBMISSION, quick_answers
from conversation.typed import clean
from handlers.forms import onward, start_form
from handlers.full import full
from handlers.turn import Turn, menu_rows

_SIGNS = {"photo": "📷", "voice": "🎤", "video": "🎬"}  # a title in no language, until the person gives one
_LETTERS, _WORDS = 25, 6  # fewer than either is a greeting or a question, not an initiative


def worth(message: Incoming) -> bool:
    """Whether a message may be an initiative: a photo, a voice note, or more than a few words that ask nothing."""
    words = clean(message.text)
    if words.startswith("/") or message.choice or message.edited:
        return False
    long_enough = sum(char.isalnum() for char in words) >= _LETTERS and len(words.split()) >= _WORDS
    dense = sum(ord(char) >= 0x1100 for char in words) >= _LETTERS // 2  # Hangul, kana, Han: more in a sign
    return bool(message.files) or ((long_enough or dense) and not asks(words) and not has_idea(words))


async def quick(turn: Turn) -> None:
    """A message that answers nothing: an initiative, or a person who looks for the way."""
    message = turn.message
    if worth(message):
        await begin_quick(turn, message.ref, message.text, message.files, message.album)
    elif is_thanks(message.text):
        turn.say("thanked", (*onward(turn), *menu_rows()))
    else:
        turn.say("what-next", (*onward(turn), *menu_rows()), name=turn.person.name)


async def begin_quick(turn: Turn, ref: str, text: str, files: tuple[File, ...], album: str) -> None:
    if await full(turn, "drafts-full-message"):
        return
    answers = quick_answers(ref, text, files, album, turn.campaign.limits.files)
    if isinstance(answers, Bad):
        turn.say(answers.key, menu_rows(), **answers.values)
        return
    if "title" not in answers:
        day = turn.campaign.today(turn.now)
        title = f"{_SIGNS.get(files[0].kind, '📎')} {day.day}/{day.month}/{day.year}"
        answers = {**answers, "title": title, PLACEHOLDERS: {"title": title}}
    await start_form(turn, SUBMISSION, answers, Flow.QUICK)
    if turn.draft and ref:
        turn.draft = replace(turn.draft, sources={ref: "substance"})


def packed(message: Incoming) -> Mapping[str, Any]:
    """The first message as JSON can hold it, until coming in is done."""
    files = [file.as_json() for file in message.files]
    return {"ref": message.ref, "text": message.text, "files": files, "album": message.album}


def packed_more(kept: Mapping[str, Any], message: Incoming, most_files: int) -> Mapping[str, Any] | None:
    """What is kept with one more message; None where that would be more than an initiative holds."""
    more = packed(message)
    text = "\n".join(words for words in (kept["text"], more["text"]) if words)
    files = [*kept["files"], *more["files"]]
    fits = len(text) <= collect.LONGEST and len(files) <= most_files
    return {**kept, "text": text, "files": files} if fits else None


def unpacked(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {**kept, "files": tuple(File(**file) for file in kept["files"])}
