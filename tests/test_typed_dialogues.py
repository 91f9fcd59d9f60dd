"""Coming in and submitting by typing alone, on two channels; and buttons and commands typed as words."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from benchmarks.unit_names import telex
from bot.app import App
from conversation import advance, doubts
from conversation.ask import question
from conversation.buttons import Press, read_button
from conversation.command_words import WORDS
from conversation.commands import may_be_name, read_command
from conversation.draft import Draft
from conversation.form import REVIEW, Form
from conversation.joining import JOINING
from conversation.labels import typed_button
from conversation.language import LANGUAGES
from conversation.message import Say
from conversation.outcome import Event
from conversation.submission import SUBMISSION
from conversation.typed import fold
from handlers.route import BY_NAME
from tests.people import TEXTS, join, words
from tests.pinged import leader
from tests.test_conversation import ANSWERED, FACTS, draft_at, writes
from tests.visitor import Comes
from tests.world import World

Says = Callable[[str], Awaitable[str]]
Rows = Callable[[str], Awaitable[list[dict[str, Any]]]]


async def comes_in_and_submits(says: Says, rows: Rows) -> None:
    """Without marks, in raw Telex, shortened, in half sentences, and labels of buttons as words."""
    for line in ("/start", "tieng viet", "toi dong y", "em lam o cdcs cty tnhh dien tu hoa mai vn"):
        await says(line)
    assert "Lan" in await says("em tên là NGUYỄN THỊ LAN")
    for line in ("noopj sangs kieens", "Gá kẹp giữ dây thun", "ky thuat", "Trước: xoắn. Sau: kẹp bằng tôn mỏng."):
        await says(line)
    await says("XONG")
    again = await says("15")
    assert again == words("benefit-unit", number="15")
    await says("khoảng 15tr/năm")
    assert words("date-impossible") == await says("31/2/2022")
    card = await says("tuần trước")
    assert "≈ 15.000.000\u00a0₫/năm" in card
    assert "2/5/2022" in card, "the Monday of that week, for all to see"
    assert "SK-2022-000001-" in await says("gửi")
    [entry] = await rows("SELECT author, applied_on, benefit FROM initiatives")
    benefit = json.loads(entry["benefit"])
    assert (entry["author"], entry["applied_on"]) == ("Nguyễn Thị Lan", "2022-05-02")
    assert (benefit["amount"], benefit["currency"], benefit["period"]) == (15_000_000, "VND", "year")
    assert benefit["approximate"] is True


async def test_on_telegram_nothing_need_be_pressed(polling: World) -> None:
    lan = polling.fake.user(1001, "Lan")

    async def says(text: str) -> str:
        await lan.writes(text)
        return (await lan.reads(1))[0].text

    await comes_in_and_submits(says, polling.rows)


async def test_on_the_web_nothing_need_be_pressed(app: App, comes: Comes) -> None:
    lan = await comes()

    async def says(text: str) -> str:
        await lan.says(text)
        return str((await lan.history())[-1]["text"])

    async def rows(sql: str) -> list[dict[str, Any]]:
        return [dict(row) for row in await app.database.read(lambda session: session.all(sql))]

    await comes_in_and_submits(says, rows)


@pytest.mark.parametrize("typed", ["báo cáo", "/baocao", "bao cao", "/report tuần này"])
async def test_what_nobody_carries_out_yet_is_said_to_be_so_and_answers_no_question(polling: World, typed: str) -> None:
    lan = await join(polling)
    assert "report" not in BY_NAME
    told = words("not-built", contact=polling.app.config.campaign_setting().contact)
    await lan.writes(typed)
    [said] = await lan.reads(1)
    assert said.text == told
    assert [words("button-new")] in said.buttons
    await lan.writes("/new")
    [asked] = await lan.reads(1)
    await lan.writes(typed)
    assert [one.text for one in await lan.reads(2)] == [told, asked.text]
    assert await polling.rows("SELECT 1 FROM drafts WHERE answers LIKE '%report%' OR answers LIKE '%cáo%'") == []


async def test_a_leader_who_asks_for_a_ranking_gets_the_totals_and_no_announcement_of_it(polling: World) -> None:
    hoa = await leader(polling)
    await hoa.writes("/announce")
    [asked] = await hoa.reads(1)
    await hoa.writes("xep hang")
    said, again = await hoa.reads(2)
    assert said.text == words("not-built", contact=polling.app.config.campaign_setting().contact)
    assert said.buttons == [[words("button-totals")]]
    assert again.text == asked.text


# What a reader isn't sure of is asked back, with buttons that answer


@pytest.mark.parametrize(
    ("step", "typed", "key", "shown", "answers"),
    [
        ("benefit", "15/năm", "benefit-unit", "15.000.000 ₫/năm", {"amount": 15_000_000, "period": "year"}),
        ("benefit", "2,5", "benefit-unit", "2.500.000 ₫", {"amount": 2_500_000, "period": None}),
        ("benefit", "khoảng 5-7 triệu/tháng", "benefit-range", "≈ 5.000.000 ₫/tháng",
         {"amount": 5_000_000, "period": "month", "approximate": True}),
        ("benefit", "10 đến 20 USD mỗi ca thực tế", "benefit-range", "10 US$/ca",
         {"amount": 10, "currency": "USD", "period": "shift", "estimated": False}),
        ("benefit", "4 triệu/tháng tức 48 triệu/năm", "benefit-range", "4.000.000 ₫/tháng",
         {"amount": 4_000_000, "period": "month"}),
        ("benefit", "8tr x 12 tháng", "benefit-whole", "96.000.000 ₫/năm", {"amount": 96_000_000, "period": "year"}),
        ("benefit", "giam 2 nguoi, moi nguoi khoang 7tr/thang", "benefit-whole", "≈ 14.000.000 ₫/tháng",
         {"amount": 14_000_000, "period": "month", "approximate": True}),
        ("applied_on", "năm ngoái", "date-which-month", "tháng 1/2021", "2021-01"),
        ("applied_on", "2022", "date-which-month", "tháng 1/2022", "2022-01"),
    ],
)  # fmt: skip
def test_a_doubt_is_asked_back_and_its_first_button_answers(
    step: str, typed: str, key: str, shown: str, answers: Any
) -> None:
    draft = draft_at(step)
    asked = advance.advance(SUBMISSION, draft, writes(typed), FACTS)
    assert doubts.forget(asked.draft) == draft
    [say] = asked.says
    assert say.text.key == key
    assert TEXTS.label(say.buttons[0][0].label, "vi").replace("\u00a0", " ") == shown
    pressed = read_button(say.buttons[0][0].id)
    assert isinstance(pressed, Press)
    answer = advance.pressed(SUBMISSION, draft, pressed, FACTS).draft.answers[step]
    assert answer == answers if isinstance(answers, str) else answers.items() <= answer.items()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("tuần trước", "2022-05-02"), ("quý 1/2022", "2022-01"), ("đầu năm nay", "2022-01"), ("cuối năm 2021", "2021-12"),
     ("giữa năm ngoái", "2021-06"), ("cuối năm nay", "2022-05")],
)  # fmt: skip
def test_a_span_is_kept_as_the_day_or_month_it_began(typed: str, kept: str) -> None:
    assert advance.advance(SUBMISSION, draft_at("applied_on"), writes(typed), FACTS).draft.answers["applied_on"] == kept


@pytest.mark.parametrize("step", ["benefit", "applied_on"])
@pytest.mark.parametrize(
    "typed",
    ["không biết", "Không biết ạ", "khong biet", "khoong bieest", "em cũng không biết nữa", "ko bt", "hok biết luôn",
     "chưa biết", "chưa biết bao nhiêu", "không nhớ", "khong nho ngay nao", "không nhớ rõ ạ", "quên rồi", "chưa rõ",
     "không rõ", "không", "ko", "chưa", "chua", "chưa có", "chưa làm", "chua lam", "chưa áp dụng", "chưa dùng ạ",
     "chịu thôi", "I don’t know", "don't remember", "not yet", "Not sure.", "모르겠어요", "기억이 안 나요", "아직요",
     "分かりません", "まだです", "不知道", "不記得", "还没有", "không biết 😅"],
)  # fmt: skip
def test_who_has_nothing_to_say_leaves_the_question_open(step: str, typed: str) -> None:
    others = {name: answer for name, answer in ANSWERED.items() if name != step}
    outcome = advance.advance(SUBMISSION, draft_at(step, answers=others), writes(typed), FACTS)
    assert outcome.draft.step == REVIEW
    assert step in outcome.draft.skipped
    assert step not in outcome.draft.answers


@pytest.mark.parametrize(
    ("step", "typed", "kept"),
    [("benefit", "không tính được", None), ("benefit", "không biết tính sao ra tiền", None),
     ("benefit", "chưa có số liệu", None), ("benefit", "chưa biết, khoảng 5tr/tháng", 5_000_000),
     ("benefit", "không còn tai nạn", None), ("applied_on", "không nhớ ngày, tháng 3", "2022-03"),
     ("applied_on", "chưa lâu, tuần trước", "2022-05-02"), ("title", "Không biết mệt", "Không biết mệt")],
)  # fmt: skip
def test_who_says_more_than_that_is_heard(step: str, typed: str, kept: int | str | None) -> None:
    answer = advance.advance(SUBMISSION, draft_at(step), writes(typed), FACTS).draft.answers[step]
    assert (answer["amount"] if step == "benefit" else answer) == kept


async def test_an_entry_whose_benefit_nobody_knows_is_not_complete(polling: World) -> None:
    lan = await join(polling)
    for line in ("nop sang kien", "Gá kẹp giữ dây thun", "ky thuat", "Trước: xoắn. Sau: kẹp bằng tôn mỏng.", "xong",
                 "không biết", "không nhớ"):  # fmt: skip
        await lan.writes(line)
        [said] = await lan.reads(1)
    assert words("submission-benefit-name") in said.text
    assert words("submission-applied_on-name") in said.text
    await lan.writes("gửi")
    await lan.reads(1)
    [entry] = await polling.rows("SELECT complete, benefit, applied_on FROM initiatives")
    assert not entry["complete"]
    assert (entry["benefit"], entry["applied_on"]) == (None, None)


# Buttons typed as words


def asked_at(form: Form, step: str) -> tuple[Draft, Say]:
    begun = {name: value for name, value in ANSWERED.items() if name == "substance" or step == REVIEW}
    draft = draft_at(step, form, answers=begun)
    return draft, question(form, draft, FACTS)


PLACES = [(form, step.name) for form in (SUBMISSION, JOINING) for step in form.steps] + [(SUBMISSION, REVIEW)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("form", "step"), PLACES)
def test_a_label_typed_in_any_language_means_its_button(form: Form, step: str, lang: str) -> None:
    _, say = asked_at(form, step)
    for button in (button for row in say.buttons for button in row):
        label = TEXTS.label(button.label, lang)
        for typed in (label, fold(label), label.upper(), telex(label)):
            meant = typed_button(say, typed)
            assert meant == read_button(button.id), f"{typed} at {step}"


@pytest.mark.parametrize(
    "typed",
    ["Gửi", "gui", "guwir", "GỬI!", "send", "보내기", "送信", "发送", "ok gửi", "gửi ạ", "gui nhe", "gửi luôn", "nộp",
     "Nộp luôn đi ạ", "gửi sáng kiến", "nộp sáng kiến ạ", "submit"],
)  # fmt: skip
def test_the_card_is_sent_by_a_word(typed: str) -> None:
    draft = draft_at(REVIEW, answers=ANSWERED)
    assert advance.advance(SUBMISSION, draft, writes(typed), FACTS).event == Event.SEND


def test_a_typed_option_can_be_edited_like_any_answer() -> None:
    outcome = advance.advance(SUBMISSION, draft_at("benefit"), writes("chất lượng"), FACTS)
    assert outcome.draft.answers["benefit"]["social"] == ["quality"]
    after = advance.edited(SUBMISSION, outcome.draft, writes("2tr/tháng", edited=True), FACTS)
    assert after.draft.answers["benefit"]["amount"] == 2_000_000


def test_a_sentence_with_a_label_in_it_is_an_answer() -> None:
    draft = draft_at("title")
    told = advance.advance(SUBMISSION, draft, writes("Bỏ qua bước đo bằng tay"), FACTS)
    assert told.draft.answers["title"] == "Bỏ qua bước đo bằng tay"


# Commands typed as words


@pytest.mark.parametrize("lang", WORDS)
def test_every_word_of_a_table_means_its_command_however_it_is_typed(lang: str) -> None:
    for name, typed in WORDS[lang].items():
        for one in typed:
            for way in (one, one.upper(), f"/{one}", f" {one}! ", telex(one)):
                assert read_command(way) == (name, ""), way
            assert read_command(f"ai biết {one} ở đâu không") is None
    assert set(WORDS[lang]) == set(WORDS["vi"])


def test_commands_told_apart_by_their_marks_alone() -> None:
    assert [read_command(word) for word in ("mới", "mời", "mowis", "mowfi")] == [("new", ""), ("invite", "")] * 2
    folded = [(name, fold(word)) for name, typed in WORDS["vi"].items() for word in typed]
    assert {word for name, word in folded if any(other != name and word == one for other, one in folded)} == {"moi"}


def test_words_of_many_kinds_start_a_submission() -> None:
    for typed in ("nộp sáng kiến", "nop sang kien", "NỘP", "sasng kieesn", "submit", "제안", "提案"):
        assert read_command(typed) == ("new", "")


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("Xong ạ", "done"), ("xong nhé", "done"), ("ok xong", "done"), ("xong r", "done"), ("xong rồi em", "done"),
        ("dạ xong rồi ạ!", "done"), ("that's it", "done"), ("Xong 👍", "done"), ("vậy thôi ạ", "done"),
        ("xong aj", "done"), ("hủy đi", "cancel"), ("huy di em", "cancel"), ("thôi hủy nhé", "cancel"),
        ("thôi không gửi nữa", "pause"), ("thôi", "pause"), ("dừng lại ạ", "pause"), ("stop", "pause"),
        ("để sau nhé em", "pause"), ("bỏ qua đi", "skip"), ("quay lại ạ", "back"), ("giúp em với ạ", "help"),
        ("đổi đơn vị", "unit"), ("doi don vi a", "unit"), ("dạ của em ạ", "mine"), ("ok nộp luôn", "new"),
    ],
)  # fmt: skip
def test_commands_with_the_small_words_around_them(typed: str, command: str) -> None:
    assert read_command(typed) == (command, "")


@pytest.mark.parametrize(
    "typed",
    ["làm xong rồi thì lau máy", "xong việc thì lau máy đi", "Xong ca em mới ghi sổ", "hủy đơn hàng sai", "hết hàng ạ",
     "thôi việc", "đổi đơn vị đo", "dạ", "ok", "vâng ạ", "ạ", "đi", "em", "ok em", "dung", "đừng", "dừng máy luôn",
     "để sau máy", "không gửi nữa mà đưa tận tay", "nộp phạt", "stop the line", "dạ em chào anh chị"],
)  # fmt: skip
def test_sentences_with_the_small_words_around_them_stay_text(typed: str) -> None:
    assert read_command(typed) is None


async def test_politeness_ends_the_description_and_loses_no_title(polling: World) -> None:
    lan = await join(polling)
    said = []
    for line in ("nộp ạ", "thôi không gửi nữa", "làm tiếp", "Gá kẹp giữ dây thun", "1 ạ", "Kẹp bằng tôn", "Xong ạ"):
        await lan.writes(line)
        said.append((await lan.reads(1))[0].text)
    assert said[1] == words("form-paused")
    assert said[2] == said[0]
    assert said[-1].startswith("4/6")
    [draft] = await polling.rows("SELECT answers FROM drafts WHERE form = 'submission' AND state = 'open'")
    answers = json.loads(draft["answers"])
    assert (answers["title"], answers["substance"]["parts"][0]["text"]) == ("Gá kẹp giữ dây thun", "Kẹp bằng tôn")
    assert len(answers["substance"]["parts"]) == 1


@pytest.mark.parametrize("typed", ["chưa gửi", "không gửi", "gửi sau", "gửi cho ai", "để em gửi sau nhé", "nộp phạt"])
def test_the_card_is_not_sent_by_another_word(typed: str) -> None:
    draft = draft_at(REVIEW, answers=ANSWERED)
    assert advance.advance(SUBMISSION, draft, writes(typed), FACTS).event is None


async def test_at_the_card_the_word_that_begins_an_initiative_sends_it(polling: World) -> None:
    lan = await join(polling)
    for line in ("nộp", "Gá kẹp giữ dây thun", "1", "Kẹp bằng tôn", "xong", "bỏ qua", "bỏ qua"):
        await lan.writes(line)
        await lan.reads(1)
    await lan.writes("/nop")
    assert (await lan.reads(1))[0].text == words("new-or-resume", title="Gá kẹp giữ dây thun")
    await lan.writes("gửi sáng kiến")
    assert "SK-2022-000001-" in (await lan.reads(1))[0].text
    await lan.writes("gửi sáng kiến")
    assert (await lan.reads(1))[0].text.startswith("1/6")


async def test_in_the_middle_gui_leads_to_the_card_and_nop_may_mean_another(polling: World) -> None:
    lan = await join(polling)
    for line in ("nộp", "Gá kẹp giữ dây thun", "1", "Kẹp bằng tôn", "nộp"):
        await lan.writes(line)
        [asked] = await lan.reads(1)
    assert asked.text == words("new-or-resume", title="Gá kẹp giữ dây thun")
    await lan.writes("gửi")
    assert (await lan.reads(1))[0].text.startswith("6/6")
    await lan.writes("gửi")
    assert "SK-2022-000001-" in (await lan.reads(1))[0].text


async def test_at_a_card_of_days_ago_the_same_word_may_mean_another_idea(polling: World) -> None:
    lan = await join(polling)
    for line in ("nộp", "Gá kẹp giữ dây thun", "1", "Kẹp bằng tôn", "xong", "bỏ qua", "bỏ qua"):
        await lan.writes(line)
        await lan.reads(1)
    polling.wall.turn(days=2)
    await lan.writes("nộp sáng kiến")
    [asked] = await lan.reads(1)
    assert asked.text == words("new-or-resume", title="Gá kẹp giữ dây thun")
    assert await polling.rows("SELECT 1 FROM initiatives") == []
    await lan.presses(asked.buttons[0][0])
    assert (await lan.reads(1))[0].text.startswith("6/6")
    await lan.writes("nộp")
    assert "SK-2022-000001-" in (await lan.reads(1))[0].text


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Huy", True), ("huy", True), ("Huy ạ", True), ("Mới", True), ("nhac", True), ("Hủy", False), ("huỷ", False),
     ("huyr", False), ("/huy", False), ("hủy đi", False), ("giúp", False), ("xong", False), ("xong ạ", False),
     ("thôi", False), ("help", False), ("boqua", False), ("quay lai", False), ("bỏ qua", False), ("取消", False)],
)  # fmt: skip
def test_a_word_that_is_a_command_and_a_given_name(typed: str, name: bool) -> None:
    assert read_command(typed) is not None
    assert may_be_name(typed) is name


async def test_huy_is_a_name_where_a_name_is_asked(polling: World) -> None:
    huy = polling.fake.user(7, "🌸")
    await huy.starts("u_HN-KCN-01")
    await huy.reads(2)
    for line in ("tiếng việt", "đồng ý", "huy"):
        await huy.writes(line)
        said = (await huy.reads(1))[0].text
    assert said.startswith(words("joining-done", given="Huy", unit="x").split("!")[0])
    lan = await join(polling)
    for line in ("nộp", "Gá kẹp giữ dây thun", "1", "Kẹp bằng tôn", "xong", "bỏ qua", "bỏ qua"):
        await lan.writes(line)
        await lan.reads(1)
    await lan.presses(words("card-authors"))
    await lan.reads(1)
    await lan.writes("Huy")
    assert "• Huy: 50" in (await lan.reads(1))[0].text
    await lan.presses(words("card-authors-change"))
    await lan.reads(1)
    await lan.writes("hủy")
    assert (await lan.reads(1))[0].text == words("form-cancelled")
