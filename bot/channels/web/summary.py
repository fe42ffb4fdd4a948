"""The summary of a team's month."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from bot.channels.web.context import WebContext, context_of
from bot.channels.web.errors import ForbiddenError, NotFoundError
from bot.channels.web.other_months import way_to, ways_beside
from bot.channels.web.pages import page
from bot.channels.web.sessions import SignedIn, signed_in
from bot.channels.web.summary_beside import beside_form, month_beside
from bot.channels.web.take_up import forms
from bot.channels.web.words import word_table, words
from bot.permissions import note_summary, opens_list, request_summary, teams_open_to
from bot.summary_paths import (
    DRAWN,
    EXPECTED,
    FILE,
    INSPECTION,
    QUALITY,
    SUMMARY,
    TEAMS,
    contacts_path,
    enquiry_path,
    list_path,
    more_path,
    opened_path,
    quality_path,
    shown_path,
    summary_path,
)
from practice.access import Viewer, manages
from practice.calendar import Month, london_day
from practice.errors import PracticeError
from practice.oversight_access import may_see_data_quality
from reports import kept, shown
from reports import summary as reports_summary
from reports.render import html
from reports.selection import ALL
from reports.two_months import set_beside
from reports.view import Summary
from reports.wording import day_and_time, month_name, span_name
from storage import showings
from storage.access import viewer_of
from storage.tables import Team

router = APIRouter()

HERE = SUMMARY
_YEARS = range(2000, 2101)
_MORE = {"inspection": INSPECTION, "drawn": DRAWN, "teams": TEAMS, "expected": EXPECTED}
"""The pages that look further, by what they are called."""
_BEFORE = 5
"""So many of the days on which a month was shown to somebody before are listed."""


@dataclass(frozen=True)
class LookedAt:
    """Whose summary is looked at, by whom, when; whether its contacts are shown one by one."""

    team: Team
    month: Month
    now: datetime
    viewer: Viewer
    teams: tuple[Team, ...]
    lists_contacts: bool = False

    def at(self, team: Team, month: Month) -> str:
        """Return the address of the summary of a team's month."""
        return summary_path(team.id, month)

    def behind(self, measure_key: str, month: Month, shows: str = ALL, **more: object) -> str:
        """Return the address of a list behind a measure's number."""
        return list_path(self.team.id, measure_key, month, shows, **more)

    def link(
        self,
        measure_key: str,
        month: Month,
        shows: str = ALL,
        within: str = "",
        *,
        team_id: str = "",
        **more: str,
    ) -> str | None:
        """Return the address of a list that opens to the reader; None where there is none.

        `within` and `more` are as `opened_path` takes them, `team_id` is that of a team below,
        whose list leads back here. Of a
        page that tells more, by its name in the place of a measure's, the address of that.
        """
        if measure_key in _MORE:
            return more_path(_MORE[measure_key], self.team.id, month)
        if not opens_list(measure_key, lists_contacts=self.lists_contacts):
            return None
        if team_id and team_id != self.team.id:
            more["above"] = self.team.id
        return opened_path(team_id or self.team.id, measure_key, month, shows, within, **more)


@router.get(HERE)
def show(
    request: Request,
    who: Annotated[SignedIn, Depends(signed_in)],
    team: Annotated[str, Query()] = "",
    month: Annotated[str, Query()] = "",
    beside: Annotated[str, Query()] = "",
) -> Response:
    """Return a team's month; the last whole one of the person's own team unless told otherwise.

    With another month `beside` it, both are set beside each other.
    """
    context = context_of(request)
    view = look(context, who, (team, month), "summary read")
    if nothing := nothing_page(context, who, view):
        return nothing
    today = london_day(view.now)
    before, other = shown_before(context, view), month_beside(view.month, beside, today)
    built = as_it_is(context, view)
    if other:
        built = set_beside(context.store, view.team.id, built, other, view.viewer)
    take_up = forms(context, who, view.team, view.month)
    quality = quality_path if may_see_data_quality(view.viewer) else html.nothing
    values = {
        "title": f"{view.team.name}, {span_name(built.span)}",
        "wide": True,
        "nothing": None,
        "body": html.body(built, view.link, take_up, enquiry_path, quality, _doubts(view)),
        "keep": words("summary.print"),
        "take": taking(FILE, team=view.team.id, month=str(view.month)),
        "more": _more(view),
        "shown_before": before,
        "beside": beside_form(view.team.id, view.month, other, today),
        "quality": QUALITY if quality is quality_path else None,
        **_ways(view, other),
    }
    return page(context, "summary.html", values, person=who.person, here=HERE)


