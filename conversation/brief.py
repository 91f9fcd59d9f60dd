"""Short answers: a yes, a no, the number of a button, each with the small words of politeness around it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from conversation.readers.words import Lexicon, Token, tokens

_LONGEST = 60  # signs of a message that may be one
_TELLING_WORDS, _TELLING_LETTERS = 6, 25
_DENSE = 0x1100  # from here up Hangul, kana and Han: a word is a sign or two


def _words(lines: str) -> Mapping[str, bool]:
    return dict.fromkeys((words.strip() for words in lines.replace("\n", ",").split(",") if words.strip()), True)


_BEFORE = Lexicon(
    _words("dạ, vâng, ok, oke, okê, okie, okay, oki, ừ, ừm, uh, um, ờ, à, well, oh, yes, はい, 네, 예, 好的")
)
_AFTER = Lexicon(
    _words(
        """
        ạ, nhé, nhá, nha, nhen, nghen, nhoa, nè, nhe, đi, luôn, ơi, em, bạn, ad, admin, bot, anh, chị, anh chị, chú
        please, pls, plz
        """
    )
)
_YES = Lexicon(
    _words(
        """
        có, đúng, đúng rồi, đúng r, đúng vậy, đúng thế, đúng đấy, đúng đó, đúng là nó, phải, phải rồi, phải đấy, phải đó
        ừ, ừm, uh, ừ đúng, ừ đúng rồi, ừ phải, vâng, vâng đúng, vâng đúng rồi, vâng phải, dạ, dạ vâng, dạ đúng, dạ có
        dạ phải, ok, oke, okie, okay, oki, chuẩn, chuẩn rồi, chuẩn luôn, chính xác, chính nó, nó đấy, đúng nó
        yes, yep, yeah, yup, right, correct, that's right, 네, 예, 응, 맞아요, 맞습니다, 그래요, はい, うん, そうです
        是, 是的, 对, 對, 对的, 對的, 好, 好的, 没错, 沒錯
        """
    )
)
_NO = Lexicon(
    _words(
        """
        không, không phải, không đúng, không phải đâu, không phải rồi, ko, ko phải, ko đúng, k phải, kp, hông
        hông phải, hổng, hổng phải, hong, khum, sai, sai rồi, chưa đúng, chưa phải, không phải thế, không phải vậy
        no, nope, not this, wrong, 아니요, 아니오, 아뇨, 아니, 아닙니다, いいえ, いや, 違います, ちがいます, 違う
        不, 不是, 不对, 不對, 否, 没有, 沒有
        """
    )
)
_COURTESY = Lexicon(
    _words(
        """
        cảm ơn, cám ơn, cảm ơn nhiều, cám ơn nhiều, cảm ơn nhé, xin cảm ơn, cảm ơn em nhiều, em cảm ơn, tôi cảm ơn, cmon
        chào, xin chào, em chào, alo, a lô, hi, hello, được rồi, được, ừ được rồi, tốt quá, hay quá, rồi, hiểu rồi
        em chào anh chị, chào buổi sáng, thanks, thank you, thanks a lot, thank you very much, good morning
        감사합니다, 고마워요, 안녕하세요, ありがとう, ありがとうございます, こんにちは, 谢谢, 謝謝, 你好
        """
    )
)
_LOW = Lexicon(
    _words("thấp, mức thấp, mức thấp thôi, số thấp, thấp thôi, thấp nhất, ít, số nhỏ, số đầu, low, the lower, lower")
)
_HIGH = Lexicon(_words("cao, mức cao, số cao, cao nhất, số lớn, số sau, high, the higher, higher"))
_COUNTED = Lexicon(
    _words(
        """
        số, loại, cái, nút, câu, mục, thứ, ý, dòng, chọn, lấy, bấm, phương án, đáp án, em, tôi, mình
        no, number, option, type, kind, 第, 번, 번째, 番, 番目, 号, 號, 个, 個, 种, 種
        """
    )
)
_CHANGE = Lexicon(_words("sửa, đổi, xóa, xoá, bỏ, thay, change, delete, remove"))
_CHANGED = Lexicon(
    _words("lại, giúp, hộ, tên, tiêu đề, loại, mô tả, phần, ngày, tháng, ảnh, hình, lợi ích, tác giả, the, my")
)


def ways(text: str) -> list[str]:
    """What may have been meant, in lower case: the whole, then without `dạ`, `ok` before and `ạ`, `nhé` behind it.

    The last one is the shortest: at least one word stays. Empty where the message is too long for a short answer.
    """
    return ["".join(map(_spaced, found)).strip() for found in _ways(text)]


def _spaced(token: Token) -> str:
    return token.text if token.glued and ord(token.text[0]) >= _DENSE else f" {token.text}"


def bare(text: str) -> str:
    """The shortest of the ways."""
    return (ways(text) or [""])[-1]


def is_yes(text: str) -> bool:
    return _whole(_YES, text)


def is_no(text: str) -> bool:
    return _whole(_NO, text)


def low_or_high(text: str) -> int | None:
    """Which end of a range was named: 0 the lower, -1 the higher; None for anything else."""
    return 0 if _whole(_LOW, text) else -1 if _whole(_HIGH, text) else None


def is_courtesy(text: str) -> bool:
    """A greeting, thanks or assent and nothing else."""
    return _whole(_COURTESY, text) or is_yes(text)


def number_in(text: str) -> int | None:
    """The number that a button was called by: `2`, `2.`, `số 2`, `cái thứ 2 ạ`; None for anything else."""
    found = (_ways(text) or ([],))[-1]
    numbers = [token.text for token in found if token.kind == "number"]
    if len(numbers) != 1 or len(numbers[0]) > 2 or not numbers[0].isdecimal():
        return None
    at = 0
    while at < len(found):
        hit = (True, 1) if found[at].kind == "number" else _COUNTED.at(found, at)
        if hit is None:
            return None
        at += hit[1]
    return int(numbers[0])


def few_words(text: str, most: int = 3) -> bool:
    """Whether this is only a word or a few."""
    return _length(text) <= most


def is_told(text: str) -> bool:
    """Whether this tells something: long enough, no question, and not a wish to change what stands there."""
    long_enough = _length(text) >= _TELLING_WORDS or sum(map(str.isalnum, text)) >= _TELLING_LETTERS
    return long_enough and not text.rstrip().endswith(("?", "？")) and not wants_change(text)


def wants_change(text: str) -> bool:
    """Whether this begins as a wish to change an answer: `sửa lại ngày ...`."""
    found = tokens(text[:_LONGEST], marks=False)
    hit = _CHANGE.at(found, 0)
    return bool(hit and _CHANGED.at(found, hit[1]))


def _length(text: str) -> int:
    """In words, counting two signs of Hangul, kana or Han for one."""
    dense = sum(ord(sign) >= _DENSE and sign.isalpha() for sign in text)
    return max(len(text.split()), dense // 2)


def _whole(phrases: Lexicon[bool], text: str) -> bool:
    """Whether a message is one of these phrases and nothing else, but for the small words around it."""
    return any((hit := phrases.at(found, 0)) and hit[1] == len(found) for found in _ways(text))


@lru_cache(256)  # a message is looked at from several sides
def _ways(text: str) -> tuple[list[Token], ...]:
    if len(text) > _LONGEST:
        return ()
    found = [token for token in tokens(text, marks=False) if token.kind != "sign"]
    starts, ends = [0], [len(found)]
    while length := _ending(found[: ends[-1]]):
        ends.append(ends[-1] - length)
    while (hit := _BEFORE.at(found, starts[-1])) and starts[-1] + hit[1] < ends[-1]:
        starts.append(starts[-1] + hit[1])
    return tuple(found[start:end] for start in starts for end in ends if start < end)


def _ending(found: list[Token]) -> int:
    """How many words at the end are small ones of politeness, but not all of them."""
    for length in (2, 1):
        hit = _AFTER.at(found, len(found) - length) if len(found) > length else None
        if hit and hit[1] == length:
            return length
    return 0
