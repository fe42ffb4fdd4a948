"""Supervisions whose date was agreed when the one before ended."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from storage.due import Only, end_of
from storage.named_indexes import walking
from storage.presence import here
from storage.tables import Person, Supervision, table_of

_one, _supervisor = table_of(Supervision).alias("one"), aliased(Person)


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
    the one that agreed the date: so the last is looked up of each, and no other is read.
    """
    held = (
        select(_one.c.id)
        .where(_one.c.practitioner_id == col(Person.id), _one.c.sent_at < end_of(on))
        .order_by(_one.c.held_on.desc(), _one.c.id.desc())
        .limit(1)
        .correlate(Person)
    )
    last_held = walking(held, _one, "supervision_of_practitioner").scalar_subquery()
    query = (
        select(col(Supervision.id), col(Person.id), col(_supervisor.id), col(Supervision.next_on))
        .select_from(Person)
        .join(Supervision, col(Supervision.id) == last_held)
        .outerjoin(
            _supervisor,
            and_(col(_supervisor.id) == col(Person.supervisor_id), here(on, _supervisor)),
        )
        .where(here(on), col(Supervision.next_on).between(first, last))
        .order_by(col(Supervision.next_on), col(Person.name), col(Supervision.id))
    )
    if practitioners is not None:
        query = query.where(col(Person.id).in_(practitioners))
    return [Coming(*row) for row in session.execute(query)]
