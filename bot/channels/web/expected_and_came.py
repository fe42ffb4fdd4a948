"""What was expected of actions, what came of them, and what was stopped because it did not help."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from bot.channels.web.context import context_of
from bot.channels.web.looked_over import Asked, Over, asked_over, look_over, over_fields
from bot.channels.web.pages import page
from bot.channels.web.sessions import SignedIn, signed_in
from bot.channels.web.summary import HERE
from bot.channels.web.way_back import opened_from
from bot.channels.web.words import words
from bot.permissions import note_quoted
from bot.summary_paths import EXPECTED
from practice.access import may_read
from practice.calendar import london_day
from reports.expected import Called, Expected, Stopped, expected, say
from storage import children
from storage import measures as queries
from storage.access import record_facts
from storage.measures import Scope, Session
from storage.people import team_and_descendants

router = APIRouter()

MOST = 50
"""So many actions that were stopped are shown, the newest."""
_HEADS = ("likely", "tried", "came", "little", "none", "left", "better")
_MEANS = ("numerator", "denominator", "source", "leaves_out", "cannot_tell")


@dataclass(frozen=True)
class _Shown:
    """An action that was stopped, in a record that opens to the reader."""

    of: Stopped
    ref: str
    what: str


@router.get(EXPECTED)
def show(
    request: Request,
    who: Annotated[SignedIn, Depends(signed_in)],
    asked: Annotated[Asked, Depends(asked_over)],
) -> Response:
    """Return what came of what was expected in some months; what it quotes is audited."""
    context = context_of(request)
    over = look_over(context, who, asked, "list read")
    view = over.view
    with context.store.reading() as session:
        teams = tuple(team_and_descendants(session, view.team.id))
        found = expected(session, Scope(teams, over.months, view.now))
        shown = _opening(session, over, found.stopped[-MOST:])
    if quoted := list(dict.fromkeys(one.of.record_id for one in shown)):
        with context.store.writing() as session:
            note_quoted(session, view.viewer, quoted, view.now)
    return page(context, "expected.html", _values(over, found, shown), person=who.person, here=HERE)


def _opening(session: Session, over: Over, stopped: Sequence[Stopped]) -> list[_Shown]:
    """Return those of the actions whose records open, the newest first, in their own words."""
    facts = record_facts(session, {one.record_id for one in stopped}, london_day(over.view.now))
    opens = [one for one in stopped if may_read(over.view.viewer, facts[one.record_id])]
    said = queries.action_words(session, [one.action_id for one in opens])
    refs = {one.child_id: children.child(session, one.child_id) for one in opens}
    return [
        _Shown(one, child.ref, said.get(one.action_id, "").rstrip(". ") + ".")
        for one in reversed(opens)
        if (child := refs[one.child_id])
    ]


def _values(over: Over, found: Expected, shown: Sequence[_Shown]) -> dict[str, object]:
    view = over.view
    here = f"{EXPECTED}?{urlencode(over.named)}"
    known = found.tried or any(one.left_out for one in found.called)
    withheld = min(len(found.stopped), MOST) - len(shown)
    return {
        "title": words("expected.title"),
        "wide": True,
        "of": words("expected.of", team=view.team.name, period=over.title),
        "back": {"href": view.at(view.team, view.month), "label": words("back.summary")},
        "nothing": "" if known else say("sentence.nothing"),
        "sentences": [_sentence(one) for one in found.called if one.came.denominator],
        "ask": say("sentence.ask"),
        "heads": [words(f"expected.head_{name}") for name in _HEADS],
        "called": found.called,
        "teams": found.teams,
        "means": [_meaning(name) for name in ("came_share", "stopped_share")],
        "stopped": _stopped(found, withheld),
        "rows": [
            {"shown": one, "href": f"/records/{one.of.record_id}?{opened_from(here)}"}
            for one in shown
        ],
        "record": words("expected.record"),
        "action": EXPECTED,
        "choose": words("expected.choose"),
        "fields": over_fields(over),
    }


def _sentence(one: Called) -> str:
    return say(
        "sentence.called",
        m=one.came.denominator,
        word=one.label.lower(),
        n=one.came.numerator,
        little=one.a_little,
        none=one.not_at_all,
    )


def _meaning(name: str) -> dict[str, object]:
    """Return what a measure is called, and what it counts, of what, from where."""
    key = f"actions.{name}"
    return {
        "key": key,
        "label": say(f"{key}.label"),
        "parts": [(words(f"expected.{part}"), say(f"{key}.{part}")) for part in _MEANS],
    }


def _stopped(found: Expected, withheld: int) -> list[str]:
    told = [say("stopped.count", n=len(found.stopped), m=found.tried)]
    if len(found.stopped) > MOST:
        told.append(say("stopped.newest", n=MOST))
    if withheld:
        told.append(say("stopped.withheld", n=withheld))
    if found.given_up:
        told.append(say("stopped.given_up", n=found.given_up))
    return told