def _doubts(view: LookedAt) -> html.Enquiry:
    """Return what gives the way to the contacts a figure is in doubt about, for managers."""
    path = contacts_path(view.team.id, view.month)
    # Whoever else sees the summary is no manager above its team.
    return (lambda _: path) if manages(view.viewer, [view.team.id]) else html.nothing


def nothing_page(context: WebContext, who: SignedIn, view: LookedAt) -> Response | None:
    """Return the page of a month of which nothing can be said; None where something can."""
    with context.store.reading() as session:
        nothing = reports_summary.nothing_yet(session, view.team, view.month, view.now)
    if nothing is None:
        return None
    values = {
        "title": f"{view.team.name}, {month_name(view.month)}",
        "nothing": nothing.sentence,
        "nearest": way_to(nothing.nearest, view.now, partial(view.at, view.team)),
    }
    return page(context, "summary.html", values, person=who.person, here=HERE)


def build(context: WebContext, view: LookedAt) -> Summary:
    """Return the summary as it is now, its tallies made again where they are stale."""
    kept.bring_up_to_date(context.store, view.team.id, view.month, view.now)
    with context.store.reading() as session:
        return reports_summary.build(session, view.team, view.month, view.now, view.viewer)


def as_it_is(context: WebContext, view: LookedAt) -> Summary:
    """Return the summary as it is now, which is kept as it is shown."""
    built = build(context, view)
    to_show = shown.to_show(built, view.team.id, view.viewer.person_id)
    with context.store.reading() as session:
        is_noted = showings.is_noted(session, to_show)
    if not is_noted:
        with context.store.writing() as session:
            showings.note(session, to_show)
    return built


def shown_before(context: WebContext, view: LookedAt) -> list[dict[str, str]]:
    """Return the ways to what the reader was shown of this month before."""
    of = (view.viewer.person_id, view.team.id, view.month, _BEFORE)
    with context.store.reading() as session:
        before = showings.shown_before(session, *of)
    return [{"href": shown_path(one), "label": day_and_time(at)} for one, at in before]


def look(
    context: WebContext,
    who: SignedIn,
    asked: tuple[str, str],
    deed: str,
    *,
    of_contacts: bool = False,
) -> LookedAt:
    """Return what is asked for and note in the audit that it was looked at, or refused.

    `of_contacts` says that contacts are to be shown one by one. Raises ForbiddenError or
    NotFoundError where there is nothing to look at.
    """
    now = context.clock.now()
    with context.store.reading() as session:
        viewer = viewer_of(session, who.person)
        teams = teams_open_to(session, viewer)
        team_id = asked[0] or who.person.team_id
        team = next((team for team in teams if team.id == team_id), None)
        month = month_asked(asked[1], now)
        wanted = request_summary(session, viewer, team_id)
        if of_contacts:
            wanted = replace(wanted, allowed=wanted.lists_contacts)
    with context.store.writing() as session:
        note_summary(session, viewer, wanted, deed, now)
    if team is None or not wanted.allowed:
        raise ForbiddenError("not_for_you")
    return LookedAt(team, month, now, viewer, tuple(teams), wanted.lists_contacts)


def month_asked(written: str, now: datetime) -> Month:
    """Return the month that an address asks for; the last whole one where it asks for none.

    Raises NotFoundError where that is no month.
    """
    if not written:
        return Month.last_whole(london_day(now))
    try:
        month = Month.parse(written)
    except PracticeError as fault:
        raise NotFoundError from fault
    if month.year not in _YEARS:
        raise NotFoundError
    return month


def taking(action: str, **asked: str) -> dict[str, object]:
    """Return the form that takes a summary away: where it is sent, and what it says."""
    return {"action": action, "asked": asked, **word_table("summary.take")}


def _more(view: LookedAt) -> list[dict[str, str]]:
    """Return the ways on from a month: pages that look at it, and at what lies behind it."""
    return [
        {
            "href": more_path(path, view.team.id, view.month),
            "label": words(f"summary.more_{name}"),
        }
        for name, path in _MORE.items()
    ]


def _ways(view: LookedAt, beside: Month | None) -> dict[str, object]:
    """Return the ways to the months beside this one and to the other teams."""
    others = [
        {"href": summary_path(team.id, view.month, beside), "label": team.name}
        for team in view.teams
        if team.id != view.team.id
    ]
    beside_it = ways_beside(view.month, view.now, partial(view.at, view.team))
    return {**beside_it, "others": others}
