"""Contacts in doubt, one a card: whose child, which event. A tap answers, and the next follows."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from bot.channels.web.context import WebContext, context_of
from bot.channels.web.errors import ForbiddenError, NotFoundError
from bot.channels.web.other_months import ways_beside
from bot.channels.web.pages import page
from bot.channels.web.sessions import SignedIn, posted, signed_in
from bot.channels.web.summary import HERE, month_asked
from bot.channels.web.words import words
from bot.linking import (
    Outcome,
    Queue,
    Shown,
    answer,
    answer_seen,
    open_contacts,
    queue,
    show,
    stands,
    take_back,
)
from bot.summary_paths import CONTACTS, contacts_path, summary_path
from practice.access import Viewer
from practice.calendar import Month, london_day
from practice.contact_answers import ContactAnswer, ContactQuestion
from reports.casework.link_words import said, say
from reports.casework.linking import ANSWERS
from reports.wording import full_day, month_name
from storage import link_rows, people
from storage.access import viewer_of
from storage.link_answers import Asked, Given
from storage.session import Session

router = APIRouter()

_SEE_OTHER = 303
_LISTED = 100
"""So many of the month's answers are listed, the last first."""
BACK = f"{CONTACTS}/back"


@dataclass(frozen=True)
class _Place:
    """The team's month that is looked at, by whom."""

    team_id: str
    team: str
    month: Month
    viewer: Viewer

    def led_to(self, outcome: Outcome) -> Response:
        """Return the way to the next card, with what came of the last one."""
        told = {"notice": outcome.notice, "of": outcome.answer_id}
        more = urlencode({name: value for name, value in told.items() if value})
        return RedirectResponse(f"{contacts_path(self.team_id, self.month)}&{more}", _SEE_OTHER)


@router.get(CONTACTS)
def next_card(
    request: Request,
    who: Annotated[SignedIn, Depends(signed_in)],
    team: Annotated[str, Query()] = "",
    month: Annotated[str, Query()] = "",
    notice: Annotated[str, Query()] = "",
    of: Annotated[str, Query()] = "",
) -> Response:
    """Return the next contact in doubt of a team's month; raises ForbiddenError for others.

    Raises NotFoundError for a month that has not begun. Whom its rows name is shown once the audit
    says so.
    """
    context = context_of(request)
    place, now = _place(context, who, team, month), context.clock.now()
    with context.store.reading() as session:
        found = queue(session, place.viewer, place.team_id, place.month, now)
        told = _notice(session, place, notice, of)
        given = [_answered(session, place, one) for one in found.given[:_LISTED]]
    shown = None
    if found.next is not None:
        with context.store.writing() as session:
            shown = show(session, place.viewer, found.next, now)
    values = {
        "title": say("page.title"),
        "intro": say("page.intro", team=place.team, month=month_name(place.month)),
        "notice": told,
        "waits": _waits(found, place),
        "above": say("page.above", n=found.above) if found.above else "",
        "shown": shown,
        "fields": _fields(shown, place),
        "given": given,
        "given_head": say("page.given", n=len(found.given)),
        "action": CONTACTS,
        "back_action": BACK,
        "place": {"team": place.team_id, "month": str(place.month)},
        "csrf": who.csrf,
        "say": say,
        **ways_beside(place.month, now, lambda one: contacts_path(place.team_id, one)),
        "back": {
            "href": summary_path(place.team_id, place.month),
            "label": words("back.summary"),
        },
    }
    return page(context, "contact_doubts.html", values, person=who.person, here=HERE)


@dataclass(frozen=True)
class _Sent:
    """The fields of a card: what was asked of which rows as they were, and the answer."""

    shown: Asked
    seen: str
    said: ContactAnswer


def sent(
    contact: Annotated[str, Form()] = "",
    question: Annotated[str, Form()] = "",
    other: Annotated[str, Form()] = "",
    facts: Annotated[str, Form()] = "",
    seen: Annotated[str, Form()] = "",
    answer: Annotated[str, Form()] = "",
) -> _Sent:
    """Return what a card was answered; raises NotFoundError for what none of ours holds."""
    one, _, two = facts.partition(".")
    if answer not in set(ANSWERS) or question not in set(ContactQuestion):
        raise NotFoundError
    if not (one.isdecimal() and two.isdecimal() and one.isascii() and two.isascii()):
        raise NotFoundError
    asked = Asked(ContactQuestion(question), contact, other, int(one), int(two))
    return _Sent(asked, seen, ContactAnswer(answer))


