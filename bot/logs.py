"""Structured logs without personal data: what happened, on which channel, never who or what was said."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress

import structlog

_QUIET = ("httpx", "apscheduler", "aiohttp.access", "asyncio")


def set_up(level: str, form: str) -> None:
    """One line an event on standard error: JSON, or for people."""
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_values,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        # Asked for anew each time, so that standard error may be redirected or closed meanwhile.
        logger_factory=lambda *_names: structlog.PrintLogger(_Losing()),  # type: ignore[arg-type]
    )
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    root = logging.getLogger()
    if not any(isinstance(handler, _Libraries) for handler in root.handlers):
        root.addHandler(_Libraries())


class _Libraries(logging.Handler):
    """What libraries say, as events of ours: the first line as it stands in their code, without its values."""

    def emit(self, record: logging.LogRecord) -> None:
        said, reason = str(record.msg).partition("\n")[0], getattr(record, "error", None)
        more = {"error": reason} if isinstance(reason, str) else {}
        structlog.get_logger().log(record.levelno, said, logger=record.name, exc_info=record.exc_info or None, **more)


class _Losing:
    """Standard error whose lines may be lost: where it goes to a file, a full disk must not end the work as well."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def _without_values(_logger: object, _method: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    """The trace of an error by files and lines only: its message may quote what somebody wrote."""
    found = event.pop("exc_info", None)
    if found:
        error = found[1] if isinstance(found, tuple) else sys.exc_info()[1]
        frames = []
        trace = error.__traceback__ if error else None
        while trace:
            frames.append(f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}")
            trace = trace.tb_next
        event["error"], event["at"] = type(error).__name__, " < ".join(reversed(frames))
    return event
