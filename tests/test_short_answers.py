"""Short words at a question with buttons: a yes, a no, a number, a kind, each as it is typed in a hurry."""

from __future__ import annotations

from typing import Any

import pytest

from conversation import advance, collect
from conversation.announcing import ANNOUNCEMENT
from conversation.draft import Draft, Flow
from conversation.form import REVIEW
from conversation.joining import JOINING
from conversation.outcome import Event, Outcome
from conversation.submission import SUBMISSION
from tests.people import TEXTS
from tests.test_conversation import ANSWERED, FACTS, NOW, draft_at, writes


def quick(step: str = "kind", **values: Any) -> Draft:
    told = {"title": "Xe đẩy", "substance": {"parts": [{"ref": "1", "text": "Xe đẩy tự làm"}], "files": []}}
    return draft_at(step, flow=Flow.QUICK, answers=told, **values)


def types(draft: Draft, typed: str) -> Outcome:
    return advance.advance(SUBMISSION, draft, writes(typed), FACTS)


def description(outcome: Outcome) -> str:
    return collect.words(outcome.draft.answers["substance"])


# The quick entry's question: is it an initiative?


@pytest.mark.parametrize(
    "typed", ["không", "khong phai", "Không ạ", "ko phải ạ", "không phải sáng kiến", "nhầm rồi", "いいえ", "不是", "no"]
)
def test_a_no_to_the_quick_question_is_its_button(typed: str) -> None:
    assert types(quick(), typed).event == Event.DROP


@pytest.mark.parametrize(
    "typed", ["phải", "dung roi a", "co", "dạ vâng đúng rồi ạ", "はい", "khó quá", "thế à", "👍", "6"]
)
def test_a_yes_or_a_word_or_two_asks_for_the_kind_and_is_no_description(typed: str) -> None:
    outcome = types(quick(), typed)
    assert outcome.says[0].text.key == "form-choose"
    assert description(outcome) == "Xe đẩy tự làm"
    assert outcome.event is None


@pytest.mark.parametrize(
    "typed", ["Không phải cúi xuống nhấc lên nữa", "có thêm cái phanh ở tay đẩy", "手を離すと自動で止まります"]
)
def test_a_sentence_is_more_of_the_description(typed: str) -> None:
    outcome = types(quick(), typed)
    assert outcome.event is None
    assert description(outcome).endswith(typed)


def test_a_no_to_another_question_drops_nothing() -> None:
    for draft in (quick(returning=True), draft_at("kind"), draft_at(REVIEW, answers=ANSWERED)):
        assert types(draft, "không").event is None


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("1.", "technical"), ("1)", "technical"), ("số 1", "technical"), ("loại 1", "technical"), ("2 ạ", "managerial"),
        ("ki thuat", "technical"), ("kĩ thuật", "technical"), ("quan li", "managerial"), ("Kỹ thuật ạ", "technical"),
        ("loại tác nghiệp nhé", "operational"), ("Quản lý đi em", "managerial"), ("cái thứ 5", "research"),
    ],
)  # fmt: skip
def test_a_kind_as_it_is_typed(typed: str, kind: str) -> None:
    for draft in (quick(), draft_at("kind")):
        assert types(draft, typed).draft.answers["kind"] == kind


@pytest.mark.parametrize("typed", ["6", "0", "12", "1,5", "100"])
def test_a_number_without_a_button(typed: str) -> None:
    assert types(draft_at("kind"), typed).says[0].text.key == "form-choose"


def test_a_quick_entry_goes_back_to_its_description() -> None:
    draft = quick(REVIEW).answered("kind", "technical", NOW)
    for asked in ("submission-applied_on-ask", "submission-benefit-ask", "form-gathered", "form-kept"):
        outcome = advance.back(SUBMISSION, draft, FACTS)
        draft = outcome.draft
        assert TEXTS.render(outcome.says[0], "vi").key == asked


# The question of consent


@pytest.mark.parametrize(
    "typed",
    ["không", "Không đồng ý", "khong dong y a", "dạ em không đồng ý", "tôi không đồng ý ạ", "no", "不同意", "いいえ",
     "동의하지 않습니다", "từ chối"],
)  # fmt: skip
def test_a_no_to_the_consent_is_its_button(typed: str) -> None:
    asked = draft_at("consent", JOINING, answers={"language": "vi"})
    assert advance.advance(JOINING, asked, writes(typed), FACTS).event == Event.DROP


