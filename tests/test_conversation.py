"""The pure parts: forms, buttons, markup, typed words, commands, readers, likeness, codes and figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from campaign.codes import SIGNS, read_receipt_code, read_short_code, receipt_code, short_code
from campaign.progress import Progress, share
from conversation import advance, buttons, collect, commands
from conversation.buttons import Ask, Press
from conversation.draft import Draft, DraftState, Flow
from conversation.form import REVIEW, Form, begin, missing, next_step, step_before, upgraded
from conversation.joining import JOINING, read_consent
from conversation.markup import escape, parse
from conversation.message import File, Incoming, Mark
from conversation.outcome import Event
from conversation.readers.authors import read_authors
from conversation.readers.dates import read_date
from conversation.readers.money import read_benefit
from conversation.readers.names import given_name, read_name
from conversation.readers.phones import read_phone
from conversation.readers.reading import Bad, Doubt, Facts, Good, Reading
from conversation.readers.unit_names import search_words
from conversation.similar import ALIKE, MOST, similar_titles
from conversation.steps import Step, text_reader
from conversation.submission import SUBMISSION, first_line, quick_answers, read_title
from conversation.typed import clean, fold, units16

NOW = datetime(2022, 5, 10, 2, 30, tzinfo=UTC)
FACTS = Facts(NOW, date(2022, 5, 10), name="Nguyễn Thị Lan", unit_name="Công ty May Hoa Sen")
PHOTO = File("photo", "telegram:p1")
SAMPLES = Path(__file__).parent.parent / "samples" / "initiatives.jsonl"
TITLES = [json.loads(line)["title"] for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
ANSWERED: dict[str, Any] = {
    "title": "Gá kẹp dây thun", "kind": "technical", "substance": {"parts": [{"ref": "1", "text": "kẹp"}], "files": []},
    "benefit": {"social": [], "computable": False}, "applied_on": "2022-04",
}  # fmt: skip


def for_all(*values: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The same examples each time, and no clock beside them."""
    return lambda test: settings(deadline=None, derandomize=True, database=None)(given(*values)(test))


def writes(text: str = "", **values: Any) -> Incoming:
    return Incoming("telegram", "1", "telegram:1", NOW, text, **{"ref": "7", **values})


def draft_at(step: str, form: Form = SUBMISSION, **values: Any) -> Draft:
    return Draft(77, form.name, form.version, step, NOW, version=3, **values)


def press(draft: Draft, what: str, version: int | None = None) -> Press:
    return Press(draft.id, draft.version if version is None else version, draft.step, what)


def good(reading: Reading) -> Any:
    assert isinstance(reading, Good), reading
    return reading.value


def why(reading: Reading) -> str:
    assert isinstance(reading, Bad | Doubt), reading
    return reading.key


# Forms: what comes next, what came before


def test_a_form_asks_its_open_questions_in_order() -> None:
    draft, seen = begin(SUBMISSION, 1, NOW), []
    while draft.step != REVIEW:
        seen.append(draft.step)
        draft = draft.answered(draft.step, ANSWERED[draft.step], NOW)
        draft = draft.changed(NOW, step=next_step(SUBMISSION, draft))
    assert seen == ["title", "kind", "substance", "benefit", "applied_on"]
    assert missing(SUBMISSION, draft.answers) == []


def test_a_quick_entry_leaves_out_what_may_be_skipped() -> None:
    assert next_step(SUBMISSION, draft_at("kind", flow=Flow.QUICK, answers={"title": "a", "substance": {}})) == "kind"
    three = {name: ANSWERED[name] for name in ("title", "kind", "substance")}
    assert next_step(SUBMISSION, draft_at("kind", flow=Flow.QUICK, answers=three)) == REVIEW
    assert missing(SUBMISSION, three) == ["benefit", "applied_on"]


@pytest.mark.parametrize(
    ("step", "before"),
    [("title", None), ("kind", "title"), ("applied_on", "benefit"), (REVIEW, "applied_on"), ("authors", "applied_on")],
)
def test_the_question_before(step: str, before: str | None) -> None:
    assert step_before(SUBMISSION, draft_at(step)) == before
    assert step_before(SUBMISSION, draft_at(step, returning=True)) == REVIEW


