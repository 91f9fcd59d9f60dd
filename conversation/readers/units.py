"""Names of units as they are typed: shortened words written out, marks and case left aside."""

from __future__ import annotations

from conversation.typed import fold

_SHORT = {
    "cty": "cong ty", "ct": "cong ty", "cp": "co phan", "tnhh": "tnhh", "mtv": "mot thanh vien",
    "kcn": "khu cong nghiep",
    "ldld": "lien doan lao dong", "cdcs": "cong doan co so", "cd": "cong doan", "xn": "xi nghiep", "nm": "nha may",
    "bv": "benh vien", "th": "truong tieu hoc", "thcs": "trung hoc co so", "thpt": "trung hoc pho thong",
    "mn": "mam non", "tp": "thanh pho", "hcm": "ho chi minh", "hn": "ha noi", "sg": "sai gon", "px": "phan xuong",
    "vn": "viet nam",
}  # fmt: skip


def search_words(text: str) -> str:
    """Folded words with the usual short forms written out: `KCN Yên Phong` is `khu cong nghiep yen phong`."""
    return " ".join(_SHORT.get(word, word) for word in fold(text).split())
