"""What people type, read as `sangkien read` reads it: samples by the hundred, and what must hold for any text."""

from __future__ import annotations

import io
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_currency, format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli import main
from bot.cli_read import Kind, answer
from conversation.readers.dates import read_date
from conversation.readers.money import read_benefit
from conversation.readers.names import read_name
from conversation.readers.phones import read_phone
from conversation.readers.reading import Bad, Doubt, Facts, Good, Reading
from conversation.telex import untelex
from conversation.texts import CATALOGS
from conversation.written import money_words
from tests.world import HANOI, MORNING

DATA = Path(__file__).parent / "data"
FACTS = Facts(MORNING, date(2022, 5, 10))
KINDS = {"match": Kind.UNIT}
PIECES = (
    "0", "1", "15", "1.500", "2,5", "12.34.56", "21/4", "2022", "triệu", "tr", "k", "tỷ", "năm", "nam", "tháng",
    "thang", "ngày", "hôm", "trước", "rưỡi", "nửa", "hai", "mươi", "lăm", "/", "-", "%", "kg", "giờ", "khoảng", "không",
    "tính", "được", "đồng", "usd", "$", "+84", "0912", "(0)", "thứ", "tuần", "sau", "年", "月", "만원",
    "\u0301", "\u200b", "\ud800",
)  # fmt: skip
ODD = st.one_of(
    st.text(st.characters(), max_size=60), st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)
)  # fmt: skip


