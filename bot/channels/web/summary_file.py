"""A summary as a file to take away: for inside, or to leave the service without small counts.

Councillors have one of their own.
"""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from bot.channels.web.context import context_of
from bot.channels.web.errors import ForbiddenError, NotFoundError, TooFewError
from bot.channels.web.sessions import SignedIn, signed_in
from bot.channels.web.summary import LookedAt, as_it_is, look, nothing_page
from bot.permissions import taken
from bot.summary_paths import FILE, SHOWN
from practice.oversight_access import may_see_data_quality
from reports import quoted, shown
from reports.errors import TooFewPeopleError
from reports.known_against import with_files
from reports.leaving.beside import apart
from reports.leaving.readers import Readers, for_readers
from reports.render.formats import FORMATS
from reports.view import Summary
from storage import showings
from storage.session import Store

router = APIRouter()

PAGE_FORMATS = ("pdf", "docx", "xlsx", "csv", "text", "json")
_NO_TEAM = "none"
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_NAME_LENGTH = 60


def chosen(
    form: Annotated[str, Query()] = "", audience: Annotated[str, Query()] = Readers.OUTSIDE
) -> tuple[str, Readers]:
    """Return the format that is asked for, and for whom.

    Raises NotFoundError for a format or readers that there are not.
    """
    if form not in PAGE_FORMATS or audience not in set(Readers):
        raise NotFoundError
    return form, Readers(audience)


Chosen = Annotated[tuple[str, Readers], Depends(chosen)]


@router.get(FILE)
def take(
    request: Request,
    who: Annotated[SignedIn, Depends(signed_in)],
    wanted: Chosen,
    team: Annotated[str, Query()] = "",
    month: Annotated[str, Query()] = "",
) -> Response:
    """Return a team's month as a file; what it holds is kept as what was shown to the person."""
    context = context_of(request)
    view = look(context, who, (team, month), taken(wanted[1]))
    if nothing := nothing_page(context, who, view):
        return nothing
    return _file(context.store, as_it_is(context, view), view, wanted)


@router.get(SHOWN + "/{showing_id}/file")
def take_as_shown(
    request: Request,
    showing_id: str,
    who: Annotated[SignedIn, Depends(signed_in)],
    wanted: Chosen,
) -> Response:
    """Return a team's month as it was shown once, as a file.

    One that there is not is refused like one that is not for the person.
    """
    context = context_of(request)
    with context.store.reading() as session:
        showing = showings.showing(session, showing_id)
    asked = (showing.team_id, str(showing.month)) if showing else (_NO_TEAM, "")
    view = look(context, who, asked, taken(wanted[1]))
    if showing is None:
        raise ForbiddenError("not_for_you")
    with context.store.reading() as session:
        then = quoted.with_words(session, shown.as_shown(showing))
    return _file(context.store, then, view, wanted)


def _file(store: Store, summary: Summary, view: LookedAt, wanted: tuple[str, Readers]) -> Response:
    form, readers = wanted
    made = FORMATS[form]
    if may_see_data_quality(view.viewer):
        with store.reading() as session:
            summary = with_files(session, summary)
    try:
        aside = apart(store, view.team.id, summary) if readers.leaves else frozenset()
        given = for_readers(summary, readers, aside)
    except TooFewPeopleError as fault:
        raise TooFewError from fault
    content = made.file(given if readers.leaves else quoted.for_file(given), view.link)
    ending = "" if readers is Readers.OUTSIDE else f"-{readers}"
    name = f"{_plain(summary.scope)}-{summary.period}{ending}.{made.ending}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=made.media_type, headers=headers)


def _plain(name: str) -> str:
    """Return a team's name as every file system takes it."""
    return _UNSAFE.sub("-", name).strip("-")[:_NAME_LENGTH].lower() or "summary"
