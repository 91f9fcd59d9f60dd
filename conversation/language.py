"""The language that a person writes: a plain guess from script and marks, with the channel's hint."""

from __future__ import annotations

import re
import unicodedata

LANGUAGES = {
    "vi": "Tiếng Việt",
    "en": "English",
    "ko": "한국어",
    "ja": "日本語",
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
}
DEFAULT = "vi"

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_HINTS = {"vi": "vi", "en": "en", "ko": "ko", "ja": "ja", "zh": "zh-Hans"}


def guess(text: str, hint: str = "") -> str | None:
    """One of our languages, or None where neither the text nor the hint says."""
    text = unicodedata.normalize("NFC", text)
    if _VIETNAMESE.search(text):
        return "vi"
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    if _HAN.search(text):
        return from_code(hint) if hint.startswith(("zh", "ja")) else "zh-Hans"
    return from_code(hint)


def from_code(code: str) -> str | None:
    """Our language for a channel's code (`vi`, `en-US`, `zh-TW`), or None."""
    if code in LANGUAGES:
        return code
    base, _, rest = code.lower().replace("_", "-").partition("-")
    if base == "zh" and rest.split("-")[0] in {"tw", "hk", "mo", "hant"}:
        return "zh-Hant"
    return _HINTS.get(base)
