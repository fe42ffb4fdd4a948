"""A record as its viewer may see it, and addenda to a locked one; each access is audited."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from bot.channels.web.addendum import NotAdded, SentAddendum, addendum_sent
from bot.channels.web.channel import WEB
from bot.channels.web.chat import fresh_token, refused_as, update_key, wrong_with
from bot.channels.web.context import WebContext, context_of
from bot.channels.web.errors import ForbiddenError, RecordClosedError
from bot.channels.web.pages import day_and_hour, page
from bot.channels.web.record_seen import beneath
from bot.channels.web.record_state import Reader, stands, written_later
from bot.channels.web.record_told import Part, answers, told_in, what_moved
from bot.channels.web.sessions import Posting, SignedIn, posted_words, signed_in
from bot.channels.web.way_back import list_address, opened_from, way_back
from bot.channels.web.words import words
from bot.conversations.audit import said_of as audit_said_of
from bot.conversations.comparing import seen_copies
from bot.conversations.draft import stored_steps
from bot.conversations.sendings import as_sent, sent_before
from bot.permissions import RecordRequest, children_of, note_opening, request_record
from practice.access import Viewer, may_add_to, may_read_of_list
from practice.calendar import london_day
from practice.terms import WRITTEN_ALONE, RecordKind, StepKind
from prompts.another_child import another_child
from prompts.days import full_day_words
from prompts.interview.changes import changes
from prompts.interview.views import view
from prompts.kinds import named_together
from prompts.loader import Guides
from prompts.meeting.cards import looked_words
from prompts.meeting.listed import LookedAt
from prompts.phrases import phrases
from prompts.steps import Step
from prompts.text import tidy
from storage import addenda, audit, called, plans, records, seen
from storage.access import viewer_of
from storage.session import Session
from storage.tables import Person, Record

router = APIRouter()

_SEE_OTHER = 303

_Changed = tuple[str, str, str]


@router.get("/records/{record_id}")
def show(
    request: Request,
    record_id: str,
    who: Annotated[SignedIn, Depends(signed_in)],
    back: Annotated[str, Query()] = "",
) -> Response:
    """Return the page of a record; raises RecordClosedError, audited where there is such a one.

    `back` is the list that it was opened from.
    """
    return _page(context_of(request), who, record_id, back)


@router.post("/records/{record_id}/addenda")
def add(
    request: Request,
    record_id: str,
    posting: Annotated[Posting, Depends(posted_words)],
    form: Annotated[SentAddendum, Depends(addendum_sent)],
) -> Response:
    """Add text to a locked record, once for each token, and lead back to it.

    Words that cannot be taken come back in the box. Text that names a child whom the record is not
    about is asked about first: `sure` is the child that it may name. Raises RecordClosedError, or
    ForbiddenError where it may only be read; both are audited.
    """
    context, who, typed = context_of(request), posting.who, tidy(form.text)
    wrong = wrong_with(form.token, typed, is_old=posting.is_old)
    if wrong:
        return _page(
            context, who, record_id, form.back, NotAdded(words(wrong), form.text, refused_as(wrong))
        )
    now = context.clock.now()
    with context.store.writing() as session:
        viewer = viewer_of(session, who.person)
        asked = request_record(session, viewer, record_id, london_day(now))
        if asked is None:
            raise RecordClosedError
        allowed = may_add_to(viewer, asked.facts)
        other = (
            _another_child(session, who.person, asked.record, typed, london_day(now))
            if allowed
            else None
        )
        asks = other is not None and other != form.sure
        if allowed and not asks:
            _add(session, who.person.id, record_id, (form.token, typed), now)
        elif not allowed:
            audit.record(
                session, "addendum refused", "record", record_id, actor=who.person.id, at=now
            )
    if not asked.may_read:
        raise RecordClosedError
    if not allowed:
        raise ForbiddenError("addendum_refused")
    if other and asks:
        named = NotAdded(words("record.names", child=other), form.text, sure=other)
        return _page(context, who, record_id, form.back, named)
    from_list = f"?{opened_from(list_address(form.back))}" if form.back else ""
    return RedirectResponse(f"/records/{record_id}{from_list}#added", _SEE_OTHER)


def _another_child(
    session: Session, person: Person, record: Record, text: str, on: date
) -> str | None:
    """Return the child of one's own, or of one's people, whom a text names beside the record's."""
    known = children_of(session, person.id, on)
    return another_child(text, _children(session, record), (), known)


def _add(
    session: Session, author: str, record_id: str, sent: tuple[str, str], now: datetime
) -> None:
    token, text = sent
    key = update_key(author, token)
    if seen.first_sight(session, WEB, key, person_id=author, said=None, at=now):
        addenda.add_addendum(session, record_id, text, author=author, at=now)
        audit.record(session, "addendum added", "record", record_id, actor=author, at=now)


