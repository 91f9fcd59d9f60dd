"""A made-up tree of 127,000 units with names like real ones, and what people would type for them."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from campaign.unit_list import ListedUnit
from conversation.readers.unit_words import SHORT
from conversation.typed import fold

COUNT = 127_000
PROVINCES = 63
_DISTRICTS = 11  # of each province
_SYLLABLES = """
    An Anh Ánh Ân Bách Bạch Bảo Bắc Bằng Bích Biên Bình Bồng Cẩm Cát Cao Châu Chi Chí Chiến Chính Cúc Cường Dân Dinh
    Du Dung Duy Dũng Dương Đại Đan Đào Đạt Đăng Đình Đoàn Đô Đông Đồng Đức Giang Gia Giáp Hà Hải Hán Hạnh Hào Hậu
    Hiền Hiệp Hiếu Hòa Hoa Hoài Hoàn Hoàng Hồ Hồng Huệ Huy Huỳnh Hùng Hưng Hương Hữu Khải Khánh Khoa Khôi Kiên Kiệt
    Kim Kỳ Lai Lâm Lan Lập Lê Liên Linh Long Lộc Lợi Lương Lưu Lý Mai Mạnh Mẫn Minh Mỹ Nam Nga Ngân Nghĩa Ngọc Nguyên
    Nhân Nhật Nhi Ninh Phát Phi Phong Phú Phúc Phương Phước Quân Quang Quế Quốc Quý Quyền Quỳnh Sáng Sao Sen Sinh Sơn
    Sông Tài Tam Tâm Tân Tây Thái Thành Thanh Thảo Thăng Thắng Thiên Thiện Thịnh Thọ Thông Thu Thuận Thủy Thương Tiên
    Tiến Tiền Tín Toàn Trà Trang Trí Triệu Trung Trúc Trường Tú Tuấn Tùng Tuyên Tường Vân Văn Việt Vinh Vĩnh Vũ Vương
    Xuân Yên Yến
""".split()  # noqa: SIM905 - two hundred quoted words would be read by nobody
_STARTS = (
    "Sam", "Shin", "Toyo", "Hyo", "Kyo", "Pana", "Mitsu", "Fuji", "Nitto", "Dae", "Hana", "Mega", "Viet", "Asia", "Pou",
    "Feng", "Long", "Yaza", "Bro", "Cano",
)  # fmt: skip
_MIDDLES = ("", "", "ra", "no", "mi", "ta", "li", "ko", "sa", "ne", "vi", "do")
_ENDS = (
    "sung", "tech", "vina", "tronics", "cera", "shiba", "lon", "sonic", "chem", "plus", "tex", "mex", "land", "pack",
    "foods", "lens", "cord", "link", "ther", "gen", "son", "wa",
)  # fmt: skip
_KINDS: tuple[tuple[float, str], ...] = (
    (0.17, "Công ty TNHH {name}"), (0.1, "Công ty Cổ phần {name}"), (0.06, "Công ty TNHH Một thành viên {name}"),
    (0.05, "Công ty TNHH {coined} Việt Nam"), (0.04, "Công ty Cổ phần May {name}"), (0.03, "Công ty TNHH {coined}"),
    (0.03, "Công ty Cổ phần Xây dựng {name}"), (0.02, "Xí nghiệp {name}"), (0.02, "Nhà máy {name}"),
    (0.13, "Trường Mầm non {name}"), (0.12, "Trường Tiểu học {name}"), (0.09, "Trường THCS {name}"),
    (0.04, "Trường THPT {name}"), (0.03, "Trạm Y tế xã {name}"), (0.01, "Bệnh viện Đa khoa {name}"),
    (0.03, "UBND xã {name}"), (0.03, "Hợp tác xã {name}"),
)  # fmt: skip
_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_SHAPES = {"\u0302": "", "\u0306": "w", "\u031b": "w"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed for the unit with this code, and how."""

    how: str
    typed: str
    code: str


