"""The list behind a figure of the council's own files: its rows, by reference, by pages."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from bot.channels.web.came_from import CameFrom, came_from
from bot.channels.web.context import context_of
from bot.channels.web.errors import NotFoundError
from bot.channels.web.pages import page
from bot.channels.web.sessions import SignedIn, signed_in
from bot.channels.web.summary import HERE, LookedAt, look, nothing_page
from bot.channels.web.summary_then import showing_of, then_and_now
from bot.channels.web.way_back import RECORDS
from bot.channels.web.words import words
from bot.permissions import children_listed
from bot.summary_paths import NARROWED_BY, ROWS
from practice.calendar import london_day
from reports.casework import wording as casework
from reports.file_lists import rows as listed
from reports.file_lists.choosing import (
    DIMENSIONS,
    LEFT_OUT,
    categories,
    choose,
    has_list,
    mark_of,
    narrowed,
    parts_of,
)
from reports.file_lists.naming import named
from reports.file_lists.rows import LONGEST_FIRST, Row, columns, rows_behind
from reports.file_lists.stands import CHILDREN, CONTACTS, FILE_OF
from reports.selection import ALL
from reports.spans import span
from reports.view import Listed
from reports.wording import list_name, of_list, span_name
from storage.measures import Session

router = APIRouter()

PER_PAGE = 50
"""Rows of a page, as on the lists behind the other numbers."""
_NUMBER = re.compile(r"[1-9]\d{0,4}", re.ASCII)


@dataclass(frozen=True)
class _Asked:
    """Which list, which part of it, what it is narrowed to, which page, and where it was opened."""

    key: str
    shows: str
    by: Mapping[str, str]
    number: int
    came: CameFrom

    @property
    def first(self) -> int:
        """How many rows stand before this page."""
        return (self.number - 1) * PER_PAGE

    @property
    def more(self) -> dict[str, str]:
        """What the address says beside whose, when, which list and which part."""
        by = {f"{NARROWED_BY}{name}": mark for name, mark in self.by.items()}
        return {**by, **self.came.kept}


def asked_for(
    request: Request,
    came: Annotated[CameFrom, Depends(came_from)],
    key: Annotated[str, Query(alias="measure")] = "",
    show: Annotated[str, Query()] = ALL,
    number: Annotated[str, Query(alias="page")] = "1",
) -> _Asked:
    """Return which list is asked for; raises NotFoundError where there is no such one."""
    if not has_list(key) or show not in parts_of(key) or not _NUMBER.fullmatch(number):
        raise NotFoundError
    told = {name: request.query_params.get(f"{NARROWED_BY}{name}", "") for name in DIMENSIONS}
    by = {name: mark for name, mark in told.items() if mark}
    return _Asked(key, show, by, int(number), came)


@router.get(ROWS)
def rows(
    request: Request,
    who: Annotated[SignedIn, Depends(signed_in)],
    asked: Annotated[_Asked, Depends(asked_for)],
    team: Annotated[str, Query()] = "",
    month: Annotated[str, Query()] = "",
) -> Response:
    """Return a page of the rows behind a figure of the council's own files, which is audited.

    Raises NotFoundError for a page that there is not.
    """
    context = context_of(request)
    of_contacts = FILE_OF[asked.key] == CONTACTS
    view = look(context, who, (team, month), "rows listed", of_contacts=of_contacts)
    if nothing := nothing_page(context, who, view):
        return nothing
    with context.store.reading() as session:
        showing = showing_of(session, view, asked.came)
        every = rows_behind(session, asked.key, view.team, view.month, view.now)
        part = choose(every, asked.shows)
        chosen, known = _named(session, asked, view, narrowed(part, asked.by))
        shown = chosen[asked.first : asked.first + PER_PAGE]
        leads = children_listed(session, view.viewer, _refs(shown) & known)
    if asked.number > 1 and not shown:
        raise NotFoundError
    values = {
        **_heading(asked, view, every, chosen),
        **_table(asked, every, shown, known, leads),
        "then": "" if asked.by else then_and_now(showing, asked.key, asked.shows, len(part)),
        "action": ROWS,
        "narrow": words("rows.narrow"),
        "fields": _fields(asked, part),
        "hidden": _hidden(asked, view),
        "narrowed": bool(asked.by),
        **_pages(asked, view, len(chosen)),
        "back": _back(view, asked),
    }
    return page(context, "rows.html", values, person=who.person, here=HERE)


def _heading(
    asked: _Asked, view: LookedAt, every: Sequence[Row], chosen: Sequence[Row]
) -> dict[str, object]:
    name = list_name(Listed(asked.key, asked.shows, len(chosen)))
    numbers = {part: len(choose(every, part)) for part in parts_of(asked.key)}
    parts = [
        {
            "href": view.behind(asked.key, view.month, part, **asked.came.kept),
            "label": list_name(Listed(asked.key, part, n)),
            "current": part == asked.shows and not asked.by,
        }
        for part, n in numbers.items()
        if n or part == asked.shows
    ]
    order = "by_days" if asked.key in LONGEST_FIRST else "by_day"
    is_children = FILE_OF[asked.key] == CHILDREN
    return {
        "title": name if every else casework.label(asked.key),
        "wide": True,
        "of": f"{view.team.name}, {span_name(span(view.month, None, london_day(view.now)))}.",
        "nothing": "" if every else words("rows.nothing"),
        "now": listed.say("page.now"),
        "look_up": "" if is_children else listed.say("page.look_up"),
        "caution": casework.say(f"{asked.key}.cannot_tell"),
        "parts": parts,
        "order": listed.say("page.by_ref" if is_children else f"page.{order}"),
    }


def _named(
    session: Session, asked: _Asked, view: LookedAt, chosen: list[Row]
) -> tuple[list[Row], frozenset[str]]:
    """Return the rows, and the references of children that may be named on their page.

    On a list by these, the others come last: their place must say nothing of them.
    """
    is_by_child = FILE_OF[asked.key] == CHILDREN
    page = chosen if is_by_child else chosen[asked.first : asked.first + PER_PAGE]
    known = named(session, _refs(page), view.team.id, view.viewer, london_day(view.now))
    if is_by_child:
        chosen = sorted(chosen, key=lambda row: row.child_ref not in known)
    return chosen, known


def _refs(rows: Sequence[Row]) -> frozenset[str]:
    return frozenset(row.child_ref for row in rows if row.child_ref)


def _table(
    asked: _Asked,
    every: Sequence[Row],
    shown: Sequence[Row],
    known: Collection[str],
    leads: Mapping[str, str],
) -> dict[str, object]:
    several = len({row.within["team"] for row in every}) > 1
    heads = [
        (name, label) for name, label in columns(asked.key, shown) if several or name != "team"
    ]
    answers = {row.counts for row in shown}
    return {
        "heads": heads,
        "with_ref": any(row.ref for row in shown),
        "with_child": bool(_refs(shown)),
        "answer_head": of_list(f"{asked.key}.head") if len(answers) > 1 else "",
        "rows": [_shown(row, heads, known, leads) for row in shown],
    }


def _shown(
    row: Row,
    heads: Sequence[tuple[str, str]],
    known: Collection[str],
    leads: Mapping[str, str],
) -> dict[str, object]:
    child = row.child_ref or ""
    leads_to = urlencode({"child": leads[child]}) if child in leads else ""
    return {
        "ref": row.ref,
        "has_child": bool(child),
        "child": child if child in known else "",
        "href": f"{RECORDS}?{leads_to}" if leads_to else "",
        "answer": _answer(row),
        "cells": [(label, row.cells.get(name, "")) for name, label in heads],
    }


def _answer(row: Row) -> str:
    if row.counts is None:
        return listed.say(f"counts.{LEFT_OUT}")
    return listed.say("counts.yes" if row.counts else "counts.no")


def _fields(asked: _Asked, part: Sequence[Row]) -> list[dict[str, object]]:
    """Return a field for each dimension that tells the rows of this part apart, with how many."""
    found = {name: categories(part, name) for name in DIMENSIONS}
    return [
        {
            "name": f"{NARROWED_BY}{name}",
            "label": listed.say(f"narrow.{name}"),
            "options": [
                ("", listed.say("narrow.any"), name not in asked.by),
                *(_option(of, n, asked.by.get(name)) for of, n in each.items()),
            ],
        }
        for name, each in found.items()
        if each
    ]


def _option(of: str, n: int, chosen: str | None) -> tuple[str, str, bool]:
    label = listed.say("narrow.option", of=of or listed.say("narrow.none"), n=n)
    return mark_of(of), label, mark_of(of) == chosen


def _hidden(asked: _Asked, view: LookedAt) -> dict[str, str]:
    """Return what the form that narrows keeps of the address."""
    told = {"measure": asked.key, "month": str(view.month), "team": view.team.id}
    return {**told, "show": asked.shows, **asked.came.kept}


def _pages(asked: _Asked, view: LookedAt, total: int) -> dict[str, object]:
    def at(number: int) -> str:
        return view.behind(asked.key, view.month, asked.shows, **asked.more, page=number)

    last = min(asked.first + PER_PAGE, total)
    numbers = {"first": asked.first + 1, "last": last, "total": total}
    return {
        "total": total,
        "range": words("list.range", **numbers),
        "before": at(asked.number - 1) if asked.number > 1 else None,
        "after": at(asked.number + 1) if last < total else None,
    }


def _back(view: LookedAt, asked: _Asked) -> dict[str, str]:
    return {"href": f"{asked.came.back(view)}#{asked.key}", "label": words("back.summary")}
