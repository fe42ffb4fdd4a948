"""The journal: one's own reflections, what they show often and seldom, and whence an entry."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from bot.channels.web.context import WebContext, context_of
from bot.channels.web.errors import NotFoundError
from bot.channels.web.pages import page
from bot.channels.web.sessions import SignedIn, signed_in
from bot.channels.web.way_back import JOURNAL, opened_from
from bot.channels.web.words import words
from bot.journal import Told, own_reflections, reflected
from bot.permissions import note_quoted
from practice.access import Visibility
from practice.calendar import london_day
from prompts.days import full_day_words
from prompts.kinds import named_together
from prompts.phrases import phrases
from prompts.tendencies import Counted, Tendencies, tendencies
from prompts.text import quoted, shortened
from storage import audit, shares
from storage.access import viewer_of
from storage.session import Session

router = APIRouter()

ENTRY = f"{JOURNAL}/entry"
GUIDE = "quick-reflection"
MOST = 6
"""So many reflections go into one entry: more is no piece of development but a file."""
_FIRST_WORDS = 120
_NUMBER = re.compile(r"[1-9]\d{0,4}", re.ASCII)


@router.get(JOURNAL)
def show(
    request: Request,
    who: Annotated[SignedIn, Depends(signed_in)],
    asked: Annotated[str, Query(alias="page")] = "1",
) -> Response:
    """Return a page of the person's own reflections; raises NotFoundError where there is none."""
    number = int(asked) if _NUMBER.fullmatch(asked) else 0
    if not number:
        raise NotFoundError
    return journal_page(context_of(request), who, number)


def journal_page(
    context: WebContext, who: SignedIn, number: int = 1, wrong: str = "", status: int = 200
) -> Response:
    """Return that page; `wrong` says why no entry was made. What it quotes is audited."""
    now = context.clock.now()
    with context.store.reading() as session:
        viewer = viewer_of(session, who.person)
        own, older = own_reflections(session, context.guides, who.person.id, number)
        entries = [_entry(session, one, number, context) for one in own]
        written = reflected(session, own) if number == 1 else []
    if number > 1 and not own:
        raise NotFoundError
    with context.store.writing() as session:
        audit.record(session, "list read", "person", who.person.id, actor=who.person.id, at=now)
        note_quoted(session, viewer, [one.of.record_id for one in own], now)
    shown = tendencies(context.guides.newest(GUIDE), written)
    values = {
        "title": words("reflections.title"),
        "entries": entries,
        "tends": _tends(shown) if shown else [],
        "counted": words("reflections.counted", count=shown.reflections) if shown else None,
        "asks": regulator(context),
        "action": ENTRY,
        "most": MOST,
        "csrf": who.csrf,
        "wrong": wrong,
        "newer": f"{JOURNAL}?page={number - 1}" if number > 1 else None,
        "older": f"{JOURNAL}?page={number + 1}" if older else None,
    }
    return page(context, "reflections.html", values, person=who.person, here=JOURNAL, status=status)


def regulator(context: WebContext) -> str:
    """Return what is asked for in a registration year; "" where the council says nothing of it."""
    pieces = context.cpd_pieces
    if not pieces:
        return ""
    return words("reflections.asks_one") if pieces == 1 else words("reflections.asks", count=pieces)


def _entry(session: Session, one: Told, number: int, context: WebContext) -> dict[str, object]:
    of, child = one.of, named_together(list(one.of.refs)) if one.of.refs else ""
    return {
        "id": of.record_id,
        "href": f"/records/{of.record_id}?{opened_from(f'{JOURNAL}?page={number}')}",
        "day": full_day_words(of.held_on),
        "child": child or words("reflections.no_child"),
        "words": quoted(shortened(one.first_words, _FIRST_WORDS)) if one.first_words else "",
        "state": _state(session, one, context),
    }


def _state(session: Session, one: Told, context: WebContext) -> str:
    if one.of.visibility == Visibility.KEPT:
        return words("records.kept")
    today = london_day(context.clock.now())
    shared_with = shares.open_with(session, one.of.draft_id, today)
    if shared_with is None:
        return words("records.shared_nobody")
    return words("records.shared", name=shared_with.name)


def _tends(shown: Tendencies) -> list[tuple[str, list[str]]]:
    known = phrases("indicators")
    lists = (
        ("reflections.often", [_said(known[one.name], one) for one in shown.often]),
        ("reflections.seldom", [_said(known[one.name], one) for one in shown.seldom]),
        ("reflections.left", [_said(one.name, one, "reflections.left_of") for one in shown.left]),
    )
    return [(words(name), lines) for name, lines in lists if lines]


def _said(name: str, one: Counted, key: str = "reflections.shown_of") -> str:
    called = name[:1].upper() + name[1:]
    if not one.times:
        return words("reflections.shown_never", name=called, of=one.of)
    return words(key, name=called, times=one.times, of=one.of)
