"""What is added to a record after it was locked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from storage.encryption import seal, unseal
from storage.ids import new_id
from storage.tables import Addendum


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


def addenda(session: Session, record_ids: Collection[str]) -> list[AddendumRow]:
    """Return what was added to any of these records, oldest first."""
    rows = session.scalars(
        select(Addendum).where(col(Addendum.record_id).in_(record_ids)).order_by(col(Addendum.id))
    )
    return [
        AddendumRow(
            row.author_id,
            row.added_at,
            unseal(session, row.text, "addendum", row.id, "text"),
        )
        for row in rows
    ]
