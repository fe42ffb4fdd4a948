"""The list behind a number of a summary: filtered as its sentence says, in an order, by pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from bot.channels.web import summary_most
from bot.channels.web.came_from import CameFrom, came_from
from bot.channels.web.context import WebContext, context_of
from bot.channels.web.errors import NotFoundError
from bot.channels.web.pages import page
from bot.channels.web.sessions import SignedIn, signed_in
from bot.channels.web.summary import HERE, LookedAt, look, nothing_page
from bot.channels.web.summary_then import showing_of, then_and_now
from bot.channels.web.way_back import opened_from
from bot.channels.web.words import words
from bot.permissions import note_quoted
from bot.summary_paths import BEHIND
from prompts.days import day_words
from prompts.phrases import phrases
from reports.drilldown import (
    ABOUT_WAITING,
    AGREED,
    IMPROVING,
    Row,
    in_order,
    orders,
    records_behind,
    scope_of,
)
from reports.errors import UnknownMeasureError
from reports.places import MOST, Where, most
from reports.said import Said, quotes, said
from reports.selection import ALL, CLAIMS, COUNTED, choose, listed, names_answer, shows
from reports.spans import span
from reports.tallies import waiting_before
from reports.view import Listed
from reports.wording import list_caution, list_name, month_name, of_list, of_measure, span_name
from storage import measures as queries
from storage.measures import Scope, Session

router = APIRouter()

PER_PAGE = 50
"""Rows of a page: some ten screens of a phone."""
_NUMBER = re.compile(r"[1-9]\d{0,4}", re.ASCII)


@dataclass(frozen=True)
class _Asked:
    """Which list, which part of it, in which order, which of its pages, and since which showing."""

    key: str
    shows: str
    order: str
    number: int
    came: CameFrom

    @property
    def first(self) -> int:
        """How many rows stand before this page."""
        return (self.number - 1) * PER_PAGE

    @property
    def kept(self) -> dict[str, str]:
        """What every address of this list keeps."""
        return self.came.kept


def asked_for(
    came: Annotated[CameFrom, Depends(came_from)],
    measure_key: Annotated[str, Query(alias="measure")] = "",
    show: Annotated[str, Query()] = ALL,
    sort: Annotated[str, Query()] = "worst",
    number: Annotated[str, Query(alias="page")] = "1",
) -> _Asked:
    """Return which list is asked for; raises NotFoundError where there is no such one."""
    try:
        known = listed(measure_key).key
    except UnknownMeasureError as fault:
        raise NotFoundError from fault
    if (
        show not in (*shows(known), MOST)
        or sort not in orders(known)
        or not _NUMBER.fullmatch(number)
    ):
        raise NotFoundError
    return _Asked(known, show, sort, int(number), came)


@router.get(BEHIND)
def behind(
    request: Request,
    who: Annotated[SignedIn, Depends(signed_in)],
    asked: Annotated[_Asked, Depends(asked_for)],
    team: Annotated[str, Query()] = "",
    month: Annotated[str, Query()] = "",
) -> Response:
    """Return a page of the list behind a measure's number; what it quotes is audited."""
    context = context_of(request)
    view = look(context, who, (team, month), "list read")
    if nothing := nothing_page(context, who, view):
        return nothing
    with context.store.reading() as session:
        showing = showing_of(session, view, asked.came)
        every = records_behind(session, asked.key, view.team, view.month, view.now, view.viewer)
        sits = summary_most.sits(session, asked.key, view) if asked.shows == MOST else None
        chosen = in_order(asked.key, _chosen(asked, every, sits), asked.order)
        shown = chosen[asked.first : asked.first + PER_PAGE]
        scope = scope_of(session, view.team, view.month, view.now)
        told = said(session, asked.key, scope, shown)
        begins = queries.first_meeting(session, scope)
        earlier = _earlier(session, asked, view, scope)
        whose = summary_most.whose(session, chosen, sits, view)
    if quoted := list(quotes(asked.key, shown, told)):
        _note_quoted(context, view, quoted)
    if asked.number > 1 and not shown:
        raise NotFoundError
    values = {
        **_heading(asked, view, every, chosen),
        "sits": sits.text if sits else "",
        "whose": whose,
        **_table(asked, view, shown, told),
        **_answers(asked, chosen),
        "earlier": earlier,
        "then": then_and_now(showing, asked.key, asked.shows, len(chosen)),
        "back": asked.came.back(view),
        **_pages(asked, view, len(chosen)),
        "month": span_name(span(view.month, begins, scope.today)),
    }
    return page(context, "behind.html", values, person=who.person, here=HERE)


def _chosen(asked: _Asked, every: Sequence[Row], sits: Where | None) -> tuple[Row, ...]:
    return most(every, sits) if asked.shows == MOST else choose(asked.key, every, asked.shows)


