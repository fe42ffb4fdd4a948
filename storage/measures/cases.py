"""When the cases of children opened and closed, and since when workers have had any."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session

from practice.terms import ChildStatus
from storage.tables import Child, Involvement, table_of

_child, _involvement = table_of(Child), table_of(Involvement)


@dataclass(frozen=True)
class Case:
    """When a child's case opened, was first allocated to a worker, and closed; None: not known.

    `is_closed` says how the case stands today, whatever it was in the month that is looked at.
    """

    opened_on: date | None
    allocated_on: date | None
    is_closed: bool
    closed_on: date | None


def cases(session: Session, child_ids: Collection[str]) -> dict[str, Case]:
    """Return, by id, the case of each of these children.

    Where the council gave no day of closing, it is the day the last worker's time with them ended.
    """
    started, ended = _involvement.c.started_on, _involvement.c.ended_on
    statement = (
        select(
            _child.c.id,
            _child.c.opened_on,
            func.min(started),
            _child.c.status,
            _child.c.closed_on,
            func.max(ended),
            func.count(_involvement.c.id) - func.count(ended),
        )
        .join(_involvement, _involvement.c.child_id == _child.c.id, isouter=True)
        .where(_child.c.id.in_(child_ids))
        .group_by(_child.c.id, _child.c.opened_on, _child.c.status, _child.c.closed_on)
    )
    return {
        child: Case(opened, allocated, *_closed(status, closed, None if still_open else last))
        for child, opened, allocated, status, closed, last, still_open in (
            session.connection().execute(statement)
        )
    }


def _closed(status: str, closed_on: date | None, ended_on: date | None) -> tuple[bool, date | None]:
    is_closed = status == ChildStatus.CLOSED
    return is_closed, (closed_on or ended_on) if is_closed else None


def first_cases(session: Session, person_ids: Collection[str]) -> dict[str, date]:
    """Return, by practitioner, the day since which each has had a case that is or was open."""
    statement = (
        select(_involvement.c.person_id, func.min(_involvement.c.started_on))
        .where(_involvement.c.person_id.in_(person_ids))
        .group_by(_involvement.c.person_id)
    )
    return {row[0]: row[1] for row in session.connection().execute(statement)}
