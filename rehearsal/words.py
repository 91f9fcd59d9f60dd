"""The words of invented people: names, what they made, where, and how they tell of it."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator

from conversation.typed import fold

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương")
MIDDLES = ("Văn", "Thị", "Đức", "Thu", "Quốc", "Minh", "Thanh", "Ngọc", "Hữu", "Kim")
GIVEN = (
    "An", "Bình", "Cường", "Dung", "Giang", "Hà", "Hạnh", "Hiếu", "Hòa", "Hùng", "Huyền", "Khánh", "Lan", "Linh",
    "Long", "Mai", "Nam", "Nga", "Phúc", "Phương", "Quân", "Sơn", "Tâm", "Thảo", "Thủy", "Trang", "Tùng", "Yến",
)  # fmt: skip
VERBS = (
    "Cải tiến", "Chế tạo", "Lắp thêm", "Sắp xếp lại", "Thay đổi", "Tận dụng", "Rút ngắn", "Tự động hoá",
)  # fmt: skip
THINGS = (
    "đồ gá hàn", "giá để khuôn", "máng thoát nước", "xe đẩy vật tư", "bàn thao tác", "bảng theo dõi lỗi",
    "quy trình giao ca", "tủ dụng cụ", "băng tải đóng gói", "vòi tưới vườn ươm", "thùng phân loại rác",
    "phiếu khám bệnh", "bộ đồ dùng dạy học", "sổ theo dõi trực", "lịch họp phụ huynh", "hồ sơ một cửa",
)  # fmt: skip
PLACES = (
    "chuyền may số", "xưởng ép nhựa số", "kho vật tư số", "tổ bảo trì số", "bếp ăn tập thể số", "trạm bơm số",
    "khoa khám bệnh số", "lớp học số", "phòng tiếp dân số",
)  # fmt: skip
BEFORE = (
    "mỗi ca phải dừng máy nhiều lần để chỉnh tay.", "phải cúi người lâu nên mau mỏi lưng.",
    "tìm một món mất cả buổi sáng.", "ghi sổ tay nên hay nhầm và thất lạc.", "người mới vào rất khó làm theo.",
)  # fmt: skip
AFTER = (
    "tôi làm thêm một tấm chặn bằng thép cũ và sơn vạch chỉ dẫn.", "vật tư thừa được gom lại và dùng cho lô sau.",
    "thời gian chuẩn bị giảm còn một nửa.", "tổ đã dùng thử một tháng, chưa có lỗi nào lặp lại.",
    "chi phí gần như không có vì tận dụng phế liệu.", "ai mới vào cũng làm theo được ngay.",
)  # fmt: skip
NO_FIGURE = "tiết kiệm được nhiều lắm"
PHONES = "+84977"  # and six digits
CHATS = 7_000_000_000  # and a person's number


def name(dice: random.Random) -> str:
    return f"{dice.choice(FAMILIES)} {dice.choice(MIDDLES)} {dice.choice(GIVEN)}"


def title(dice: random.Random, number: str) -> str:
    """A title that nobody else has; its number stands where a button's label still shows it."""
    return f"{dice.choice(VERBS)} {dice.choice(THINGS)} {number} ở {dice.choice(PLACES)} {dice.randrange(1, 30)}"


def phone(number: int) -> str:
    return f"{PHONES}{number % 1_000_000:06d}"


def unmarked(words: str) -> str:
    """As it is typed in a hurry: without marks, everything else as it was."""
    plain = words.replace("đ", "d").replace("Đ", "D")
    return "".join(sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign))


def phrases() -> Iterator[str]:
    """What every text of theirs is made of, folded (lower case, no marks): in a log it is personal data."""
    yield from (fold(words) for words in (*THINGS, *PLACES, *BEFORE, *AFTER, NO_FIGURE))
    yield from (fold(f"{family} {middle}") for family in FAMILIES for middle in MIDDLES)


NUMBERS = re.compile(rf"(?<!\d)(?:{str(CHATS)[:5]}\d{{5}}|(?:84|0){PHONES[-3:]}\d{{6}})(?!\d)")
