"""A summary's question that is taken up, on its page: asked, answered, with the records behind."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from bot.channels.web.between_asked import question_of
from bot.channels.web.context import WebContext, context_of, reader_name
from bot.channels.web.errors import ForbiddenError
from bot.channels.web.looked_over import Asked as Over
from bot.channels.web.looked_over import look_over
from bot.channels.web.pages import page
from bot.channels.web.sessions import Posting, SignedIn, posted, posted_words, signed_in
from bot.channels.web.summary import HERE, build, look
from bot.channels.web.words import words
from bot.enquiries import (
    MOST_WORDS,
    Given,
    open_enquiry,
    owners,
    take_up,
    take_up_question,
)
from bot.permissions import list_records, opens_list, request_record, request_summary
from bot.summary_paths import ENQUIRIES, enquiry_path, list_path, summary_path
from practice.access import Viewer
from practice.calendar import Month, london_day
from practice.oversight_access import may_answer_enquiry
from prompts.days import day_words
from prompts.text import tidy
from reports import kept
from reports.enquiries import stands
from reports.file_lists.choosing import has_list, looked_at, parts_of
from reports.places import MOST, Question
from reports.selection import ALL
from reports.stood import when_asked
from storage import enquiries
from storage.access import viewer_of
from storage.enquiries import Taken, ToAsk
from storage.session import Session

router = APIRouter()

_SEE_OTHER, _FINE, _UNFIT = 303, 200, 422
_OFFERED = 20
"""So many of the newest records in somebody's list can be linked to an answer."""


@dataclass(frozen=True)
class _Asked:
    """The fields of the form."""

    team: str
    month: str
    about: str
    owner: str
    weeks: int


def asked(
    team: Annotated[str, Form()] = "",
    month: Annotated[str, Form()] = "",
    about: Annotated[str, Form()] = "",
    owner: Annotated[str, Form()] = "",
    weeks: Annotated[int, Form()] = 0,
) -> _Asked:
    """Return what the form that takes a question up holds."""
    return _Asked(team, month, about, owner, weeks)


def asked_among(
    among: Annotated[str, Form()] = "",
    month: Annotated[str, Form()] = "",
    months: Annotated[str, Form()] = "",
) -> Over | None:
    """Return beside which teams, in which months, a team lies outside; None of other questions."""
    return Over(among, month, months) if among else None


@router.post(ENQUIRIES)
def ask(
    request: Request,
    who: Annotated[SignedIn, Depends(posted)],
    sent: Annotated[_Asked, Depends(asked)],
    among: Annotated[Over | None, Depends(asked_among)],
) -> Response:
    """Take a question up and lead to its page; raises ForbiddenError where there is no such one."""
    context = context_of(request)
    view = look(context, who, (sent.team, sent.month), "summary read")
    between = _between(context, who, sent, among) if among else None
    built = build(context, view)
    with context.store.writing() as session:
        offered = owners(session, view.team, who.person, london_day(view.now))
        given = Given(sent.owner, sent.weeks, who.person.id, view.now)
        is_offered = sent.owner in {one.id for one in offered}
        found = None
        if is_offered and between:
            found = take_up_question(session, built, view.team.id, between, given)
        elif is_offered and not among:
            found = take_up(session, built, view.team.id, sent.about, given)
    if found is None:
        raise ForbiddenError("not_for_you")
    return RedirectResponse(enquiry_path(found), _SEE_OTHER)


def _between(context: WebContext, who: SignedIn, sent: _Asked, among: Over) -> Question | None:
    """Return the question of a team outside the limits of those that it was set beside."""
    over = look_over(context, who, among, "teams compared")
    return question_of(context, over, sent.about, sent.team)


@router.get(ENQUIRIES + "/{enquiry_id}")
def show(
    request: Request, enquiry_id: str, who: Annotated[SignedIn, Depends(signed_in)]
) -> Response:
    """Return an enquiry: what was found, the question, its answer and the records it rests on.

    One that there is not is refused like one that is not for the person.
    """
    context = context_of(request)
    return _page(context, who, _opened(context, who, enquiry_id))


@router.post(ENQUIRIES + "/{enquiry_id}/answer")
def answer(
    request: Request,
    enquiry_id: str,
    posting: Annotated[Posting, Depends(posted_words)],
    text: Annotated[str, Form()] = "",
    record: Annotated[list[str], Form()] = [],  # noqa: B006 - read by FastAPI, never changed
) -> Response:
    """Store its owner's answer with the records it rests on, and lead back to it.

    Words that cannot be taken come back in the box. Raises ForbiddenError to anybody else.
    """
    context, who, typed = context_of(request), posting.who, tidy(text)
    taken, now = _opened(context, who, enquiry_id), context.clock.now()
    with context.store.writing() as session:
        viewer = viewer_of(session, who.person)
        if not may_answer_enquiry(viewer, taken.facts):
            raise ForbiddenError("not_for_you")
        wrong = _wrong(typed, is_old=posting.is_old)
        if not wrong:
            linked = [one for one in dict.fromkeys(record) if _reads(session, viewer, one, now)]
            enquiries.answer(session, taken.id, typed, linked[:_OFFERED], who.person.id, now)
    if wrong:
        return _page(context, who, taken, wrong=words(wrong), draft=text)
    return RedirectResponse(enquiry_path(taken.id), _SEE_OTHER)


