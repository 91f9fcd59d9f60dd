"""The submission form declared: six questions from title to authors, the card being the last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from campaign.kinds import Kind, Social
from conversation import buttons, collect, shown
from conversation.ask import ways_out
from conversation.brief import few_words, is_courtesy
from conversation.draft import Draft
from conversation.form import PLACEHOLDERS, Form, missing
from conversation.has_idea import has_idea
from conversation.message import Button, File, Say, Text
from conversation.readers.authors import read_authors
from conversation.readers.dates import read_date
from conversation.readers.money import benefit, read_benefit
from conversation.readers.reading import Bad, Facts, Good, Reading
from conversation.similar import similar_titles
from conversation.steps import Option, Step, text_reader
from conversation.typed import clean, fold

TITLE_LONGEST = 200
_TITLE_WORDS = 12  # in a second line: so long that it goes on telling
_BEFORE_AFTER = re.compile(r"(truoc|sau|before|after|van de|giai phap|hien trang|cach lam)\b")
_NOT_FOUND = Text("card-open")


_KIND_WORDS = {
    Kind.TECHNICAL: ("kỹ thuật", "giải pháp kỹ thuật", "기술", "技術", "技术"),
    Kind.MANAGERIAL: ("quản lý", "giải pháp quản lý", "management", "관리", "管理"),
    Kind.OPERATIONAL: ("tác nghiệp", "giải pháp tác nghiệp", "way of working", "작업", "作業", "作业"),
    Kind.PROGRESS: ("ứng dụng tiến bộ kỹ thuật", "tiến bộ kỹ thuật", "ứng dụng", "new technology"),
    Kind.RESEARCH: ("đề tài nghiên cứu", "nghiên cứu", "đề tài", "연구", "研究"),
}


def _kinds(_facts: Facts, _answers: Mapping[str, Any]) -> tuple[Option, ...]:
    return tuple(
        Option(kind.value, Text(f"kind-{kind.value}"), wide=True, typed=(kind.value, *_KIND_WORDS[kind]))
        for kind in Kind
    )


def _benefits(_facts: Facts, _answers: Mapping[str, Any]) -> tuple[Option, ...]:
    social = tuple(Option(s.value, Text(f"social-{s.value}"), benefit(social=[s.value])) for s in Social)
    return (*social, Option("none", Text("benefit-not-computable"), benefit(), wide=True))


def _days(facts: Facts, _answers: Mapping[str, Any]) -> tuple[Option, ...]:
    today = facts.today.isoformat()
    return (
        Option("today", Text("date-today"), today),
        Option("month", Text("date-this-month"), today[:7]),
    )


def _alone(_facts: Facts, _answers: Mapping[str, Any]) -> tuple[Option, ...]:
    return (Option("alone", Text("authors-alone"), [], wide=True),)


def read_title(text: str, facts: Facts) -> Reading:
    """A title; of a paste the first line, the rest being the start of the description."""
    written = clean(text)
    words = _told(written)
    if written and not words:
        return Bad("title-courtesy")
    first, _, rest = (part.strip() for part in words.partition("\n"))
    if rest and len(first) <= TITLE_LONGEST and (len(words) > TITLE_LONGEST or _describes(first, rest)):
        title = _plain_title(first, facts)
        parts = [{"ref": "", "text": rest}]
        return Good(title.value, {"substance": {"parts": parts, "files": []}}) if isinstance(title, Good) else title
    return _plain_title(words.replace("\n", " "), facts)


def _describes(first: str, rest: str) -> bool:
    """Whether lines below a first one describe, rather than being one title in several lines."""
    if _BEFORE_AFTER.match(fold(first)):
        return False
    return bool(_BEFORE_AFTER.match(fold(rest))) or len(rest.split("\n")) > 1 or not few_words(rest, _TITLE_WORDS)


def _told(words: str) -> str:
    """Without the lines before it in which somebody greets, or says that they have an idea."""
    while words and (is_courtesy(line := words.partition("\n")[0]) or has_idea(line)):
        words = words.partition("\n")[2].strip()
    return words


_plain_title = text_reader(4, TITLE_LONGEST, "title")


def card(form: Form, draft: Draft, facts: Facts) -> Say:
    """All answers, what is still open, what resembles it, and a button for each thing to do."""
    answers = draft.answers
    open_names = [Text(f"{form.name}-{name}-name") for name in missing(form, answers) if name != "authors"]
    named = answers.get("title", "") != answers.get(PLACEHOLDERS, {}).get("title")
    alike = similar_titles(answers.get("title", ""), facts.others) if named and not draft.amends else []
    similar = Text("card-similar", {"titles": "\n".join(f"• {title}" for title in alike)}) if alike else ""
    values = {
        "title": answers.get("title", _NOT_FOUND),
        "author": facts.name,
        "unit": facts.unit_name,
        "length": str(form.length),
        **{step.name: _shown(step, answers) for step in form.steps if step.name != "title"},
        **({"substance": shown.substance(answers["substance"], facts.sent_files)} if facts.sent_files else {}),
        "open": Text("card-missing", {"names": open_names}) if open_names else "",
        "similar": similar,
    }
    key = "card-amend" if draft.amends else "card"
    return Say(Text(key, values), _card_buttons(form, draft, bool(alike)))


def _shown(step: Step, answers: Mapping[str, Any]) -> Text | str:
    if step.name in answers:
        return step.show(answers[step.name]) if step.show else str(answers[step.name])
    return Text("authors-alone") if step.name == "authors" else _NOT_FOUND


def _card_buttons(form: Form, draft: Draft, similar: bool) -> tuple[tuple[Button, ...], ...]:
    def button(what: str, key: str) -> Button:
        return Button(buttons.form_button(draft, what), Text(key))

    alone = "authors" not in draft.answers and not draft.amends
    send = "card-send-amend" if draft.amends else "card-send-alone" if alone else "card-send"
    authors = "card-authors-change" if draft.answers.get("authors") else "card-authors"
    changes = [button(f"{buttons.CHANGE}{step.name}", f"card-change-{step.name}") for step in form.asked]
    rows = [
        (button(buttons.SEND, send),),
        (button(f"{buttons.CHANGE}authors", authors),),
        *((button(buttons.DROP, "card-exists"),) for _ in range(similar)),
        *(tuple(changes[at : at + 2]) for at in range(0, len(changes), 2)),
        (*ways_out(form, draft)[1:], button(buttons.CANCEL, "form-cancel")),
    ]
    return tuple(rows)


def still_missing(answers: Mapping[str, Any]) -> Text:
    """What a draft that was left lacks, in words for its worker or whoever helps."""
    left = [Text(f"submission-{name}-name") for name in missing(SUBMISSION, answers)]
    return Text("nudge-missing", {"names": left}) if left else Text("nudge-ready")


def quick_answers(
    ref: str, text: str, files: tuple[File, ...], album: str, most_files: int = collect.MOST_FILES
) -> Mapping[str, Any] | Bad:
    """Answers of a quick entry: the first line (or sentence) is the title, everything the substance."""
    words = clean(text)
    substance = collect.add(collect.EMPTY, ref, words, files, album, most_files)
    if isinstance(substance, Bad):
        return substance
    title = first_line(words)
    return {"substance": substance, **({"title": title} if title else {})}


def _title_follows(before: Mapping[str, Any], after: Mapping[str, Any]) -> Mapping[str, Any]:
    """The title of a quick entry is its first line: when the message is edited, the title is too."""
    old = first_line(collect.words(before.get("substance", collect.EMPTY)))
    new = first_line(collect.words(after.get("substance", collect.EMPTY)))
    return {**after, "title": new} if old and new and after.get("title") == old else after


def first_line(words: str) -> str:
    """The first line that tells something; of a long one its first sentence, or as many whole words as a title has."""
    line = (_told(words) or words).partition("\n")[0].strip()
    if len(line) <= 120:
        return line
    sentence = line.split(". ", 1)[0]
    if len(sentence) <= TITLE_LONGEST:
        return sentence
    return line[: TITLE_LONGEST - 1].rsplit(" ", 1)[0] + "…"


SUBMISSION = Form(
    name="submission",
    version=1,
    steps=(
        Step("title", read_title, show=str),
        Step("kind", options=_kinds, show=shown.kind),
        Step("substance", collects=True, show=shown.substance),
        Step("benefit", read_benefit, options=_benefits, skippable=True, show=shown.benefit),
        Step("applied_on", read_date, options=_days, skippable=True, show=shown.day),
        Step("authors", read_authors, options=_alone, aside=True, show=shown.authors, named=True),
    ),
    card=card,
    follow=_title_follows,
)
