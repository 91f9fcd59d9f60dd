"""`sangkien read`: how the bot reads what people type, a line in, a JSON object a line out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli import ConfigFile, UsageError, cli, config_of
from conversation.commands import read_command
from conversation.language import guess
from conversation.readers.benefits import Money, NotMoney, parse_benefit
from conversation.readers.date_patterns import parse_when
from conversation.readers.names import given_name, parse_name
from conversation.readers.phones import NoPhone, parse_phone
from conversation.readers.reading import Good
from conversation.readers.units import rank
from conversation.readers.when import Precision, Unread

ERROR = {"error": True}
Answer = Mapping[str, Any]


class Kind(StrEnum):
    LANGUAGE = "language"
    MONEY = "money"
    DATE = "date"
    PHONE = "phone"
    NAME = "name"
    COMMAND = "command"
    UNIT = "unit"


@cli.command()
def read(
    kind: Annotated[Kind, typer.Argument(help="What each line on standard input is.")],
    now: Annotated[str, typer.Option("--now", help="The moment of dates: 2022-05-10 or 2022-05-10T09:30+07:00.")] = "",
    config: ConfigFile = None,
) -> None:
    """Read each line as the bot would; one JSON object a line. Of `unit` each line is {"query", "candidates"}."""
    today = _today(now, config_of(config).campaign_setting().zone)
    lines = typer.get_binary_stream("stdin")
    for line in lines:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        sys.stdout.buffer.write(json.dumps(answer(kind, text, today), ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()


def answer(kind: Kind, text: str, today: date) -> Answer:
    """What the object on standard output says of one line; keys that would say null or false are left out."""
    return _READERS[kind](text, today)


def _today(now: str, zone: ZoneInfo) -> date:
    """The day in the campaign's zone; a moment without a zone is in that zone."""
    if not now:
        return datetime.now(zone).date()
    try:
        moment = datetime.fromisoformat(now)
    except ValueError as error:
        raise UsageError(f"--now {now}: no moment; write it like 2022-05-10 or 2022-05-10T09:30:00+07:00") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(zone).date()


def _language(text: str, _today: date) -> Answer:
    return {"lang": guess(text)}


def _command(text: str, _today: date) -> Answer:
    asked = read_command(text)
    return {"command": asked[0] if asked else None}


def _money(text: str, _today: date) -> Answer:
    match parse_benefit(text).read:
        case None:
            return ERROR
        case NotMoney(note):
            return {"computable": False, **({"note": True} if note else {})}
        case Money() as money:
            found = {"amount": money.amount, "currency": money.currency, "period": money.period}
            return _said({**found, "approximate": money.approximate})
    return {"ask": True}


def _date(text: str, today: date) -> Answer:
    when = parse_when(text, today)
    if isinstance(when, Unread):
        return ERROR
    future = {"future": when.is_after(today)}
    if when.precision == Precision.SPAN:
        return _said({"from": when.first.isoformat(), "to": when.last.isoformat(), **future})
    month = when.first.month if when.precision != Precision.YEAR else None
    day = when.first.day if when.precision == Precision.DAY else None
    return _said({"year": when.first.year, "month": month, "day": day, **future})


def _phone(text: str, _today: date) -> Answer:
    match parse_phone(text):
        case NoPhone.OLD:
            return {**ERROR, "old_format": True}
        case NoPhone.UNREADABLE:
            return ERROR
        case number:
            return {"e164": number}


def _name(text: str, _today: date) -> Answer:
    match parse_name(text):
        case Good(name):
            return {"name": name, "given": given_name(name)}
    return ERROR


def _unit(text: str, _today: date) -> Answer:
    try:
        asked = json.loads(text)
        query, names = asked["query"], asked["candidates"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ERROR
    if not isinstance(query, str) or not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return ERROR
    places = rank(query, names)
    return {"index": places[0] if places else None}


def _said(found: Answer) -> Answer:
    return {name: value for name, value in found.items() if value is not None and value is not False}


_READERS: Mapping[Kind, Callable[[str, date], Answer]] = {
    Kind.LANGUAGE: _language,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.PHONE: _phone,
    Kind.NAME: _name,
    Kind.COMMAND: _command,
    Kind.UNIT: _unit,
}