def test_an_older_form_goes_on_at_the_first_open_question() -> None:
    old = Draft(1, SUBMISSION.name, 0, "cost", NOW, answers={"title": "a", "cost": 5})
    fresh = upgraded(SUBMISSION, old, NOW)
    assert (fresh.step, fresh.form_version, fresh.answers) == ("kind", SUBMISSION.version, old.answers)
    assert upgraded(SUBMISSION, fresh, NOW) is fresh


@pytest.mark.parametrize("names", [("a", "a"), ("a", REVIEW)])
def test_a_form_with_ambiguous_steps_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="step names must differ"):
        Form("odd", 1, tuple(Step(name) for name in names))


# Advance: what a message or a button does to a draft


def test_an_answer_leads_to_the_next_question_and_raises_the_version() -> None:
    outcome = advance.advance(SUBMISSION, draft_at("title"), writes("Gá kẹp dây thun"), FACTS)
    assert (outcome.draft.step, outcome.draft.version) == ("kind", 4)
    assert outcome.draft.sources == {"7": "title"}


def test_what_cant_be_taken_is_asked_again_and_counted() -> None:
    draft = draft_at("title")
    for failures in (1, 2, 3):
        outcome = advance.advance(SUBMISSION, draft, writes("a"), FACTS)
        draft = outcome.draft
        assert (draft.step, draft.version, draft.failures) == ("title", 3, failures)
    assert outcome.says[0].text.key == "form-stuck"


@pytest.mark.parametrize("what", ["technical", "!", "k", "*title", ".", "<"])
def test_a_late_button_changes_nothing(what: str) -> None:
    draft = draft_at("kind")
    for late in (press(draft, what, version=2), Press(draft.id, draft.version, "title", what)):
        outcome = advance.pressed(SUBMISSION, draft, late, FACTS)
        assert outcome.draft == draft
        assert outcome.event is None
        assert outcome.toast


@pytest.mark.parametrize("state", [DraftState.PARKED, DraftState.CANCELLED, DraftState.OPEN])
def test_resuming_works_however_old_its_button(state: DraftState) -> None:
    draft = draft_at("kind", state=state)
    for what in (buttons.RESUME, buttons.UNDO):
        outcome = advance.pressed(SUBMISSION, draft, Press(draft.id, 0, "title", what), FACTS)
        assert outcome.draft.state == DraftState.OPEN
        assert outcome.says[0].text.key == "submission-kind-ask"


def test_sending_is_for_the_card_alone() -> None:
    early = draft_at("kind", answers={"title": "a"})
    assert advance.pressed(SUBMISSION, early, press(early, buttons.SEND), FACTS).event is None
    ready = draft_at(REVIEW, answers=ANSWERED)
    assert advance.pressed(SUBMISSION, ready, press(ready, buttons.SEND), FACTS).event == Event.SEND


@pytest.mark.parametrize("what", ["=\x01x", "=\x01ffffffff\x02", "=", "=\ud800", "=" + "9" * 60, "no", ""])
@pytest.mark.parametrize("step", ["kind", "substance", "benefit", "applied_on"])
def test_a_forged_option_is_read_like_typed_words(what: str, step: str) -> None:
    draft = draft_at(step, answers=ANSWERED)
    assert advance.pressed(SUBMISSION, draft, press(draft, what), FACTS).draft.step == step


def test_gathering_goes_on_until_done_whatever_the_version() -> None:
    draft = draft_at("substance", answers={"title": "Gá kẹp", "kind": "technical"})
    for text in ("Trước: xoắn.", "Sau: kẹp."):
        draft = advance.advance(SUBMISSION, draft, writes(text, ref=text), FACTS).draft
    assert draft.step == "substance"
    done = advance.pressed(SUBMISSION, draft, press(draft, buttons.DONE, version=1), FACTS)
    assert done.draft.step == "benefit"
    assert collect.words(done.draft.answers["substance"]) == "Trước: xoắn.\nSau: kẹp."


def test_a_photo_beside_the_question_goes_to_the_description() -> None:
    outcome = advance.advance(SUBMISSION, draft_at("benefit", answers=ANSWERED), writes(files=(PHOTO,)), FACTS)
    assert outcome.draft.step == "benefit"
    assert len(outcome.draft.answers["substance"]["files"]) == 1