@pytest.mark.parametrize("typed", ["ừ", "k", "không hiểu lắm", "để em hỏi đã", "không đồng ý chỗ nào thì nói ạ?"])
def test_what_is_neither_is_asked_again(typed: str) -> None:
    outcome = advance.advance(JOINING, draft_at("consent", JOINING, answers={"language": "vi"}), writes(typed), FACTS)
    assert outcome.event is None
    assert outcome.says[0].text.key == "consent-needed"
    assert "consent" not in outcome.draft.answers


# Words at the card


@pytest.mark.parametrize(
    "typed",
    ["Thêm nữa là đỡ đau lưng hẳn", "Nhờ cái xe này tổ em không ai phải khiêng nữa",
     "手を離すと自動で止まるようになりました",
     "Bỏ hẳn khâu đo bằng tay, nhanh hơn nhiều"],
)  # fmt: skip
def test_what_is_told_at_the_card_is_added_as_a_photo_is(typed: str) -> None:
    outcome = types(draft_at(REVIEW, answers=ANSWERED), typed)
    assert description(outcome).endswith(typed)
    assert outcome.draft.step == REVIEW
    assert outcome.says[0].text.values["remark"].key == "collect-added"


@pytest.mark.parametrize(
    "typed",
    ["à quên", "đẹp quá", "sửa lại ngày dùng thành tháng 3 năm 2022 giúp em", "Đổi tên thành Xe đẩy hàng nhẹ hơn",
     "xoa giup em cai anh vua gui voi a", "gửi xong thì bao giờ có kết quả ạ?"],
)  # fmt: skip
def test_other_words_at_the_card_are_said_not_to_be_taken(typed: str) -> None:
    before = draft_at(REVIEW, answers=ANSWERED)
    outcome = types(before, typed)
    assert (outcome.draft, outcome.event) == (before, None)
    assert outcome.says[0].text.key == "form-use-buttons"


def test_an_announcement_gathers_nothing_at_its_card() -> None:
    before = draft_at(REVIEW, ANNOUNCEMENT, answers={"text": "Tuần này cao điểm", "unit": 1})
    outcome = advance.advance(ANNOUNCEMENT, before, writes("Nhớ nhắc cả các anh chị ca đêm nữa nhé"), FACTS)
    assert outcome.draft == before


# What is told before it is asked for, and words that tell nothing


@pytest.mark.parametrize(
    "typed",
    ["truoc day phai cam dien thoai bang tay de chup ban ve, gio lam cai gia thi khong can",
     "Trước: hai người khiêng thùng hàng, rất nặng. Sau: tôi làm xe đẩy, một người làm được.",
     "bụi bám vào máy nhiều nên tổ em làm thêm tấm che", "We used to carry it by hand, now there is a small cart",
     "전에는 손으로 들고 다녔는데 이제는 작은 수레를 씁니다", "以前は手で運んでいましたが今は小さな台車を使います",
     "Không biết còn bao nhiêu vít nên hay thiếu, giờ có cái khay chia ô nhìn là biết ngay thiếu con nào"],
)  # fmt: skip
def test_what_is_told_at_the_question_of_the_kind_begins_the_description(typed: str) -> None:
    outcome = types(draft_at("kind", answers={"title": "Xe đẩy"}), typed)
    assert description(outcome) == typed
    assert outcome.draft.step == "kind"
    assert outcome.says[0].text.values["remark"].key == "collect-added"


def test_a_description_that_was_begun_is_asked_for_all_the_same_and_once() -> None:
    told = types(draft_at("kind", answers={"title": "Xe đẩy"}), "Trước: hai người khiêng. Sau: tôi làm xe đẩy, nhẹ hẳn")
    asked = types(told.draft, "1")
    assert (asked.draft.step, asked.says[0].text.key) == ("substance", "form-gathered")
    more = types(asked.draft, "Có thêm cái phanh ở tay đẩy")
    ended = advance.done(SUBMISSION, more.draft, FACTS)
    assert ended.draft.step == "benefit"
    assert description(ended) == "Trước: hai người khiêng. Sau: tôi làm xe đẩy, nhẹ hẳn\nCó thêm cái phanh ở tay đẩy"
    again = types(advance.change(SUBMISSION, ended.draft, "kind", FACTS).draft, "2")
    assert again.draft.step == REVIEW


