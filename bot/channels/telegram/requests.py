"""What comes back from Telegram's address, before it is believed: a proxy may have answered.

A filter on the way answers with a page of its own, often with 403 or 400. python-telegram-bot
decides by the status alone and would call it "forbidden", a refused message or a refused token.
"""

import json
from typing import Any

from telegram.error import NetworkError
from telegram.request import HTTPXRequest, RequestData
from typing_extensions import override

_REFUSED = range(400, 500)


class NotTelegramError(NetworkError):
    """An answer that is not Telegram's; `refused` says that the call was turned back on its way.

    Otherwise Telegram may have done what was asked, and only its answer was lost.
    """

    def __init__(self, code: int) -> None:
        super().__init__(f"an answer that is not Telegram's ({code})")
        self.refused = code in _REFUSED


class TelegramRequest(HTTPXRequest):
    """Calls Telegram; raises NotTelegramError for an answer in another form than Telegram's."""

    __slots__ = ()

    @override
    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *args: Any,
        **named: Any,
    ) -> tuple[int, bytes]:
        """Return the status and the body of one call."""
        code, payload = await super().do_request(url, method, request_data, *args, **named)
        self._note(payload)
        if not _is_telegrams(payload):
            raise NotTelegramError(code)
        return code, payload

    def _note(self, payload: bytes) -> None:
        """Take notice of an answer before it is believed."""


class KeepingRequest(TelegramRequest):
    """Asks for updates, and keeps the last answer as it came."""

    __slots__ = ("payload",)
    payload: bytes

    @override
    def _note(self, payload: bytes) -> None:
        self.payload = payload


def _is_telegrams(payload: bytes) -> bool:
    """Say whether an answer has the form of https://core.telegram.org/bots/api#making-requests."""
    try:
        answer = json.loads(payload.decode(errors="replace"))
    except (ValueError, RecursionError):
        return False
    if not isinstance(answer, dict):
        return False
    refusal = isinstance(answer.get("description"), str) and "error_code" in answer
    return (answer.get("ok") is True and "result" in answer) or (
        answer.get("ok") is False and refusal
    )
