"""Answers about contacts at random, and imports that change what was compared, or are undone."""

from datetime import datetime
from random import Random

from sqlalchemy import update
from sqlmodel import Session, select

from practice.contact_answers import ContactAnswer, ContactQuestion
from storage import link_answers
from storage.tables import (
    Child,
    Contact,
    ImportBatch,
    ImportedRow,
    ImportUndoing,
    Person,
    table_of,
)

_LIKELY = [ContactAnswer.YES, ContactAnswer.YES, ContactAnswer.NO]
QUESTIONS = [*ContactQuestion, ContactQuestion.EVENT]


def answer(session: Session, rng: Random, by: Person, at: datetime) -> bool:
    """Answer a question about a contact of any; return whether there was one to ask."""
    contacts, children = _ids(session, Contact), _ids(session, Child)
    if len(contacts) < 2:
        return False
    question = rng.choice(QUESTIONS)
    other, one = sorted(rng.sample(contacts, 2), key=lambda of: _order(session, of))
    of = {
        ContactQuestion.CHILD: rng.choice(children),
        ContactQuestion.EVENT: other,
        ContactQuestion.OPEN: "",
    }
    asked = link_answers.as_they_are(session, question, one, of[question])
    link_answers.give(session, asked, rng.choice([*_LIKELY, *ContactAnswer]), by.id, at)
    return True


def answer_anew(session: Session, rng: Random, by: Person, at: datetime) -> bool:
    """Answer otherwise what was answered before, or take it back."""
    found = link_answers.given(session, at)
    if found:
        link_answers.give(
            session, rng.choice(found).asked, rng.choice(list(ContactAnswer)), by.id, at
        )
    return bool(found)


def correct_compared(session: Session, rng: Random, at: datetime) -> bool:
    """Let a file change what a contact or child that was asked about is compared by."""
    found = [one.asked for one in link_answers.given(session, at)]
    if not found:
        return False
    asked = rng.choice(found)
    others = [asked.other_id] if asked.other_id else []
    row_id = rng.choice([asked.contact_id, *others])
    noun = "child" if row_id in _ids(session, Child) else "contact"
    numbers = session.scalars(select(ImportBatch.number)).all()
    batch = ImportBatch(
        number=max(numbers, default=0) + 1,
        kind="contacts",
        file="sealed",
        imported_at=at,
        added=0,
        changed=1,
    )
    session.add(batch)
    session.flush()
    changed = {"batch_id": batch.id, "row_id": row_id, "noun": noun, "changes": "sealed"}
    session.add(ImportedRow(**changed, compared=True))
    _touch(session, noun, row_id)
    return True


def undo_import(session: Session, at: datetime) -> bool:
    """Let the last of those imports that stand be undone."""
    undone = select(ImportUndoing.batch_id)
    query = select(ImportBatch).where(table_of(ImportBatch).c.id.not_in(undone))
    batch = session.exec(query.order_by(table_of(ImportBatch).c.number.desc())).first()
    if batch is None:
        return False
    rows = session.exec(select(ImportedRow).where(ImportedRow.batch_id == batch.id)).all()
    for row in rows:
        _touch(session, row.noun, row.row_id)
    session.add(ImportUndoing(batch_id=batch.id, undone_at=at))
    return True


def _order(session: Session, contact_id: str) -> tuple[object, ...]:
    contact = session.get_one(Contact, contact_id)
    return contact.received_on, contact.ref


def _touch(session: Session, noun: str, row_id: str) -> None:
    """Write a row again, as an import that changes its names does."""
    table = table_of(Child if noun == "child" else Contact)
    again = update(table).where(table.c.id == row_id).values(surname=table.c.surname)
    session.connection().execute(again)


def _ids(session: Session, model: type[Contact] | type[Child]) -> list[str]:
    of = table_of(model).c.id
    return list(session.scalars(select(of).order_by(of)))
