"""Commands by name: the canonical one, its Vietnamese name, and what people type instead of either."""

from __future__ import annotations

from collections.abc import Mapping

from conversation.typed import fold

# canonical: (Vietnamese name, what else is typed as the whole message). Matched without marks, slash,
# spaces and signs, and only as the whole message: a sentence that contains such a word is no command.
NAMES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "start": ("batdau", ("bắt đầu", "begin", "시작", "開始", "开始")),
    "new": ("nop", ("nộp sáng kiến", "gửi sáng kiến", "submit", "제안", "제안하기", "提案", "提交")),
    "mine": ("cuatoi", ("sáng kiến của tôi", "my initiatives", "내 제안", "我的提案")),
    "language": ("ngonngu", ("ngôn ngữ", "đổi ngôn ngữ", "언어", "言語", "语言", "語言")),
    "mydata": ("dulieu", ("dữ liệu của tôi", "my data")),
    "help": ("trogiup", ("trợ giúp", "giúp", "hướng dẫn", "도움말", "ヘルプ", "帮助", "幫助")),
    "back": ("quaylai", ("quay lại", "뒤로", "戻る", "返回")),
    "skip": ("boqua", ("bỏ qua", "건너뛰기", "スキップ", "跳过", "跳過")),
    "done": ("xong", ("xong rồi", "hết", "완료", "完了", "完成")),
    "pause": ("desau", ("để sau", "tạm dừng", "later", "나중에", "あとで", "稍后", "稍後")),
    "cancel": ("huy", ("hủy", "huỷ bỏ", "취소", "キャンセル", "取消")),
    "pings": ("nhac", ("nhắc nhở", "lời nhắc", "reminders", "알림", "リマインダー", "提醒")),
    "announce": ("thongbao", ("thông báo", "announcement")),
    "totals": ("tongso", ("tổng số", "총계", "合計", "总数", "總數")),
}


def _key(words: str) -> str:
    return fold(words).replace(" ", "")


_BY_WORDS = {_key(words): name for name, (alias, typed) in NAMES.items() for words in (name, alias, *typed)}


def read_command(text: str) -> tuple[str, str] | None:
    """(canonical name, argument) where the message is a command, with or without slash and marks.

    Only a message that starts with a slash may carry an argument: `/start u_HN-01`.
    """
    if text.startswith("/"):
        word, _, argument = text[1:].partition(" ")
        name = _BY_WORDS.get(_key(word.split("@")[0]))
        return (name, argument.strip()) if name else None
    if len(text) > 40:
        return None
    name = _BY_WORDS.get(_key(text))
    return (name, "") if name else None
