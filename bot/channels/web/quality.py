"""How good the data is, for managers and administrators: in counts, with what carries each."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from bot.channels.web.context import context_of
from bot.channels.web.errors import ForbiddenError
from bot.channels.web.pages import page
from bot.channels.web.sessions import SignedIn, signed_in
from bot.permissions import request_data_quality
from bot.summary_paths import QUALITY, contacts_path
from practice.access import Viewer, manages
from practice.calendar import Month, london_day
from reports.data_quality import data_quality
from reports.feeding import map_rows, say
from reports.wording import full_day
from storage import people
from storage.access import viewer_of
from storage.tables import Person

router = APIRouter()


@router.get(QUALITY)
def show(request: Request, who: Annotated[SignedIn, Depends(signed_in)]) -> Response:
    """Return what is known against the data; raises ForbiddenError for others than may see it."""
    context, now = context_of(request), context_of(request).clock.now()
    with context.store.writing() as session:
        allowed = request_data_quality(session, who.person, now)
    if not allowed:
        raise ForbiddenError("not_for_you")
    with context.store.reading() as session:
        viewer = viewer_of(session, who.person)
        team = people.team(session, who.person.team_id)
        teams = tuple(people.team_and_descendants(session, who.person.team_id))
        found = data_quality(session, teams, now)
    told = {"day": full_day(london_day(now)), "team": team.name if team else ""}
    values = {
        "title": say("page.title"),
        "intro": say("page.intro", **told),
        "files": found,
        "map": list(map_rows()),
        "say": say,
        "contacts": _contacts(who.person, viewer, now),
        "wide": True,
    }
    return page(context, "quality.html", values, person=who.person, here=QUALITY)


def _contacts(person: Person, viewer: Viewer, now: datetime) -> dict[str, str] | None:
    """Return the way to the calls in doubt of the last whole month, for managers of the team."""
    if not manages(viewer, [person.team_id]):
        return None
    href = contacts_path(person.team_id, Month.last_whole(london_day(now)))
    return {"href": href, "label": say("page.contacts")}
