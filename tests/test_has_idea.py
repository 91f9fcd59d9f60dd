"""Who says that they have an idea is asked for it; who tells it has told it."""

from __future__ import annotations

import pytest

from conversation.has_idea import has_idea
from conversation.readers.reading import Bad, Good
from conversation.submission import first_line, read_title
from tests.people import join, words
from tests.test_conversation import FACTS
from tests.world import World

SAID = [
    "em muốn nộp sáng kiến", "tôi có sáng kiến muốn gửi", "em co y tuong nay", "cho em nop sang kien",
    "anh muốn đăng ký sáng kiến", "em la cong nhan may, em co y tuong nay", "em vừa nghĩ ra ý tưởng hay",
    "Dạ em chào anh chị, em có ý tưởng mới muốn gửi ạ", "alo, tôi là Tuấn bên chuyền 5. tôi có 1 sáng kiến",
    "em muoons nopj sangs kieens", "I want to submit an idea", "아이디어가 있어요", "提案があります", "我有一个想法",
]  # fmt: skip
TOLD = [
    "hom nay anh muon gui y tuong ve viec sap xep lai kho", "em có ý tưởng làm giá đỡ cuộn vải", "xe đẩy hàng",
    "tôi có giải pháp giảm bụi ở máy mài", "sáng kiến của em là cái khay", "em là công nhân may, làm cái khay chia ô",
    "I have an idea: use trays for the screws", "em muốn đề xuất thay bóng đèn", "cảm ơn em", "nộp", "",
]  # fmt: skip


@pytest.mark.parametrize("typed", SAID)
def test_it_is_said_that_there_is_one(typed: str) -> None:
    assert has_idea(typed)
    assert read_title(typed, FACTS) == Bad("title-courtesy")


@pytest.mark.parametrize("typed", TOLD)
def test_what_tells_the_idea_or_something_else_is_not_that(typed: str) -> None:
    assert not has_idea(typed)


def test_below_such_a_line_the_title_begins() -> None:
    assert read_title("Em chào anh chị, em có ý tưởng này\nXe đẩy tự làm", FACTS) == Good("Xe đẩy tự làm")
    assert first_line("Chào em\nem có ý tưởng này ạ\nXe đẩy tự làm\nMột người đẩy được") == "Xe đẩy tự làm"
    assert first_line("em có ý tưởng này ạ") == "em có ý tưởng này ạ"


@pytest.mark.parametrize("typed", ["em là công nhân may, em có ý tưởng này muốn gửi ạ", "em muon nop sang kien"])
async def test_it_begins_the_form_and_is_no_entry(polling: World, typed: str) -> None:
    lan = await join(polling)
    await lan.writes(typed)
    assert (await lan.reads(1))[0].text.startswith("1/6")
    await lan.writes("Xe đẩy tự làm")
    assert (await lan.reads(1))[0].text.startswith("2/6")
    await lan.writes("để sau")
    await lan.reads(1)
    await lan.writes(typed)
    assert (await lan.reads(1))[0].text == words("new-or-resume", title="Xe đẩy tự làm")
