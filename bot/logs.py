"""Structured logs without personal data: what happened, on which channel, never who or what was said.

An error is logged by its kinds and codes, where it was and what it came from; never in its words, which
may quote a text, an address or the URL with a bot's token. The price: a vendor's own explanation is looked
up in the column `error` of the row that it is about.
"""

from __future__ import annotations

import errno
import logging
import re
import sys
import threading
from contextlib import suppress
from types import TracebackType
from typing import Any

import structlog

_QUIET = ("httpx", "apscheduler", "aiohttp.access", "asyncio")
_TOKEN = re.compile(r"\d+:[\w-]{8,}")
_OURS = "sangkien."
_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


def set_up(level: str, form: str) -> None:
    """One line an event on standard error: JSON, or for people; what libraries log and what crashes too."""
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_words,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        # Asked for anew each time, so that standard error may be redirected or closed meanwhile.
        logger_factory=lambda *_names: structlog.PrintLogger(_Losing()),  # type: ignore[arg-type]
    )
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    root = logging.getLogger()
    root.handlers = [*(one for one in root.handlers if not isinstance(one, _Libraries)), _Libraries()]
    logging.captureWarnings(True)
    sys.excepthook = _crashed
    threading.excepthook = lambda crash: _crashed(crash.exc_type, crash.exc_value, crash.exc_traceback)


class _Losing:
    """Standard error whose lines may be lost: where it goes to a file, a full disk must not end the work as well."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def kind_of(error: BaseException) -> str:
    """`UnsureError < TimedOut`: an error and what it came from, by class, with the code of a database or system."""
    kinds, one = list[str](), error
    while True:
        codes = [getattr(one, "sqlite_errorname", None), getattr(one, "sqlstate", None)]
        codes += [errno.errorcode.get(one.errno or 0)] if isinstance(one, OSError) else []
        kinds.append(" ".join([type(one).__name__, *(code for code in codes if isinstance(code, str))]))
        before = one.__cause__
        if before is None or len(kinds) == 5:
            return " < ".join(kinds)
        one = before


class _Libraries(logging.Handler):
    """What comes by Python's own logging. Of our own the event and what it says; of libraries only where
    and what kind: their words may quote anything."""

    def emit(self, record: logging.LogRecord) -> None:
        values: dict[str, Any] = {"logger": record.name, "exc_info": record.exc_info or None}
        if record.name.startswith(_OURS):
            event = str(record.msg)
            values |= {name: value for name, value in vars(record).items() if name not in _PLAIN}
        else:
            event = "library"
            values["line"] = f"{record.filename}:{record.lineno}"
        structlog.get_logger("library").log(record.levelno, event, **values)


def _without_words(_logger: object, _method: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    """Errors by kind and place, and no bot's token, wherever it may have come from."""
    found = event.pop("exc_info", None)
    error = found[1] if isinstance(found, tuple) else sys.exc_info()[1] if found else None
    if error:
        event["error"], event["at"] = error, _places(error.__traceback__)
    for name, value in event.items():
        if isinstance(value, BaseException):
            event[name] = kind_of(value)
        elif isinstance(value, str):
            event[name] = _TOKEN.sub("…", value)
    return event


def _places(trace: TracebackType | None) -> str:
    """`receive.py:61 < app.py:150`, the innermost first."""
    frames = []
    while trace:
        frames.append(f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " < ".join(reversed(frames))


def _crashed(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """What nobody caught. Python would print its words."""
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger("crash").critical("crashed", exc_info=(kind, error, trace))
