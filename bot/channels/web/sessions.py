"""Sessions: signing in with a code, the session cookie, and the CSRF token of its forms."""

import asyncio
import hashlib
import hmac
import logging
import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from bot.channels.web.channel import WEB
from bot.channels.web.context import WebContext, context_of, reader_name
from bot.channels.web.errors import ForgedError, SignedOutError
from bot.channels.web.pages import page
from bot.channels.web.words import words
from storage import audit, codes, web_sessions
from storage.errors import (
    AddressTakenError,
    CodeExpiredError,
    CodeUnknownError,
    CodeUsedError,
    PersonGoneError,
    StorageError,
)
from storage.tables import Person
from storage.web_sessions import WEB_SESSION_LASTS

log = logging.getLogger(__name__)
router = APIRouter()

_SESSION, _VISITOR = "understory", "understory-visitor"
_VISITOR_BYTES = 18
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


@dataclass(frozen=True)
class SignedIn:
    """A person, signed in with a token."""

    person: Person
    token: str

    @property
    def csrf(self) -> str:
        """The token of this session's forms."""
        return form_token(self.token)


def form_token(cookie: str) -> str:
    """Return the CSRF token of the forms of the browser that holds this cookie.

    Derived, not stored: a page kept open over a restart still works, and one session's token says
    nothing about another's.
    """
    return hmac.new(cookie.encode(), b"understory form", hashlib.sha256).hexdigest()


def signed_in(request: Request) -> SignedIn:
    """Return who asks; raises SignedOutError where nobody is signed in."""
    context = context_of(request)
    token = request.cookies.get(_name(context, _SESSION), "")
    if not token:
        raise SignedOutError
    with context.store.reading() as session:
        person = web_sessions.person_of(session, token, context.clock.now())
    if person is None:
        raise SignedOutError
    return SignedIn(person, token)


def posted(
    who: Annotated[SignedIn, Depends(signed_in)], csrf: Annotated[str, Form()] = ""
) -> SignedIn:
    """Return who posts a form of ours; raises ForgedError where the form is not."""
    _check(csrf, who.token)
    return who


@dataclass(frozen=True)
class Posting:
    """Who posts words, and whether their form is of a session of theirs that is over: `is_old`."""

    who: SignedIn
    is_old: bool


def posted_words(
    request: Request,
    who: Annotated[SignedIn, Depends(signed_in)],
    csrf: Annotated[str, Form()] = "",
    reader: Annotated[str, Form()] = "",
) -> Posting:
    """Return who posts a form that holds words, so that words of an old form can be given back.

    Raises ForgedError where the form is not ours, or was shown to somebody else: their words are
    not put into this person's box.
    """
    try:
        return Posting(posted(who, csrf), is_old=False)
    except ForgedError:
        if reader != reader_name(context_of(request), who.person.id):
            raise
        return Posting(who, is_old=True)


def entering(request: Request, csrf: Annotated[str, Form()] = "") -> None:
    """Let a form of somebody not signed in through; raises ForgedError where it is not ours."""
    _check(csrf, request.cookies.get(_name(context_of(request), _VISITOR), ""))


def _check(csrf: str, cookie: str) -> None:
    if not (cookie and hmac.compare_digest(csrf.encode(), form_token(cookie).encode())):
        raise ForgedError


def visitor_token(request: Request) -> str:
    """Return what ties the forms of somebody not signed in to their browser: its own, or new."""
    known = request.cookies.get(_name(context_of(request), _VISITOR))
    return known or secrets.token_urlsafe(_VISITOR_BYTES)


def keep_visitor(response: Response, context: WebContext, token: str) -> None:
    """Let the browser of somebody not signed in remember its token."""
    response.set_cookie(
        _name(context, _VISITOR), token, path="/", secure=context.secure, httponly=True,
        samesite="strict",
    )  # fmt: skip


def keep_session(response: Response, context: WebContext, token: str) -> None:
    """Let the browser remember that somebody is signed in.

    SameSite=Lax: with Strict, a link to a record or a summary in a letter or a chat would open on
    the page for codes. No GET changes anything, and every POST carries the form's token.
    """
    response.set_cookie(
        _name(context, _SESSION), token, max_age=int(WEB_SESSION_LASTS.total_seconds()), path="/",
        secure=context.secure, httponly=True, samesite="lax",
    )  # fmt: skip


def drop_session(response: Response, context: WebContext) -> None:
    """Let the browser forget who was signed in."""
    response.delete_cookie(
        _name(context, _SESSION), path="/", secure=context.secure, httponly=True, samesite="lax"
    )


def _name(context: WebContext, name: str) -> str:
    # A browser takes a cookie of this prefix from nobody but this very host, and over https alone.
    return f"__Host-{name}" if context.secure else name


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
        token = await run_in_threadpool(_use, context, code)
    except tuple(_WRONG) as fault:
        log.warning("a code was refused: %s", type(fault).__name__)
        where = f"web/{request.client.host if request.client else ''}"
        await run_in_threadpool(_note_refused, context, fault, where)
        await asyncio.sleep(_WAIT_AFTER_A_WRONG_CODE)
        return _page(request, _WRONG[type(fault)])
    return welcome(context, token)


def _use(context: WebContext, code: str) -> str:
    now = context.clock.now()
    # Looked up by reading first: whoever tries codes must not keep the records from being written.
    with context.store.reading() as session:
        address = codes.owner_of_code(session, code)
    with context.store.writing() as session:
        person = codes.use_code(session, code, WEB, address, now)
        return web_sessions.start(session, person.id, now)


def _note_refused(context: WebContext, fault: Exception, where: str) -> None:
    with context.store.writing() as session:
        audit.code_refused(session, fault, where, context.clock.now())


def welcome(context: WebContext, token: str) -> Response:
    """Return the way to the conversation, for a browser that holds this token from now on."""
    response = RedirectResponse("/", _SEE_OTHER)
    keep_session(response, context, token)
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


@router.get("/leave")
def ask_leave(request: Request, who: Annotated[SignedIn, Depends(signed_in)]) -> Response:
    """Return the page that signs out."""
    values = {"title": words("names.leave"), "action": "/leave", "csrf": who.csrf}
    return page(context_of(request), "leave.html", values, person=who.person, here="/leave")


@router.post("/leave")
def leave(request: Request, who: Annotated[SignedIn, Depends(posted)]) -> Response:
    """Sign the browser out, and let it forget what scripts kept in it."""
    context = context_of(request)
    with context.store.writing() as session:
        web_sessions.end(session, who.token, context.clock.now())
    response = RedirectResponse(context.sign_in_path, _SEE_OTHER)
    drop_session(response, context)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
