"""Questions are answered with help and become no ideas; ideas that sound like questions stay ideas."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conversation.asking import asks
from handlers.quick import worth
from tests.people import join, words
from tests.test_conversation import SAMPLES, writes
from tests.world import World

TEXTS = Path(__file__).parent / "data" / "vietnamese_text_dev.jsonl"
QUESTIONS = """
em muon gui sang kien thi lam the nao a
cho em hoi bao gio thi co ket qua xet duyet sang kien cua em vay
nop sang kien o dau vay moi nguoi
bao gio co tien thuong
em khong biet viet nho nguoi khac viet ho sang kien co duoc khong a
Khi nào thì hết hạn nộp sáng kiến ạ?
Anh chị ơi cho em hỏi sáng kiến của em được duyệt chưa ạ
sáng kiến là gì vậy ạ
muốn đăng ký tham gia thì gửi cho ai ở đâu
em gui sang kien roi ma khong biet bao gio moi co ket qua
cho hỏi công nhân thời vụ có được tham gia không
Bot ơi cho tui hỏi khi nào có kết quả
Em muốn hỏi là nộp bằng giấy được không
lamf sao ddeer nộp sáng kiến vậy ạ
mỗi người được gửi mấy sáng kiến vậy ạ
how do I send my idea to the union
when will we get the results of the contest?
where can I see my submission?
"""
IDEAS = """
Gắn đèn báo để thợ biết chỗ hỏng ở đâu mà sửa
Lắp camera để quản đốc biết công nhân làm việc như thế nào
Khi nào máy dừng thì đèn báo đỏ sáng, em lắp thêm công tắc hành trình
Khi nào trộn xong thì em lắp cái phễu lấy mẫu đo, kết quả đẹp mới chạy
Em đề xuất lắp thêm quạt hút ở cuối chuyền có được không ạ
lắp thêm quạt hút ở cuối chuyền ba có được không ạ
Em có ý tưởng làm xe đẩy hàng bằng ống thép cũ có được không ạ
Sao mình không dùng xe đẩy thay vì khiêng thùng hàng nặng?
Tại sao không để kệ hàng gần máy cho đỡ phải đi lại nhiều ạ?
Trước đây không ai biết dụng cụ nào để ở đâu, nay em treo bảng có hình
Treo bảng có hình để ai cũng biết dụng cụ nào để ở đâu ạ
Làm sao để giảm phế phẩm: em làm thêm khay chia ngăn cho từng cỡ ốc
Em lắp cảm biến nên công nhân không phải làm gì ạ
Không cần hai người khiêng nữa, em chế cái xe đẩy nên một người cũng làm được
Em chế cái kẹp giữ dây thun để không bị xoắn, cái nào cũng đều nhau không phải sửa lại
Dùng keo nào cũng dính, em thử loại keo khác thì bám tốt hơn, chưa phải làm lại lần nào
Không bị lỗi cái nào nữa từ khi dùng cái cữ chặn bằng nhôm này ạ
Cho hơi nén vào ống để thông tắc nhanh hơn, đỡ phải tháo ra từng đoạn
cho hoi nen vao ong de thong tac nhanh hon, do phai thao ra tung doan
Công đoàn nên lắp thêm máy lọc nước ở xưởng hai để anh em không phải đi xa lấy nước
When the machine stops a red lamp lights, so nobody has to walk
How about a small lamp on each machine that shows it is waiting for material?
What if we put the boxes on wheels so that one person can move them?
"""


@pytest.mark.parametrize("typed", QUESTIONS.strip().splitlines())
def test_a_question_is_no_idea(typed: str) -> None:
    assert asks(typed)
    assert not worth(writes(typed))


@pytest.mark.parametrize("typed", IDEAS.strip().splitlines())
def test_an_idea_with_question_words_in_it_is_one(typed: str) -> None:
    assert worth(writes(typed))


def test_no_real_text_is_taken_for_a_question() -> None:
    lines = [json.loads(line) for file in (SAMPLES, TEXTS) for line in file.read_text(encoding="utf-8").splitlines()]
    said = [value for line in lines for value in line.values() if isinstance(value, str)]
    assert len(said) > 1_000
    assert [text for text in said if asks(text)] == []


async def test_who_asks_is_helped_and_no_draft_is_left_behind(polling: World) -> None:
    lan = await join(polling)
    for typed in ("em muon gui sang kien thi lam the nao a", "cho em hoi bao gio thi co ket qua vay a"):
        await lan.writes(typed)
        assert (await lan.reads(1))[0].text.startswith(words("help", commands="", contact="").splitlines()[0])
    assert await polling.rows("SELECT 1 FROM drafts WHERE form = 'submission'") == []


async def test_a_newcomers_question_is_not_kept_as_the_first_idea(polling: World) -> None:
    hoa = polling.fake.user(7, "Trần Hoa")
    await hoa.starts("u_HN-KCN-01")
    await hoa.reads(2)
    await hoa.writes("em muon gui sang kien thi lam the nao a")
    await hoa.reads(1)
    for pressed in ("Tiếng Việt", words("consent-agree"), "Trần Hoa"):
        await hoa.presses(pressed)
        await hoa.reads(1)
    assert await polling.rows("SELECT 1 FROM drafts WHERE form = 'submission'") == []
