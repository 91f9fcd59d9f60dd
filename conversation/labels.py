"""Buttons typed as words: a label written out, in whichever language, means its button."""

from __future__ import annotations

from functools import lru_cache

from conversation import buttons
from conversation.buttons import Press, read_button
from conversation.language import LANGUAGES
from conversation.message import Say, Text
from conversation.telex import untelex
from conversation.texts import Texts
from conversation.typed import fold

_LONGEST = 60  # letters of a message that may be a label
# What people write for a button whose label is longer or another word; the ways of a form have commands besides.
_ALSO = {
    buttons.SEND: (
        "gửi",
        "gửi đi",
        "gửi luôn",
        "send",
        "send it",
        "보내기",
        "전송",
        "送信",
        "送る",
        "发送",
        "傳送",
        "送出",
    ),
    buttons.KEEP: ("giữ", "keep", "keep it", "그대로", "そのまま", "保留", "不变", "不變"),
    buttons.RESUME: ("làm tiếp", "tiếp tục", "continue", "계속", "続ける", "继续", "繼續"),
}
_WORDS = {what: frozenset(map(fold, words)) for what, words in _ALSO.items()}


def typed_button(shown: Say, typed: str) -> Press | None:
    """The form's button among those shown whose label these words are."""
    if not typed or len(typed) > _LONGEST:
        return None
    meant = {fold(typed), fold(" ".join(untelex(word) or word for word in typed.split()))} - {""}
    for button in (button for row in shown.buttons for button in row):
        press = read_button(button.id)
        if isinstance(press, Press) and meant & (_label_words(button.label) | _WORDS.get(press.what, frozenset())):
            return press
    return None


def _label_words(label: Text | str) -> frozenset[str]:
    if isinstance(label, str):
        return frozenset({fold(label)})
    if label.values:
        return frozenset(fold(_texts().words(label, lang)) for lang in LANGUAGES)
    return plain_words(label.key)


@lru_cache(maxsize=512)
def plain_words(key: str) -> frozenset[str]:
    """A label of the catalogs in every language, folded."""
    return frozenset(fold(_texts().words(Text(key), lang)) for lang in LANGUAGES)


@lru_cache(maxsize=1)
def _texts() -> Texts:
    return Texts()