def _page(
    context: WebContext, who: SignedIn, record_id: str, back: str, wrong: NotAdded | None = None
) -> Response:
    now = context.clock.now()
    today = london_day(now)
    # Read without holding anybody up; the page leaves here once the audit says so, and not before.
    with context.store.reading() as session:
        viewer = viewer_of(session, who.person)
        asked = request_record(session, viewer, record_id, today)
        reads = Reader(viewer, today)
        opens = asked is not None and asked.may_read
        shown = _shown(session, context.guides, asked, reads) if asked and opens else None
    if asked is None:
        raise RecordClosedError
    with context.store.writing() as session:
        note_opening(session, viewer, asked, now)
    if shown is None:
        raise RecordClosedError
    with context.store.reading() as session:
        under = beneath(session, asked.record, who.person, today)
    values = {
        **shown,
        **under,
        "csrf": who.csrf,
        "token": fresh_token(),
        "draft": wrong.text if wrong else "",
        "back": way_back(back),
        "wrong": wrong.said if wrong else None,
        "sure": wrong.sure if wrong else "",
    }
    status = wrong.status if wrong else 200
    return page(context, "record.html", values, person=who.person, status=status)


def _shown(
    session: Session, guides: Guides, asked: RecordRequest, reader: Reader
) -> dict[str, object]:
    """Return what templates/record.html expects of a record."""
    record, viewer = asked.record, reader.viewer
    sent = as_sent(stored_steps(session, record.draft_id))
    other = _name(session, record.other_id)
    beside = _beside(asked, viewer, sent, other)
    told = None if record.kind == RecordKind.LOOKED_AT else told_in(guides, record, sent)
    read = view(told) if told else None
    return {
        "title": _title(session, record, other),
        "facts": _facts(session, record, other, reader, beside),
        "parts": answers(read) if read else _looked_at(session, record),
        "moved": what_moved(read) if read else [],
        "changed": _changed(guides, record, sent) if told else _list_changed(session, record),
        "copied": seen_copies(session, viewer, record, told, reader.on) if told else [],
        "shows": _shows(session, record),
        "beside": beside,
        "addenda": _added(session, record),
        "action": f"/records/{record.id}/addenda" if may_add_to(viewer, asked.facts) else None,
    }


def _beside(
    asked: RecordRequest, viewer: Viewer, sent: list[Step], other: str
) -> tuple[str, str] | None:
    """Return the disagreement with its heading; one with the list stays off a child's file."""
    last = sent[-1] if sent else None
    if last is None or last.kind != StepKind.AGREED or not last.value:
        return None
    if asked.record.kind != RecordKind.LOOKED_AT:
        return words("record.disagreement", other=other), str(last.value)
    if not may_read_of_list(viewer, asked.facts):
        return None
    return words("record.list_disagreement", other=other), str(last.value)


def _looked_at(session: Session, record: Record) -> list[Part]:
    said = _line(session, records.last_submission(session, record.id) or "")
    return [(words("record.looked_line"), [("", said, "")])]


def _line(session: Session, submission_id: str) -> str:
    said = records.line(session, submission_id)
    came = plans.answers_in(session, submission_id)
    return looked_words(LookedAt(said.became, said.text, seen=said.seen, came=came))


def _changed(guides: Guides, record: Record, sent: list[Step]) -> list[_Changed]:
    """Return what changed since the sending before: the line, what it was, what it is now."""
    earlier = sent_before(sent)
    if not earlier:
        return []
    found = changes(told_in(guides, record, earlier), told_in(guides, record, sent))
    nothing = words("record.nothing_there")
    return [(change.name, change.was or nothing, change.now or nothing) for change in found]


def _list_changed(session: Session, record: Record) -> list[_Changed]:
    earlier = records.submission_before(session, record.id)
    if earlier is None:
        return []
    was = _line(session, earlier)
    now = _line(session, records.last_submission(session, record.id) or "")
    return [(words("record.looked_line"), was, now)] if was != now else []


def _shows(session: Session, record: Record) -> list[tuple[str, str]]:
    submission = records.last_submission(session, record.id) or ""
    known = phrases("indicators")
    return [
        (known[claim.indicator][:1].upper() + known[claim.indicator][1:], claim.sentence)
        for claim in records.claims(session, submission)
        if claim.counts
    ]


def _added(session: Session, record: Record) -> list[tuple[str, str]]:
    def heading(at: datetime, author_id: str) -> str:
        return words("record.added", when=day_and_hour(at), name=_name(session, author_id))

    rows = addenda.addenda(session, record.id)
    return [(heading(row.added_at, row.author_id), row.text) for row in rows]


def _title(session: Session, record: Record, other: str) -> str:
    about = _children(session, record)
    key = record.kind.replace(" ", "_")
    if record.kind in WRITTEN_ALONE and not about:
        return words(f"record.{key}_alone")
    if record.kind == RecordKind.PERSONAL:
        return words("record.personal", other=other)
    return words(f"record.{key}", child=named_together(about) if about else "")


def _children(session: Session, record: Record) -> list[str]:
    rows = [record]
    if record.kind in WRITTEN_ALONE:
        rows = records.records_of_draft(session, record.draft_id)
    found = [called.ref_of(session, row.child_id) for row in rows if row.child_id]
    return [ref for ref in found if ref]


def _facts(
    session: Session, record: Record, other: str, reader: Reader, beside: tuple[str, str] | None
) -> list[tuple[str, str]]:
    found = {
        "held_on": full_day_words(record.held_on),
        "written_on": written_later(session, record),
        "written_by": _name(session, record.writer_id),
        "with": other,
        "state": stands(session, record, reader, beside),
        "audited": audit_said_of(session, reader.viewer, record, reader.on),
    }
    return [(words(f"record.{name}"), value) for name, value in found.items() if value]


def _name(session: Session, person_id: str | None) -> str:
    return called.name_of(session, person_id) if person_id else ""
