"""What a person wrote or had a part in: a list that leads to each record and says nothing of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from bot.channels.web.context import context_of
from bot.channels.web.errors import NotFoundError
from bot.channels.web.pages import page
from bot.channels.web.record_filter import asked_for, must_be_listed, query_of, selections
from bot.channels.web.sessions import SignedIn, signed_in
from bot.channels.web.way_back import JOURNAL, RECORDS, opened_from
from bot.channels.web.words import words
from bot.permissions import Listing, list_records, record_choices
from practice.access import Role, Visibility
from practice.calendar import london_day
from practice.terms import WRITTEN_ALONE, RecordKind, StepKind
from prompts.days import day_words
from storage import absences, audit, records, unsigned
from storage.access import viewer_of
from storage.record_list import EVERYTHING, ListedRecord, Wanted
from storage.session import Session

router = APIRouter()

HERE = RECORDS
_NUMBER = re.compile(r"[1-9]\d{0,4}", re.ASCII)

_WAITS = frozenset({StepKind.SUBMITTED, StepKind.RETURNED})

_Known = tuple[ListedRecord, bool]


@dataclass(frozen=True)
class RecordGroup:
    """Records that stand alike: links (where it opens, or None; what it is called) and how."""

    links: list[tuple[str | None, str]]
    state: str


@dataclass(frozen=True)
class ListEntry:
    """A meeting or a reflection, as templates/records.html expects it."""

    title: str
    day: str
    parts: list[tuple[str, list[RecordGroup]]]


@router.get(HERE)
def show(
    request: Request,
    who: Annotated[SignedIn, Depends(signed_in)],
    wanted: Annotated[Wanted, Depends(asked_for)],
    asked: Annotated[str, Query(alias="page")] = "1",
) -> Response:
    """Return a page of the person's records; raises NotFoundError where there is none."""
    context = context_of(request)
    number = int(asked) if _NUMBER.fullmatch(asked) else 0
    if not number:
        raise NotFoundError
    now = context.clock.now()
    with context.store.reading() as session:
        viewer = viewer_of(session, who.person)
        known = record_choices(session, viewer)
        must_be_listed(wanted, known)
        listing = list_records(session, viewer, number, london_day(now), wanted)
        owners = _owners(session, listing, london_day(now))
        away = absences.away_on(session, london_day(now))
    with context.store.writing() as session:
        audit.record(session, "list read", "person", who.person.id, actor=who.person.id, at=now)
    if number > 1 and not listing.records:
        raise NotFoundError
    values = {
        "title": words("records.title"),
        "about": words("records.own"),
        "journal": {
            "href": JOURNAL,
            "label": words("reflections.link"),
            "about": words("reflections.about"),
        },
        "teams": words("records.teams") if who.person.role == Role.MANAGER else None,
        "action": HERE,
        "narrow": words("records.narrow"),
        "fields": selections(wanted, known),
        "narrowed": wanted != EVERYTHING,
        "entries": list(
            _entries(_Seen(who.person.id, owners, away, _page_path(number, wanted)), listing)
        ),
        "newer": _page_path(number - 1, wanted) if number > 1 else None,
        "older": _page_path(number + 1, wanted) if listing.older else None,
    }
    return page(context, "records.html", values, person=who.person, here=HERE)


def _page_path(number: int, wanted: Wanted) -> str:
    narrowed = query_of(wanted)
    return f"{HERE}?{narrowed}&page={number}" if narrowed else f"{HERE}?page={number}"


@dataclass(frozen=True)
class _Seen:
    """Who reads the list, at which address, and who answers for what a leaver left unsigned.

    `away` is who is away today, by id, each with the last day of it.
    """

    person_id: str
    owners: Mapping[tuple[str, str], str]
    away: Mapping[str, date]
    address: str


def _owners(session: Session, listing: Listing, on: date) -> dict[tuple[str, str], str]:
    """Return, by meeting and state, the name of who answers for parts whose signer has left."""
    waiting = {
        (row.entry_id, row.state)
        for row, _ in listing.records
        if row.state in _WAITS and not row.is_closed
    }
    found: dict[tuple[str, str], str] = {}
    for meeting_id, state in waiting:
        held = records.supervision(session, meeting_id)
        owner = unsigned.owner_of(session, held, state, on) if held else None
        if owner is not None and state is not None:
            found[meeting_id, state] = owner.name
    return found


def _entries(seen: _Seen, listing: Listing) -> Iterator[ListEntry]:
    for _, group in groupby(listing.records, key=lambda known: known[0].entry_id):
        known = list(group)
        first = known[0][0]
        day = day_words(first.held_on)
        yield ListEntry(_title(seen.person_id, first, day), day, list(_parts(seen, known)))


def _title(person_id: str, row: ListedRecord, day: str) -> str:
    own = person_id == row.writer_id
    if row.kind in WRITTEN_ALONE:
        key = row.kind.replace(" ", "_")
        if own:
            return words(f"records.your_{key}", day=day)
        return words(f"records.{key}_of", day=day, writer=row.writer)
    other = row.other or ""
    if own or person_id == row.other_id:
        return words("records.of_you", day=day, name=other if own else row.writer)
    return words("records.of_others", day=day, other=other, writer=row.writer)


def _parts(seen: _Seen, known: list[_Known]) -> Iterator[tuple[str, list[RecordGroup]]]:
    for kind in RecordKind:
        lines: dict[str, RecordGroup] = {}
        for row, opens in known:
            if row.kind == kind:
                state = _state(seen, row) if opens else words("records.held")
                line = lines.setdefault(state, RecordGroup([], state))
                path = f"{HERE}/{row.id}?{opened_from(seen.address)}"
                line.links.append((path if opens else None, _called(row)))
        if lines:
            yield words(f"records.{kind.replace(' ', '_')}"), list(lines.values())


def _called(row: ListedRecord) -> str:
    if row.kind == RecordKind.PERSONAL:
        return row.other or ""
    return row.child_ref or words("records.alone")


def _state(seen: _Seen, row: ListedRecord) -> str:
    if row.kind in WRITTEN_ALONE:
        return _alone(seen.person_id, row)
    state = row.state or StepKind.SUBMITTED
    if state == StepKind.AGREED:
        return words("records.agreed")
    if row.is_closed:
        return words("records.closed")
    if owner := seen.owners.get((row.entry_id, state)):
        signer = row.other if state == StepKind.SUBMITTED else row.writer
        return words(f"records.{state}_left", other=signer or "", owner=owner)
    if seen.person_id == row.other_id:
        return words(f"records.{state}_you")
    said = words(f"records.{state}", other=row.other or "")
    return _with_away(seen, row, state, said)


def _with_away(seen: _Seen, row: ListedRecord, state: str, said: str) -> str:
    """Return how a record stands, and that who is to go on with it is away, if so."""
    is_sent = state == StepKind.SUBMITTED
    signer_id, name = (row.other_id, row.other) if is_sent else (row.writer_id, row.writer)
    until = seen.away.get(signer_id or "")
    if until is None or signer_id == seen.person_id:
        return said
    return words("records.away", state=said, name=name or "", day=day_words(until))


def _alone(person_id: str, row: ListedRecord) -> str:
    if row.visibility not in {Visibility.SHARED, Visibility.KEPT}:
        return words("records.sent_alone")
    if row.visibility == Visibility.KEPT:
        return words("records.kept")
    if person_id != row.writer_id:
        return words("records.shared_you")
    if row.shared_with is None:
        return words("records.shared_nobody")
    return words("records.shared", name=row.shared_with)
