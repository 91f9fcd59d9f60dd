"""What people write about what they have sent already: to change it, take it back, or hear how it stands."""

from __future__ import annotations

import re

from conversation.courtesies import OPENING, SPEAKER
from conversation.labels import meant
from conversation.typed import fold

_ASKED = """
bổ sung, bổ sung thêm, bổ sung bài, bổ sung sáng kiến, sửa, sửa lại, sửa bài, sửa lại bài, sửa sáng kiến
sửa lại sáng kiến, sửa tên, sửa lại tên, sửa tên bài, đổi tên bài, đổi tên sáng kiến, sửa ngày, sửa lợi ích
thêm ảnh, thêm hình, gửi thêm ảnh, gửi thêm hình, thêm ảnh vào bài, bổ sung ảnh, thêm người, thêm đồng tác giả
gửi nhầm, gửi nhầm rồi, gửi nhầm bài, nộp nhầm, nộp nhầm rồi, nộp nhầm bài, gửi sai, gửi sai rồi, viết sai rồi
rút, rút lại, rút bài, rút lại bài, rút sáng kiến, rút lại sáng kiến, lấy lại bài, xóa bài, xóa bài vừa gửi
xóa sáng kiến, xóa sáng kiến vừa gửi, bỏ bài vừa gửi, hủy bài, hủy bài vừa gửi, hủy sáng kiến, sửa bài vừa gửi
có kết quả chưa, kết quả chưa, kết quả thế nào, kết quả thế nào rồi, kết quả sao rồi, có kết quả gì chưa
bao giờ có kết quả, khi nào có kết quả, duyệt chưa, được duyệt chưa, đã duyệt chưa, bài được duyệt chưa
bài tới đâu rồi, bài đến đâu rồi, bài sao rồi, sáng kiến sao rồi, sáng kiến tới đâu rồi, bài của em sao rồi
đã nhận được chưa, nhận được chưa, đã nhận chưa, gửi được chưa, đã gửi được chưa, gửi chưa, đã gửi chưa, bài đâu rồi
change it, edit, edit it, edit my idea, edit my initiative, add a photo, add a picture, add something, wrong one
sent by mistake, sent the wrong one, withdraw, withdraw it, take it back, delete it, delete my idea, any result
any result yet, any news, what is the result, what is the status, status, did you get it, did it arrive, was it sent
수정, 수정할게요, 수정하고 싶어요, 취소하고 싶어요, 잘못 보냈어요, 철회, 삭제해 주세요, 결과, 결과 나왔나요, 접수됐나요
修正, 修正したい, 修正したいです, 間違えました, 間違えて送りました, 取り下げ, 取り下げたい, 削除したい, 結果は
届きましたか
修改, 我要修改, 发错了, 撤回, 删除, 结果, 有结果吗, 收到了吗, 發錯了, 刪除, 結果, 有結果嗎, 收到了嗎
"""
_PHRASES = frozenset(map(fold, _ASKED.replace("\n", ",").split(","))) - {""}
_LONGEST = 60  # letters
# `dạ` is off already; what is left as `da` is `đã`: who has mended something tells of it, and asks for nothing.
_BEFORE = re.compile(
    rf"^(?!da ){OPENING}(?:(?:cho )?(?:{SPEAKER}|i) )?(?:(?:muon|xin|can|lo|bi|hoi|xin phep|want to) )*"
)
_BEHIND = re.compile(rf"(?: (?:giup|ho|cho|gium)(?: {SPEAKER})?| voi| duoc khong)$")


def about_sent(text: str) -> bool:
    """Whether a whole message says so; one in which there is more is an idea or a question."""
    if len(text) > _LONGEST or text.startswith("/"):
        return False
    ways = meant(text)
    return bool(_PHRASES & (ways | {_BEHIND.sub("", _BEFORE.sub("", words, count=1)) for words in ways}))
