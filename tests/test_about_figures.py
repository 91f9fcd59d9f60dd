"""A leader's question in their own words shows the totals; an idea, and a worker's question, stay what they are."""

from __future__ import annotations

import pytest

from conversation.about_figures import asks_figures
from tests.people import join
from tests.pinged import leader
from tests.world import World


@pytest.mark.parametrize(
    "typed",
    ["em muon xem tong so don vi minh", "bao nhieu sang kien roi", "hôm nay được bao nhiêu sáng kiến rồi?",
     "đơn vị mình đạt bao nhiêu phần trăm rồi", "tuần này có mấy bài", "đạt chỉ tiêu chưa ạ", "thống kê tuần này",
     "còn thiếu bao nhiêu nữa thì đạt chỉ tiêu", "cho anh xin số liệu công đoàn mình", "How many ideas so far?",
     "show me the totals", "bên mình nộp được mấy cái rồi em", "hoom nay dduwowcj bao nhieeu",
     "thưa anh cho tui xem tổng số đơn vị mình"],
)  # fmt: skip
def test_how_many_there_are_is_asked(typed: str) -> None:
    assert asks_figures(typed)


@pytest.mark.parametrize(
    "typed",
    ["số lượng vít bị thiếu giảm một nửa", "bao nhiêu tiền một giải", "bao nhiêu vít rơi ra", "/totals", "", "nộp",
     "tổng hợp phiếu lỗi theo ca", "thống kê lỗi bằng bảng màu", "con số trên máy khó đọc"],
)  # fmt: skip
def test_an_idea_or_another_question_is_none(typed: str) -> None:
    assert not asks_figures(typed)


async def test_a_leader_sees_the_totals_and_a_worker_is_answered_as_ever(polling: World) -> None:
    hoa = await leader(polling)
    await hoa.writes("hôm nay đơn vị mình được bao nhiêu sáng kiến rồi?")
    assert (await hoa.reads(1))[0].text.startswith("📊")
    lan = await join(polling)
    await lan.writes("hôm nay đơn vị mình được bao nhiêu sáng kiến rồi?")
    [answer] = await lan.reads(1)
    assert "📊" not in answer.text
