"""Saying that one has an idea, or wants to send one, without telling it yet: it begins the form, and is none itself."""

from __future__ import annotations

import re

from conversation.brief import is_courtesy
from conversation.courtesies import CALLED, OPENING, SPEAKER
from conversation.telex import untelex
from conversation.typed import clean, fold

_LONGEST = 100  # signs: who writes more tells it as well
_CLAUSES = re.compile(r"[,.;:!\n，。、！]+")
_DO = r"(?:nop|gui|dang ky|viet|dong gop|gop|de xuat|trinh bay|chia se|ke|noi|dua ra|tham gia)"
_IDEA = r"(?:sang kien|y tuong|de xuat|cai tien|giai phap|y kien)(?: (?:cai tien|ky thuat|sang tao))?"
_TAIL = (
    rf"(?:nay|moi|nua|hay|nho|nho nho|the nay|vay|a|nhe|nha|voi|day|ne|muon {_DO}|can {_DO}|de {_DO}|"
    rf"cho (?:cong ty|cong doan|to|xuong|ben minh)|cua {SPEAKER}|{CALLED})"
)
_WISH = re.compile(
    rf"{OPENING}(?:(?:hom nay|nay|gio|ben) )?(?:{SPEAKER} )?"
    rf"(?:(?:dang|cung|moi|vua|lai) )*(?:co|nghi ra|(?:muon|can|xin|dinh|xin phep|cho {SPEAKER})(?: {_DO})+)"
    rf"(?: (?:mot|1|vai|may|cai|chut|them|so))* {_IDEA}(?: {_TAIL})*"
    r"|(?:hello |hi )?(?:i|we) (?:have(?: got)?|(?:want|would like|d like|wish) to (?:submit|send|share|make))"
    r"(?: (?:a|an|one|my|some|new|good|small|great|little))* (?:ideas?|initiatives?|suggestions?|improvements?)"
    r"(?: to (?:submit|send|share|make))?"
    r"|(?:좋은 )?(?:아이디어|제안)(?:가|이|를|을)? ?(?:있어요|있습니다|있는데요|(?:내|하|제출하)고 싶어요)"
    r"|(?:提案|アイデア|改善案)(?:が|を)?(?:あります|したい|したいです|出したいです|送りたいです)"
    r"|我(?:有|想提|想交|想提交|要提)(?:一个|一個|个|個)?(?:想法|建议|建議|提案|点子|點子|主意)"
)
_INTRODUCTION = re.compile(rf"{OPENING}{SPEAKER} (?:la|ten|ten la|lam|lam o|o|ben)(?: \w+){{1,8}}")


def has_idea(text: str) -> bool:
    """Whether the whole message says so, perhaps with a greeting, or with who one is."""
    words = clean(text)
    if not words or len(words) > _LONGEST:
        return False
    said = [_ways(clause) for clause in _CLAUSES.split(words) if fold(clause)]
    wishes = [any(_WISH.fullmatch(way) for way in ways) for ways in said]
    around = (is_courtesy(ways[0]) or any(_INTRODUCTION.fullmatch(way) for way in ways) for ways in said)
    return any(wishes) and all(wish or other for wish, other in zip(wishes, around, strict=True))


def _ways(clause: str) -> tuple[str, ...]:
    """Folded, as it stands and out of Telex keys; and unfolded, as kana have marks."""
    plain = clause.casefold().strip()
    return fold(clause), fold(" ".join(untelex(word) or word for word in plain.split())), plain
