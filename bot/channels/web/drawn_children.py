"""The inspector's ten minutes: six children drawn by lot, each opened as one thread."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from bot.channels.web.context import WebContext, context_of
from bot.channels.web.errors import ForbiddenError, NotFoundError
from bot.channels.web.looked_over import Asked, Over, asked_over, look_over, over_fields
from bot.channels.web.pages import page
from bot.channels.web.sessions import SignedIn, signed_in
from bot.channels.web.summary import HERE
from bot.channels.web.way_back import opened_from
from bot.channels.web.words import words
from bot.drawn import MOST, Child, Period, Pool, note_draw, of_child, pool
from bot.permissions import note_read
from bot.summary_paths import DRAWN, THREAD
from practice.calendar import london_day
from reports import child_thread
from reports.wording import full_day
from storage.people import team_and_descendants

router = APIRouter()

_SEE_OTHER = 303
_SEEDS = 1_000_000
_SEED = re.compile(r"\d{1,6}", re.ASCII)
_MARK = re.compile(r"\d{1,6}-[0-9a-f]{8}", re.ASCII)
_NUMBER = re.compile(rf"[1-{MOST}]", re.ASCII)


@dataclass(frozen=True)
class _Lot:
    """The number of a draw, and the mark of what it was drawn from; each may be missing."""

    seed: str
    of: str


def asked_lot(seed: Annotated[str, Query()] = "", of: Annotated[str, Query()] = "") -> _Lot:
    """Return which draw is asked for; raises NotFoundError where there can be no such one."""
    wrong = (seed and not _SEED.fullmatch(seed)) or (of and not _MARK.fullmatch(of))
    if wrong:
        raise NotFoundError
    return _Lot(str(int(seed)) if seed else "", of)


@dataclass(frozen=True)
class _Draw:
    """What was drawn, from what, and the draw that the address names."""

    over: Over
    lot: _Lot
    pool: Pool

    @property
    def children(self) -> tuple[Child, ...]:
        return self.pool.drawn(int(self.lot.seed))

    @property
    def changed(self) -> str:
        """That records changed since the draw that the address names; "" where they did not."""
        if self.lot.of in {"", self.pool.mark}:
            return ""
        was = int(self.lot.of.partition("-")[0])
        return words("drawn.changed", was=was, now=len(self.pool.children))

    @property
    def of(self) -> str:
        return words("drawn.of", team=self.over.view.team.name, period=self.over.title)

    def at(self, path: str, **more: object) -> str:
        named = {**self.over.named, "seed": self.lot.seed, "of": self.lot.of}
        return f"{path}?{urlencode({**named, **more})}"


@router.get(DRAWN)
def show(
    request: Request,
    who: Annotated[SignedIn, Depends(signed_in)],
    asked: Annotated[Asked, Depends(asked_over)],
    lot: Annotated[_Lot, Depends(asked_lot)],
) -> Response:
    """Return the six children of a draw; without a number, lead to a draw with a new one.

    The address holds the number, and a mark of what was drawn from: where that is not as it was,
    the page says so.
    """
    context = context_of(request)
    draw = _drawn(context, look_over(context, who, asked, "summary read"), lot)
    if not lot.seed or not lot.of:
        seed = lot.seed or str(secrets.randbelow(_SEEDS))
        named = {**draw.over.named, "seed": seed, "of": draw.pool.mark}
        return RedirectResponse(f"{DRAWN}?{urlencode(named)}", _SEE_OTHER)
    view = draw.over.view
    with context.store.writing() as session:
        drawn = (int(lot.seed), draw.pool.mark)
        note_draw(session, view.viewer, view.team.id, drawn, view.now)
    return page(context, "drawn.html", _listed(draw), person=who.person, here=HERE)


@router.get(THREAD)
def show_child(
    request: Request,
    who: Annotated[SignedIn, Depends(signed_in)],
    asked: Annotated[Asked, Depends(asked_over)],
    lot: Annotated[_Lot, Depends(asked_lot)],
    number: Annotated[str, Query()] = "",
) -> Response:
    """Return the thread of one child of a draw; each record whose words it shows is audited.

    Nobody is named in the address but by their place in the draw: raises ForbiddenError where it
    has no such place.
    """
    if not lot.seed or not _NUMBER.fullmatch(number):
        raise NotFoundError
    context, at = context_of(request), int(number) - 1
    draw = _drawn(context, look_over(context, who, asked, "child drawn read"), lot)
    if at >= len(draw.children):
        raise ForbiddenError("not_for_you")
    view, child = draw.over.view, draw.children[at]
    today = london_day(view.now)
    with context.store.reading() as session:
        told = of_child(session, context.guides, view.viewer, child, (_period(draw.over), today))
    with context.store.writing() as session:
        note_read(session, view.viewer, told.record_ids, view.now)
    values = _threaded(draw, at, told)
    return page(context, "thread.html", values, person=who.person, here=HERE)


def _period(over: Over) -> Period:
    return Period(over.months[0].first, over.months[-1].last)


def _drawn(context: WebContext, over: Over, lot: _Lot) -> _Draw:
    view = over.view
    with context.store.reading() as session:
        teams = team_and_descendants(session, view.team.id)
        found = pool(session, view.viewer, teams, _period(over), london_day(view.now))
    return _Draw(over, lot, found)


def _back(draw: _Draw) -> dict[str, str]:
    view = draw.over.view
    return {"href": view.at(view.team, view.month), "label": words("back.summary")}


def _listed(draw: _Draw) -> dict[str, object]:
    n, m = len(draw.children), len(draw.pool.children)
    return {
        "title": words("drawn.title"),
        "of": draw.of,
        "back": _back(draw),
        "changed": draw.changed,
        "nobody": "" if n else words("drawn.none"),
        "drawn": words("drawn.drawn", seed=draw.lot.seed, n=n, m=m),
        "repeat": words("drawn.repeat"),
        "children": [
            {
                "href": draw.at(THREAD, number=place),
                "ref": child.ref,
                "times": words("drawn.times", n=child.times),
            }
            for place, child in enumerate(draw.children, 1)
        ],
        "how": words("drawn.how"),
        "check": words("drawn.check"),
        "refs": [child.ref for child in draw.pool.children],
        "audited": words("drawn.audited"),
        "action": DRAWN,
        "choose": words("drawn.choose"),
        "fields": over_fields(draw.over),
        "more": [_seed_field(draw.lot.seed)],
        "again": {
            "href": f"{DRAWN}?{urlencode(draw.over.named)}",
            "label": words("drawn.again"),
        },
    }


def _seed_field(seed: str) -> dict[str, str]:
    label, hint = words("drawn.seed"), words("drawn.seed_hint")
    return {"name": "seed", "label": label, "hint": hint, "value": seed}


def _threaded(draw: _Draw, at: int, told: child_thread.Thread) -> dict[str, object]:
    n, place, child = len(draw.children), at + 1, draw.children[at]
    here = draw.at(THREAD, number=place)
    return {
        "title": words("drawn.child", ref=child.ref),
        "of": draw.of,
        "number": words("drawn.number", number=place, n=n, seed=draw.lot.seed),
        "rule": words("drawn.rule"),
        "back": {"href": draw.at(DRAWN), "label": words("back.drawn")},
        "changed": draw.changed,
        "parts": [
            (child_thread.say(f"part.{part}"), _days(lines, here)) for part, lines in told.parts
        ],
        "record": words("drawn.record"),
        "missing": words("drawn.missing"),
        "not_shown": told.not_shown,
        "before": draw.at(THREAD, number=place - 1) if at else None,
        "after": draw.at(THREAD, number=place + 1) if place < n else None,
    }


def _days(lines: Sequence[child_thread.Line], here: str) -> list[dict[str, object]]:
    """Return the lines of a part by their supervisions, each with its day and its address."""
    return [
        {
            "day": full_day(of[0].held_on),
            "href": f"/records/{record_id}?{opened_from(here)}",
            "lines": of,
        }
        for record_id, found in groupby(lines, key=lambda line: line.record_id)
        if (of := list(found))
    ]
