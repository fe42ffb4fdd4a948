"""Reflections that were shared: each with one person, by name, until that person is gone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, not_, select, union_all
from sqlmodel import Session, col

from storage import audit
from storage.listing import one_of
from storage.named_indexes import walking
from storage.presence import here, not_here
from storage.tables import Person, Record, Share, ShareClosing, SharedReflection, table_of


def is_open(share: type[Share] = Share) -> ColumnElement[bool]:
    """Return the condition that a share was not closed."""
    return not_(exists().where(col(ShareClosing.share_id) == col(share.id)))


def open_with(session: Session, draft_id: str, on: date) -> Person | None:
    """Return who can open a reflection beside its writer; None where nobody who is here can."""
    found = (
        select(Person)
        .join(Share, col(Share.with_id) == col(Person.id))
        .where(col(Share.draft_id) == draft_id, is_open(), here(on))
    )
    return session.scalars(found.order_by(col(Share.id).desc())).first()


def share_again(session: Session, draft_id: str, with_id: str, by: str, at: datetime) -> None:
    """Open a reflection, by its draft, to somebody its writer chose by name; to nobody else."""
    earlier = select(Share).where(col(Share.draft_id) == draft_id, is_open())
    for share in session.scalars(earlier).all():
        _close(session, share, at)
    shared = Share(draft_id=draft_id, with_id=with_id, shared_at=at)
    session.add(shared)
    session.flush()
    audit.record(session, "reflection shared", "share", shared.id, actor=by, at=at)


@dataclass(frozen=True)
class Closed:
    """Reflections of one writer that were shared with somebody who is not here any more."""

    writer_id: str
    with_id: str
    count: int


def close_of_the_gone(
    session: Session, people: Collection[str], on: date, at: datetime
) -> list[Closed]:
    """Close the shares with those of some who have left by a day; return whose, by person."""
    gone = select(col(Person.id)).where(col(Person.left_on) <= on, one_of(Person.id, people))
    shares = session.scalars(
        select(Share).where(col(Share.with_id).in_(gone), is_open()).order_by(col(Share.id))
    ).all()
    counted: dict[tuple[str, str], int] = {}
    for share in shares:
        _close(session, share, at)
        key = (_writer_id(session, share.draft_id), share.with_id)
        counted[key] = counted.get(key, 0) + 1
    return [Closed(*key, count) for key, count in counted.items()]


def _close(session: Session, share: Share, at: datetime) -> None:
    session.add(ShareClosing(share_id=share.id, closed_at=at))
    session.flush()
    audit.record(session, "share closed", "share", share.id, actor=None, at=at)


def with_the_gone(session: Session, on: date) -> list[str]:
    """Return the people who have left by a day and with whom a share is open, by id."""
    found = (
        select(col(SharedReflection.whose))
        .join(Person, col(Person.id) == col(SharedReflection.whose))
        .where(col(Person.left_on) <= on)
    )
    return sorted(set(session.scalars(found)))


def _writer_id(session: Session, draft_id: str) -> str:
    writer = select(col(Record.writer_id)).where(col(Record.draft_id) == draft_id).limit(1)
    return session.scalars(writer).one()


def closed_of(session: Session, writer_id: str, on: date, most: int) -> list[Record]:
    """Return the shared reflections of a person that nobody else who is here can open.

    The newest first, no more than so many; one about two children once.
    """
    open_to_somebody = (
        exists()
        .where(col(Share.draft_id) == col(Record.draft_id), is_open())
        .where(col(Person.id) == col(Share.with_id), here(on))
    )
    # Looked for among what nobody can open who is here, not in all that was ever shared.
    whose, day = col(SharedReflection.whose), col(SharedReflection.held_on)
    theirs = (
        select(day, col(Record.draft_id))
        .join(Record, col(Record.id) == col(SharedReflection.record_id))
        .where(col(SharedReflection.writer_id) == writer_id)
        .distinct()
        .order_by(day.desc())
    )
    theirs = walking(theirs, table_of(SharedReflection), "shared_reflection_by_writer")
    absent = select(col(Person.id)).where(not_here(on))
    newest = theirs.where(whose == "").limit(most).subquery()
    shown = theirs.where(whose.in_(absent)).subquery()
    closed = union_all(select(newest.c.draft_id), select(shown.c.draft_id))
    found = session.scalars(
        select(Record).where(col(Record.draft_id).in_(closed), not_(open_to_somebody))
    )
    # Ordered here: for an order of the database's all that its writer wrote would be walked.
    ordered = sorted(found, key=lambda record: (record.held_on, record.id), reverse=True)
    return list({record.draft_id: record for record in ordered}.values())[:most]
