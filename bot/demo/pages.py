"""The demo's opening page: whom to be, and what day it is. Nothing but the demo mounts it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Protocol

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from bot.channels.web.browser_names import browser_name
from bot.channels.web.channel import WEB
from bot.channels.web.context import context_of
from bot.channels.web.errors import NotFoundError
from bot.channels.web.pages import day_and_hour, page
from bot.channels.web.sessions import entering, form_token, keep_visitor, visitor_token, welcome
from bot.channels.web.words import words
from practice.calendar import london_day
from practice.names import given_name
from storage import devices, people, web_sessions
from storage.session import Session

ROLES = "/roles"
_CLOCK = "/roles/clock"
_SEE_OTHER = 303


@dataclass(frozen=True)
class Part:
    """Somebody of the invented council one can be, and whom they do it with."""

    person_id: str
    with_id: str | None = None
    is_of_all: bool = False
    """Whether they are above all of the council."""


class Clockwork(Protocol):
    """Moves the demo's clock; what it says are sentences for people."""

    def forward(self, by: str) -> None:
        """Move on by a "day", a "week", a "month", or to the next "reminder"."""
        ...

    def coming(self) -> str | None:
        """Return what the next reminder is and when, or None."""
        ...

    def arrived(self) -> str | None:
        """Return what the last move brought and to whom, or None."""
        ...


def roles_pages(parts: Sequence[Part], clockwork: Clockwork) -> APIRouter:
    """Return the opening page and its forms; the context names it as `roles` (ROLES)."""
    router = APIRouter()

    @router.get(ROLES)
    def show(request: Request) -> Response:
        return _page(request, parts, clockwork)

    @router.post(ROLES, dependencies=[Depends(entering)])
    def be(request: Request, person: Annotated[str, Form()] = "") -> Response:
        if person not in {part.person_id for part in parts}:
            raise NotFoundError
        context = context_of(request)
        with context.store.writing() as session:
            label = browser_name(request.headers.get("user-agent", ""))
            token = _sign_in(session, person, context.clock.now(), label)
        return welcome(request, token)

    @router.post(_CLOCK, dependencies=[Depends(entering)])
    def move(by: Annotated[str, Form()] = "") -> Response:
        if by not in {"day", "reminder", "week", "month"}:
            raise NotFoundError
        clockwork.forward(by)
        return RedirectResponse(f"{ROLES}#clock", _SEE_OTHER)

    return router


def _sign_in(session: Session, person_id: str, now: datetime, label: str) -> str:
    if people.person_at(session, WEB, person_id, london_day(now)) is None:
        devices.enrol(session, person_id, WEB, person_id, now)
    return web_sessions.start(session, person_id, now, label=label)


def _page(request: Request, parts: Sequence[Part], clockwork: Clockwork) -> Response:
    context, visitor = context_of(request), visitor_token(request)
    with context.store.reading() as session:
        cards = [_card(session, part) for part in parts]
    values = {
        "title": words("demo.title"),
        "people": cards,
        "enter": ROLES,
        "move": _CLOCK,
        "clock": {"day": day_and_hour(context.clock.now()), "next": clockwork.coming()},
        "csrf": form_token(visitor),
        "moved": clockwork.arrived(),
        "demo": None,
        "wide": True,
    }
    response = page(context, "roles.html", values)
    keep_visitor(response, context, visitor)
    return response


def _card(session: Session, part: Part) -> dict[str, str]:
    person = people.person(session, part.person_id)
    if person is None:
        raise NotFoundError
    team = people.team(session, person.team_id)
    other = people.person(session, part.with_id) if part.with_id else None
    named = {"other": given_name(other.name)} if other else {}
    return {
        "value": person.id,
        "name": person.name,
        "role": words("demo.role_of_all") if part.is_of_all else person.role.capitalize(),
        "team": team.name if team else "",
        "does": words("demo.manager_of_all" if part.is_of_all else f"demo.{person.role}", **named),
    }