def test_an_edit_corrects_the_answer_it_gave_and_no_other() -> None:
    draft = draft_at("kind", answers={"title": "Ga kep"}, sources={"7": "title"})
    edited = advance.advance(SUBMISSION, draft, writes("Gá kẹp giữ dây", edited=True), FACTS)
    assert edited.draft.answers["title"] == "Gá kẹp giữ dây"
    assert edited.draft.step == "kind"
    other = advance.advance(SUBMISSION, draft, writes("khác hẳn", edited=True, ref="8"), FACTS)
    assert (other.draft, other.says) == (draft, ())


@pytest.mark.parametrize("form", [SUBMISSION, JOINING])
def test_a_required_question_isnt_skipped(form: Form) -> None:
    draft = draft_at(form.steps[0].name, form)
    assert advance.skip(form, draft, FACTS).draft == draft


def test_changing_one_answer_comes_back_to_the_card() -> None:
    card = draft_at(REVIEW, answers=ANSWERED)
    asked = advance.pressed(SUBMISSION, card, press(card, "*title"), FACTS).draft
    assert (asked.step, asked.returning) == ("title", True)
    after = advance.advance(SUBMISSION, asked, writes("Một cái tên khác"), FACTS).draft
    assert (after.step, after.returning, after.answers["title"]) == (REVIEW, False, "Một cái tên khác")


# Collect: several messages as one answer


def test_nothing_is_cut_what_doesnt_fit_is_refused_whole() -> None:
    full = collect.add(collect.EMPTY, "1", "a" * collect.LONGEST, (), "")
    assert not isinstance(full, Bad)
    assert collect.add(full, "2", "b", (), "") == Bad("collect-too-long", {"limit": collect.LONGEST})
    photos = collect.add(collect.EMPTY, "1", "", (PHOTO,) * collect.MOST_FILES, "a1")
    assert not isinstance(photos, Bad)
    assert collect.add(photos, "2", "", (PHOTO,), "a1") == Bad("collect-too-many-files", {"limit": collect.MOST_FILES})
    many: Any = collect.EMPTY
    for at in range(collect.MOST_PARTS):
        many = collect.add(many, str(at), "x", (), "")
    assert isinstance(collect.add(many, "61", "x", (), ""), Bad)


def test_an_edit_changes_its_own_part() -> None:
    two = collect.add(collect.add(collect.EMPTY, "1", "một", (), ""), "2", "hai", (PHOTO,), "")  # type: ignore[arg-type]
    assert not isinstance(two, Bad)
    changed, captioned, emptied = (collect.edit(two, ref, text) for ref, text in (("1", "1"), ("3", "ba"), ("1", "")))
    assert collect.words(changed) == "1\nhai"  # type: ignore[arg-type]
    assert collect.words(captioned) == "một\nhai\nba"  # type: ignore[arg-type]
    assert collect.words(emptied) == "hai"  # type: ignore[arg-type]
    assert collect.counts(two) == {"parts": 2, "files": 1}


def test_a_description_isnt_edited_away() -> None:
    one = collect.add(collect.EMPTY, "1", "một", (), "")
    assert not isinstance(one, Bad)
    assert collect.edit(one, "1", "") == Bad("collect-empty")
    assert collect.is_empty(collect.EMPTY)
    assert collect.is_empty(None)


def test_what_is_found_on_the_way_comes_behind_what_is_there() -> None:
    before = draft_at("title", answers={"substance": {"parts": [], "files": [PHOTO.as_json()]}})
    paste = "Gá kẹp dây thun\n" + "dây bị xoắn " * 30
    after = advance.advance(SUBMISSION, before, writes(paste), FACTS).draft
    assert after.answers["title"] == "Gá kẹp dây thun"
    assert collect.counts(after.answers["substance"]) == {"parts": 1, "files": 1}


# Buttons


@for_all(
    st.integers(0, 2**63 - 1),
    st.integers(0, 10**6),
    st.sampled_from([*SUBMISSION.by_name, REVIEW]),
    st.text(max_size=9),
)
def test_a_forms_button_comes_back_as_it_was_drawn(draft_id: int, version: int, step: str, what: str) -> None:
    data = buttons.form_button(Draft(draft_id, "submission", 1, step, NOW, version=version), what)
    assert buttons.read_button(data) == Press(draft_id, version, step, what)


@for_all(st.sampled_from(["mine", "totals", "start"]), st.text(max_size=40))
def test_a_commands_button_comes_back_as_it_was_drawn(command: str, argument: str) -> None:
    assert buttons.read_button(buttons.command_button(command, argument)) == Ask(command, argument)


