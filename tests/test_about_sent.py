"""What is written about an entry that was sent leads to the list of one's own; an idea stays an idea."""

from __future__ import annotations

import pytest

from conversation.about_sent import about_sent
from tests.people import join, words
from tests.world import World


@pytest.mark.parametrize(
    "typed",
    ["em muốn sửa bài ạ", "gui nham roi", "Em gửi nhầm rồi ạ", "cho em rút lại bài với ạ", "xoa bai vua gui giup em",
     "co ket qua chua a", "thêm ảnh vào bài giúp em", "doi ten bai", "I want to edit my idea", "결과 나왔나요?",
     "bổ sung", "bài của em sao rồi", "gửi được chưa?", "撤回", "取り下げたい", "suwra laij",
     "chào anh em gửi nhầm rồi", "thưa anh cho con hỏi bao giờ có kết quả", "alo cho chị rút bài giùm chị"],
)  # fmt: skip
def test_a_wish_about_what_was_sent(typed: str) -> None:
    assert about_sent(typed)


@pytest.mark.parametrize(
    "typed",
    ["sửa lại máy may cho đỡ kẹt chỉ", "Thay phần đệm cao su", "thêm ảnh hướng dẫn vào máy", "rút dây ra cho gọn",
     "đổi tên khay thành màu", "kết quả giảm 30% lỗi", "/sua", "bổ sung thêm một cái khay ở đầu chuyền", "",
     "ok", "nộp", "Đã sửa lại", "đã thêm ảnh"],
)  # fmt: skip
def test_an_idea_a_command_or_a_courtesy_is_none(typed: str) -> None:
    assert not about_sent(typed)


async def test_it_shows_what_was_sent_and_begins_nothing(polling: World) -> None:
    lan = await join(polling)
    await lan.writes("gửi nhầm rồi ạ")
    assert (await lan.reads(1))[0].text != words("mine-empty"), "there is nothing to speak of yet"
    for line in ("nộp", "Gá kẹp giữ dây thun", "1", "Kẹp bằng tôn", "gửi", "gửi"):
        await lan.writes(line)
        await lan.reads(1)
    for typed in ("em muốn sửa bài ạ", "co ket qua chua?", "xem lai"):
        await lan.writes(typed)
        [listed] = await lan.reads(1)
        assert "SK-2022-000001-" in listed.text
        assert "SK-2022-000001-" in listed.buttons[0][0]
    assert len(await polling.rows("SELECT 1 FROM drafts WHERE form = 'submission'")) == 1


async def test_in_the_middle_of_a_form_it_is_an_answer_as_ever(polling: World) -> None:
    lan = await join(polling)
    for line in ("nộp", "Gá kẹp giữ dây thun", "1", "Kẹp bằng tôn", "gửi", "gửi", "nộp"):
        await lan.writes(line)
        await lan.reads(1)
    await lan.writes("sửa lại bài")
    [asked] = await lan.reads(1)
    assert asked.text.startswith("2/6")
