"""What is typed where a name is asked and is none: a yes or no, thanks, a whole sentence. And family names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conversation.guessing.syllables import SYLLABLES
from conversation.readers.words import Lexicon, Token
from conversation.typed import fold

MOST_WORDS = 6
_NO_SURNAME_FROM = 4  # words; fewer may be a given name alone


def listed(phrases: str) -> dict[str, bool]:
    """Phrases between commas, as a lexicon takes them."""
    return {phrase.strip(): True for phrase in phrases.replace("\n", ",").split(",") if phrase.strip()}


_WHOLE = Lexicon(
    listed(
        """
        không, ko, không ạ, không thì thôi, không nhé, không cần, không biết, không nhớ, không đổi, không sửa
        không muốn, không có, không có tên, thôi, thôi không, thôi không đổi, có, có ạ, dạ, dạ có, dạ vâng, ừ, ừm
        uhm, vậy, ok, oke, okay, okie, yes, no, none, nope, nobody, hello, hi, alo, a lô, chào, xin chào, chào em
        chào bạn, thanks, thank you, thank u, tks, nhiều người, đồng nghiệp, tập thể, tôi, như cũ
        giữ nguyên, giữ tên cũ
        네, 예, 아니요, 아니오, 없음, 없어요, はい, いいえ, なし, いません, 是, 不, 不是, 没有, 沒有, 无, 無
        """
    )
)
_BEGINS = Lexicon(
    listed(
        """
        cảm ơn, cám ơn, xin lỗi, chia đều, cả tổ, cả nhóm, cả đội, cả phòng, cả xưởng, cả chuyền, cả ca, cả khoa
        cả công ty, cả lớp, cả ban, cả ekip, mọi người, tất cả, toàn bộ, toàn thể, anh em, chị em, anh chị, bà con
        một người, hai người, ba người, mấy người, nhiều người, những người, mỗi người, các bạn, các anh, các chị
        công nhân, everyone, everybody, all of us, the team, the whole team
        """
    )
)
_TELLING = Lexicon(
    listed(
        """
        mỗi người, mọi người, chia đều, còn lại, nữa, gửi, tên, sáng kiến, ý tưởng
        tại sao, vì sao, thế nào, làm gì, cái gì, là gì, bao giờ, chưa biết
        want, send, idea, why, what, please, thanks
        """
    )
)
_COMMON = Lexicon(
    listed(
        """
        tôi, em, muốn, phải, hỏi, sao, thôi, đổi, sửa, cho, với, của, là, rồi, gì, không, được, này, xin, chào, bạn
        sẽ, bị, biết, giúp, cần, vậy, cũng, đang, ơi, ai, có, đi, quên, ko, đấy, mấy, nhé, bot, xe
        i, am, is, you, not, how
        """
    )
)
# Words which without their marks are names: Lâm, Mã, Thị, Đá ...
_MARKED = Lexicon(
    listed("làm, và, mà, thì, đã, để, người, cái, việc, cách, máy, hơn, lại, từ, vào, khi, mình, đúng"), marked=True
)
# Longer than names are that are written without spaces.
_RUN = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3]{9}")
_TELLING_MARKED = Lexicon(listed("tổ, chuyền, xưởng, nhóm, phần"), marked=True)
_MIDDLE = Lexicon(listed("thị, văn"))
_SURNAMES = frozenset(
    """
    a ai an au ba bach ban bang be bien bo bui ca cai cam can cao chau che chi chiem chiu cho chu chung cong cu
    cung dam dan dang danh dao dau deo diem dien diep dieu dinh do doan don dong du duong duy gia giang giao
    giap gieng h ha han hang hau hinh ho hoa hoang hoc hong hua hung huong huu huynh kha khau khieu khong khu
    khuat khuc khuong khuu kieu kim ky la lac lai lam lan lang lanh lao lau le leng leo li lieu linh lo loc lu
    luc luong luu luyen ly ma mac mach mai man mang mao mau me moc mong mua mung nay ngan nghiem ngo ngu nguy
    nguyen nhac nham nhan nhu ninh nong nung ong pha pham phan phi pho phu phuc phung phuong quach quan quang
    que sai sam si so son sung ta tan tang tao tat thach thai than thang thanh thao thi thieu tho thoi thuong
    tien tiet tieu tinh to ton tong tra trac tran trang tri trieu trinh trong truong tsan tu tuong ty uan ung
    uong van vang vi viem vien vinh vo vu vua vuong vuu xa y yen
    """.split()  # noqa: SIM905 - quoted they would be read by nobody
)


def is_surname(word: str) -> bool:
    return fold(word) in _SURNAMES


def is_middle(word: str) -> bool:
    return bool(_MIDDLE.at(heard([word]), 0))


def heard(words: Sequence[str]) -> list[Token]:
    """The words as a lexicon takes them."""
    return [Token(word.casefold().strip(".,:;!"), "word", False) for word in words]


def are_many(words: Sequence[str]) -> bool:
    """Whether these words begin like what is said of many or to many, not like a name: `anh em trong tổ`."""
    return bool(_BEGINS.at(heard(words), 0))


def is_no_name(words: Sequence[str]) -> bool:
    """Whether these words, as they were typed, are something said.

    What may be either is taken as a name where each word begins with a capital: so nobody's name is refused for ever.
    """
    found = heard(words)
    if _WHOLE.at(found, 0) == (True, len(found)) or are_many(words) or len(words) > MOST_WORDS:
        return True
    if any(map(_RUN.search, words)):
        return True
    if _capitals(words) or (len(words) > 2 and is_surname(words[0]) and is_middle(words[1])):
        return False
    behind = found[1:] if is_surname(words[0]) and words[0].lower() not in ("khong", "la") else found
    telling = (
        _TELLING.anywhere(found)
        or _TELLING_MARKED.anywhere(found)
        or any(found[at].text in ("không", "khong", "ko") for at in range(1, len(found)))
    )
    if telling or len(_COMMON.anywhere(behind)) + len(_MARKED.anywhere(behind)) > 1:
        return True
    spelled = len(words) >= _NO_SURNAME_FROM and all(fold(word) in SYLLABLES for word in words)
    return spelled and not is_surname(words[0])


def _capitals(words: Sequence[str]) -> bool:
    whole = " ".join(words)
    return whole != whole.upper() and all(word[0].isupper() for word in words)
