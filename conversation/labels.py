"""Buttons typed as words: a label written out, in whichever language, means its button."""

from __future__ import annotations

from functools import lru_cache

from conversation import buttons
from conversation.brief import is_no, ways
from conversation.buttons import Press, read_button
from conversation.language import LANGUAGES
from conversation.message import Say, Text
from conversation.telex import untelex
from conversation.texts import all_texts
from conversation.typed import fold

_LONGEST = 60  # letters of a message that may be a label
# What people write for a button whose label is longer or another word; the ways of a form have commands besides.
_ALSO = {
    buttons.SEND: (
        "gửi",
        "gửi đi",
        "gửi luôn",
        "gửi bài",
        "gửi sáng kiến",
        "nộp",
        "nộp bài",
        "nộp sáng kiến",
        "đồng ý gửi",
        "send",
        "send it",
        "submit",
        "submit it",
        "보내기",
        "전송",
        "제출",
        "제출하기",
        "送信",
        "送る",
        "提出",
        "提出する",
        "发送",
        "提交",
        "傳送",
        "送出",
    ),
    buttons.KEEP: ("giữ", "keep", "keep it", "그대로", "そのまま", "保留", "不变", "不變"),
    buttons.RESUME: ("làm tiếp", "tiếp tục", "continue", "계속", "続ける", "继续", "繼續"),
}
# By the label, where one sign stands for several buttons: also any plain no.
_NO = {
    "consent-decline": (
        "không đồng ý",
        "ko đồng ý",
        "em không đồng ý",
        "chưa đồng ý",
        "từ chối",
        "i do not agree",
        "i don't agree",
        "disagree",
        "동의하지 않습니다",
        "동의하지 않아요",
        "동의 안 합니다",
        "同意しません",
        "不同意",
        "我不同意",
    ),
    "form-no-initiative": ("không phải sáng kiến đâu", "ko phải sáng kiến", "nhầm", "nhầm rồi", "gửi nhầm", "hỏi thôi"),
}
_NO_WORDS = {key: frozenset(map(fold, words)) for key, words in _NO.items()}
_NEW_WORDS = frozenset(map(fold, ("nộp", "gửi sáng kiến", "nộp sáng kiến", "gửi bài", "nộp bài")))
_WORDS = {what: frozenset(map(fold, words)) for what, words in _ALSO.items()}


def typed_button(shown: Say, typed: str) -> Press | None:
    """The form's button among those shown whose label these words are."""
    if not typed or len(typed) > _LONGEST:
        return None
    said = meant(typed)
    for button in (button for row in shown.buttons for button in row):
        press = read_button(button.id)
        if isinstance(press, Press) and _names(button.label, press.what, typed, said):
            return press
    return None


def means(what: str, typed: str) -> bool:
    """Whether a message, not a command with a slash, is a word for this button, even where it isn't shown."""
    return len(typed) <= _LONGEST and not typed.startswith("/") and bool(meant(typed) & _WORDS[what])


def wants_to_send(typed: str) -> bool:
    """Whether somebody in the middle of a form says to send it; `nộp` or `gửi sáng kiến` may well mean another one."""
    return means(buttons.SEND, typed) and not meant(typed) & _NEW_WORDS


@lru_cache(256)  # a message is looked at from several sides
def _written(typed: str) -> frozenset[str]:
    keys = " ".join(untelex(word) or word for word in typed.split())
    return frozenset(map(fold, (typed, keys))) - {""}


@lru_cache(256)
def meant(typed: str) -> frozenset[str]:
    """The message folded, as it stands, out of Telex keys, and without the small words of politeness around it."""
    return _written(typed) | (frozenset(map(fold, ways(typed))) - {""})


def _names(label: Text | str, what: str, typed: str, said: frozenset[str]) -> bool:
    key = label.key if isinstance(label, Text) else ""
    if key in _NO_WORDS and (is_no(typed) or said & _NO_WORDS[key]):
        return True
    if isinstance(label, str):  # a name: of `Lan Anh` the last word is no form of address
        said = _written(typed)
    return bool(said & (_label_words(label) | _WORDS.get(what, frozenset())))


def _label_words(label: Text | str) -> frozenset[str]:
    if isinstance(label, str):
        return frozenset({fold(label)})
    if label.values:
        return frozenset(fold(all_texts().words(label, lang)) for lang in LANGUAGES)
    return plain_words(label.key)


@lru_cache(maxsize=512)
def plain_words(key: str) -> frozenset[str]:
    """A label of the catalogs in every language, folded."""
    return frozenset(fold(all_texts().words(Text(key), lang)) for lang in LANGUAGES)
