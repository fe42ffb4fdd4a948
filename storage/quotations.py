"""A child's words that stand in summaries: let stand by a supervisor, taken back, and looked up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlmodel import Session, col

from practice.calendar import Month
from practice.terms import StepKind
from storage import audit
from storage.children import of_same_family, open_to
from storage.drafts import last_state
from storage.encryption import open_row, seal, unseal
from storage.ids import new_id
from storage.listing import one_of
from storage.records import counts
from storage.tables import (
    Child,
    Claim,
    ClaimStrike,
    Involvement,
    Person,
    Quotation,
    QuotationClosing,
    Record,
    Step,
    Submission,
)

VOICE = "child_voice"
_TABLE = str(Quotation.__tablename__)


@dataclass(frozen=True)
class Source:
    """A claim of a record that shows a child's voice: its sentence, where and when."""

    claim_id: str
    sentence: str
    record: Record


@dataclass(frozen=True)
class Standing:
    """Words that stand in summaries."""

    id: str
    words: str


def source(session: Session, claim_id: str) -> Source | None:
    """Return the claim of that id while it counts in the last sending of its record, else None."""
    found = session.execute(_source(), {"claim_id": claim_id}).first()
    if found is None:
        return None
    return _opened(session, *found)


def _opened(session: Session, claim: Claim, record: Record) -> Source:
    sentence = unseal(session, claim.sentence, "claim", claim.id, "sentence")
    return Source(claim.id, sentence, record)


# Every page of a record of a meeting asks for its claims: put together once.
@cache
def _source() -> Select[Claim, Record]:
    return _sources().where(col(Claim.id) == bindparam("claim_id"))


@cache
def _of_meeting() -> Select[Claim, Record]:
    of_meeting = col(Record.supervision_id) == bindparam("supervision_id")
    return _sources().where(of_meeting).order_by(col(Claim.id))


def _sources() -> Select[Claim, Record]:
    return (
        select(Claim, Record)
        .join(Submission, col(Submission.id) == col(Claim.submission_id))
        .join(Record, col(Record.id) == col(Submission.record_id))
        .where(*_counting())
    )


def _counting() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a claim shows a child's voice, and counts."""
    struck = select(col(ClaimStrike.claim_id))
    return (
        col(Claim.indicator) == VOICE,
        col(Claim.confirmed_by).is_not(None),
        col(Claim.id).not_in(struck),
        counts(),
    )


def of_meeting(session: Session, supervision_id: str) -> list[Source]:
    """Return the claims of a meeting's records that show a child's voice, and count, in order."""
    found = session.execute(_of_meeting(), {"supervision_id": supervision_id})
    return [_opened(session, claim, record) for claim, record in found]


def release(session: Session, of: Source, words: str, by_id: str, at: datetime) -> str:
    """Let words stand in summaries and return their id; of those that stand, that one's."""
    standing = standing_of(session, of.claim_id, words)
    if standing is not None:
        return standing
    row_id = new_id()
    row = Quotation(
        id=row_id,
        claim_id=of.claim_id,
        team_id=of.record.team_id,
        held_on=of.record.held_on,
        words=seal(session, words, _TABLE, row_id, "words"),
        released_by_id=by_id,
        released_at=at,
    )
    session.add(row)
    session.flush()
    audit.record(session, "words released", _TABLE, row_id, actor=by_id, at=at)
    return row_id


def take_back(session: Session, quotation_id: str, by_id: str, at: datetime) -> None:
    """Store that words are taken back; harmless where they were."""
    closed = select(col(QuotationClosing.id)).where(
        col(QuotationClosing.quotation_id) == quotation_id
    )
    if session.scalar(closed) is not None:
        return
    row = QuotationClosing(quotation_id=quotation_id, closed_by_id=by_id, closed_at=at)
    session.add(row)
    session.flush()
    audit.record(session, "words taken back", _TABLE, quotation_id, actor=by_id, at=at)


def standing_of(session: Session, claim_id: str, words: str) -> str | None:
    """Return the id under which just these words of a claim stand; None where they do not."""
    rows = session.scalars(_open_of_claim(), {"claim_id": claim_id})
    return next((row.id for row in rows if _words(session, row) == words), None)


@cache
def _open_of_claim() -> Select[Quotation]:
    return _open().where(col(Quotation.claim_id) == bindparam("claim_id"))


def _open(at: datetime | None = None) -> Select[Quotation]:
    """Return what was let stand, and not taken back, by a moment; by now where that is None."""
    closed = select(col(QuotationClosing.quotation_id))
    if at is None:
        return select(Quotation).where(col(Quotation.id).not_in(closed))
    before = closed.where(col(QuotationClosing.closed_at) <= at)
    return select(Quotation).where(
        col(Quotation.released_at) <= at, col(Quotation.id).not_in(before)
    )


def words_of(session: Session, quotation_id: str) -> str | None:
    """Return the words of that id while they stand, and their record says them; else None."""
    row = session.scalar(_agreed(_open().where(col(Quotation.id) == quotation_id)))
    return None if row is None else _words(session, row)


def of_month(
    session: Session, team_ids: Collection[str], month: Month, as_of: datetime
) -> Standing | None:
    """Return the words of a month of these teams that stand: of the record agreed last.

    Of one record those of the later claim, of one claim those that were let stand last.
    """
    within = col(Quotation.held_on).between(month.first, month.last)
    query = _open(as_of).where(within, one_of(col(Quotation.team_id), team_ids))
    newest = _agreed(query).order_by(
        last_state(col(Step.id), col(Record.draft_id)).desc(),
        col(Quotation.claim_id).desc(),
        col(Quotation.id).desc(),
    )
    row = session.scalar(newest.limit(1))
    return None if row is None else Standing(row.id, _words(session, row))


def _agreed(query: Select[Quotation]) -> Select[Quotation]:
    """Return those of a query whose claim counts in a record that both have agreed as it stands."""
    return (
        query.join(Claim, col(Claim.id) == col(Quotation.claim_id))
        .join(Submission, col(Submission.id) == col(Claim.submission_id))
        .join(Record, col(Record.id) == col(Submission.record_id))
        .where(*_counting(), last_state(col(Step.kind), col(Record.draft_id)) == StepKind.AGREED)
    )


def _words(session: Session, row: Quotation) -> str:
    return unseal(session, row.words, _TABLE, row.id, "words")


def names_about(session: Session, record: Record, on: date) -> list[str]:
    """Return the names by which somebody about a record may be called.

    Of everybody who works here or did, and of the children who are open to its two people, with
    those of the record's family, as far as the council told names.
    """
    names = list(session.scalars(select(col(Person.name))))
    people = [one for one in (record.writer_id, record.other_id) if one]
    theirs = select(col(Involvement.child_id)).where(open_to(people, on))
    near = of_same_family(session, [record.child_id] if record.child_id else [])
    about = or_(col(Child.id).in_(theirs), col(Child.id).in_(near))
    for row in session.scalars(select(Child).where(about)):
        opened = open_row(session, "child", row.model_dump())
        names += [name for name in (opened["forename"], opened["surname"]) if name]
    return names