@for_all(st.text())
def test_any_other_data_is_no_button_and_no_error(data: str) -> None:
    assert isinstance(buttons.read_button(data), Press | Ask | None)


@pytest.mark.parametrize(
    "data",
    ["", "f", "c", "c|mine", "f|1|1|title", "f|-1|1|title|x", "f|²|1|t|x", "f|zzzzzzzzzzzzzz|1|t|x", "c|a|" + "b" * 64],
)
def test_what_is_no_button_of_ours(data: str) -> None:
    assert buttons.read_button(data) is None


@pytest.mark.parametrize(
    ("argument", "number"),
    [("0", 0), ("42", 42), (str(2**63 - 1), 2**63 - 1), (str(2**63), None), ("-1", None), ("²", None), ("٣", None),
     ("", None), ("1_0", None), ("9" * 5000, None), (" 1", None)],
)  # fmt: skip
def test_numbers_in_arguments(argument: str, number: int | None) -> None:
    assert buttons.number_in(argument) == number


@for_all(st.integers(0, 2**70))
def test_base36(number: int) -> None:
    assert int(buttons.base36(number), 36) == number


# Markup


@for_all(st.text(), st.text())
def test_peoples_words_never_become_markup(words: str, more: str) -> None:
    assert parse(escape(words)) == (words, ())
    text, marks = parse(f"<b>{escape(words)}</b>{escape(more)}")
    assert text == words + more
    assert marks == ((Mark(0, len(words), "b"),) if words else ())


@pytest.mark.parametrize(
    ("markup", "text", "marks"),
    [
        ("a <b>b</b> c", "a b c", [(2, 3, "b")]),
        ("<b>a <i>b</i></b>", "a b", [(0, 3, "b"), (2, 3, "i")]),
        ("<code>SK-1</code> &amp;lt;", "SK-1 &lt;", [(0, 4, "code")]),
        ("<b></b>x <u>y</u>", "x <u>y</u>", []),
    ],
)
def test_markup(markup: str, text: str, marks: list[tuple[int, int, str]]) -> None:
    assert parse(markup) == (text, tuple(Mark(*mark) for mark in marks))


@pytest.mark.parametrize("broken", ["<b>a", "a</b>", "<b><i>a</b></i>"])
def test_broken_markup_is_a_mistake(broken: str) -> None:
    with pytest.raises(ValueError, match="clos"):
        parse(broken)


# Typed words


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("Sa\u0301ng kie\u0302\u0301n", "Sáng kiến"), ("a\u200bb\u202ec\u2066d", "abcd"), ("\r\na\rb\r\n", "a\nb"),
        ("\x00\x07a\x7f", "a"), ("a\ud800b", "a?b"), ("👷\u200d♀️", "👷\u200d♀️"), ("e\u200b\u0301", "é"),
        (" \u3000 ", ""),
    ],
)  # fmt: skip
def test_clean(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@for_all(st.text(st.characters()))
def test_cleaning_twice_is_cleaning_once_and_can_be_stored(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert len(cleaned.encode("utf-16-le")) // 2 == units16(cleaned)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("Đường ĐIỆN, số 5!", "duong dien so 5"), ("Thuận Hoà", "thuan hoa"), ("김민준", "김민준"), ("_a__b_", "a b"),
     ("①", "1"),
     ("🔥", ""), ("Straße", "strasse")],
)  # fmt: skip
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded


# Commands


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("/start", ("start", "")), ("/start u_HN-01", ("start", "u_HN-01")), ("/NOP@sangkien_bot  x ", ("new", "x")),
        ("nộp", ("new", "")), ("Nop sang kien!", ("new", "")), ("ĐỂ SAU", ("pause", "")), ("hủy", ("cancel", "")),
        ("huỷ", ("cancel", "")), ("/cuatoi", ("mine", "")), ("제안하기", ("new", "")), ("取消", ("cancel", "")),
        ("của tôi", ("mine", "")), ("xong rồi", ("done", "")), ("tro giup", ("help", "")),
    ],
)  # fmt: skip
def test_commands_as_people_type_them(typed: str, command: tuple[str, str]) -> None:
    assert commands.read_command(typed) == command


@pytest.mark.parametrize(
    "typed", ["", "/", "/khongco", "nộp cho ai?", "tôi muốn nộp sáng kiến", "xong việc là về", "/ nop"]
)
def test_sentences_are_no_commands(typed: str) -> None:
    assert commands.read_command(typed) is None


