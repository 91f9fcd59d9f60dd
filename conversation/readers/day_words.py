"""The words of dates, each as the code by which the patterns of when.py know it."""

from __future__ import annotations

from conversation.readers.words import Lexicon

_MONTHS = {
    "A": "january jan", "B": "february feb", "C": "march mar", "D": "april apr", "E": "may", "F": "june jun",
    "G": "july jul", "H": "august aug", "I": "september sep sept", "J": "october oct", "K": "november nov",
    "L": "december dec",
}  # fmt: skip
# D day, W week, M month, Q quarter, Y year, T day of the week (0 is Sunday, which has no number); < last or ago,
# = this, == now (năm nay, but 3 tháng nay: for three months), > next; Pa, Pb, Pc early, in the middle, late; @ ago,
# before its number; ~ to; ? some; y m d the marks behind the numbers of Han and Hangul dates; day+n days from today;
# monA to monL a month by name (letters, so that no pattern takes them for numbers).
CODES = Lexicon(
    {
        **dict.fromkeys(("ngày", "hôm", "bữa", "mùng", "mồng", "day", "days"), "D"),
        **dict.fromkeys(("tuần", "tuần lễ", "week", "weeks", "周", "週"), "W"),
        **dict.fromkeys(("tháng", "thg", "th", "month", "months"), "M"),
        **dict.fromkeys(("quý", "quí", "quarter"), "Q"),
        **dict.fromkeys(("năm", "year", "years"), "Y"),
        "thứ": "T", "chủ nhật": "T 0", "cn": "T 0", "chúa nhật": "T 0",
        "monday": "T 2", "tuesday": "T 3", "wednesday": "T 4", "thursday": "T 5", "friday": "T 6", "saturday": "T 7",
        "sunday": "T 0",
        **dict.fromkeys(
            ("trước", "rồi", "qua", "vừa rồi", "vừa qua", "mới rồi", "ngoái", "trước đây", "vừa", "last", "ago",
             "previous", "past"), "<"),
        "nay": "==", **dict.fromkeys(("này", "this", "current"), "="),
        **dict.fromkeys(("sau", "tới", "nữa", "next", "coming"), ">"),
        **dict.fromkeys(("nửa năm", "half a year", "半年", "반년"), "half"), "nửa tháng": "fortnight",
        "năm kia": "Y <<", "sang năm": "Y >", "trước nữa": "<<", "sau nữa": ">>",
        **dict.fromkeys(("vài", "mấy", "dăm", "nhiều", "nửa", "few", "several", "some", "half",
                         "ngày tháng năm"), "?"),
        **dict.fromkeys(("đầu", "early", "beginning of", "start of"), "Pa"),
        **dict.fromkeys(("giữa", "mid", "middle of"), "Pb"),
        **dict.fromkeys(("cuối", "late", "end of"), "Pc"),
        **dict.fromkeys(("cách đây", "cách nay"), "@"), "đến": "~",
        **dict.fromkeys(("年", "년"), "y"), **dict.fromkeys(("月", "월"), "m"),
        **dict.fromkeys(("日", "号", "號", "일"), "d"),
        **dict.fromkeys(("hôm nay", "bữa nay", "ngày hôm nay", "sáng nay", "trưa nay", "chiều nay", "tối nay",
                         "đêm nay", "today", "今天", "今日", "きょう", "오늘"), "day+0"),
        **dict.fromkeys(("hôm qua", "bữa qua", "ngày hôm qua", "sáng qua", "trưa qua", "chiều qua", "tối qua",
                         "đêm qua", "yesterday", "昨天", "昨日", "きのう", "어제"), "day-1"),
        **dict.fromkeys(("hôm kia", "bữa kia", "ngày hôm kia", "hôm kia rồi", "the day before yesterday", "前天",
                         "一昨日", "おととい", "그저께", "그제"), "day-2"),
        **dict.fromkeys(("hôm kìa", "hôm kỉa", "hôm kía"), "day-3"),
        **dict.fromkeys(("ngày mai", "hôm mai", "mai", "sáng mai", "chiều mai", "tối mai", "tomorrow", "明天", "明日",
                         "내일"), "day+1"),
        **dict.fromkeys(("ngày kia", "ngày mốt", "mốt"), "day+2"),
        **dict.fromkeys(("上周", "上週", "上个星期", "先週", "지난주", "지난 주"), "W <"),
        **dict.fromkeys(("本周", "本週", "今週", "이번 주", "이번주"), "W ="),
        **dict.fromkeys(("上个月", "上個月", "上月", "先月", "지난달", "지난 달"), "M <"),
        **dict.fromkeys(("这个月", "這個月", "本月", "今月", "이번 달", "이번달"), "M ="),
        **dict.fromkeys(("去年", "昨年", "작년", "지난해"), "Y <"), **dict.fromkeys(("今年", "올해"), "Y ="),
        **dict.fromkeys(("前年", "재작년"), "Y <<"),
        **{name: f"mon{letter}" for letter, names in _MONTHS.items() for name in names.split()},
    }
)  # fmt: skip
# Said between the parts of a date, or about it, and no part of it.
FILLERS = Lexicon(dict.fromkeys(("của", "vào", "of", "the", "st", "nd", "rd", "trong", "khoảng", "tầm", "dương lịch",
                                 "lúc", "hơn", "gần", "chừng", "độ", "tới giờ", "tới nay", "đến giờ", "đến nay", "on",
                                 "in", "about", "的", "の"), True))  # fmt: skip
# The moon's calendar is another one: a date in it is asked for again.
LUNAR = Lexicon(dict.fromkeys(("âm lịch", "âm", "al", "rằm", "tết", "giêng", "chạp"), True))

_ONES = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_HAN = "一二三四五六七八九"
_BEHIND_TENS = {"mốt": 1, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7,
                "bẩy": 7, "tám": 8, "chín": 9}  # fmt: skip
# 1 to 31 in words. Behind tens five is lăm: tháng mười năm 2021 is October of that year.
NUMBERS = Lexicon(
    {
        **{word: number for number, word in enumerate(_ONES, start=1)},
        **{word: number for number, word in enumerate(
            ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1)},
        "tư": 4, "bẩy": 7, "mười": 10,
        **{f"mười {word}": 10 + ones for word, ones in _BEHIND_TENS.items()},
        **{f"{tens} {word}": 20 + ones for tens in ("hai mươi", "hăm") for word, ones in _BEHIND_TENS.items()},
        **{f"hai {word}": 20 + _BEHIND_TENS[word] for word in ("mốt", "tư", "lăm", "nhăm")},
        "hai mươi": 20, "ba mươi": 30, "ba mươi mốt": 31, "ba mốt": 31, "ba mươi một": 31,
        **{f"{signs}{one}": tens + ones for tens, signs in ((0, ""), (10, "十"), (20, "二十"), (30, "三十"))
           for ones, one in enumerate(_HAN, start=1)},
        "十": 10, "二十": 20, "三十": 30,
    }
)  # fmt: skip
TWO_THOUSAND = Lexicon(dict.fromkeys(("hai nghìn", "hai ngàn"), 2000))
HUNDREDS = Lexicon(dict.fromkeys(("không trăm", "không trăm linh", "không trăm lẻ", "linh", "lẻ"), 0))
DIGITS = Lexicon(
    {
        "không": 0, **{word: number for number, word in enumerate(_ONES, start=1)}, "tư": 4, "mốt": 1, "lăm": 5,
        "〇": 0, "零": 0, **{one: number for number, one in enumerate(_HAN, start=1)},
    }
)  # fmt: skip