def units(count: int = COUNT, seed: int = 1) -> list[ListedUnit]:
    """The whole tree: one root, its provinces, their districts, and grassroots unions below them."""
    chance = random.Random(seed)  # noqa: S311 - a tree that is the same each time
    rows = [_unit("TLD", None, "Tổng Liên đoàn Lao động Việt Nam", "confederation")]
    places = [f"{a} {b}" for a in _SYLLABLES for b in _SYLLABLES if a != b]
    chance.shuffle(places)
    for at in range(PROVINCES):
        province = f"P{at}"
        rows.append(_unit(province, "TLD", f"Liên đoàn Lao động tỉnh {places[at]}", "federation"))
        for district in range(_DISTRICTS):
            name = places[PROVINCES + at * _DISTRICTS + district]
            rows.append(_unit(f"{province}-{district}", province, f"Liên đoàn Lao động huyện {name}", "upper"))
    above = [row.code for row in rows if row.level == "upper"]
    shares, patterns = [share for share, _ in _KINDS], [pattern for _, pattern in _KINDS]
    while len(rows) < count:
        pattern = chance.choices(patterns, shares)[0]
        name = " ".join(chance.sample(_SYLLABLES, chance.choice((2, 2, 2, 3))))
        coined = chance.choice(_STARTS) + chance.choice(_MIDDLES) + chance.choice(_ENDS)
        rows.append(
            _unit(f"U{len(rows)}", chance.choice(above), pattern.format(name=name, coined=coined), "grassroots")
        )
    return rows


def asked(rows: list[ListedUnit], count: int, seed: int = 2) -> list[Asked]:
    """So many queries of each way of typing, for units of the tree."""
    chance = random.Random(seed)  # noqa: S311 - a tree that is the same each time
    names = {row.code: row.name for row in rows}
    grassroots = [row for row in rows if row.level == "grassroots"]
    found = []
    for how, change in WAYS.items():
        for unit in chance.sample(grassroots, count):
            place = names[unit.parent_code or ""].removeprefix("Liên đoàn Lao động ")
            found.append(Asked(how, change(unit.name, place, chance), unit.code))
    return found


def telex(text: str) -> str:
    """The keys that write it: `Tiền` is `Tieenf`."""
    return " ".join(map(_keys, text.split()))


def _keys(word: str) -> str:
    keys, tone = "", ""
    for sign in unicodedata.normalize("NFD", word.replace("đ", "dd").replace("Đ", "Dd")):
        if sign in _TONES:
            tone = _TONES[sign]
        elif sign in _SHAPES:
            keys += _SHAPES[sign] or keys[-1].lower()
        else:
            keys += sign
    return keys + tone


def _slip(text: str, _place: str, chance: random.Random) -> str:
    """One letter left out, added, changed or swapped, in a word that tells something."""
    words = fold(text).split()
    at = max(range(len(words)), key=lambda place: (words[place] not in _COMMON, len(words[place]), place))
    word, letter = words[at], chance.randrange(len(words[at]) - 1)
    other = chance.choice("abcdeghiklmnopqrstuvxy")
    left, right = word[:letter], word[letter:]
    words[at] = chance.choice(
        (left + right[1:], left + other + right, left + other + right[1:], left + right[1] + right[0] + right[2:])
    )
    return " ".join(words)


_COMMON = frozenset(
    fold("công ty tnhh cổ phần một thành viên việt nam trường mầm non tiểu học thcs thpt trạm xã ubnd").split()
)
_SHORTER = sorted(
    ((" ".join(long[0]), short) for short, long in SHORT.items() if len(long[0]) > 1), key=lambda pair: -len(pair[0])
)


def _shortened(text: str, _place: str, _chance: random.Random) -> str:
    folded = f" {fold(text)} "
    for long, short in _SHORTER:
        folded = folded.replace(f" {long} ", f" {short} ")
    return folded.strip()


WAYS: dict[str, Callable[[str, str, random.Random], str]] = {
    "as it is": lambda name, _place, _chance: name,
    "without marks": lambda name, _place, _chance: fold(name),
    "raw Telex": lambda name, _place, _chance: telex(name),
    "shortened": _shortened,
    "one slip": _slip,
    "with its district": lambda name, place, _chance: fold(f"{name} {place}"),
    "common words": lambda name, _place, _chance: " ".join(fold(name).split()[:3]),
}


def _unit(code: str, parent: str | None, name: str, level: str) -> ListedUnit:
    ownership = "private" if level == "grassroots" else "union"
    return ListedUnit(
        code, parent, name, level, ownership, None, None, None, None, None, None, 0, None, None, None
    )  # fmt: skip