def test_no_two_commands_share_a_word() -> None:
    words = [word for alias, typed in commands.NAMES.values() for word in (alias, *typed)]
    for name, (alias, typed) in commands.NAMES.items():
        assert {commands.read_command(word) for word in (name, alias, *typed)} == {(name, "")}
    assert len(words) >= len(commands.NAMES) * 2


# Likeness of titles


def others_of(title: str) -> list[tuple[str, str]]:
    return [(fold(one), one) for one in TITLES if one != title]


def slips(title: str) -> list[str]:
    """A letter left out, one too many, a wrong one, two swapped: at the beginning, inside and at the end."""
    found = []
    for at in {0, len(title) // 3, len(title) // 2, len(title) - 2}:
        head, tail = title[:at], title[at + 1 :]
        found += [head + tail, f"{head}x{title[at:]}", f"{head}x{tail}", head + tail[:1] + title[at] + tail[1:]]
    return found


def test_different_titles_are_not_alike() -> None:
    assert len(TITLES) > 100
    pairs = [pair for pair in combinations(TITLES, 2) if similar_titles(pair[0], [(fold(pair[1]), pair[1])])]
    assert pairs == []


@pytest.mark.parametrize("title", TITLES)
def test_near_duplicates_are_found(title: str) -> None:
    every, words = [*others_of(title), (fold(title), title)], title.split()
    swapped = " ".join(words[len(words) // 2 :] + words[: len(words) // 2])
    for near in (title, fold(title), title.upper(), swapped, *slips(title)):
        assert similar_titles(near, every)[:1] == [title], near


def test_at_most_three_the_best_first_and_nothing_for_nothing() -> None:
    others = [(fold(f"Xe đẩy hàng số {at}"), str(at)) for at in range(9)]
    found = similar_titles("Xe đẩy hàng số 4", others)
    assert (len(found), found[0]) == (MOST, "4")
    assert similar_titles("🔥🔥", [("", "đã xóa"), (fold("Xe đẩy"), "xe")]) == []
    assert 70 < ALIKE < 90


# Readers, in their plain form


@pytest.mark.parametrize(
    ("typed", "amount", "currency", "period"),
    [
        ("15tr/năm", 15_000_000, "VND", "year"), ("15 triệu / năm", 15_000_000, "VND", "year"),
        ("1,5 tỷ", 1_500_000_000, "VND", None), ("1 tỷ/năm", 10**9, "VND", "year"),
        ("500k mỗi tháng", 500_000, "VND", "month"),
        ("500.000đ/tháng", 500_000, "VND", "month"), ("1.500.000 đồng", 1_500_000, "VND", None),
        ("2tr5", 2_500_000, "VND", None), ("3 triệu rưỡi", 3_500_000, "VND", None),
        ("15000000", 15_000_000, "VND", None),
        ("1 tỷ 200 triệu", 1_200_000_000, "VND", None), ("1.200 usd/năm", 1_200, "USD", "year"),
        ("100 won", 100, "KRW", None),
        ("tiết kiệm,15tr/quý", 15_000_000, "VND", "quarter"), ("4k/ca", 4_000, "VND", "shift"),
        ("1 billion per year", 10**9, "VND", "year"), ("8tr một lần", 8_000_000, "VND", "once"),
    ],
)  # fmt: skip
def test_money(typed: str, amount: int, currency: str, period: str | None) -> None:
    value = good(read_benefit(typed, FACTS))
    assert (value["amount"], value["currency"], value["period"]) == (amount, currency, period)


def test_estimates_and_what_was_measured() -> None:
    assert good(read_benefit("khoảng 15tr/năm", FACTS))["approximate"]
    assert not good(read_benefit("2tr/tháng thực tế", FACTS))["estimated"]


@pytest.mark.parametrize(
    ("typed", "social"),
    [
        ("an toàn hơn", ["safety"]),
        ("giảm 2 giờ mỗi ca", ["time"]),
        ("không tính được", []),
        ("ít phế phẩm", ["quality"]),
    ],
)
def test_benefits_that_are_not_money(typed: str, social: list[str]) -> None:
    value = good(read_benefit(typed, FACTS))
    assert (value["computable"], value["social"]) == (False, social)


@pytest.mark.parametrize(
    ("typed", "key"),
    [("15", "benefit-unit"), ("10-20tr", "benefit-range"), ("", "benefit-unreadable"),
     ("1.5.2tr", "benefit-unreadable"),
     ("0đ", "benefit-unreadable"), ("9" * 400 + " triệu", "benefit-unreadable"),
     ("1" * 5000 + "x", "benefit-unreadable")],
)  # fmt: skip
def test_what_is_asked_back_about_money(typed: str, key: str) -> None:
    assert why(read_benefit(typed, FACTS)) == key


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("21/4/2022", "2022-04-21"), ("21.4.22", "2022-04-21"), ("ngày 21 tháng 4 năm 2022", "2022-04-21"),
        ("tháng 4/2022", "2022-04"), ("t4/2022", "2022-04"), ("2022-04", "2022-04"), ("2022-04-21", "2022-04-21"),
        ("hôm nay", "2022-05-10"), ("hom kia", "2022-05-08"), ("tháng trước", "2022-04"), ("1/1/99", "1999-01-01"),
    ],
)  # fmt: skip
def test_dates(typed: str, day: str) -> None:
    assert good(read_date(typed, FACTS)) == day


@pytest.mark.parametrize(
    ("typed", "key"),
    [("31/2/2022", "date-impossible"), ("4/21/2022", "date-impossible"), ("0/4/2022", "date-impossible"),
     ("11/5/2022", "date-future"), ("6/2022", "date-future"), ("2021", "date-which-month"), ("", "date-unreadable")],
)  # fmt: skip
def test_dates_that_cant_be(typed: str, key: str) -> None:
    assert why(read_date(typed, FACTS)) == key


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0912 345 678", "+84912345678"), ("091.234.5678", "+84912345678"), ("84912345678", "+84912345678"),
     ("+84 912 345 678", "+84912345678"), ("+82 10 1234 5678", "+821012345678")],
)  # fmt: skip
def test_phones(typed: str, number: str) -> None:
    assert good(read_phone(typed, FACTS)) == number


