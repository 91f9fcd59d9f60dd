"""What CONTRIBUTING.md and README.md promise: a question is one line, and nothing that can be asked is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.cli import cli
from conversation.advance import advance
from conversation.collect import EMPTY
from conversation.form import REVIEW, begin
from conversation.message import Incoming
from conversation.readers.reading import Facts
from conversation.steps import Step, text_reader
from conversation.submission import SUBMISSION
from handlers.route import COMMANDS
from tests.world import MORNING

ROOT = Path(__file__).parent.parent


def test_a_question_is_one_step_line() -> None:
    place = Step("place", text_reader(2, 80, "title"), skippable=True)
    form = replace(SUBMISSION, version=2, steps=(*SUBMISSION.steps[:-1], place, SUBMISSION.steps[-1]))
    facts = Facts(MORNING, date(2022, 5, 10), name="Nguyễn Thị Lan")
    known = {"title": "Kẹp dây", "kind": "technical", "substance": EMPTY, "benefit": None, "applied_on": "2022-03"}
    draft = begin(form, 1, MORNING, answers=known)
    assert draft.step == "place"
    message = Incoming("telegram", "1", "telegram:1", MORNING, text="Chuyền may số 3", ref="1")
    after = advance(form, replace(draft, answers={**draft.answers, "benefit": NOT_MONEY}), message, facts)
    assert after.draft.step == REVIEW
    assert after.says[0].text.values["place"] == "Chuyền may số 3"


NOT_MONEY = {"computable": False, "social": [], "note": None}


def test_readme_names_every_command_of_the_line_and_of_the_chat() -> None:
    from bot import commands

    assert commands
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in cli.registered_commands:
        name = command.name or getattr(command.callback, "__name__", "")
        assert f"sangkien {name}" in readme or f"`{name} " in readme or f"{name} ..." in readme, name
    assert "sangkien units import" in readme
    for asked in COMMANDS:
        assert not asked.menu or f"`/{asked.name}`" in readme, asked.name