def _wrong(typed: str, *, is_old: bool) -> str:
    if is_old:
        return "enquiry.old_form"
    if not typed:
        return "enquiry.empty"
    return "enquiry.too_long" if len(typed) > MOST_WORDS else ""


def _opened(context: WebContext, who: SignedIn, enquiry_id: str) -> Taken:
    now = context.clock.now()
    with context.store.writing() as session:
        viewer = viewer_of(session, who.person)
        taken = open_enquiry(session, viewer, enquiry_id, now)
    if taken is None:
        raise ForbiddenError("not_for_you")
    return taken


def _reads(session: Session, viewer: Viewer, record_id: str, now: datetime) -> bool:
    found = request_record(session, viewer, record_id, london_day(now))
    return found is not None and found.may_read


def _page(
    context: WebContext, who: SignedIn, taken: Taken, wrong: str = "", draft: str = ""
) -> Response:
    now, asked_of = context.clock.now(), taken.asked
    with context.store.reading() as session:
        viewer = viewer_of(session, who.person)
        is_mine = may_answer_enquiry(viewer, taken.facts)
        seen = request_summary(session, viewer, asked_of.team_id)
        linked = taken.answer.record_ids if taken.answer else ()
        evidence = [_evidence(session, viewer, one, now) for one in linked]
        choices = _choices(session, viewer, now) if is_mine else []
    stood = _stands(context, asked_of, now) if seen.allowed else _stood(context, asked_of)
    key = "enquiry.late" if taken.is_late(london_day(now)) else "enquiry.due"
    team, month = asked_of.team_id, asked_of.month
    of = asked_of.part_id or team
    above = {"above": team} if asked_of.part_id else {}
    opens = seen.allowed and opens_list(asked_of.about, lists_contacts=seen.lists_contacts)
    values = {
        "title": words("enquiry.title"),
        "taken": taken,
        "stood": stood,
        "whose": words(key, name=taken.owner, day=day_words(asked_of.due_on)),
        "summary": summary_path(team, month) if seen.allowed else "",
        "behind": list_path(of, asked_of.about, month, _part(asked_of.about), **above)
        if opens
        else "",
        "evidence": evidence,
        "choices": choices,
        "is_mine": is_mine,
        "action": f"{enquiry_path(taken.id)}/answer",
        "csrf": who.csrf,
        "reader": reader_name(context, who.person.id),
        "wrong": wrong,
        "draft": draft,
    }
    status = _UNFIT if wrong else _FINE
    return page(context, "enquiry.html", values, person=who.person, here=HERE, status=status)


def _stood(context: WebContext, asked_of: ToAsk) -> str:
    with context.store.reading() as session:
        return when_asked(session, asked_of)


def _stands(context: WebContext, asked_of: ToAsk, now: datetime) -> str:
    """Return what the figure stood at then and stands at in the last whole month."""
    month = max(asked_of.month, Month.last_whole(london_day(now)))
    kept.bring_up_to_date(context.store, asked_of.team_id, month, now)
    with context.store.reading() as session:
        return stands(session, asked_of, month, now)


def _part(about: str) -> str:
    """Return the part of a list that a question leads to: where most of it is, or what to look at.

    Of a number of rows, all of them.
    """
    if not has_list(about):
        return MOST
    return part if (part := looked_at(about)) in parts_of(about) else ALL


def _evidence(session: Session, viewer: Viewer, record_id: str, now: datetime) -> dict[str, str]:
    """Return a record's day, and its address where it opens; of one that does not, neither."""
    found = request_record(session, viewer, record_id, london_day(now))
    if found is None or not found.may_read:
        return {"href": "", "label": words("enquiry.closed")}
    day = day_words(found.record.held_on)
    return {"href": f"/records/{record_id}", "label": words("enquiry.record", day=day)}


def _choices(session: Session, viewer: Viewer, now: datetime) -> list[tuple[str, str]]:
    listed = list_records(session, viewer, 1, london_day(now))
    return [
        (one.id, f"{one.child_ref or one.kind}, {day_words(one.held_on)}")
        for one, opens in listed.records[:_OFFERED]
        if opens
    ]
