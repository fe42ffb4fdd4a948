"""What goes wrong on the web, and its error page: what happened, what is safe, what to do."""

import logging
import secrets

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from bot import logs
from bot.channels.web.context import SIGNED_OUT, WebContext
from bot.channels.web.pages import message
from bot.errors import BotError
from storage.errors import RecordsBusyError, RecordsFullError, StorageError

log = logging.getLogger(__name__)

CLEARED = '"cache", "storage"'
"""What a browser forgets of us (Clear-Site-Data). Not the cookies: the council's other pages, on
the same domain, would lose theirs."""
_SEE_OTHER = 303
_OURS = "same-origin"
_UNREADABLE = 422
_UNAVAILABLE = 503
_BROKEN = 500
_OF_STATUS = {404: "not_here", 405: "not_here", 413: "too_large"}
_OF_RECORDS: dict[type[Exception], str] = {RecordsBusyError: "busy", RecordsFullError: "full"}


class WebError(BotError):
    """A request that is refused: `status` of HTTP, `words` in templates/words.toml."""

    status = 400
    words = "unreadable"


class SignedOutError(WebError):
    """Nobody is signed in; `ended`: somebody ended the session, which did not merely run out."""

    status = 401
    words = "signed_out"

    def __init__(self, *, ended: bool = False) -> None:
        super().__init__()
        self.ended = ended


class ForgedError(WebError):
    """The form does not carry the token of this session."""

    status = 403
    words = "old_form"


class ForbiddenError(WebError):
    """The person may not do this; `words` say what."""

    status = 403

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class NotFoundError(WebError):
    """There is no such page, or nothing of that name to show."""

    status = 404
    words = "not_here"


class RecordClosedError(NotFoundError):
    """No record of that id is open to the person: whether there is one, they are not told."""

    words = "record_closed"


class TooFewError(WebError):
    """A file would be about single people, and so there is none."""

    status = 409
    words = "too_few"


def answer_faults(app: FastAPI, context: WebContext) -> None:
    """Let everything raised on purpose leave as its page."""

    async def signed_out(request: Request, fault: Exception) -> Response:
        ended = isinstance(fault, SignedOutError) and fault.ended
        leads_to = SIGNED_OUT if ended else context.sign_in_path
        response = await _of_signed_out(request, context, leads_to)
        if ended:
            response.headers["Clear-Site-Data"] = CLEARED
        return response

    async def refused(request: Request, fault: Exception) -> Response:
        known = fault if isinstance(fault, WebError) else WebError()
        kept = await _words_sent(request)
        person = getattr(request.state, "person", None)
        return message(context, known.words, known.status, kept=kept, person=person)

    def unread(_request: Request, _fault: Exception) -> Response:
        return message(context, "unreadable", _UNREADABLE)

    def of_http(_request: Request, fault: Exception) -> Response:
        status = fault.status_code if isinstance(fault, HTTPException) else _BROKEN
        return message(context, _OF_STATUS.get(status, "unreadable"), status)

    def of_records(_request: Request, fault: Exception) -> Response:
        words = _OF_RECORDS.get(type(fault), "unreachable")
        return message(context, words, _UNAVAILABLE, number=_noted(fault))

    app.add_exception_handler(SignedOutError, signed_out)
    app.add_exception_handler(WebError, refused)
    app.add_exception_handler(RequestValidationError, unread)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(StorageError, of_records)


async def _of_signed_out(request: Request, context: WebContext, leads_to: str) -> Response:
    # A page is looked for: lead there. A message was sent: it must not seem to be stored.
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(leads_to, _SEE_OTHER)
    words = "not_signed_in" if request.method == "GET" else "signed_out"
    kept = await _words_sent(request)
    return message(context, words, SignedOutError.status, kept=kept)


async def _words_sent(request: Request) -> str | None:
    """Return the words of a form that was refused; None where there are none.

    A browser forgets what stood in the box of a page that is not stored. What another site lets
    somebody send is not theirs, and is not shown.
    """
    if request.method != "POST" or request.headers.get("sec-fetch-site", _OURS) != _OURS:
        return None
    text = (await request.form()).get("text")
    return text.strip() or None if isinstance(text, str) else None


def failed(context: WebContext, fault: Exception) -> Response:
    """Return the page of something nobody foresaw."""
    return message(context, "broken", _BROKEN, number=_noted(fault))


def _noted(fault: Exception) -> str:
    number = secrets.token_hex(4)
    logs.log_fault(log, f"error {number}", fault)
    return number
