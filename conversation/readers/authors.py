"""Co-authors and their shares, as people list them, adding up to 100 %."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from conversation.readers.name_words import heard, listed
from conversation.readers.names import given_name, parse_name, tidy
from conversation.readers.reading import Bad, Facts, Good, Reading
from conversation.readers.words import Lexicon, tokens
from conversation.typed import clean, fold

MOST = 20
_LINE = 120  # a name and a share
_PERCENT = r"(?:[%％]|phần trăm|phan tram|percent)"
_SHARE = re.compile(rf"[\s:=–—(-]*(\d{{1,3}})\s*{_PERCENT}?\s*\)?$", re.IGNORECASE)
_SHARE_FIRST = re.compile(rf"^(\d{{1,3}})\s*{_PERCENT}?\s+(?=\D+$)", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*1\s*[.)/]")
_NUMBER = re.compile(r"(?:^|(?<=\s))\d{1,2}\s*[.)/]\s*(?=[^\W\d_])")
_BULLET = re.compile(r"^ ?[-–—•*·●▪] ?", re.MULTILINE)
_BETWEEN = re.compile(
    r"[\n,;、，；/&+]+|\s{1,9}(?:và|va|vaf|(?:cùng |cung )?(?:với|voi|vowis)|and|[-–—])\s{1,9}(?=[^\W\d])",
    re.IGNORECASE,
)
_AFTER_SHARE = re.compile(rf"(?<=[\d%％)])\s{{1,9}}(?!{_PERCENT})(?=[^\W\d_])", re.IGNORECASE)
_WITH = re.compile(r"^(?:(?:làm|lam) )?(?:(?:cùng|cung|chung) )?(?:với|voi|cùng|và) ", re.IGNORECASE)
_ME = Lexicon(listed("tôi, em, tui, cháu, tớ, bản thân, me, myself, 저, 나, 私, 我"))
_ME_MARKED = Lexicon(listed("mình"), marked=True)  # Minh is a name
_ALONE = Lexicon(
    listed(
        """
        không, ko, một mình, mình tôi, mình em, mình tui, mình mình, tự làm, tôi tự, em tự, chỉ tôi, chỉ có tôi
        chỉ có em, chỉ mình, chỉ có mình, mỗi tôi, mỗi em, mỗi mình, riêng tôi, riêng em, only me, just me, nobody
        no one, none, no, alone, by myself, 없음, 없어요, 없습니다, 혼자, なし, いません, いない, 一人, 自分だけ, 私だけ
        没有, 沒有, 无, 無, 只有我, 我自己, 一个人, 一個人
        """
    )
)
_ALONE_MARKED = Lexicon(listed("chỉ em, hông"), marked=True)  # else they may be `chị em` and Hồng
_BESIDE = Lexicon(
    listed(
        """
        dạ, ạ, em, tôi, mình, tui, thôi, nhé, hết, cả, đâu, ai, khác, người, làm, cùng, chung, là, thì, có, của, tự, chỉ
        với, nữa, nào, đồng tác giả, i, did, it, 저, 나, 했어요, で, です
        """
    )
)


@dataclass(frozen=True, slots=True)
class _Row:
    """`name` is empty where it is the author's own."""

    name: str
    share: int | None


def read_authors(text: str, facts: Facts) -> Reading:
    """[{name, share}] of the others, shares in whole per cent; empty where the author was alone.

    Without any shares everybody, the author included, gets an equal one; what doesn't divide
    stays with the author. The author's own share is what the others leave.
    """
    if _alone(text):
        return Good([])
    rows = []
    for line in _pieces(clean(text)):
        row = _row(line, facts.name) if len(line) <= _LINE else None
        if row is None:
            return Bad("authors-unreadable", {"line": line[:60]})
        rows.append(row)
    if len(rows) > MOST:
        return Bad("authors-too-many", {"limit": MOST})
    return _shared(rows)


def _alone(text: str) -> bool:
    """Whether all that is said is that nobody else took part: `dạ không có ai ạ`, `em tự làm một mình`."""
    found = [token for token in tokens(text[:_LINE], marks=False) if token.kind != "sign"]
    at, alone = 0, False
    while at < len(found):
        if hit := _ALONE.at(found, at) or _ALONE_MARKED.at(found, at):
            alone = True
        elif not (hit := _BESIDE.at(found, at)):
            return False
        at += hit[1]
    return alone and len(text) <= _LINE


def _pieces(text: str) -> list[str]:
    """One person each, without the marks of a list."""
    text = _WITH.sub("", text)
    text = _NUMBER.sub("\n", text) if _NUMBERED.match(text) else _BULLET.sub("", text)
    pieces = (piece.strip(" \t.:!") for piece in _BETWEEN.split(text))
    parted = [piece if _SHARE_FIRST.match(piece) else _AFTER_SHARE.sub("\n", piece) for piece in pieces if piece]
    return [one for piece in parted for one in piece.split("\n")]


def _row(line: str, me: str) -> _Row | None:
    share = _SHARE_FIRST.match(line) or _SHARE.search(line)
    said = _WITH.sub("", (line[: share.start()] + line[share.end() :]) if share else line)
    portion = int(share[1]) if share else None
    if _is_me(said.split(" "), me):
        return _Row("", portion)
    name = parse_name(said, of_another=True)
    if not isinstance(name, Good):
        return None
    return _Row("" if fold(name.value) == fold(tidy(me)) else name.value, portion)


def _is_me(words: Sequence[str], me: str) -> bool:
    """`tôi`, or the author's given name alone; `chị Lan` is another Lan."""
    found = heard(words)
    own = any(hit and hit[1] == len(found) for hit in (_ME.at(found, 0), _ME_MARKED.at(found, 0)))
    return own or (len(words) == 1 and bool(me) and fold(words[0]) == fold(given_name(me)))


def _shared(rows: Sequence[_Row]) -> Reading:
    others, mine = [row for row in rows if row.name], [row.share for row in rows if not row.name]
    given = [row.share for row in rows if row.share is not None]
    if not rows:
        return Bad("authors-unreadable", {"line": ""})
    if not others and (not given or given == [100]):
        return Good([])
    if others and not given:
        equal = 100 // (len(others) + 1)
        return Good([{"name": row.name, "share": equal} for row in others])
    if any(row.share is None for row in others):
        return Bad("authors-share-missing")
    left = 100 - sum(row.share or 0 for row in others)
    if sum(given) == 100 and not left:
        return Bad("authors-nothing-left")
    stated = [share for share in mine if share is not None]
    if left < 1 or 0 in given or stated not in ([], [left]):
        return Bad("authors-not-100", {"sum": sum(given)})
    return Good([{"name": row.name, "share": row.share} for row in others])
