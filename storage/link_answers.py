"""Answers to what names or nearness in time propose of contacts: stored, and which of them hold.

An answer holds while nobody answered the same question after it, and while both rows say what they
said then. A file that corrects one of them has it asked anew; undone, that import leaves the answer
as it was. A contact that is gone has no answer.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, true
from sqlmodel import Session

from practice.contact_answers import (
    Answer,
    ContactAnswer,
    ContactQuestion,
    IsChild,
    SameEvent,
    WasOpen,
)
from storage import audit
from storage.ids import new_id
from storage.many_rows import chunks
from storage.tables import (
    Child,
    Contact,
    ImportBatch,
    ImportedRow,
    ImportUndoing,
    LinkAnswer,
    table_of,
)

ANSWERED = "contact question answered"
_AT_ONCE = 500
_YES = {ContactAnswer.YES: True, ContactAnswer.NO: False, ContactAnswer.CANNOT_SAY: None}
_answer, _contact, _child = table_of(LinkAnswer), table_of(Contact), table_of(Child)
_row, _batch, _undoing = table_of(ImportedRow), table_of(ImportBatch), table_of(ImportUndoing)


@dataclass(frozen=True)
class Asked:
    """A question about a contact, by the rows' ids, and what they say, by the facts' numbers.

    `other_id` is a child's or a contact's, "" where the question is whether its case was open.
    """

    question: ContactQuestion
    contact_id: str
    other_id: str
    contact_facts: int
    other_facts: int


@dataclass(frozen=True)
class Given:
    """An answer that holds: its id, what was asked and answered, by whom and when."""

    id: str
    asked: Asked
    answer: ContactAnswer
    by_id: str
    at: datetime


def facts_of(row_id: Any) -> ColumnElement[int]:  # noqa: ANN401 - a column of ids
    """Return the number of the last import that stands and changed what a row is compared by."""
    last = (
        select(func.max(_batch.c.number))
        .join(_row, _row.c.batch_id == _batch.c.id)
        .where(_row.c.row_id == row_id, _row.c.compared)
        .where(~exists().where(_undoing.c.batch_id == _batch.c.id))
    )
    return func.coalesce(last.scalar_subquery(), 0)


def holding(moment: Any) -> Select[Any]:  # noqa: ANN401 - a moment, or a parameter
    """Select the answers that hold as known at a moment, those that were taken back left out.

    Where that is None, whatever is stored is known: a clock that was set back hides nothing.
    """
    row, later = _answer.c, _answer.alias("later_answer")
    same = ("contact_id", "question", "other_id", "contact_facts", "other_facts")
    replaced = exists().where(
        *(later.c[name] == row[name] for name in same),
        later.c.id > row.id,
        _known(later.c.answered_at, moment),
    )
    return select(_answer).where(
        _known(row.answered_at, moment),
        ~replaced,
        row.answer != ContactAnswer.TAKEN_BACK.value,
        row.contact_facts == facts_of(row.contact_id),
        row.other_facts == facts_of(row.other_id),
    )


def _known(at: Any, moment: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column, and as above
    known: ColumnElement[bool] = true() if moment is None else at <= moment
    return known


def give(session: Session, asked: Asked, answer: ContactAnswer, by_id: str, at: datetime) -> str:
    """Store an answer, which holds from now on, and return its id."""
    row = LinkAnswer(
        id=new_id(),
        contact_id=asked.contact_id,
        question=asked.question.value,
        other_id=asked.other_id,
        contact_facts=asked.contact_facts,
        other_facts=asked.other_facts,
        answer=answer.value,
        answered_by_id=by_id,
        answered_at=at,
    )
    session.add(row)
    session.flush()
    audit.record(session, ANSWERED, "link_answer", row.id, actor=by_id, at=at)
    return row.id


def as_they_are(
    session: Session, question: ContactQuestion, contact_id: str, other_id: str
) -> Asked:
    """Return a question with what its rows say now."""
    one, other = (
        session.scalar(select(facts_of(row_id))) or 0 for row_id in (contact_id, other_id)
    )
    return Asked(question, contact_id, other_id, one, other)


def given(session: Session, moment: datetime | None, *which: ColumnElement[bool]) -> list[Given]:
    """Return the answers that hold, the last given last."""
    rows = session.connection().execute(holding(moment).where(*which).order_by(_answer.c.id))
    return [_given(row) for row in rows]


def _given(row: Any) -> Given:  # noqa: ANN401 - a row of the table, or its model
    facts = row.contact_facts, row.other_facts
    asked = Asked(ContactQuestion(row.question), row.contact_id, row.other_id, *facts)
    return Given(row.id, asked, ContactAnswer(row.answer), row.answered_by_id, row.answered_at)


def of_question(session: Session, asked: Asked) -> Given | None:
    """Return the answer to a question that holds now, whatever clock dated it."""
    row = _answer.c
    which = (
        row.contact_id == asked.contact_id,
        row.question == asked.question.value,
        row.other_id == asked.other_id,
    )
    return next(iter(given(session, None, *which)), None)


def one(session: Session, answer_id: str) -> Given | None:
    """Return the answer of that id, while it holds."""
    return next(iter(given(session, None, _answer.c.id == answer_id)), None)


def last_about(session: Session, contact_id: str) -> str:
    """Return the id of the last answer about a contact that holds, "" where there is none."""
    found = given(session, None, _answer.c.contact_id == contact_id)
    return found[-1].id if found else ""


def stored(session: Session, answer_id: str) -> Given | None:
    """Return the answer of that id, whether or not it holds."""
    row = session.get(LinkAnswer, answer_id)
    return _given(row) if row else None


def of_contacts(session: Session, first: date, last: date, moment: datetime | None) -> list[Given]:
    """Return the answers that hold about contacts received from a day to another."""
    received = _contact.c.received_on.between(first, last)
    return given(session, moment, _answer.c.contact_id.in_(select(_contact.c.id).where(received)))


def by_reference(session: Session, answers: Collection[Given]) -> list[Answer]:
    """Return answers by the references of what they are about, as the rules read them."""
    ids = {one for of in answers for one in (of.asked.contact_id, of.asked.other_id)}
    refs = dict[str, str]()
    for table in (_contact, _child):
        for some in chunks(sorted(ids), _AT_ONCE):
            found = select(table.c.id, table.c.ref).where(table.c.id.in_(some))
            refs.update((row.id, row.ref) for row in session.connection().execute(found))
    known = (of for of in answers if of.asked.contact_id in refs)
    return [
        _said(of, refs)
        for of in known
        if of.asked.other_id in refs or of.asked.question is ContactQuestion.OPEN
    ]


def _said(of: Given, refs: dict[str, str]) -> Answer:
    contact, yes = refs[of.asked.contact_id], _YES[of.answer]
    match of.asked.question:
        case ContactQuestion.CHILD:
            return IsChild(contact, refs[of.asked.other_id], yes)
        case ContactQuestion.EVENT:
            return SameEvent(contact, refs[of.asked.other_id], yes)
        case ContactQuestion.OPEN:
            return WasOpen(contact, yes)