@router.post(CONTACTS)
def answered(
    request: Request,
    who: Annotated[SignedIn, Depends(posted)],
    given: Annotated[_Sent, Depends(sent)],
    team: Annotated[str, Form()] = "",
    month: Annotated[str, Form()] = "",
) -> Response:
    """Store an answer and lead to the next card; raises ForbiddenError where it is not theirs."""
    context = context_of(request)
    place, now = _place(context, who, team, month), context.clock.now()
    with context.store.reading() as session:
        is_asked = stands(session, place.team_id, place.month, given.shown, now)
    # What is not asked is answered by nobody; what was answered meanwhile is told.
    seen = given.seen if is_asked else _NEVER
    with context.store.writing() as session:
        outcome = answer(session, place.viewer, given.shown, seen, given.said, now)
    if outcome is None:
        raise ForbiddenError("not_for_you")
    return place.led_to(outcome)


_NEVER = "never"
"""No answer's id."""


@router.post(BACK)
def taken_back(
    request: Request,
    who: Annotated[SignedIn, Depends(posted)],
    of: Annotated[str, Form()] = "",
    team: Annotated[str, Form()] = "",
    month: Annotated[str, Form()] = "",
) -> Response:
    """Take an answer back and lead to the next card; raises ForbiddenError as answering does."""
    context = context_of(request)
    place = _place(context, who, team, month)
    with context.store.writing() as session:
        outcome = take_back(session, place.viewer, of, context.clock.now())
    if outcome is None:
        raise ForbiddenError("not_for_you")
    return place.led_to(outcome)


def _place(context: WebContext, who: SignedIn, team: str, month: str) -> _Place:
    now, team_id = context.clock.now(), team or who.person.team_id
    asked = month_asked(month, now)
    with context.store.writing() as session:
        viewer = viewer_of(session, who.person)
        allowed = open_contacts(session, viewer, team_id, now)
        found = people.team(session, team_id)
        name = found.name if found else ""
    if not allowed:
        raise ForbiddenError("not_for_you")
    if asked.first > london_day(now):
        raise NotFoundError
    return _Place(team_id, name, asked, viewer)


def _waits(found: Queue, place: _Place) -> str:
    if not found.mine:
        return say("page.none", month=month_name(place.month))
    return say("page.left", n=found.mine) if found.mine > 1 else say("page.last")


def _fields(shown: Shown | None, place: _Place) -> dict[str, str]:
    """Return the hidden fields of a card."""
    if shown is None:
        return {}
    asked = shown.asked
    return {
        "team": place.team_id,
        "month": str(place.month),
        "contact": asked.contact_id,
        "question": asked.question.value,
        "other": asked.other_id,
        "facts": f"{asked.contact_facts}.{asked.other_facts}",
        "seen": shown.seen,
    }


def _notice(session: Session, place: _Place, notice: str, answer_id: str) -> dict[str, str]:
    """Return what came of the last card, and the answer's id where it may be taken back."""
    if notice in {"changed", "taken_back"}:
        return {"text": say(f"notice.{notice}"), "of": ""}
    given = answer_seen(session, place.viewer, answer_id) if notice in {"saved", "met"} else None
    if given is None:
        return {"text": "", "of": ""}
    told = {"what": _said(session, given)}
    if notice == "met":
        told["name"] = _name(session, given.by_id)
    return {"text": say(f"notice.{notice}", **told), "of": given.id}


def _answered(session: Session, place: _Place, given: Given) -> dict[str, str]:
    is_mine = given.by_id == place.viewer.person_id
    name = say("page.you") if is_mine else _name(session, given.by_id)
    by = say("page.by", name=name, day=full_day(london_day(given.at)))
    what = _said(session, given)
    return {"id": given.id, "what": what, "by": by, "label": say("page.back_of", what=what)}


def _said(session: Session, given: Given) -> str:
    asked = given.asked
    refs = link_rows.refs(session, [asked.contact_id, asked.other_id])
    gone = say("page.gone")
    of = [refs.get(one, gone) for one in (asked.contact_id, asked.other_id)]
    return said(asked.question, given.answer, *of)


def _name(session: Session, person_id: str) -> str:
    found = people.person(session, person_id)
    return found.name if found else ""
