"""What an error of Telegram's means for a message that was to be sent."""

from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.messages import DeliveryError

# A message on its way through one of these cannot have left.
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_NO_CHAT = ("chat not found", "peer_id_invalid", "user not found", "input_user_deactivated")


def delivery_error(fault: TelegramError) -> DeliveryError:
    """Return what the outbox must know of `fault`: a reason of ours, never Telegram's words.

    A connection that breaks looks the same whether Telegram took the message or not.
    """
    match fault:
        case RetryAfter():
            seconds = seconds_to_wait(fault)
            return DeliveryError("too many messages", permanent=False, retry_after=seconds)
        case Forbidden() | ChatMigrated():
            return DeliveryError("blocked or left", permanent=True, gone=True)
        case BadRequest():
            return _refused(fault)
        case InvalidToken():
            return DeliveryError("the bot's token is refused", permanent=False)
        case _ if isinstance(fault.__cause__, _NEVER_LEFT):
            return DeliveryError("Telegram cannot be reached", permanent=False)
        case _:
            return DeliveryError("the answer was lost", permanent=False, perhaps_sent=True)


def _refused(fault: BadRequest) -> DeliveryError:
    gone = any(words in fault.message.casefold() for words in _NO_CHAT)
    reason = "no such chat" if gone else "Telegram refuses the message"
    return DeliveryError(reason, permanent=True, gone=gone)


def seconds_to_wait(fault: Exception) -> float:
    """Return the seconds that Telegram asks to wait; nought where it asks for none."""
    if not isinstance(fault, RetryAfter):
        return 0.0
    asked = fault.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
