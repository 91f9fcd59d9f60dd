"""Answers that say there is nothing to say: I don't know, I don't remember, not yet."""

from __future__ import annotations

from conversation.readers.words import Lexicon, Token, tokens

_LONGEST = 60  # characters
_SAID = Lexicon(
    dict.fromkeys(
        ("không", "ko", "k", "khg", "kh", "hông", "hok", "hong", "chưa", "chưa có", "không có", "ko có", "k có",
         "không biết", "ko biết", "k biết", "kh biết", "hông biết", "hok biết", "chả biết", "chẳng biết", "đâu biết",
         "không bt", "ko bt", "k bt", "chưa biết", "không nhớ", "ko nhớ", "k nhớ", "kh nhớ", "hông nhớ", "hok nhớ",
         "chẳng nhớ", "chả nhớ", "chưa nhớ", "quên", "quên mất", "không rõ", "ko rõ", "k rõ", "chưa rõ", "không chắc",
         "chưa chắc", "chịu", "chịu thôi", "bó tay",
         "chưa làm", "chưa làm thử", "chưa áp dụng", "chưa dùng", "chưa sử dụng", "chưa thử", "chưa triển khai",
         "chưa thực hiện", "chưa bắt đầu", "không làm", "không áp dụng",
         "no", "none", "nothing", "don't know", "dont know", "do not know", "don't remember", "dont remember",
         "do not remember", "can't remember", "cannot remember", "forgot", "not sure", "no idea", "unknown", "not yet",
         "not used yet", "not applied yet", "dunno",
         "모름", "몰라", "몰라요", "모르겠어요", "모르겠습니다", "기억 안 나요", "기억이 안 나요", "아직", "아직요",
         "없음", "없어요", "わからない", "分からない", "よくわからない", "わかりません", "分かりません",
         "よくわかりません", "不明", "覚えていない", "覚えていません", "まだ", "まだです", "なし",
         "不知道", "不清楚", "不记得", "不記得", "忘了", "忘记了", "忘記了", "还没", "還沒",
         "还没有", "還沒有", "没有", "沒有", "不确定", "不確定"), True
    )
)  # fmt: skip
# Who says it, and how; before and behind.
_AROUND = Lexicon(
    dict.fromkeys(
        ("dạ", "vâng", "thưa", "em", "tôi", "tui", "mình", "cháu", "con", "anh", "chị", "anh chị", "thì", "cũng",
         "thật", "thực sự", "vẫn", "hiện", "hiện tại", "giờ", "잘", "i", "we", "really", "sorry"), True
    )
)  # fmt: skip
_BEHIND = Lexicon(
    dict.fromkeys(
        ("ạ", "nữa", "lắm", "đâu", "được", "đc", "rõ", "luôn", "rồi", "hết", "gì", "chính xác", "cụ thể", "nhé", "nha",
         "anh", "chị", "anh chị", "em", "bao nhiêu", "nhiêu", "là bao nhiêu", "là", "ngày", "tháng", "năm", "ngày nào",
         "tháng nào", "năm nào", "hôm nào", "khi nào", "bao giờ", "lúc nào", "mấy", "thế nào", "sao", "yet", "exactly",
         "how much", "when", "it", "the date", "that"), True
    )
)  # fmt: skip


def leaves_open(text: str) -> bool:
    """Whether the whole message says so; a sentence in which it stands beside more does not."""
    if len(text) > _LONGEST:
        return False
    found = [
        token for token in tokens(text.replace("\u2019", "'"), marks=False) if token.kind != "sign" or token.text == "'"
    ]
    at = _past(_AROUND, found, 0)
    said = _SAID.at(found, at) or _SAID.at(found, 0)
    if said is None:
        return False
    return _past(_BEHIND, found, at + said[1]) == len(found)


def _past(lexicon: Lexicon[bool], found: list[Token], at: int) -> int:
    while hit := lexicon.at(found, at):
        at += hit[1]
    return at
