"""Telling a question about the programme from an idea that is put as one: `… thì làm thế nào ạ`, `cho em hỏi …`.

An idea that is taken for a question is lost, a question that is taken for an idea only wants a tap: so there must be
a question word where questions have it, and another sign besides.
"""

from __future__ import annotations

import re

from conversation.courtesies import CALLED, GREETING, SPEAKER
from conversation.telex import untelex
from conversation.typed import clean, fold

_LONGEST = 40  # words: who writes more tells something as well
_COURTESIES = rf"(?:{GREETING}|{CALLED}|{SPEAKER})"
_OPENERS = re.compile(
    rf"(?:{_COURTESIES} )*(?:(?:xin )?cho (?:phep )?{SPEAKER}(?: xin)? hoi|xin(?: phep)? hoi|muon hoi)\b"
)
_OTHER_HOI = re.compile(r"\bh(?:ơi|ồi|ội|ời)\b")  # steam, time, union: as `hoi` when written without marks
_STRONG_ENDS = re.compile(
    r"\b(?:lam the nao|lam sao|lam cach nao|thi sao|thi the nao|bao gio|bao lau|"
    r"bao gio (?:(?:moi|thi|se) )?co (?:ket qua|thuong|tien|giai)\b.*)$"
)
# Question words that ideas hold as well: they need a question mark, a courtesy behind them, or our own matters.
_BEGINS = re.compile(
    rf"(?:{_COURTESIES} )*(?:cho hoi|bao gio|khi nao|lam the nao|lam sao|lam cach nao|o dau|bao nhieu|bao lau|"
    r"how|when|where|who|which|what)\b"
)
_ENDS = re.compile(
    r"\b(?:the nao|o dau|khi nao|luc nao|bao nhieu|la gi|lam gi|may gio|la sao|"
    r"(?:may|bao nhieu) (?:sang kien|y tuong|bai))$"
)
# These only with our own matters: in the shop people suggest with them.
_MAY_BEGIN = re.compile(rf"(?:{_COURTESIES} )*(?:tai sao|vi sao|sao|ai|can i|could i|may i|do i|does|is it|why)\b")
_MAY_END = re.compile(r"\b(?:khong|chua|hay khong|duoc chua|hong|hok|ko|k)$")
_SOFTENED = re.compile(r"(?: (?:a|ah|vay|the|nhi|ha|em|anh|chi|ban|ad|voi|nhe|nha|moi nguoi|ca nha))+$")
_OUR_MATTERS = re.compile(
    r"\b(?:sang kien|y tuong|nop|gui(?! tin hieu| hang| thong| canh)|ket qua|giai thuong|tien thuong|phan thuong|"
    r"khen thuong|duoc thuong|dang ky|tham gia|chuong trinh|cong doan|tro ly|ban nhap|bang khen|chung nhan|"
    r"xet duyet|duyet|idea|ideas|initiative|suggestion|submit|submission|send (?:my|it|an)|the results?|prize|reward)\b"
)
_PROPOSES = re.compile(
    r"\b(?:de xuat|kien nghi|gop y|co sang kien|co y tuong|(?:sang kien|y tuong) cua (?:em|toi|minh) la|"
    r"(?:em|toi|minh|tui) (?:da |moi )?(?:lap|che|gan|treo|lam (?:cai|them|ra|mot cai))|"
    r"(?:de|giup) (?:\w+ ){0,4}biet|sao khong|sao (?:minh|ta|cong ty|xuong) khong|"
    r"how about|what about|what if|why not|why don t)\b"
)


def asks(text: str) -> bool:
    """Whether the message is a question; an idea that ends in `được không ạ` is none."""
    plain = clean(text)
    keys = " ".join(untelex(word) or word for word in plain.casefold().split())  # English is spoilt by it: `if` is ì
    ways = {fold(plain), fold(keys)}
    if len(plain.split()) > _LONGEST or any(_PROPOSES.search(words) for words in ways):
        return False
    marked = plain.rstrip(" .!)").endswith(("?", "？"))
    if any(_OPENERS.match(words) for words in ways) and not _OTHER_HOI.search(plain.casefold()):
        return True
    return any(_asks(words, marked) for words in ways)


def _asks(words: str, marked: bool) -> bool:
    core = _SOFTENED.sub("", words)
    ours = bool(_OUR_MATTERS.search(words))
    if _STRONG_ENDS.search(core):
        return True
    ends = bool(_ENDS.search(core))
    if ends or _BEGINS.match(words):
        return ours or marked or (ends and core != words)
    return ours and bool(_MAY_END.search(core) or (marked and _MAY_BEGIN.match(words)))
