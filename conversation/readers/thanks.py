"""Thanks: what needs no more than a friendly word back."""

from __future__ import annotations

from conversation.readers.name_words import listed
from conversation.readers.words import Lexicon, tokens

_LONGEST = 60
_THANKS = Lexicon(
    listed(
        """
        cảm ơn, cám ơn, đa tạ, thanks, thank you, thank u, thank, tks, thks, 감사합니다, 감사해요, 고마워요
        고맙습니다, ありがとう, ありがとうございます, どうも, 谢谢, 謝謝, 多谢, 多謝
        """
    )
)


def is_thanks(text: str) -> bool:
    return len(text) <= _LONGEST and bool(_THANKS.anywhere(tokens(text, marks=False)))
