"""What is added to a record after it was locked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, bindparam, or_, select
from sqlmodel import Session, col

from practice.terms import WRITTEN_ALONE
from storage.encryption import seal, unseal
from storage.ids import new_id
from storage.prepared import Prepared
from storage.tables import Addendum, Record, table_of


@dataclass(frozen=True)
class AddendumRow:
    """What was added to a locked record: by whom (their id), when, and its words."""

    author_id: str
    added_at: datetime
    text: str


def add_addendum(session: Session, record_id: str, text: str, *, author: str, at: datetime) -> None:
    """Add text to a locked record; whether `author` may is for practice.access to say."""
    row_id = new_id()
    kept = seal(session, text, "addendum", row_id, "text")
    session.add(Addendum(id=row_id, record_id=record_id, author_id=author, text=kept, added_at=at))


def addenda(session: Session, record_id: str) -> list[AddendumRow]:
    """Return what was added to a record, oldest first.

    A reflection about two children has a record for each: what is added to one stands on both.
    """
    rows = _ADDENDA.all(session, record_id=record_id)
    return [
        AddendumRow(
            row.author_id,
            row.added_at,
            unseal(session, row.text, "addendum", row.id, "text"),
        )
        for row in rows
    ]


def _addenda() -> Prepared:
    addendum, whose = table_of(Addendum).c, bindparam("record_id", type_=String())
    draft = select(col(Record.draft_id)).where(col(Record.id) == whose).scalar_subquery()
    alike = select(col(Record.id)).where(
        col(Record.kind).in_(WRITTEN_ALONE), col(Record.draft_id) == draft
    )
    stands = or_(addendum.record_id == whose, addendum.record_id.in_(alike))
    return Prepared(select(*addendum).where(stands).order_by(addendum.id), flushes=True)


# Every page of a record asks it: put together once.
_ADDENDA = _addenda()
