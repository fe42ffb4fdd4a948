"""What follows contacts in a council that changes at random: brought by files, and corrected."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlmodel import Session, select

from storage.tables import Assessment, Child, Conference, Section47, Team, table_of
from tests.reports.casework.rows import a_conference, an_assessment, an_enquiry

Followed = Assessment | Section47 | Conference
Day = Callable[[], date]
_DAY_OF: dict[type[Followed], str] = {
    Assessment: "authorised_on",
    Section47: "started_on",
    Conference: "held_on",
}


def follow(session: Session, rng: Random, teams: Sequence[str], day: Day) -> bool:
    """Let an assessment end and an enquiry begin, which often leads to a conference."""
    team = session.get_one(Team, rng.choice(teams)) if rng.random() < 0.8 else None
    ref = rng.choice(session.scalars(select(Child.ref).order_by(table_of(Child).c.ref)).all())
    begun = day()
    seen = rng.choice([None, begun + timedelta(days=2)])
    ended = begun + timedelta(days=rng.randrange(90))
    an_assessment(session, begun, ended, team, child_ref=ref, child_seen_on=seen)
    enquiry = an_enquiry(session, day(), team, child_ref=ref)
    if rng.random() < 0.6:
        held = enquiry.started_on + timedelta(days=rng.randrange(40))
        a_conference(session, held, rng.choice([enquiry, None]), child_ref=ref)
    return True


def correct(session: Session, rng: Random, day: Day) -> bool:
    """Let a row have another day."""
    row = _any(session, rng)
    if row is None:
        return False
    setattr(row, _DAY_OF[type(row)], day())
    return True


def take_back(session: Session, rng: Random) -> bool:
    """Let a row be gone."""
    row = _any(session, rng)
    if row is not None:
        session.delete(row)
    return row is not None


def _any(session: Session, rng: Random) -> Followed | None:
    model: type[Followed] = rng.choice(list(_DAY_OF))
    ids = session.scalars(select(table_of(model).c.id).order_by(table_of(model).c.id)).all()
    found: Any = session.get(model, rng.choice(ids)) if ids else None
    assert found is None or isinstance(found, model)
    return found
