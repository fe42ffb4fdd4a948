"""Coming in with a code, and signing out."""

import asyncio
import logging
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from bot.channels.web.channel import WEB
from bot.channels.web.entry import (
    SignedIn,
    drop_session,
    entering,
    form_token,
    keep_session,
    keep_visitor,
    office_of,
    posted,
    signed_in,
    visitor_token,
)
from bot.channels.web.errors import ForgedError
from bot.channels.web.office import Office
from bot.channels.web.pages import page
from bot.channels.web.words import words
from storage import people
from storage.errors import (
    AddressTakenError,
    CodeExpiredError,
    CodeUnknownError,
    CodeUsedError,
    PersonGoneError,
    StorageError,
)

log = logging.getLogger(__name__)
router = APIRouter()

_SEE_OTHER = 303
_UNUSABLE = 422
# A code holds 100 random bits, so nobody guesses one; the wait keeps whoever tries from being a
# load, and needs no memory that another process would not share.
_WAIT_AFTER_A_WRONG_CODE = 1.0
_WRONG: dict[type[StorageError], str] = {
    CodeUnknownError: "codes.unknown",
    CodeUsedError: "codes.used",
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
    office = office_of(request)
    try:
        token = await run_in_threadpool(_use, office, code)
    except tuple(_WRONG) as fault:
        log.warning("a code was refused: %s", type(fault).__name__)
        await asyncio.sleep(_WAIT_AFTER_A_WRONG_CODE)
        return _page(request, _WRONG[type(fault)])
    return welcome(office, token)


def _use(office: Office, code: str) -> str:
    now = office.clock.now()
    # Looked up by reading first: whoever tries codes must not keep the records from being written.
    with office.store.reading() as session:
        address = people.owner_of_code(session, code)
    with office.store.writing() as session:
        person = people.use_code(session, code, WEB, address, now)
        return people.start_web_session(session, person.id, now)


def welcome(office: Office, token: str) -> Response:
    """Return the way to the conversation, for a browser that holds this token from now on."""
    response = RedirectResponse("/", _SEE_OTHER)
    keep_session(response, office, token)
    return response


def _page(request: Request, wrong: str | None = None) -> Response:
    office, visitor = office_of(request), visitor_token(request)
    values = {
        "title": words("names.enter"),
        "action": "/enter",
        "csrf": form_token(visitor),
        "error": words(wrong) if wrong else None,
    }
    response = page(office, "enter.html", values, status=_UNUSABLE if wrong else 200)
    keep_visitor(response, office, visitor)
    return response


@router.get("/leave")
def ask_leave(request: Request, who: Annotated[SignedIn, Depends(signed_in)]) -> Response:
    """Return the page that signs out."""
    values = {"title": words("names.leave"), "action": "/leave", "csrf": who.csrf}
    return page(office_of(request), "leave.html", values, person=who.person, here="/leave")


@router.post("/leave")
def leave(request: Request, who: Annotated[SignedIn, Depends(posted)]) -> Response:
    """Sign the browser out."""
    office = office_of(request)
    with office.store.writing() as session:
        people.end_web_session(session, who.token, office.clock.now())
    response = RedirectResponse(office.door, _SEE_OTHER)
    drop_session(response, office)
    return response
