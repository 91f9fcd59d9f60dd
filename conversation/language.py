"""The language that a person writes, among ours: guessed from script, marks and words, never by chance."""

from __future__ import annotations

from dataclasses import dataclass

from conversation.guessing import han, latin
from conversation.guessing.scripts import plain, scripts

LANGUAGES = {
    "vi": "Tiếng Việt",
    "en": "English",
    "ko": "한국어",
    "ja": "日本語",
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
}
DEFAULT = "vi"

_HINTS = {"vi": "vi", "en": "en", "ko": "ko", "ja": "ja", "zh": "zh-Hans"}
_EASTERN = {han.JA: "ja", han.HANS: "zh-Hans", han.HANT: "zh-Hant"}
_LATIN_SAYS, _SHORT_SAYS = 0.8, 2.0  # the latter for a letter or two
_LONGEST = 1_000  # signs: whoever has not shown it by then never will
_DOUBT = 0.8
_CLEAR_MARGIN, _CLEAR_WORDS = 6.0, 3.0


@dataclass(frozen=True, slots=True)
class Read:
    """What a text says by itself: a language or None, by how much against the next, in about how many words."""

    language: str | None
    margin: float = 0.0
    words: float = 0.0

    @property
    def clear(self) -> bool:
        """Whether there is more than a word or two of it, and little doubt: enough to ask the person about."""
        return self.language is not None and self.margin >= _CLEAR_MARGIN and self.words >= _CLEAR_WORDS


def guess(text: str, hint: str = "", saved: str | None = None) -> str | None:
    """One of our languages: by the text, where it says nothing the person's own, then the channel's code; or None."""
    found, known = read(text), saved or from_code(hint)
    if found.language is None:
        return known
    # What Han signs alone leave open, the known language settles, where it could be that one.
    could_be = found.margin < _DOUBT if known == "ja" else not found.margin and known in _EASTERN.values()
    return known if could_be else found.language


def read(text: str) -> Read:
    """What the text alone says. A name, a machine's word or one quotation in another language doesn't count."""
    words = plain(text[:_LONGEST])
    found = scripts(words)
    if found.hangul and found.hangul >= max(found.latin, found.han):
        return Read("ko", 2 * found.hangul, found.hangul)
    if found.han and found.han >= found.latin:
        eastern, margin = han.decide(words)
        return Read(None if eastern is None else _EASTERN[eastern], margin, found.han)
    weighed = latin.weigh(words)
    if abs(weighed.sum) < (_LATIN_SAYS if sum(map(str.isalpha, words)) > 2 else _SHORT_SAYS):
        return Read(None)
    return Read("vi" if weighed.sum > 0 else "en", abs(weighed.sum), weighed.words)


def from_code(code: str) -> str | None:
    """Our language for a channel's code (`vi`, `en-US`, `zh-TW`), or None."""
    if code in LANGUAGES:
        return code
    base, _, rest = code.lower().replace("_", "-").partition("-")
    if base == "zh" and rest.split("-")[0] in {"tw", "hk", "mo", "hant"}:
        return "zh-Hant"
    return _HINTS.get(base)
