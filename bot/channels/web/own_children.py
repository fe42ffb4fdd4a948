"""A practitioner's own children in a month: each one's goals, words, actions and question."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from bot.channels.web.context import context_of
from bot.channels.web.errors import NotFoundError
from bot.channels.web.other_months import ways_beside
from bot.channels.web.pages import page
from bot.channels.web.sessions import SignedIn, signed_in
from bot.channels.web.summary import month_asked
from bot.channels.web.way_back import opened_from
from bot.channels.web.words import words
from bot.conversations import own_children
from bot.summary_paths import OWN, own_path
from practice.calendar import Month, london_day
from reports.own_children import OfChild, OwnChildren
from reports.own_records import say
from reports.spans import span
from reports.wording import full_day, span_name
from storage.access import viewer_of

router = APIRouter()

_QUOTED = {"said", "question"}
"""The parts whose lines are somebody's words."""


@router.get(OWN)
def show(
    request: Request,
    who: Annotated[SignedIn, Depends(signed_in)],
    month: Annotated[str, Query()] = "",
) -> Response:
    """Return the month of the children who are open to the reader; what it quotes is audited.

    The last whole month unless told otherwise. Nobody else's children can be asked for.
    """
    context = context_of(request)
    now = context.clock.now()
    period, today = month_asked(month, now), london_day(now)
    if period.first > today:
        raise NotFoundError
    with context.store.reading() as session:
        viewer = viewer_of(session, who.person)
        built = own_children.of(session, context.guides, viewer, period, now)
    with context.store.writing() as session:
        own_children.note(session, viewer, built, now, words=True)
    values = {**_values(built, now), **ways_beside(period, now, own_path)}
    return page(context, "own_children.html", values, person=who.person, here=OWN)


def _values(built: OwnChildren, now: datetime) -> dict[str, object]:
    return {
        "title": words("own.title", month=_name(built.period, now)),
        "about": words("own.about"),
        "short": built.short,
        "children": [_child(one, own_path(built.period)) for one in built.children],
        "quiet": built.quiet,
        "record": words("own.record"),
    }


def _child(one: OfChild, here: str) -> dict[str, object]:
    """Return a child as the page shows it: its parts, and the records that they stand in."""
    question = [one.question] if one.question else []
    told = (("goals", one.goals), ("said", one.said), ("due", one.due), ("question", question))
    dated = [*one.goals, *one.said, *question]
    days = {line.record_id: full_day(line.day) for line in dated if line.day}
    return {
        "ref": one.ref,
        "head": one.head,
        "parts": [
            {"heading": say(f"part.{name}"), "quotes": name in _QUOTED, "lines": lines}
            for name, lines in told
            if lines
        ],
        "plan": one.plan,
        "records": [
            {"href": f"/records/{record}?{opened_from(here)}", "day": day}
            for record, day in days.items()
        ],
    }


def _name(month: Month, now: datetime) -> str:
    return span_name(span(month, None, london_day(now)))
