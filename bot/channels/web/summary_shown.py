"""A summary as it was shown, to whoever may see that team's summary today."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from bot.channels.web.context import context_of
from bot.channels.web.errors import ForbiddenError
from bot.channels.web.pages import page
from bot.channels.web.sessions import SignedIn, signed_in
from bot.channels.web.summary import HERE, LookedAt, build, look, taking
from bot.channels.web.words import words
from bot.summary_paths import SHOWN, shown_file_path
from practice.calendar import Month
from reports import shown
from reports.links import Link
from reports.quoted import with_words
from reports.render import html
from reports.selection import ALL
from reports.wording import day_and_time, span_name
from storage import showings

router = APIRouter()

_NO_TEAM = "none"


@router.get(SHOWN + "/{showing_id}")
def as_shown(
    request: Request, showing_id: str, who: Annotated[SignedIn, Depends(signed_in)]
) -> Response:
    """Return a team's month as it was shown once, and whether it reads otherwise now.

    Its numbers lead to lists as they are now, which say how many it counted. One that there is not
    is refused like one that is not for the person.
    """
    context = context_of(request)
    with context.store.reading() as session:
        showing = showings.showing(session, showing_id)
    asked = (showing.team_id, str(showing.month)) if showing else (_NO_TEAM, "")
    view = look(context, who, asked, "summary read")
    if showing is None:
        raise ForbiddenError("not_for_you")
    with context.store.reading() as session:
        then = with_words(session, shown.as_shown(showing))
    alike = shown.reads_alike(then, build(context, view))
    moment = day_and_time(showing.at)
    values = {
        "title": words("summary.title_as_shown", month=span_name(then.span), moment=moment),
        "wide": True,
        "as_shown": words("summary.as_shown", moment=moment),
        "since": words("summary.alike" if alike else "summary.differs"),
        "now": {"href": view.at(view.team, view.month), "label": words("summary.see_now")},
        "body": html.body(then, _links(view, showing_id)),
        "take": taking(shown_file_path(showing_id)),
    }
    return page(context, "summary_shown.html", values, person=who.person, here=HERE)


def _links(view: LookedAt, showing_id: str) -> Link:
    """Return what leads to the lists of its month with what it counted, and to others as usual."""

    def link(key: str, month: Month, shows: str = ALL, within: str = "", **of: str) -> str | None:
        more = {"showing": showing_id} if month == view.month else {}
        return view.link(key, month, shows, within, **of, **more)

    return link
