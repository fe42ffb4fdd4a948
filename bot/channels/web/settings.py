"""The page of settings: where a person is signed in, signing each out, how often summaries come."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from bot import devices
from bot.channels.web.context import WebContext, context_of
from bot.channels.web.pages import day_and_hour, page
from bot.channels.web.sessions import SignedIn, posted, signed_in, signed_out
from bot.channels.web.words import words
from bot.permissions import request_summary
from prompts.phrases import phrase
from storage import devices as known_devices
from storage import outbox, people, summary_rhythms
from storage.access import viewer_of
from storage.devices import Device
from storage.session import Session
from storage.tables import Person
from storage.web_sessions import SEEN_TO_WITHIN

router = APIRouter()

SETTINGS = "/settings"
_SEE_OTHER = 303
_WEEKLY, _MONTHLY = "weekly", "monthly"


@router.get(SETTINGS)
def show(request: Request, who: Annotated[SignedIn, Depends(signed_in)]) -> Response:
    """Return the page of a person's devices, and of how often their summary comes to them."""
    context = context_of(request)
    now = context.clock.now()
    with context.store.reading() as session:
        found = known_devices.known(session, who.person.id, now)
        rhythm = _rhythm(session, who.person)
    values = {
        "title": words("names.settings"),
        "devices": [_shown(one, who, now) for one in found],
        "end": f"{SETTINGS}/end",
        "everywhere": f"{SETTINGS}/everywhere",
        "csrf": who.csrf,
        "rhythm": rhythm,
        "summary": f"{SETTINGS}/summary",
    }
    return page(context, "settings.html", values, person=who.person, here=SETTINGS)


def _rhythm(session: Session, person: Person) -> dict[str, str] | None:
    """Return how often the summary comes and the other way about; None to whom none comes."""
    if not request_summary(session, viewer_of(session, person), person.team_id).allowed:
        return None
    weekly = summary_rhythms.is_weekly(session, person.id)
    now, other = (_WEEKLY, _MONTHLY) if weekly else (_MONTHLY, _WEEKLY)
    return {
        "told": phrase(f"devices.summary.{now}"),
        "other": other,
        "button": phrase(f"devices.buttons.{other}"),
    }


@router.post(f"{SETTINGS}/summary")
def say_how_often(
    request: Request, who: Annotated[SignedIn, Depends(posted)], often: Annotated[str, Form()] = ""
) -> Response:
    """Keep how often the summary comes to a person, where any may come to them."""
    context = context_of(request)
    with context.store.writing() as session:
        if often in (_WEEKLY, _MONTHLY) and _rhythm(session, who.person) is not None:
            summary_rhythms.say(
                session, who.person.id, is_weekly=often == _WEEKLY, at=context.clock.now()
            )
    return RedirectResponse(SETTINGS, _SEE_OTHER)


def _shown(one: Device, who: SignedIn, now: datetime) -> dict[str, object]:
    here = one.id == who.session_id
    return {
        "id": one.id,
        "name": devices.name_of(one),
        "since": day_and_hour(one.since),
        "used": words("used.now") if here else _used(one.seen_at, now),
        "here": here,
    }


def _used(seen: datetime | None, now: datetime) -> str:
    """Return when a browser was used last, as exactly as that is stored; "" of a chat."""
    if seen is None:
        return ""
    if not seen <= now < seen + SEEN_TO_WITHIN:
        return words("used.about", when=day_and_hour(seen))
    return words("used.lately")


@router.post(f"{SETTINGS}/end")
def end(
    request: Request, who: Annotated[SignedIn, Depends(posted)], device: Annotated[str, Form()] = ""
) -> Response:
    """Sign one device of the person's out; harmless where it is out already, or another's."""
    context, now = context_of(request), context_of(request).clock.now()
    with context.store.writing() as session:
        ended = known_devices.end(session, who.person.id, {device}, now)
        outbox.put(session, devices.signed_out(ended), at=now)
    context.deliver_now()
    return _way_on(context, who, ended)


@router.post(f"{SETTINGS}/everywhere")
def end_all(request: Request, who: Annotated[SignedIn, Depends(posted)]) -> Response:
    """Sign the person out everywhere, and end their codes."""
    context, now = context_of(request), context_of(request).clock.now()
    with context.store.writing() as session:
        ended = known_devices.known(session, who.person.id, now)
        people.stop_person(session, who.person.id, now)
        outbox.put(session, devices.signed_out(ended), at=now)
    context.deliver_now()
    return _way_on(context, who, ended)


def _way_on(context: WebContext, who: SignedIn, ended: list[Device]) -> Response:
    if who.session_id in {one.id for one in ended}:
        return signed_out(context)
    return RedirectResponse(SETTINGS, _SEE_OTHER)