def samples(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").split("\n") if line]


def read(sample: Mapping[str, Any]) -> Mapping[str, Any]:
    """Through the same function as the command line."""
    kind = KINDS.get(sample["kind"]) or Kind(sample["kind"])
    text = json.dumps(sample) if kind == Kind.UNIT else sample["input"]
    today = datetime.fromisoformat(sample["now"]).astimezone(HANOI).date() if "now" in sample else FACTS.today
    return answer(kind, text, today)


def for_all(*values: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return lambda test: settings(deadline=None, derandomize=True, database=None)(given(*values)(test))


@pytest.mark.parametrize("name", ["vietnamese_text_dev.jsonl", "typed_samples.jsonl"])
def test_every_sample_is_read_as_the_rules_say(name: str) -> None:
    wrong = [(one, found) for one in samples(name) if (found := read(one)) != one["expect"]]
    assert wrong == []


def test_the_command_line_reads_a_line_and_writes_an_object(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)

    def sangkien(given: str, *arguments: str) -> list[Any]:
        monkeypatch.setattr(sys, "argv", ["sangkien", "read", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode("utf-8", "surrogateescape"))))
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code
        return [json.loads(line) for line in capfdbinary.readouterr().out.decode().splitlines()]

    assert sangkien("15tr/năm\r\n5\n\udcff?\n", "money") == [
        {"amount": 15_000_000, "currency": "VND", "period": "year"}, {"ask": True}, {"error": True},
    ]  # fmt: skip
    late = "2022-05-09T17:30:00Z"  # already the 10th in Vietnam
    assert sangkien("hôm qua\n", "date", "--now", late) == [{"year": 2022, "month": 5, "day": 9}]
    assert sangkien("NỘP\ntôi muốn nộp sáng kiến\n/noopj\n", "command") == [
        {"command": "new"}, {"command": None}, {"command": "new"},
    ]  # fmt: skip
    assert sangkien('{"query": "kyosera", "candidates": ["Kyoei", "Kyocera"]}\n[]\n', "unit") == [
        {"index": 1}, {"error": True},
    ]  # fmt: skip
    assert sangkien("Tôi nộp sáng kiến\n", "language") == [{"lang": "vi"}]


@for_all(ODD)
def test_no_text_makes_a_reader_raise(text: str) -> None:
    for kind in Kind:
        found = answer(kind, text, FACTS.today)
        assert json.loads(json.dumps(found)) == found
    for reader in (read_benefit, read_date, read_name, read_phone):
        assert isinstance(reader(text, FACTS), Good | Doubt | Bad)


@for_all(ODD)
def test_one_form_of_the_same_signs_means_nothing(text: str) -> None:
    """NFC or NFD, no-break spaces, full-width digits, invisible marks: all the same."""
    text = text.encode("utf-8", "replace").decode()
    others = [
        unicodedata.normalize("NFD", text),
        text.replace(" ", "\u00a0"),
        re.sub("[0-9]", lambda digit: chr(ord(digit[0]) + 0xFEE0), text),
        re.sub("(?<=[0-9a-z])(?=[0-9a-z])", "\u200b", text),
        f"\ufeff{text}\u200e",
    ]
    for kind in (Kind.MONEY, Kind.DATE, Kind.PHONE):
        assert [answer(kind, other, FACTS.today) for other in others] == [answer(kind, text, FACTS.today)] * len(others)


AMOUNTS = st.integers(1, 10**15)
CURRENCIES = st.sampled_from(["VND", "USD", "JPY", "KRW", "CNY", "EUR", "TWD"])


@for_all(AMOUNTS, CURRENCIES)
def test_money_as_it_is_printed_is_read_back(amount: int, currency: str) -> None:
    shown = [money_words(amount, currency, lang) for lang in ("vi", "en", "ko", "ja")]
    shown.append(format_currency(amount, currency, locale="vi", format="#,##0 ¤", currency_digits=False))
    shown.append(f"≈ {format_decimal(amount, locale='vi')} {currency}")
    for text in shown:
        money = answer(Kind.MONEY, text, FACTS.today)
        assert (money["amount"], money["currency"]) == (amount, currency), text


@for_all(st.integers(1, 999), st.sampled_from([10**3, 10**6, 10**9]))
def test_round_sums_in_words_are_read_back(number: int, unit: int) -> None:
    for style in ("short", "long"):
        text = format_compact_decimal(number * unit, format_type=style, locale="vi") + " ₫"
        assert answer(Kind.MONEY, text, FACTS.today)["amount"] == number * unit, text


@for_all(st.dates(date(1924, 1, 1), date(2040, 1, 1)))
def test_dates_as_they_are_printed_are_read_back(day: date) -> None:
    expected = {"year": day.year, "month": day.month, "day": day.day, **({"future": True} if day > FACTS.today else {})}
    for style in ("medium", "long", "full", "dd/MM/y"):
        assert answer(Kind.DATE, format_date(day, style, "vi"), FACTS.today) == expected
    assert answer(Kind.DATE, day.isoformat(), FACTS.today) == expected
    month = answer(Kind.DATE, format_date(day, "MMMM 'năm' y", "vi"), FACTS.today)
    assert (month["year"], month["month"]) == (day.year, day.month)


@for_all(ODD)
def test_a_tidy_name_stays_as_it_is(text: str) -> None:
    found = answer(Kind.NAME, text, FACTS.today)
    assert "error" in found or answer(Kind.NAME, found["name"], FACTS.today) == found


@pytest.mark.parametrize(
    ("typed", "key", "offered"),
    [
        ("8tr x 12 thang", "whole", ["96000000 VND/year", "8000000 VND/month"]),
        ("8tr/tháng x 12", "whole", ["96000000 VND/year", "8000000 VND/month"]),
        ("12 tháng x 8tr", "whole", ["96000000 VND/year", "8000000 VND/month"]),
        ("8tr x 6 tháng", "whole", ["48000000 VND", "8000000 VND/month"]),
        ("200k x 26 ngày", "whole", ["5200000 VND", "200000 VND/day"]),
        ("200k x 26 ngày mỗi tháng", "whole", ["5200000 VND/month", "200000 VND/day"]),
        ("50k x 20 sp x 26 ngay", "whole", ["26000000 VND", "50000 VND"]),
        ("khoảng 8tr x 12", "whole", ["~96000000 VND", "~8000000 VND"]),
        ("giam 2 nguoi, moi nguoi 7tr/thang", "whole", ["14000000 VND/month", "7000000 VND/month"]),
        ("giảm 2 công nhân, 7tr/người/tháng", "whole", ["14000000 VND/month", "7000000 VND/month"]),
        ("bớt 2 người, 7tr/tháng/người", "whole", ["14000000 VND/month", "7000000 VND/month"]),
        ("30000/sp", "each", []),
        ("30.000đ/sản phẩm", "each", []),
        ("3k mot cai", "each", []),
        ("mỗi sản phẩm tiết kiệm được 3k", "each", []),
        ("moi nguoi 7tr/thang", "each", []),
        ("8 triệu 1 người 1 tháng", "each", []),
        ("50k/giờ", "each", []),
        ("30k/1 sp", "each", []),
        ("7tr/1 người/tháng", "each", []),
        ("7tr 1 tháng 1 người", "each", []),
        ("5 USD per person", "each", []),
    ],
)
def test_what_a_part_comes_to_is_asked(typed: str, key: str, offered: list[str]) -> None:
    asked = read_benefit(typed, FACTS)
    assert isinstance(asked, Doubt)
    assert (asked.key, [option for option, _ in asked.options]) == (f"benefit-{key}", [f"={one}" for one in offered])
    for option, _ in asked.options:
        assert isinstance(read_benefit(option[1:], FACTS), Good)


@pytest.mark.parametrize(
    "typed", ["7tr/tháng", "15tr 1 lần", "giảm 1 người, 7tr/người/tháng", "tiết kiệm 1 người 8tr/tháng", "200k mỗi ca",
              "giảm 2 người, 14tr/tháng", "500k/ngày công", "mỗi tháng 3tr", "20tr/năm, 12 người được lợi"],
)  # fmt: skip
def test_what_is_the_whole_is_taken(typed: str) -> None:
    assert isinstance(read_benefit(typed, FACTS), Good)


_TELLS = (
    "unreadable",
    "range",
    "unit",
    "whole",
    "each",
    "future",
    "impossible",
    "month",
    "long",
)  # keys that give an example
READERS: Mapping[str, Callable[[str, Facts], Reading]] = {
    "benefit": read_benefit, "date": read_date, "name": read_name, "phone": read_phone,
}  # fmt: skip


@pytest.mark.parametrize("lang", ["vi", "en", "ko", "ja", "zh-Hans", "zh-Hant"])
def test_the_examples_that_a_reader_gives_are_read(lang: str) -> None:
    checked = 0
    for path in sorted((CATALOGS / lang).glob("*.ftl")):
        for key, text in re.findall(r"^([a-z-]+) = (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE):
            reader = READERS.get(key.split("-")[0])
            if reader is None or not key.endswith(_TELLS):
                continue
            for example in re.findall(r"<i>(.*?)</i>", text):
                reading = reader(example.replace("{ $year }", "2021"), FACTS)
                assert isinstance(reading, Good), f"{lang} {key}: {example} is {reading}"
                checked += 1
    assert checked >= 12


@pytest.mark.parametrize(
    ("keys", "word"),
    [("nguowif", "người"), ("sasng", "sáng"), ("kieesn", "kiến"), ("dduowcj", "được"), ("duowcjd", "được"),
     ("Vieejt", "việt"), ("quoocs", "quốc"), ("gif", "gì"), ("luwu", "lưu"), ("nghieengx", "nghiễng"),
     ("submit", None), ("report", None), ("help", None), ("next", None), ("xong", None), ("a", None), ("ww", None)],
)  # fmt: skip
def test_telex_is_undone_only_where_it_writes_a_syllable(keys: str, word: str | None) -> None:
    assert untelex(keys) == word
