"""Sessions: the session cookie, the CSRF token of its forms, and signing out."""

import hashlib
import hmac
import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from bot.channels.web.context import SIGNED_OUT, WebContext, context_of, reader_name
from bot.channels.web.errors import CLEARED, ForgedError, SignedOutError
from bot.channels.web.pages import message, page
from bot.channels.web.words import words
from storage import web_sessions
from storage.device_requests import WAITS
from storage.errors import StorageError
from storage.tables import Person
from storage.web_sessions import WEB_SESSION_LASTS

router = APIRouter()

_SESSION, _VISITOR, _WAITING = "understory", "understory-visitor", "understory-waiting"
_VISITOR_BYTES = 18
_SEE_OTHER = 303


@dataclass(frozen=True)
class SignedIn:
    """A person, signed in with a token; `session_id` is the row of it."""

    person: Person
    token: str
    session_id: str

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
    """Return who asks; raises SignedOutError where nobody is signed in.

    What a person does keeps their session; what a page asks for by itself does not.
    """
    context, token, now = (
        context_of(request),
        session_token(request),
        context_of(request).clock.now(),
    )
    if not token:
        raise SignedOutError
    with context.store.reading() as session:
        known, person = web_sessions.with_person(session, token, now)
    if person is None or known is None:
        raise SignedOutError(ended=known is not None and known.ended_at is not None)
    if _is_done_by_hand(request) and web_sessions.is_used_anew(known, now):
        _note_use(context, token)
    # A refusal is shown in the frame of whoever is refused.
    request.state.person = person
    return SignedIn(person, token, known.id)


def _is_done_by_hand(request: Request) -> bool:
    # A browser says what it asks for: a page, or what a script of an open page looks for.
    dest = request.headers.get("sec-fetch-dest", "document")
    return request.method == "POST" or dest == "document"


def _note_use(context: WebContext, token: str) -> None:
    # A page that can be read is shown, even where nothing can be written.
    with suppress(StorageError), context.store.writing() as session:
        web_sessions.note_use(session, token, context.clock.now())


async def posted(
    who: Annotated[SignedIn, Depends(signed_in)], csrf: Annotated[str, Form()] = ""
) -> SignedIn:
    """Return who posts a form of ours; raises ForgedError where the form is not."""
    # No record is read here: a thread of its own would cost more than the question.
    _check(csrf, who.token)
    return who


@dataclass(frozen=True)
class Posting:
    """Who posts words, and whether their form is of a session of theirs that is over: `is_old`."""

    who: SignedIn
    is_old: bool


async def posted_words(
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
        return Posting(await posted(who, csrf), is_old=False)
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


def session_token(request: Request) -> str:
    """Return the token of the session that a browser holds; "" where it holds none."""
    return request.cookies.get(_name(context_of(request), _SESSION), "")


def waiting_token(request: Request) -> str:
    """Return the token with which a browser waits for a yes; "" where it does not."""
    return request.cookies.get(_name(context_of(request), _WAITING), "")


def keep_waiting(response: Response, context: WebContext, token: str) -> None:
    """Let a browser remember what it waits with, or forget it where the token is ""."""
    response.set_cookie(
        _name(context, _WAITING), token, max_age=int(WAITS.total_seconds()) if token else 0,
        path="/", secure=context.secure, httponly=True, samesite="strict",
    )  # fmt: skip


def _name(context: WebContext, name: str) -> str:
    # A browser takes a cookie of this prefix from nobody but this very host, and over https alone.
    return f"__Host-{name}" if context.secure else name


def welcome(request: Request, token: str) -> Response:
    """Return the way to the conversation, for a browser that holds this token from now on.

    Whoever was signed in there before is not any more: on a shared computer, that was another.
    """
    context, before = context_of(request), session_token(request)
    if before and before != token:
        with context.store.writing() as session:
            web_sessions.end(session, before, context.clock.now())
    response = RedirectResponse("/", _SEE_OTHER)
    keep_session(response, context, token)
    return response


def signed_out(context: WebContext) -> Response:
    """Return the way out, for a browser that forgets who was signed in and what they left."""
    response = RedirectResponse(context.sign_in_path, _SEE_OTHER)
    drop_session(response, context)
    response.headers["Clear-Site-Data"] = CLEARED
    return response


@router.get(SIGNED_OUT)
def tell_signed_out(request: Request) -> Response:
    """Return the page that a page leads to whose session is over, and that says what is lost.

    Where somebody is signed in, that page was somebody else's: it leads to where one comes in.
    """
    context = context_of(request)
    try:
        signed_in(request)
    except SignedOutError as fault:
        said = message(context, "ended" if fault.ended else "over", 200)
        if fault.ended:
            said.headers["Clear-Site-Data"] = CLEARED
        return said
    return RedirectResponse(context.sign_in_path, _SEE_OTHER)


@router.get("/here")
def here(request: Request, who: Annotated[SignedIn, Depends(signed_in)]) -> Response:
    """Return whose an open page is, for its script to ask after: nobody's, once they are out."""
    return PlainTextResponse(reader_name(context_of(request), who.person.id))


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
    return signed_out(context)
