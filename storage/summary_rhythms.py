"""How often people are sent their team's summary, and whom it is sent to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Session, col

from practice.access import Role, Viewer, may_see_summary
from storage import audit
from storage.due import Only, end_of
from storage.presence import here
from storage.tables import Person, SummaryRhythm

_RHYTHM = str(SummaryRhythm.__tablename__)


@dataclass(frozen=True)
class Reader:
    """Who is sent the summary of their own team, and whether each week too."""

    person_id: str
    team_id: str
    is_weekly: bool


def say(session: Session, person_id: str, *, is_weekly: bool, at: datetime) -> None:
    """Store how often a person wants their team's summary; what is said last holds."""
    row = SummaryRhythm(person_id=person_id, is_weekly=is_weekly, said_at=at)
    session.add(row)
    session.flush()
    audit.record(session, "summary rhythm said", _RHYTHM, row.id, actor=person_id, at=at)


def is_weekly(session: Session, person_id: str) -> bool:
    """Say whether a person is sent their team's summary each week too."""
    query = select(col(SummaryRhythm.is_weekly)).where(col(SummaryRhythm.person_id) == person_id)
    # By its id, which sorts in the order of writing: the clock may have been set back.
    return bool(session.scalar(query.order_by(col(SummaryRhythm.id).desc()).limit(1)))


def readers(session: Session, on: date, only: Only = None) -> list[Reader]:
    """Return who of these (None: all), being here on a day, may see their own team's summary."""
    people = select(col(Person.id), col(Person.team_id), col(Person.role)).where(
        here(on), col(Person.role).in_((Role.SUPERVISOR, Role.MANAGER))
    )
    if only is not None:
        people = people.where(col(Person.id).in_(only))
    rows = session.execute(people.order_by(col(Person.id))).all()
    weekly = _weekly(session, [row.id for row in rows], end_of(on))
    return [
        Reader(row.id, row.team_id, row.id in weekly)
        for row in rows
        if _may_see_own(row.id, row.role, row.team_id)
    ]


def _may_see_own(person_id: str, role: str, team_id: str) -> bool:
    own = frozenset({team_id})
    return may_see_summary(Viewer(person_id=person_id, role=Role(role), team_ids=own), team_id, own)


def _weekly(session: Session, person_ids: Collection[str], at: datetime) -> set[str]:
    """Return who of these wanted it each week, as known at a moment."""
    said = select(col(SummaryRhythm.person_id), col(SummaryRhythm.is_weekly)).where(
        col(SummaryRhythm.person_id).in_(person_ids), col(SummaryRhythm.said_at) <= at
    )
    rows = session.execute(said.order_by(col(SummaryRhythm.id)))
    last = {row.person_id: row.is_weekly for row in rows}
    return {person_id for person_id, weekly in last.items() if weekly}
