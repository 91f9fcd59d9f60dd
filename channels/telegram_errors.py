"""What each error of Telegram, as python-telegram-bot raises it, means for us."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeVar

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from channels.channel import GoneError, MovedError, RefusedError, TryAgainError, UnsureError
from channels.telegram_transport import NotSentError

T = TypeVar("T")
_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "bot can't initiate")
_AFTER_LOSS = 1.0  # seconds before a broken connection is tried again; the sender doubles it each time


async def told(call: Awaitable[T]) -> T:
    """The call's result, or what its error means for us."""
    with meaning():
        return await call


@contextmanager
def meaning() -> Iterator[None]:
    """Raises what an error of python-telegram-bot means for us."""
    try:
        yield
    except RetryAfter as error:
        raise TryAgainError("429", _seconds(error)) from error
    except ChatMigrated as error:
        raise MovedError(str(error.new_chat_id)) from error
    except Forbidden as error:
        raise GoneError(error.message) from error
    except BadRequest as error:
        kind = GoneError if any(sign in error.message.lower() for sign in _GONE) else RefusedError
        raise kind(error.message) from error
    except NotSentError as error:
        raise TryAgainError(error.message, _AFTER_LOSS) from error
    except InvalidToken as error:
        raise TryAgainError("the token is not valid", 60, whole_channel=True) from error
    except Conflict as error:
        raise TryAgainError(error.message, 10) from error
    except NetworkError as error:  # an answer lost, none in time, or a gateway's 5xx, behind which it may be through
        raise UnsureError(error.message, _AFTER_LOSS) from error
    except TelegramError as error:
        raise RefusedError(error.message) from error


def _seconds(error: RetryAfter) -> float:
    named = error.retry_after
    return named.total_seconds() if isinstance(named, timedelta) else float(named)
