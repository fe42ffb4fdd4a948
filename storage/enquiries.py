"""Questions of summaries that were taken up: who finds out, by when, and what they found out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, select, true
from sqlmodel import Session, col

from practice.calendar import Month
from practice.oversight_access import EnquiryFacts
from storage import audit
from storage.due import Only, end_of
from storage.encryption import seal, unseal
from storage.ids import new_id
from storage.listing import one_of
from storage.people import paths_of
from storage.presence import here
from storage.tables import Enquiry, EnquiryAnswer, EnquiryEvidence, Person

_ENQUIRY, _ANSWER = str(Enquiry.__tablename__), str(EnquiryAnswer.__tablename__)


@dataclass(frozen=True)
class ToAsk:
    """A question to take up: of which team's month and measure, what it rests on, whose, by when.

    `numerator` of `denominator` is what the measure stands at: in the team `part_id` alone, where
    the question is of that one.
    """

    team_id: str
    month: Month
    about: str
    finding: str
    question: str
    numerator: int
    denominator: int
    owner_id: str
    due_on: date
    part_id: str | None = None


@dataclass(frozen=True)
class Answered:
    """The answer that holds: its words, when, and the records it rests on."""

    words: str
    at: datetime
    record_ids: tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """An enquiry as it stands; `owner` is its owner's name."""

    id: str
    asked: ToAsk
    owner: str
    asked_at: datetime
    facts: EnquiryFacts
    answer: Answered | None

    def is_late(self, on: date) -> bool:
        """Say whether its day has passed and nobody answered it."""
        return self.answer is None and self.asked.due_on < on


def ask(session: Session, wanted: ToAsk, asked_by_id: str, at: datetime) -> str:
    """Store that a question is taken up and return its id; one that stands unanswered stays."""
    same = (
        col(Enquiry.team_id) == wanted.team_id,
        col(Enquiry.first_on) == wanted.month.first,
        col(Enquiry.about) == wanted.about,
    )
    standing = [one.id for one in _found(session, None, *same) if one.answer is None]
    if standing:
        return standing[0]
    row_id = new_id()
    row = Enquiry(
        id=row_id,
        team_id=wanted.team_id,
        first_on=wanted.month.first,
        about=wanted.about,
        part_id=wanted.part_id,
        finding=seal(session, wanted.finding, _ENQUIRY, row_id, "finding"),
        question=seal(session, wanted.question, _ENQUIRY, row_id, "question"),
        numerator=wanted.numerator,
        denominator=wanted.denominator,
        owner_id=wanted.owner_id,
        due_on=wanted.due_on,
        asked_by_id=asked_by_id,
        asked_at=at,
    )
    session.add(row)
    session.flush()
    audit.record(session, "enquiry asked", _ENQUIRY, row_id, actor=asked_by_id, at=at)
    return row_id


def answer(
    session: Session,
    enquiry_id: str,
    words: str,
    record_ids: Collection[str],
    by_id: str,
    at: datetime,
) -> None:
    """Store an answer and the records it rests on; the last answer of an enquiry holds."""
    row_id = new_id()
    sealed = seal(session, words, _ANSWER, row_id, "words")
    row = EnquiryAnswer(
        id=row_id, enquiry_id=enquiry_id, words=sealed, answered_by_id=by_id, answered_at=at
    )
    session.add(row)
    session.flush()
    session.add_all(EnquiryEvidence(answer_id=row_id, record_id=one) for one in record_ids)
    session.flush()
    audit.record(session, "enquiry answered", _ENQUIRY, enquiry_id, actor=by_id, at=at)


def one(session: Session, enquiry_id: str) -> Taken | None:
    """Return the enquiry of that id as it stands; None where there is none."""
    return next(iter(_found(session, None, col(Enquiry.id) == enquiry_id)), None)


def of_teams(
    session: Session, team_ids: Collection[str], first: Month, last: Month, at: datetime
) -> list[Taken]:
    """Return the enquiries of these teams' own summaries of some months, the latest day last."""
    within = col(Enquiry.first_on).between(first.first, last.first)
    return _found(session, at, one_of(Enquiry.team_id, team_ids), within)


def waiting_for(session: Session, owner_id: str) -> list[Taken]:
    """Return the enquiries that wait for a person's answer, the earliest day first."""
    found = _found(session, None, col(Enquiry.owner_id) == owner_id)
    return [taken for taken in found if taken.answer is None]


def due(session: Session, first: date, last: date, on: date, owners: Only = None) -> list[Taken]:
    """Return what waits for an answer between two days, as known by the end of `on`."""
    is_here = col(Enquiry.owner_id).in_(select(col(Person.id)).where(here(on)))
    conditions = [col(Enquiry.due_on).between(first, last), is_here]
    if owners is not None:
        conditions.append(col(Enquiry.owner_id).in_(owners))
    found = _found(session, end_of(on), *conditions)
    return [taken for taken in found if taken.answer is None]


def _found(session: Session, at: datetime | None, *which: ColumnElement[bool]) -> list[Taken]:
    """Return enquiries as they stood at a moment; as they stand where that is None."""
    query = select(Enquiry).where(_known(col(Enquiry.asked_at), at), *which)
    rows = session.scalars(query.order_by(col(Enquiry.due_on), col(Enquiry.id))).all()
    answers = _answers(session, [row.id for row in rows], at)
    paths = paths_of(session, {row.team_id for row in rows})
    owners = {row.owner_id for row in rows}
    names = {
        person.id: person.name
        for person in session.scalars(select(Person).where(col(Person.id).in_(owners)))
    }
    return [
        Taken(
            id=row.id,
            asked=_asked(session, row),
            owner=names[row.owner_id],
            asked_at=row.asked_at,
            facts=EnquiryFacts(
                owner_id=row.owner_id,
                asked_by_id=row.asked_by_id,
                team_id=row.team_id,
                team_path=paths[row.team_id],
            ),
            answer=answers.get(row.id),
        )
        for row in rows
    ]


def _known(when: SQLColumnExpression[datetime], at: datetime | None) -> ColumnElement[bool]:
    return true() if at is None else when <= at


def _asked(session: Session, row: Enquiry) -> ToAsk:
    return ToAsk(
        row.team_id,
        Month.of(row.first_on),
        row.about,
        unseal(session, row.finding, _ENQUIRY, row.id, "finding"),
        unseal(session, row.question, _ENQUIRY, row.id, "question"),
        row.numerator,
        row.denominator,
        row.owner_id,
        row.due_on,
        row.part_id,
    )


def _answers(session: Session, ids: Sequence[str], at: datetime | None) -> dict[str, Answered]:
    rows = session.scalars(
        select(EnquiryAnswer)
        .where(col(EnquiryAnswer.enquiry_id).in_(ids), _known(col(EnquiryAnswer.answered_at), at))
        .order_by(col(EnquiryAnswer.id))
    ).all()
    last = {row.enquiry_id: row for row in rows}
    of = [row.id for row in last.values()]
    evidence = session.scalars(
        select(EnquiryEvidence)
        .where(col(EnquiryEvidence.answer_id).in_(of))
        .order_by(col(EnquiryEvidence.id))
    ).all()
    return {
        enquiry: Answered(
            unseal(session, row.words, _ANSWER, row.id, "words"),
            row.answered_at,
            tuple(one.record_id for one in evidence if one.answer_id == row.id),
        )
        for enquiry, row in last.items()
    }
