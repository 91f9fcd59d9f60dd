"""The words of money: its units, currencies and periods, and what counts other things than money."""

from __future__ import annotations

from fractions import Fraction

from campaign.kinds import Social
from conversation.readers.words import Lexicon

THOUSAND, MILLION, BILLION = 10**3, 10**6, 10**9

UNITS = Lexicon(
    {
        "k": THOUSAND, "nghìn": THOUSAND, "ngàn": THOUSAND, "nghàn": THOUSAND, "thousand": THOUSAND, "천": THOUSAND,
        "千": THOUSAND,
        "vạn": 10**4, "万": 10**4, "萬": 10**4, "만": 10**4, "억": 10**8, "億": 10**8, "亿": 10**8,
        "tr": MILLION, "triệu": MILLION, "củ": MILLION, "million": MILLION, "millions": MILLION, "백만": MILLION,
        "mil": MILLION, "mio": MILLION, "百万": MILLION,
        "tỷ": BILLION, "tỉ": BILLION, "billion": BILLION, "billions": BILLION, "bn": BILLION,
    }
)  # fmt: skip
# Letters that are units only where a currency follows them: 2m USD, as against 2m of cloth.
SHORT_UNITS = Lexicon({"n": THOUSAND, "m": MILLION, "b": BILLION, "t": BILLION})
# A unit and its currency in one word.
JOINED_UNITS = Lexicon(
    {
        "trđ": (MILLION, "VND"), "nghđ": (THOUSAND, "VND"), "ngđ": (THOUSAND, "VND"), "kđ": (THOUSAND, "VND"),
        "tỷđ": (BILLION, "VND"), "만원": (10**4, "KRW"), "천원": (THOUSAND, "KRW"), "십만원": (10**5, "KRW"),
        "백만원": (MILLION, "KRW"), "천만원": (10**7, "KRW"),
        "억원": (10**8, "KRW"), "원": (1, "KRW"), "엔": (1, "JPY"), "달러": (1, "USD"), "동": (1, "VND"),
    }
)  # fmt: skip
HALF_OF = Lexicon({"nửa": Fraction(1, 2), "half a": Fraction(1, 2), "half": Fraction(1, 2)})
FOUR_TENTHS = Lexicon({"tư": Fraction(4, 10)})  # ba triệu tư
INDEFINITE = Lexicon(dict.fromkeys(("vài", "mấy", "dăm", "hàng", "nhiều", "bao nhiêu", "several", "many"), True))

CURRENCIES = Lexicon(
    {
        "đ": "VND", "₫": "VND", "đồng": "VND", "vnd": "VND", "vnđ": "VND", "đồng việt nam": "VND", "vn đồng": "VND",
        "việt nam đồng": "VND", "dongs": "VND", "越南盾": "VND", "盾": "VND", "ドン": "VND",
        "usd": "USD", "$": "USD", "us $": "USD", "đô": "USD", "đô la": "USD", "đôla": "USD", "đô mỹ": "USD",
        "đô la mỹ": "USD", "dollar": "USD", "dollars": "USD", "mỹ kim": "USD", "美元": "USD", "美金": "USD",
        "ドル": "USD",
        "yên": "JPY", "yên nhật": "JPY", "jpy": "JPY", "¥": "JPY", "jp ¥": "JPY", "円": "JPY", "yen": "JPY",
        "won": "KRW", "won hàn": "KRW", "krw": "KRW", "₩": "KRW", "uôn": "KRW", "ウォン": "KRW", "韩元": "KRW",
        "tệ": "CNY", "nhân dân tệ": "CNY", "cny": "CNY", "rmb": "CNY", "ndt": "CNY", "cn ¥": "CNY", "yuan": "CNY",
        "元": "CNY", "人民币": "CNY", "人民幣": "CNY",
        "eur": "EUR", "euro": "EUR", "euros": "EUR", "€": "EUR", "ơ rô": "EUR", "ơ - rô": "EUR",
        "twd": "TWD", "nt $": "TWD", "ntd": "TWD", "đài tệ": "TWD", "台币": "TWD", "台幣": "TWD",
        "sgd": "SGD", "s $": "SGD", "đô sing": "SGD", "đô úc": "AUD", "aud": "AUD",
         "thb": "THB", "฿": "THB", "bạt": "THB", "gbp": "GBP", "£": "GBP", "bảng anh": "GBP",
    }
)  # fmt: skip
# Before a number only what is no Vietnamese word: do 5 người is no dollar.
CODES_BEFORE = frozenset(
    "usd us vnd vnđ eur jpy krw cny cn rmb twd ntd nt sgd thb gbp jp $ € £ ¥ ₩ ₫ ฿".split()  # noqa: SIM905 - read as one
)