@pytest.mark.parametrize(
    ("typed", "key"),
    [("0162 345 6789", "phone-old-format"), ("0243 825 1234", "phone-unreadable"), ("12", "phone-unreadable"),
     ("", "phone-unreadable"), ("+", "phone-unreadable"), ("1" * 5000, "phone-unreadable"),
     ("abc", "phone-unreadable")],
)  # fmt: skip
def test_phones_that_cant_be(typed: str, key: str) -> None:
    assert why(read_phone(typed, FACTS)) == key


@pytest.mark.parametrize(
    ("typed", "name", "given"),
    [
        ("  nguyễn thị   hoa ", "Nguyễn Thị Hoa", "Hoa"), ("TRẦN VĂN MINH", "Trần Văn Minh", "Minh"),
        ("김민준", "김민준", "김민준"),
        ("王小明", "王小明", "王小明"), ("O'Brien", "O'Brien", "O'Brien"), ("O’Brien", "O’Brien", "O’Brien"),
        ("阿里·汗", "阿里·汗", "阿里·汗"), ("สมชาย ใจดี", "สมชาย ใจดี", "ใจดี"), ("Trần Văn Ẩn", "Trần Văn Ẩn", "Ẩn"),
    ],
)  # fmt: skip
def test_names(typed: str, name: str, given: str) -> None:
    assert good(read_name(typed, FACTS)) == name
    assert given_name(name) == given


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "name-unreadable"),
        ("0912345678", "name-unreadable"),
        ("Hoa 🌸", "name-unreadable"),
        ("a" * 81, "name-too-long"),
    ],
)
def test_names_that_cant_be(typed: str, key: str) -> None:
    assert why(read_name(typed, FACTS)) == key


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("chỉ mình tôi", []), ("nguyen thi lan", []), ("Trần Văn Bình 30", [("Trần Văn Bình", 30)]),
        ("Trần Văn Bình (30%)\nLê Thị Mai: 20", [("Trần Văn Bình", 30), ("Lê Thị Mai", 20)]),
        ("Bình, Mai", [("Bình", 33), ("Mai", 33)]), ("Nguyễn Thị Lan 50; Bình 50", [("Bình", 50)]),
    ],
)  # fmt: skip
def test_authors(typed: str, others: list[tuple[str, int]]) -> None:
    assert [(author["name"], author["share"]) for author in good(read_authors(typed, FACTS))] == others