def _note_quoted(context: WebContext, view: LookedAt, record_ids: Sequence[str]) -> None:
    """Let the audit say of which records words are shown; nothing is, until it does."""
    with context.store.writing() as session:
        note_quoted(session, view.viewer, record_ids, view.now)


def _heading(
    asked: _Asked, view: LookedAt, every: Sequence[Row], chosen: Sequence[Row]
) -> dict[str, object]:
    word = of_list if asked.key == CLAIMS.key else of_measure
    of = Listed(asked.key, asked.shows, len(chosen))
    listed = [
        Listed(asked.key, name, len(choose(asked.key, every, name))) for name in shows(asked.key)
    ]
    parts = [
        {
            "href": view.behind(asked.key, view.month, part.shows, **asked.kept),
            "label": list_name(part),
            "current": part.shows == asked.shows,
        }
        for part in ([of] if asked.shows == MOST else []) + listed
        if part.count or part.shows == asked.shows
    ]
    counted = of_list("list.counts", n=len(choose(asked.key, every, COUNTED)), m=len(every))
    return {
        "title": list_name(of) if every else word(f"{asked.key}.label"),
        "wide": True,
        "team": view.team.name,
        "counts": counted if asked.shows == ALL else "",
        "caution": list_caution(asked.key, asked.shows),
        "parts": parts,
    }


def _table(asked: _Asked, view: LookedAt, shown: Sequence[Row], told: Said) -> dict[str, object]:
    return {
        "rows": [
            {
                "row": row,
                "day": day_words(row.held_on) if row.held_on else "",
                "status": _status(row),
                "said": told.get(row.unit_id, ()),
            }
            for row in shown
        ],
        "order": _order(asked),
        "sorts": [
            {
                "name": name,
                "label": words(f"order.{_order_name(asked.key, name)}"),
                "href": view.behind(asked.key, view.month, asked.shows, sort=name, **asked.kept),
                "current": name == asked.order,
            }
            for name in orders(asked.key)
        ],
        "with_child": any(row.child_id for row in shown),
        "with_day": any(row.held_on for row in shown),
        "said_head": of_list(f"{asked.key}.beside")
        if any(row.unit_id in told for row in shown)
        else "",
        "with_practitioner": any(row.practitioner for row in shown),
    }


def _status(row: Row) -> str:
    """Return how the child's case stands today; of a closed one, since when."""
    status = phrases("meeting.status").get(row.status or "", row.status or "")
    if row.case and row.case.is_closed and row.case.closed_on:
        return words("list.closed", status=status, day=day_words(row.case.closed_on))
    return status


def _answers(asked: _Asked, chosen: Sequence[Row]) -> dict[str, object]:
    """Return the heading over whether each row counts, or what is the same for all of them."""
    answers = {row.why_not for row in chosen}
    if len(answers) > 1:
        return {"answer_head": of_list(f"{asked.key}.head"), "alike": ""}
    alike = "" if names_answer(asked.key, asked.shows) else "".join(answers)
    return {"answer_head": "", "alike": alike}


def _earlier(
    session: Session, asked: _Asked, view: LookedAt, scope: Scope
) -> list[dict[str, object]]:
    """Return the ways to the records of earlier months that wait to be agreed."""
    if asked.key != AGREED:
        return []
    found = waiting_before(session, scope.teams, view.month, view.now)
    return [
        {
            "href": view.behind(AGREED, month, "waiting"),
            "label": of_list(f"{AGREED}.earlier", n=n, month=month_name(month)),
        }
        for month, n in found.items()
    ]


def _order_name(key: str, order: str) -> str:
    return "longest" if order == "worst" and key in ABOUT_WAITING else order


def _order(asked: _Asked) -> str:
    if asked.order != "worst":
        return of_list(f"list.{asked.order}")
    first = "days" if asked.key in ABOUT_WAITING else "fell" if asked.key == IMPROVING else "risk"
    worst = of_list(f"list.{first}_first")
    which = "rest" if listed(asked.key).direction > 0 else "counted"
    return f"{of_list(f'list.{which}_first')} {worst}" if asked.shows == ALL else worst


def _pages(asked: _Asked, view: LookedAt, total: int) -> dict[str, object]:
    def at(number: int) -> str:
        more = {"sort": asked.order, "page": number, **asked.kept}
        return view.behind(asked.key, view.month, asked.shows, **more)

    last = min(asked.first + PER_PAGE, total)
    return {
        "total": total,
        "range": words("list.range", first=asked.first + 1, last=last, total=total),
        "here": opened_from(at(asked.number)),
        "before": at(asked.number - 1) if asked.number > 1 else None,
        "after": at(asked.number + 1) if last < total else None,
    }
