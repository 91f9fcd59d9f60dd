"""A description reopened: what is there is shown, added to, or taken away as a whole, photos too."""

from __future__ import annotations

import json
from typing import Any

import pytest

from conversation import advance, buttons, collect
from conversation.draft import Draft, Flow
from conversation.form import REVIEW
from conversation.message import Button, Say
from conversation.submission import SUBMISSION
from tests.people import join, words
from tests.test_conversation import ANSWERED, FACTS, PHOTO, draft_at, press, writes
from tests.world import World

TOLD = {"parts": [{"ref": "1", "text": "chữ sai"}], "files": [PHOTO.as_json()]}


def reopened(flow: Flow = Flow.GUIDED, **values: Any) -> tuple[Draft, Say]:
    draft = draft_at(REVIEW, flow=flow, answers={**ANSWERED, "substance": TOLD}, sources={"1": "substance"}, **values)
    outcome = advance.pressed(SUBMISSION, draft, press(draft, "*substance"), FACTS)
    return outcome.draft, outcome.says[0]


def shown(say: Say) -> list[Button]:
    return [button for row in say.buttons for button in row]


def test_what_is_there_is_shown_with_the_button_that_takes_it_away() -> None:
    draft, say = reopened()
    assert say.text.key == "form-gathered"
    assert say.text.values["was"].values == {"words": "chữ sai", "rest": 0, "files": 1}
    assert buttons.form_button(draft, buttons.EMPTY) in {button.id for button in shown(say)}
    done = advance.pressed(SUBMISSION, draft, press(draft, buttons.DONE), FACTS).draft
    assert (done.step, done.answers["substance"]) == (REVIEW, TOLD)
    more = advance.advance(SUBMISSION, draft, writes("một ý nữa"), FACTS).draft
    assert collect.words(more.answers["substance"]) == "chữ sai\nmột ý nữa"


def test_the_first_time_there_is_nothing_to_take_away() -> None:
    draft = draft_at("kind", answers={"title": "Gá kẹp"})
    outcome = advance.advance(SUBMISSION, draft, writes("1"), FACTS)
    assert outcome.says[0].text.key == "submission-substance-ask"
    assert not any(button.id.endswith(f"|{buttons.EMPTY}") for button in shown(outcome.says[0]))


@pytest.mark.parametrize("flow", Flow)
def test_emptied_it_must_be_told_again_before_the_card(flow: Flow) -> None:
    draft, _ = reopened(flow)
    emptied = advance.advance(SUBMISSION, draft, writes("viết lại từ đầu ạ"), FACTS).draft
    assert "substance" not in emptied.answers
    assert (emptied.step, emptied.sources) == ("substance", {})
    assert advance.done(SUBMISSION, emptied, FACTS).draft.step == "substance"
    back = advance.back(SUBMISSION, emptied, FACTS).draft
    assert advance.pressed(SUBMISSION, back, press(back, buttons.KEEP), FACTS).draft.step == "substance"
    told = advance.advance(SUBMISSION, emptied, writes("chữ đúng"), FACTS).draft
    card = advance.done(SUBMISSION, told, FACTS).draft
    assert card.step == REVIEW
    assert card.answers["substance"]["files"] == []
    assert collect.words(card.answers["substance"]) == "chữ đúng"


@pytest.mark.parametrize("step", ["title", "kind", "benefit", REVIEW])
def test_the_button_forged_elsewhere_takes_nothing_away(step: str) -> None:
    draft = draft_at(step, answers=ANSWERED)
    assert advance.pressed(SUBMISSION, draft, press(draft, buttons.EMPTY), FACTS).draft.answers == ANSWERED


async def test_a_wrong_photo_is_not_sent(polling: World) -> None:
    lan = await join(polling)
    for line in ("nộp", "Gá kẹp giữ dây thun", "1"):
        await lan.writes(line)
        await lan.reads(1)
    await lan.sends_photo("ảnh nhà em")
    await lan.reads(1)
    for line in ("xong", "bỏ qua", "bỏ qua"):
        await lan.writes(line)
        await lan.reads(1)
    await lan.presses(words("card-change-substance"))
    assert "ảnh nhà em" in (await lan.reads(1))[0].text
    await lan.presses(words("form-rewrite"))
    assert words("collect-emptied") in (await lan.reads(1))[0].text
    for line in ("Kẹp bằng tôn mỏng", "xong"):
        await lan.writes(line)
        await lan.reads(1)
    await lan.writes("gửi")
    await lan.reads(1)
    [entry] = await polling.rows("SELECT problem, solution FROM initiatives")
    assert json.dumps(entry, ensure_ascii=False) == '{"problem": "", "solution": "Kẹp bằng tôn mỏng"}'
    assert await polling.rows("SELECT * FROM attachments") == []