@pytest.mark.parametrize(
    ("typed", "key"),
    [("Bình 60, Mai 60", "authors-not-100"), ("Bình 100", "authors-nothing-left"), ("Bình 0", "authors-not-100"),
     ("Bình 30, Mai", "authors-share-missing"), ("123", "authors-unreadable"), ("", "authors-unreadable"),
     ("Bình\n" * 21, "authors-too-many"), ("a" + " " * 5000 + "b", "authors-unreadable")],
)  # fmt: skip
def test_authors_that_cant_be(typed: str, key: str) -> None:
    assert why(read_authors(typed, FACTS)) == key


@pytest.mark.parametrize(
    "typed",
    ["đồng ý", "DONG Y!", "Tôi đồng ý.", "同意", "yes", "đồng ý ạ", "Dạ đồng ý", "ok đồng ý", "vâng tôi đồng ý ạ",
     "có ạ", "我同意", "同意します", "はい、同意します。", "동의합니다", "네, 동의합니다", "em dong y nhe",
     "đồng ý luôn"],
)  # fmt: skip
def test_a_plain_yes_is_consent(typed: str) -> None:
    assert good(read_consent(typed, FACTS)) is True


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ừ",
        "dạ",
        "ok ạ",
        "không đồng ý",
        "không đồng ý ạ",
        "不同意",
        "đồng ý gì cơ?",
        "yes but no",
        "1",
        "có gì đâu",
    ],
)
def test_anything_else_is_not(typed: str) -> None:
    assert why(read_consent(typed, FACTS)) == "consent-needed"


def test_short_words_of_units_are_written_out() -> None:
    assert search_words("Cty CP May KCN Yên Phong") == "cong ty co phan may khu cong nghiep yen phong"


def test_a_title_of_a_long_paste_is_its_first_line() -> None:
    paste = "Gá kẹp dây thun\n" + "dây bị xoắn " * 30
    reading = read_title(paste, FACTS)
    assert good(reading) == "Gá kẹp dây thun"
    assert isinstance(reading, Good)
    assert reading.more["substance"]["parts"][0]["text"] == ("dây bị xoắn " * 30).strip()
    assert good(read_title("hai dòng\nngắn thôi", FACTS)) == "hai dòng ngắn thôi"
    assert good(read_title("Xe đẩy tự làm một người\nchuyển được thùng nặng cho cả tổ", FACTS)).endswith("cho cả tổ")
    assert good(read_title("Trước: hai người khiêng\nSau: một người đẩy", FACTS)).startswith("Trước: hai người")
    assert why(read_title("x" * 201, FACTS)) == "title-too-long"
    assert why(text_reader(4, 200, "title")("a . b", FACTS)) == "title-too-short"


@pytest.mark.parametrize(
    ("typed", "title", "rest"),
    [
        ("Khay vit\nTruoc: boc tung con\nSau: khay 6 o", "Khay vit", "Truoc: boc tung con\nSau: khay 6 o"),
        ("Khay vít\n\nSau khi có khay thì không sót con nào", "Khay vít", "Sau khi có khay thì không sót con nào"),
        ("Khay vít\nmỗi khay 6 ô\nđủ 6 con", "Khay vít", "mỗi khay 6 ô\nđủ 6 con"),
        ("Em chào anh chị ạ\nKhay vít\nTrước: bốc từng con", "Khay vít", "Trước: bốc từng con"),
    ],
)  # fmt: skip
def test_a_title_and_a_description_in_one_message(typed: str, title: str, rest: str) -> None:
    reading = read_title(typed, FACTS)
    assert isinstance(reading, Good)
    assert (reading.value, reading.more["substance"]["parts"][0]["text"]) == (title, rest)


@pytest.mark.parametrize("typed", ["cảm ơn", "cam on em nhieu", "dạ cảm ơn ạ", "ok ạ", "xin chào", "thank you", "谢谢"])
def test_a_courtesy_is_no_title(typed: str) -> None:
    assert why(read_title(typed, FACTS)) == why(read_title(f"{typed}\n" * 5_000, FACTS)) == "title-courtesy"
    assert good(read_title(f"{typed} khách hàng bằng thiệp", FACTS))