@pytest.mark.parametrize(
    "typed",
    ["em không biết chọn loại nào cho đúng ạ", "khong biet la loai gi nua anh chi oi",
     "chọn cái nào bây giờ hả anh chị", "Gửi xong thì bao giờ có kết quả ạ?", "I do not know which one to choose",
     "sửa lại tên giúp em thành xe đẩy nhẹ hơn",
     "어느 것을 골라야 할지 모르겠어요", "どれを選べばいいか分からないのですが"],
)  # fmt: skip
def test_being_at_a_loss_with_the_question_describes_nothing(typed: str) -> None:
    begun = {"parts": [{"ref": "1", "text": "Xe đẩy tự làm"}], "files": []}
    for told in ({"title": "Xe đẩy"}, {"title": "Xe đẩy", "substance": begun}):
        outcome = types(draft_at("kind", answers=told), typed)
        assert outcome.draft.answers == told
        assert outcome.says[0].text.key == "form-choose"


@pytest.mark.parametrize("typed", ["ok", "cảm ơn ạ", "dạ vâng", "không", "hi", "네", "谢谢"])
def test_a_courtesy_or_a_no_is_no_paragraph(typed: str) -> None:
    told = {"title": "Xe đẩy", "substance": {"parts": [{"ref": "1", "text": "Xe đẩy tự làm"}], "files": []}}
    before = draft_at("substance", answers=told)
    outcome = types(before, typed)
    assert outcome.draft == before
    assert outcome.says[0].text.key == "collect-so-far"
    outcome = types(draft_at("substance", answers={"title": "Xe đẩy"}), typed)
    assert "substance" not in outcome.draft.answers
    assert outcome.says[0].text.key == "collect-empty"


# `gửi` in the middle of a form

TOLD = {"parts": [{"ref": "1", "text": "Xe đẩy tự làm"}], "files": []}


@pytest.mark.parametrize("typed", ["gửi", "Gửi đi ạ", "gui luon", "submit", "보내기", "提交"])
@pytest.mark.parametrize("step", ["substance", "benefit", "applied_on"])
def test_it_leads_to_the_card_and_what_may_stay_open_stays_open(step: str, typed: str) -> None:
    answers = {"title": "Xe đẩy", "kind": "technical", "substance": TOLD}
    outcome = types(draft_at(step, answers=answers), typed)
    assert (outcome.draft.step, outcome.event) == (REVIEW, None)
    assert outcome.draft.answers == answers
    assert outcome.says[0].text.key == "card"
    assert types(outcome.draft, typed).event == Event.SEND


@pytest.mark.parametrize(
    ("step", "answers", "count"),
    [("title", {}, 3), ("kind", {"title": "Xe đẩy"}, 2), ("substance", {"title": "Xe đẩy", "kind": "technical"}, 1)],
)
def test_where_something_is_needed_it_says_how_much_and_asks_on(step: str, answers: dict[str, Any], count: int) -> None:
    before = draft_at(step, answers=answers)
    outcome = types(before, "gửi")
    assert outcome.draft == before
    remark = outcome.says[0].text.values["remark"]
    assert (remark.key, remark.values) == ("form-before-sending", {"count": count})


def test_of_a_change_it_leads_back_and_keeps_what_was() -> None:
    changing = advance.change(SUBMISSION, draft_at(REVIEW, answers=ANSWERED), "title", FACTS).draft
    outcome = types(changing, "gửi")
    assert (outcome.draft.step, outcome.draft.answers) == (REVIEW, ANSWERED)


def test_another_initiative_is_not_this_ones_card() -> None:
    outcome = types(draft_at("benefit", answers={"title": "Xe đẩy", "kind": "technical"}), "gửi sáng kiến")
    assert outcome.draft.step == "benefit"
