"""Asking in one's own words for what /totals shows: how many there are, and how far from the target."""

from __future__ import annotations

import re

from conversation.courtesies import OPENING, SPEAKER
from conversation.labels import meant

_LONGEST = 80  # letters
_ASKS = rf"{OPENING}(?:(?:cho|giup) )?(?:{SPEAKER} )?"
_WISH = r"(?:(?:muon|can|xin|hoi|cho) )?(?:(?:xem|biet|hoi|xin|bao cao|nam) )*"
_OURS = (
    r"(?:(?:cua|o|ben|toan|ca) )?(?:don vi|cong doan|cong ty|cty|to|xuong|nganh|tinh|khu|ben|chung)(?: co so)?"
    rf"(?: (?:{SPEAKER}|ta|chung ta|quan ly))*"
)
_WHEN = (
    r"(?:(?:den|tinh den|toi|trong|cho den) )?(?:hom nay|hom qua|tuan nay|thang nay|nam nay|bay gio|gio nay|gio|nay|"
    r"hien nay|hien tai|luc nay|ca dot|dot nay)"
)
_END = r"(?: (?:roi|nhi|vay|the|a|ha|nhe|voi|em|anh|chi|ad|duoc khong|the nao|sao roi|ra sao))*"
_FIGURES = (
    r"(?:tong so|so lieu|thong ke|con so|tong cong|tong ket|ti le|ty le|chi tieu|so luong)(?: (?:sang kien|dat|nop))*"
)
_MANY = r"(?:bao nhieu|duoc may|co may|may)(?: (?:sang kien|y tuong|bai|cai|phan tram|nguoi|dong chi))?"
_DONE = r"(?:(?:da )?(?:duoc|co|dat|nop duoc|nop|gui duoc|gui|thu duoc|nhan duoc))"
_QUESTION = re.compile(
    rf"{_ASKS}{_WISH}(?:"
    rf"{_FIGURES}(?: {_OURS})?(?: {_WHEN})?"
    rf"|(?:{_WHEN} )?(?:{_OURS} )?(?:{_WHEN} )?(?:{_DONE} )?{_MANY}(?: {_DONE})?(?: {_WHEN})?"
    rf"|(?:{_OURS} )?(?:da )?(?:dat|du|xong|vuot) (?:chi tieu|ke hoach)(?: chua)?"
    rf"|(?:{_OURS} )?con (?:thieu )?{_MANY}(?: nua)?(?: (?:la|thi|moi|se))*"
    r"(?: (?:dat|du|xong)(?: chi tieu| ke hoach)?)?"
    rf"){_END}"
    r"|how many(?: (?:ideas|initiatives|people|entries|do|did|have|are|we|there|got|sent|so far|today|now|this week))*"
    r"|(?:what (?:is|are)|what s|show me|show) (?:the|our|my) (?:total|totals|figures|numbers|count)(?: .{1,12})?"
)


def asks_figures(text: str) -> bool:
    """Whether the whole message asks so; whoever has nothing to see there is answered as to any question."""
    return len(text) <= _LONGEST and not text.startswith("/") and any(map(_QUESTION.fullmatch, meant(text)))
