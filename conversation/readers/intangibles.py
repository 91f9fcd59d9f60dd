"""Benefits that are no money: that it can't be told in money, and what else it brings."""

from __future__ import annotations

from collections.abc import Sequence

from campaign.kinds import Social
from conversation.readers.words import Lexicon, Token

_NOT = Lexicon(
    dict.fromkeys(
        ("không", "ko", "k", "kg", "khg", "kh", "hông", "hong", "hok", "chưa", "chẳng", "chả", "khó", "đâu có", "chịu",
         "không thể", "cannot", "can't", "can not", "not", "couldn't", "unable", "hard", "difficult", "impossible",
         "no", "isn't", "don't"), True
    )
)  # fmt: skip
_MEASURE = Lexicon(
    dict.fromkeys(
        ("tính", "quy", "qui", "đo", "đong", "đếm", "xác định", "định lượng", "lượng hóa", "ước lượng", "ước tính",
         "cân đo", "đánh giá", "thống kê", "số liệu", "con số", "ra tiền", "thành tiền", "bằng tiền", "tiền",
         "đồng nào", "tài chính", "rõ", "biết", "bt", "nói", "cụ thể", "calculate", "calculated", "compute",
         "computable", "measure", "measurable", "measured", "estimate", "quantify", "quantifiable", "count", "money",
         "monetary", "known", "know", "value", "financial", "say", "tell"), True
    )
)  # fmt: skip
_SAID = Lexicon(
    dict.fromkeys(
        ("vô hình", "vô giá", "bó tay", "chịu thôi", "phi tài chính", "phi vật chất", "n / a", "intangible",
         "priceless", "无法", "無法", "不能", "没法", "難以", "难以", "不好算", "算不", "不明", "できない",
         "できません", "難しい", "불가능", "어려워요", "어렵습니다", "못해요", "모르겠어요",
         "수 없음", "수 없습니다", "수 없어요"), True
    )
)  # fmt: skip
_NEAR = 5  # words between "not" and what can't be done
_AFTER = 3

_SAFETY, _ENVIRONMENT, _QUALITY, _TIME = Social.SAFETY, Social.ENVIRONMENT, Social.QUALITY, Social.TIME
_GOODS: Lexicon[Social | None] = Lexicon(
    {
        **dict.fromkeys(("an toàn", "tai nạn", "nguy hiểm", "rủi ro", "cháy nổ", "chấn thương", "đứt tay",
                         "kẹt tay", "trượt ngã", "té ngã", "bỏng", "điện giật", "safe", "safer",
                         "safety", "accident", "accidents", "injury", "injuries", "안전", "安全"), _SAFETY),
        **dict.fromkeys(("môi trường", "ô nhiễm", "rác", "rác thải", "khí thải", "nước thải", "chất thải",
                         "sạch", "sạch sẽ", "environment", "environmental", "pollution", "waste", "dust", "cleaner",
                         "emissions", "환경", "環境", "环境"), _ENVIRONMENT),
        **dict.fromkeys(("chất lượng", "phế phẩm", "hàng lỗi", "hàng hỏng", "phế liệu", "sai sót", "chính xác",
                         "độ bền", "quality", "defect", "defects", "errors", "scrap", "rework", "품질", "品質", "质量",
                         "質量", "不良"), _QUALITY),
        **dict.fromkeys(("thời gian", "nhanh hơn", "nhanh", "giờ công", "ngày công", "mấy giờ", "time", "faster",
                         "quicker", "hours", "minutes", "시간", "時間", "时间"), _TIME),
        **dict.fromkeys(("năng suất", "sức khỏe", "sức lao động", "nhân lực", "nhân công", "đỡ mệt", "đỡ vất vả",
                         "đỡ nặng", "đỡ mỏi", "nhẹ nhàng", "nhẹ hơn", "đỡ nóng", "tiếng ồn", "thoải mái",
                         "tinh thần", "hài lòng", "uy tín", "tiện lợi", "thuận tiện", "gọn gàng", "dễ làm",
                         "đoàn kết", "học sinh", "bệnh nhân", "health", "productivity", "noise", "comfort",
                         "comfortable", "easier", "efficiency", "morale", "satisfaction", "생산성", "건강", "效率",
                         "健康", "生産性"), None),
    }
)  # fmt: skip
_MARKED_GOODS: Lexicon[Social | None] = Lexicon(
    {"lỗi": _QUALITY, "bụi": _ENVIRONMENT, **dict.fromkeys(("mát", "ồn", "tiện", "gọn", "dễ", "nhẹ"))}, marked=True
)


def says_not_computable(found: Sequence[Token]) -> bool:
    """Whether the text says that it can't be put in money: không tính được, tính không ra, khó quy ra tiền."""
    if _SAID.anywhere(found):
        return True
    measures = [at for at, _ in _MEASURE.anywhere(found)]
    refusals = [at for at, _ in _NOT.anywhere(found) if not _is_kilogrammes(found, at)]
    return any(0 < there - no <= _NEAR or 0 < no - there <= _AFTER for no in refusals for there in measures)


def goods(found: Sequence[Token]) -> list[Social | None]:
    """Each benefit named in words, by its kind where it has one."""
    return [kind for lexicon in (_GOODS, _MARKED_GOODS) for _, kind in lexicon.anywhere(found)]


def _is_kilogrammes(found: Sequence[Token], at: int) -> bool:
    return found[at].text in ("kg", "k") and at > 0 and found[at - 1].kind == "number"
