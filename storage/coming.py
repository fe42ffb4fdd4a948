"""Supervisions whose date was agreed when the one before ended."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from storage.due import Only, end_of
from storage.presence import here
from storage.tables import Person, Supervision


@dataclass(frozen=True)
class Coming:
    """The next supervision of a practitioner who is here, by the meeting that agreed its date.

    `supervisor_id` is who supervises them now; None where that person is not here.
    """

    agreed_in: str
    practitioner_id: str
    supervisor_id: str | None
    on: date


def coming(
    session: Session, first: date, last: date, on: date, practitioners: Only = None
) -> list[Coming]:
    """Return the supervisions to come between two days, as known by the end of `on`, by date.

    Those of these practitioners, by id. A meeting that was held and sent since takes the place of
    the one that agreed the date.
    """
    later, supervisor = aliased(Supervision), aliased(Person)
    is_later = or_(
        col(later.held_on) > col(Supervision.held_on),
        and_(col(later.held_on) == col(Supervision.held_on), col(later.id) > col(Supervision.id)),
    )
    superseded = select(col(later.id)).where(
        col(later.practitioner_id) == col(Supervision.practitioner_id),
        col(later.sent_at) < end_of(on),
        is_later,
    )
    query = (
        select(col(Supervision.id), col(Person.id), col(supervisor.id), col(Supervision.next_on))
        .join(Person, and_(col(Person.id) == col(Supervision.practitioner_id), here(on)))
        .outerjoin(
            supervisor,
            and_(col(supervisor.id) == col(Person.supervisor_id), here(on, supervisor)),
        )
        .where(col(Supervision.next_on).between(first, last))
        .where(col(Supervision.sent_at) < end_of(on), ~superseded.exists())
        .order_by(col(Supervision.next_on), col(Person.name), col(Supervision.id))
    )
    if practitioners is not None:
        query = query.where(col(Supervision.practitioner_id).in_(practitioners))
    return [Coming(*row) for row in session.execute(query)]
