"""Coming in: a code signs a browser in, and a yes on a known device where there is one."""

import asyncio
import logging
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from bot import devices
from bot.channels.web.browser_names import browser_name
from bot.channels.web.channel import WEB
from bot.channels.web.context import WebContext, context_of
from bot.channels.web.errors import ForgedError
from bot.channels.web.pages import message, page
from bot.channels.web.sessions import (
    entering,
    form_token,
    keep_visitor,
    keep_waiting,
    session_token,
    visitor_token,
    waiting_token,
    welcome,
)
from bot.channels.web.words import words
from storage import audit, codes, device_requests, web_sessions
from storage.errors import (
    AddressTakenError,
    CodeExpiredError,
    CodeReplacedError,
    CodeUnknownError,
    CodeUsedError,
    PersonGoneError,
    SecondDeviceError,
    StorageError,
)

log = logging.getLogger(__name__)
router = APIRouter()

_SEE_OTHER = 303
_UNUSABLE = 422
_WAITS = "/enter/waiting"
# A code holds 100 random bits, so nobody guesses one; the wait keeps whoever tries from being a
# load, and needs no memory that another process would not share.
_WAIT_AFTER_A_WRONG_CODE = 1.0
_WRONG: dict[type[StorageError], str] = {
    CodeUnknownError: "codes.unknown",
    CodeUsedError: "codes.used",
    CodeReplacedError: "codes.replaced",
    CodeExpiredError: "codes.expired",
    PersonGoneError: "codes.gone",
    AddressTakenError: "codes.taken",
}


@router.get("/enter")
def ask(request: Request) -> Response:
    """Return the page that asks for a code."""
    return _page(request)


@router.post("/enter")
async def enter(
    request: Request, code: Annotated[str, Form()] = "", csrf: Annotated[str, Form()] = ""
) -> Response:
    """Sign in with a code; where it does not work, the same page says so."""
    try:
        entering(request, csrf)
    except ForgedError:
        return _page(request, "codes.old_form")
    if not code.strip():
        return _page(request, "codes.empty")
    context = context_of(request)
    try:
        return await run_in_threadpool(_come_in, request, context, code)
    except tuple(_WRONG) as fault:
        log.warning("a code was refused: %s", type(fault).__name__)
        where = f"web/{request.client.host if request.client else ''}"
        await run_in_threadpool(_note_refused, context, fault, where)
        await asyncio.sleep(_WAIT_AFTER_A_WRONG_CODE)
        return _page(request, _WRONG[type(fault)])


def _note_refused(context: WebContext, fault: Exception, where: str) -> None:
    with context.store.writing() as session:
        audit.code_refused(session, fault, where, context.clock.now())


def _come_in(request: Request, context: WebContext, code: str) -> Response:
    label = browser_name(request.headers.get("user-agent", ""))
    try:
        return welcome(request, _use(context, code, session_token(request), label))
    except SecondDeviceError:
        response = RedirectResponse(_WAITS, _SEE_OTHER)
        keep_waiting(response, context, _ask(context, code, label))
        return response


def _use(context: WebContext, code: str, before: str, label: str) -> str:
    """Return the token of a new session; `before` is that of the one the browser holds.

    A browser of the code's owner is no second device of theirs.
    """
    now = context.clock.now()
    # Looked up by reading first: whoever tries codes must not keep the records from being written.
    with context.store.reading() as session:
        address = codes.owner_of_code(session, code)
    with context.store.writing() as session:
        held = web_sessions.of_token(session, before) if before else None
        if held is not None and held.person_id == address:
            web_sessions.end_one(session, held, now)
        person = codes.use_code(session, code, WEB, address, now)
        return web_sessions.start(session, person.id, now, label=label)


def _ask(context: WebContext, code: str, label: str) -> str:
    """Ask on the person's devices whether this one is theirs; return the token it waits with."""
    now = context.clock.now()
    with context.store.writing() as session:
        asked, token = device_requests.ask_for_browser(session, code, WEB, label, now)
        devices.announce(session, asked, now)
    context.deliver_now()
    return token


@router.get(_WAITS)
def wait(request: Request) -> Response:
    """Return the page of a browser that waits for a yes."""
    return _waiting(request, None) if waiting_token(request) else _to_the_code()


@router.post(_WAITS)
def look(request: Request, csrf: Annotated[str, Form()] = "") -> Response:
    """Sign a browser in that was said yes to; the same page, where none has come."""
    try:
        entering(request, csrf)
    except ForgedError:
        return _page(request, "codes.old_form")
    context, now = context_of(request), context_of(request).clock.now()
    with context.store.writing() as session:
        asked = device_requests.of_browser(session, waiting_token(request))
        if asked is None:
            return _to_the_code()
        token = device_requests.claim(session, asked, now)
        waits = device_requests.is_waiting(session, asked, now)
    if token is None:
        return _waiting(request, "codes.no_yes") if waits else _refused(request)
    response = welcome(request, token)
    keep_waiting(response, context, "")
    return response


def _to_the_code() -> Response:
    return RedirectResponse("/enter", _SEE_OTHER)


def _waiting(request: Request, said: str | None) -> Response:
    context, visitor = context_of(request), visitor_token(request)
    values = {
        "title": words("names.waiting"),
        "action": _WAITS,
        "csrf": form_token(visitor),
        "said": words(said) if said else None,
    }
    response = page(context, "waiting.html", values, status=_UNUSABLE if said else 200)
    keep_visitor(response, context, visitor)
    return response


def _refused(request: Request) -> Response:
    """Return the page of a browser that waits for nothing any more; another code begins anew."""
    context = context_of(request)
    response = message(context, "not_let_in", _UNUSABLE)
    keep_waiting(response, context, "")
    return response


def _page(request: Request, wrong: str | None = None) -> Response:
    context, visitor = context_of(request), visitor_token(request)
    values = {
        "title": words("names.enter"),
        "action": "/enter",
        "csrf": form_token(visitor),
        "error": words(wrong) if wrong else None,
    }
    response = page(context, "enter.html", values, status=_UNUSABLE if wrong else 200)
    keep_visitor(response, context, visitor)
    return response
