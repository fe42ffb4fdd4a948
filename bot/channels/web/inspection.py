"""One page for inspection: three questions, answered from a summary as it is or as it was shown."""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from bot.channels.web.context import WebContext, context_of
from bot.channels.web.errors import ForbiddenError
from bot.channels.web.pages import page
from bot.channels.web.sessions import SignedIn, signed_in
from bot.channels.web.summary import HERE, LookedAt, as_it_is, look, nothing_page, shown_before
from bot.channels.web.words import words
from bot.summary_paths import DRAWN, INSPECTION, enquiry_path
from practice.access import manages
from practice.calendar import months_back
from reports import shown
from reports.inspection import Answer, Line, answers
from reports.view import Summary
from reports.wording import day_and_time, span_name
from storage import audits, showings
from storage.audits import AuditsRead
from storage.people import team_and_descendants
from storage.showings import Showing

router = APIRouter()

_MONTHS = 12
_NO_TEAM = "none"


@router.get(INSPECTION)
def show(
    request: Request,
    who: Annotated[SignedIn, Depends(signed_in)],
    team: Annotated[str, Query()] = "",
    month: Annotated[str, Query()] = "",
    showing: Annotated[str, Query()] = "",
) -> Response:
    """Return the page of a team's month, or of a summary as it was shown, by its id.

    One that there is not is refused like one that is not for the person.
    """
    context = context_of(request)
    then = _showing(context, showing) if showing else None
    asked = (then.team_id, str(then.month)) if then else (_NO_TEAM if showing else team, month)
    view = look(context, who, asked, "summary read")
    if showing and then is None:
        raise ForbiddenError("not_for_you")
    if nothing := None if then else nothing_page(context, who, view):
        return nothing
    before = [] if then else shown_before(context, view)
    built = shown.as_shown(then) if then else as_it_is(context, view)
    told = answers(built, _audits(context, view, built))
    values = {
        "title": words("inspection.title", team=built.scope, month=span_name(built.span)),
        "known": _known(built, is_shown=then is not None),
        "answers": [_answer(one, view, built) for one in told],
        "open": {"href": _drawn(view), "label": words("inspection.open")},
        "before": _again(before),
        "back": {"href": view.at(view.team, view.month), "label": words("back.summary")},
    }
    return page(context, "inspection.html", values, person=who.person, here=HERE)


def _showing(context: WebContext, showing_id: str) -> Showing | None:
    with context.store.reading() as session:
        return showings.showing(session, showing_id)


def _known(built: Summary, *, is_shown: bool) -> str:
    key = "inspection.as_shown" if is_shown else "inspection.known"
    return words(key, moment=day_and_time(built.as_of))


def _audits(context: WebContext, view: LookedAt, built: Summary) -> AuditsRead | None:
    """Return how many audits were sent by the moment of a summary, to managers of its teams."""
    since = months_back(view.month, _MONTHS)[0].first
    with context.store.reading() as session:
        teams = team_and_descendants(session, view.team.id)
        if not manages(view.viewer, teams):
            return None
        return audits.read_of(session, teams, since, built.as_of, _MONTHS)


def _answer(one: Answer, view: LookedAt, built: Summary) -> dict[str, object]:
    blocks = [(of.heading, [_line(line, view, built) for line in of.lines]) for of in one.blocks]
    return {"question": one.question, "blocks": blocks}


def _line(line: Line, view: LookedAt, built: Summary) -> dict[str, str]:
    """Return a sentence, and where what lies behind it stands; `of` is what a link is about."""
    found = {"text": line.text, "href": "", "label": "", "of": ""}
    if line.enquiry:
        return {**found, "href": enquiry_path(line.enquiry), "label": words("inspection.enquiry")}
    if line.measure:
        href, of = view.behind(line.measure, view.month), built.figure(line.measure).label
        return {**found, "href": href, "label": words("inspection.list"), "of": of}
    return found


def _drawn(view: LookedAt) -> str:
    return f"{DRAWN}?{urlencode({'team': view.team.id, 'month': view.month})}"


def _again(before: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Return the ways to this page as it would have been on the days it was shown before."""
    ids = [(one["href"].rpartition("/")[2], one["label"]) for one in before]
    return [{"href": f"{INSPECTION}?showing={one}", "label": label} for one, label in ids]