PERIODS = Lexicon(
    {
        "năm": "year", "year": "year", "years": "year", "yr": "year", "y": "year", "annum": "year", "năm đầu": "year",
        "quý": "quarter", "quí": "quarter", "q": "quarter", "quarter": "quarter",
        "tháng": "month", "th": "month", "thg": "month", "month": "month", "mo": "month",
        "tuần": "week", "week": "week", "wk": "week",
        "ngày": "day", "hôm": "day", "day": "day",
        "ca": "shift", "ca làm": "shift", "ca làm việc": "shift", "ca sản xuất": "shift", "shift": "shift",
        "lần": "once",
    }
)  # fmt: skip
# These say a period by themselves, wherever they stand.
WHOLE_PERIODS = Lexicon(
    {
        "cả năm": "year", "yearly": "year", "annually": "year", "annual": "year", "每年": "year", "毎年": "year",
        "一年": "year", "年間": "year", "매년": "year", "연간": "year", "연": "year", "년": "year", "年": "year",
        "quarterly": "quarter", "每季": "quarter", "분기": "quarter", "cả quý": "quarter",
        "cả tháng": "month", "monthly": "month", "每月": "month", "毎月": "month", "月": "month", "매월": "month",
        "매달": "month", "월": "month", "달": "month", "한달": "month",
        "cả tuần": "week", "weekly": "week", "每周": "week", "每週": "week", "毎週": "week", "매주": "week",
        "주": "week",
        "cả ngày": "day", "daily": "day", "每天": "day", "毎日": "day", "매일": "day", "하루": "day", "天": "day",
        "cả ca": "shift", "每班": "shift", "교대": "shift",
        "một lần duy nhất": "once", "một lần": "once", "1 lần": "once", "once": "once", "one time": "once",
        "one off": "once", "duy nhất": "once", "一次": "once", "한번": "once",
    }
)  # fmt: skip
EACH = Lexicon(
    dict.fromkeys(("/", "|", "mỗi", "một", "hàng", "hằng", "từng", "theo", "trong", "trong vòng",
                   "trên", "cho", "per", "a", "an", "each", "every",
                   "one"), True)
)  # fmt: skip
# One of what an amount is for, as against the whole: 3k/cái, mỗi người 7tr.
EACH_ONE = Lexicon(
    {"/": "/", "|": "/", **dict.fromkeys(("mỗi", "từng", "per", "each", "every"), "mỗi"),
     **dict.fromkeys(("một", "a", "an", "one"), "một")}
)  # fmt: skip
TIMES = Lexicon(dict.fromkeys(("x", "×", "*", "nhân", "nhân với", "times"), True))
NOT_QUARTER = Lexicon(dict.fromkeys(("ra", "đổi", "thành", "về", "sang"), True))  # quy ra tiền

# Directly before the amount (or, hơn, behind it); the others may stand anywhere.
ABOUT_NEXT = Lexicon(
    dict.fromkeys(("hơn", "gần", "chừng", "độ", "trên", "ngót", "tầm", "cỡ", "over", "nearly", "almost", "ước"), True)
)
ABOUT = Lexicon(
    dict.fromkeys(
        ("khoảng", "xấp xỉ", "ước tính", "ước chừng", "ước đạt", "trên dưới", "~", "≈", "about", "around", "approx",
         "approximately", "roughly", "estimated", "약", "約", "约", "大约", "大約"), True
    )
)  # fmt: skip
MORE = Lexicon({"hơn": True, "trở lên": True, "+": True})
RANGE = Lexicon(dict.fromkeys(("-", "~", "đến", "tới", "hoặc", "hay", "to", "or", "từ"), True))

_TIME, _SAFETY = Social.TIME, Social.SAFETY
_QUALITY, _ENVIRONMENT = Social.QUALITY, Social.ENVIRONMENT
# What is counted that is no money, with the kind of benefit where it tells one.
FIGURES: Lexicon[Social | None] = Lexicon(
    {
        **dict.fromkeys(("giờ", "h", "tiếng", "tiếng đồng hồ", "phút", "p", "giây", "s", "hour", "hours", "hr", "hrs",
                         "minute", "minutes", "min", "mins", "second", "seconds", "sec", "ngày công", "giờ công",
                         "小时", "小時", "分钟", "分鐘", "時間", "分", "시간", "분", "초"), _TIME),
        **dict.fromkeys(("vụ", "vụ tai nạn", "tai nạn", "ca tai nạn", "accident", "accidents"), _SAFETY),
        **dict.fromkeys(("lỗi", "sản phẩm lỗi", "hàng lỗi", "phế phẩm", "defects", "defect"), _QUALITY),
        **dict.fromkeys(
            ("%", "phần trăm", "percent", "kg", "ký", "kí", "kilo", "cân", "gam", "gram", "g", "gr", "tấn", "tạ", "yến",
             "lít", "l", "ml", "m", "mét", "met", "cm", "mm", "km", "m2", "m3", "khối", "người", "nhân công",
             "công nhân", "lao động", "nhân sự", "nhân viên", "nhân lực", "công", "thợ", "lần", "cái", "chiếc", "con",
             "sản phẩm", "sp", "thùng", "cuộn", "tờ", "bộ", "máy", "mẻ", "chai", "bao", "hộp", "đôi", "kw", "kwh",
             "số điện", "độ", "độ c", "°", "bước", "công đoạn", "thao tác", "khách", "bệnh nhân", "học sinh",
             "hồ sơ", "trang", "chuyến", "lượt", "ca bệnh", "tons", "ton", "kgs", "litres", "liters", "litre",
             "people", "persons", "workers", "worker", "person", "operators", "pieces", "pcs", "times", "units",
             "人", "件", "个", "個", "名", "명", "개", "퍼센트", "公斤", "吨", "噸", "升"), None
        ),
    }
)  # fmt: skip
# Spans of time: counted they are a benefit (3 days less), with one or "mỗi" before them a period.
SPANS = Lexicon(dict.fromkeys(("năm", "tháng", "quý", "tuần", "ngày", "hôm", "ca", "days", "weeks", "months"), True))
LESS = Lexicon(
    dict.fromkeys(
        ("giảm", "bớt", "rút ngắn", "tiết kiệm", "nhanh", "sớm", "đỡ", "save", "saves", "less", "faster"), True
    )
)
# A number behind these names something and counts nothing: năm 2022, ca 3, máy số 12.
LABELS = Lexicon(
    dict.fromkeys(("năm", "tháng", "quý", "ngày", "ca", "tổ", "chuyền", "máy", "số", "lớp", "phòng", "kho", "xưởng",
                   "line", "model", "đợt", "giai đoạn", "bước", "từ năm"), True)
)  # fmt: skip