@for_all(st.text(min_size=1))
def test_the_first_line_of_anything_fits_a_title(text: str) -> None:
    words = clean(text * 9)
    assume(words)
    assert 1 <= len(first_line(words)) <= 200
    answers = quick_answers("1", text, (PHOTO,), "")
    assert not isinstance(answers, Bad)
    assert answers.get("title", "") == first_line(clean(text))


# Codes


NUMBERS = st.integers(1, len(SIGNS) ** 5 - 1)


@for_all(NUMBERS)
def test_short_codes_come_back_however_they_are_typed(number: int) -> None:
    code = short_code(number)
    assert read_short_code(code) == code
    assert read_short_code(f" {code[:3].lower()}-{code[3:]} ") == code
    assert read_short_code(code.replace("5", "S").replace("2", "Z").replace("8", "B").replace("6", "G")) == code


@for_all(NUMBERS, NUMBERS)
def test_short_codes_differ(one: int, other: int) -> None:
    assert (short_code(one) == short_code(other)) == (one == other)


@for_all(NUMBERS, st.integers(0, 5), st.sampled_from(SIGNS))
def test_any_wrong_sign_in_a_short_code_is_noticed(number: int, at: int, sign: str) -> None:
    code = short_code(number)
    assume(code[at] != sign)
    assert read_short_code(code[:at] + sign + code[at + 1 :]) is None


@for_all(NUMBERS, st.integers(0, 4))
def test_any_swap_of_neighbours_in_a_short_code_is_noticed(number: int, at: int) -> None:
    code = short_code(number)
    assume(code[at] != code[at + 1])
    assert read_short_code(code[:at] + code[at + 1] + code[at] + code[at + 2 :]) is None


@pytest.mark.parametrize("number", [0, -1, len(SIGNS) ** 5])
def test_there_is_no_short_code_outside_of_the_room(number: int) -> None:
    with pytest.raises(ValueError, match="no short code"):
        short_code(number)


YEARS, ENTRIES = st.integers(2022, 2099), st.integers(1, 10**9 - 1)


@for_all(YEARS, ENTRIES)
def test_receipt_codes_come_back_however_they_are_typed(year: int, number: int) -> None:
    code = receipt_code(year, number)
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " – "), f"mã {code} "):
        assert read_receipt_code(typed) == code


@for_all(YEARS, ENTRIES, st.integers(0, 13), st.integers(1, 9))
def test_any_wrong_digit_in_a_receipt_code_is_noticed(year: int, number: int, at: int, more: int) -> None:
    code = receipt_code(year, number)
    digits = [place for place, sign in enumerate(code) if sign.isdecimal()]
    place = digits[at % len(digits)]
    assert read_receipt_code(code[:place] + str((int(code[place]) + more) % 10) + code[place + 1 :]) is None


@for_all(YEARS, ENTRIES, st.integers(0, 12))
def test_any_swap_of_neighbours_in_a_receipt_code_is_noticed(year: int, number: int, at: int) -> None:
    signs = list(receipt_code(year, number))
    digits = [place for place, sign in enumerate(signs) if sign.isdecimal()]
    one, other = digits[at % (len(digits) - 1)], digits[at % (len(digits) - 1) + 1]
    assume(signs[one] != signs[other])
    signs[one], signs[other] = signs[other], signs[one]
    assert read_receipt_code("".join(signs)) is None


@pytest.mark.parametrize("typed", ["", "SK", "SK-2022-123-4", "2022-000123-9", "SK-²022-000001-1", "x" * 5000])
def test_what_is_no_receipt_code(typed: str) -> None:
    assert read_receipt_code(typed) is None
    assert read_short_code(typed) is None


# Figures


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(165_541, 300_000, "55.1"), (0, 5, "0.0"), (5, 5, "100.0"), (7, 5, "140.0"), (2, 3, "66.6"), (5, 0, None)],
)
def test_shares_are_cut_as_the_programme_writes_them(part: int, whole: int, shown: str | None) -> None:
    assert share(part, whole) == shown


def test_progress_prefers_the_assigned_target() -> None:
    root = Progress(submitted=0, opening_stock=165_541, target_assigned=300_000, target_self=350_000)
    assert (root.reached, root.target, root.to_go, root.share) == (165_541, 300_000, 134_459, "55.1")
    own = Progress(submitted=12, opening_stock=0, target_assigned=None, target_self=10)
    assert (own.target, own.to_go, own.share) == (10, 0, "120.0")
    assert Progress(3, 0, None, None).share is None
