"""Who is signed in: the cookie of a browser, and the token that its forms carry."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Form, Request
from fastapi.responses import Response

from bot.channels.web.errors import ForgedError, SignedOutError
from bot.channels.web.office import Office
from storage import people
from storage.people import WEB_SESSION_LASTS
from storage.tables import Person

_SESSION, _VISITOR = "understory", "understory-visitor"
_VISITOR_BYTES = 18


def office_of(request: Request) -> Office:
    """Return the office behind the pages."""
    office = request.app.state.office
    assert isinstance(office, Office)  # noqa: S101 - create_app set it
    return office


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
    """Return what a form must carry to be of the browser that holds this cookie.

    Derived, not stored: a page kept open over a restart still works, and one session's token says
    nothing about another's.
    """
    return hmac.new(cookie.encode(), b"understory form", hashlib.sha256).hexdigest()


def signed_in(request: Request) -> SignedIn:
    """Return who asks; raises SignedOutError where nobody is signed in."""
    office = office_of(request)
    token = request.cookies.get(_name(office, _SESSION), "")
    if not token:
        raise SignedOutError
    with office.store.reading() as session:
        person = people.person_of_web_session(session, token, office.clock.now())
    if person is None:
        raise SignedOutError
    return SignedIn(person, token)


def posted(
    who: Annotated[SignedIn, Depends(signed_in)], csrf: Annotated[str, Form()] = ""
) -> SignedIn:
    """Return who posts a form of ours; raises ForgedError where the form is not."""
    _check(csrf, who.token)
    return who


def entering(request: Request, csrf: Annotated[str, Form()] = "") -> None:
    """Let a form of somebody not signed in through; raises ForgedError where it is not ours."""
    _check(csrf, request.cookies.get(_name(office_of(request), _VISITOR), ""))


def _check(csrf: str, cookie: str) -> None:
    if not (cookie and hmac.compare_digest(csrf.encode(), form_token(cookie).encode())):
        raise ForgedError


def visitor_token(request: Request) -> str:
    """Return what ties the forms of somebody not signed in to their browser: its own, or new."""
    known = request.cookies.get(_name(office_of(request), _VISITOR))
    return known or secrets.token_urlsafe(_VISITOR_BYTES)


def keep_visitor(response: Response, office: Office, token: str) -> None:
    """Let the browser of somebody not signed in remember its token."""
    response.set_cookie(
        _name(office, _VISITOR), token, path="/", secure=office.secure, httponly=True,
        samesite="strict",
    )  # fmt: skip


def keep_session(response: Response, office: Office, token: str) -> None:
    """Let the browser remember that somebody is signed in.

    SameSite=Lax: with Strict, a link to a record or a summary in a letter or a chat would open on
    the page for codes. No GET changes anything, and every POST carries the form's token.
    """
    response.set_cookie(
        _name(office, _SESSION), token, max_age=int(WEB_SESSION_LASTS.total_seconds()), path="/",
        secure=office.secure, httponly=True, samesite="lax",
    )  # fmt: skip


def drop_session(response: Response, office: Office) -> None:
    """Let the browser forget who was signed in."""
    response.delete_cookie(
        _name(office, _SESSION), path="/", secure=office.secure, httponly=True, samesite="lax"
    )


def _name(office: Office, name: str) -> str:
    # A browser takes a cookie of this prefix from nobody but this very host, and over https alone.
    return f"__Host-{name}" if office.secure else name
