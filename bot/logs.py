"""Structured logs without personal data: what happened, on which channel, never who or what was said."""

from __future__ import annotations

import logging
import sys

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
        logger_factory=lambda *_names: structlog.PrintLogger(sys.stderr),
    )
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


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
