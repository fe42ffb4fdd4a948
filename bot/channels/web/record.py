"""A record, as far as its reader may see it. Every reading, and every refusal, is audited."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from bot.channels.web.entry import SignedIn, office_of, signed_in
from bot.channels.web.errors import NotHereError, WebError
from bot.channels.web.pages import page
from bot.channels.web.words import words
from bot.drafts.steps import stored
from bot.readers import Asked, ask_record
from bot.visit import reader_of
from practice.access import Reader, Visibility, may_read_of_list
from practice.calendar import london_day
from prompts.days import day_words
from prompts.interview.state import fold
from prompts.interview.views import ViewLine, view
from prompts.loader import Guides
from prompts.phrases import phrases
from prompts.steps import Step
from storage import audit, children, people, records
from storage.session import Session
from storage.tables import Record

router = APIRouter()


class RecordRefusedError(WebError):
    """The person may not read this child's record."""

    status = 403
    words = "record_refused"


class PrivateRefusedError(WebError):
    """The person may not read this personal part or reflection."""

    status = 403
    words = "private_refused"


@router.get("/records/{record_id}")
def show(
    request: Request, record_id: str, who: Annotated[SignedIn, Depends(signed_in)]
) -> Response:
    """Return the page of a record; raises NotHereError, or a refusal that is audited."""
    office = office_of(request)
    now = office.clock.now()
    with office.store.writing() as session:
        reader = reader_of(session, who.person)
        asked = ask_record(session, reader, record_id, london_day(now))
        if asked is None:
            raise NotHereError
        deed = "record read" if asked.verdict else "record refused"
        audit.record(session, deed, "record", record_id, actor=who.person.id, at=now)
        sheet = _sheet(session, office.guides, asked, reader) if asked.verdict else None
    if sheet is None:
        child = asked.record.visibility == Visibility.CHILD
        raise RecordRefusedError if child else PrivateRefusedError
    return page(office, "record.html", vars(sheet), person=who.person)


@dataclass(frozen=True)
class _Sheet:
    """A record as templates/record.html expects it."""

    title: str
    facts: list[tuple[str, str]]
    parts: list[tuple[str, list[tuple[str, str]]]]
    shows: list[tuple[str, str]]
    beside: tuple[str, str] | None


def _sheet(session: Session, guides: Guides, asked: Asked, reader: Reader) -> _Sheet:
    record = asked.record
    sent = _as_sent(stored(session, record.draft_id))
    other = _name(session, record.other_id)
    beside = _beside(asked, reader, _disagreement(sent), other)
    looked_at = record.kind == "looked at"
    lines = _looked_at(session, record) if looked_at else _answers(guides, record, sent)
    return _Sheet(
        title=_title(session, record, other),
        facts=_facts(session, record, other, disagreed=beside is not None),
        parts=list(lines),
        shows=_shows(session, record),
        beside=beside,
    )


def _as_sent(steps: list[Step]) -> list[Step]:
    """Return the steps up to the last sending and its agreement: later ones are a draft's."""
    sent = [at for at, step in enumerate(steps) if step.kind in {"submitted", "agreed"}]
    return steps[: sent[-1] + 1] if sent else []


def _disagreement(sent: list[Step]) -> str:
    last = sent[-1] if sent else None
    return str(last.value) if last and last.kind == "agreed" and last.value else ""


def _beside(asked: Asked, reader: Reader, text: str, other: str) -> tuple[str, str] | None:
    """Return the disagreement with its heading; one with the list stays off a child's file."""
    if not text:
        return None
    if asked.record.kind != "looked at":
        return words("record.disagreement", other=other), text
    if not may_read_of_list(reader, asked.facts):
        return None
    return words("record.list_disagreement", other=other), text


def _looked_at(session: Session, record: Record) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    became, text = records.line(session, records.last_submission(session, record.id) or "")
    yield words("record.looked_line"), [("", text or became)]


def _answers(
    guides: Guides, record: Record, sent: list[Step]
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    seen = view(fold(guides.version(record.guide, record.version), sent))
    for part, lines in groupby(seen.lines, key=lambda line: line.part):
        yield part, [_line(part, line) for line in lines]


def _line(part: str, line: ViewLine) -> tuple[str, str]:
    return ("" if line.name == part else line.name), line.answer


def _shows(session: Session, record: Record) -> list[tuple[str, str]]:
    submission = records.last_submission(session, record.id) or ""
    known = phrases("indicators")
    counting = [claim for claim in records.claims(session, submission) if claim.counts]
    return [(_as_heading(known[claim.indicator]), claim.sentence) for claim in counting]


def _as_heading(name: str) -> str:
    return name[:1].upper() + name[1:]


def _title(session: Session, record: Record, other: str) -> str:
    child = children.child(session, record.child_id) if record.child_id else None
    if record.kind == "reflection" and child is None:
        return words("record.reflection_alone")
    key = record.kind.replace(" ", "_")
    return words(f"record.{key}", child=child.ref if child else "", other=other)


def _facts(
    session: Session, record: Record, other: str, *, disagreed: bool
) -> list[tuple[str, str]]:
    state = records.state(session, record.draft_id) or "sent"
    if record.kind == "reflection":
        state = "sent"
    elif state == "agreed" and disagreed:
        state = "agreed_beside"
    found = [
        (words("record.held_on"), day_words(record.held_on)),
        (words("record.written_by"), _name(session, record.writer_id)),
        (words("record.with"), other),
        (words("record.state"), words(f"record.{state}", other=other)),
    ]
    return [(name, value) for name, value in found if value]


def _name(session: Session, person_id: str | None) -> str:
    found = people.person(session, person_id) if person_id else None
    return found.name if found else ""
