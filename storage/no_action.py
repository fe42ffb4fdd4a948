"""Contacts and section 47 enquiries of the council's files that ended without action.

What is told of one names no child: its reference, its days, and what the council wrote of it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlmodel import Session, col

from practice.enquiry_outcomes import ended_without_action
from practice.terms import ContactOutcome
from storage.measures.council_team import team_of
from storage.measures.days import number
from storage.tables import AuditDraw, ChildPlan, Conference, Contact, Person, Section47, table_of

_contact, _enquiry = table_of(Contact), table_of(Section47)
_conference, _plan = table_of(Conference), table_of(ChildPlan)
_TWO_MONTHS = 62
"""As days are numbered in storage.measures.days: so soon after its start something followed."""
_ended_on = func.coalesce(_enquiry.c.completed_on, _enquiry.c.started_on)


@dataclass(frozen=True)
class Ended:
    """A contact or an enquiry that was drawn, and whose it was.

    `begun_on` is the day on which a contact was received. `about` is a contact's reason, and of an
    enquiry the reason of its outcome. `worker_id` is who made the enquiry, where that person is
    known here; a contact has none.
    """

    is_contact: bool
    ref: str
    begun_on: date
    ended_on: date | None
    source: str
    about: str
    outcome: str
    team_id: str
    worker_id: str | None = None


def contacts(team_ids: Collection[str], since: date) -> Select[str]:
    """Select contacts of these teams, received since a day, that ended with no further action."""
    return select(_contact.c.id).where(
        _contact.c.received_on >= since,
        _contact.c.outcome == ContactOutcome.NO_FURTHER_ACTION.value,
        team_of(_contact).in_(team_ids),
    )


def enquiries(session: Session, by: str, team_ids: Collection[str], since: date) -> Select[str]:
    """Select section 47 enquiries of these teams that ended without action since a day.

    Their outcome says so, and the files have no conference and no plan that followed. Not those of
    the person `by`, nor of whom that person supervises.
    """
    row = _enquiry.c
    near = select(col(Person.ref)).where(or_(col(Person.id) == by, col(Person.supervisor_id) == by))
    said = session.scalars(select(row.outcome).where(_ended_on >= since).distinct())
    return select(row.id).where(
        _ended_on >= since,
        row.outcome.in_([one for one in said if one and ended_without_action(one)]),
        team_of(_enquiry).in_(team_ids),
        or_(row.person_ref.is_(None), row.person_ref.not_in(near)),
        ~_conference_followed(),
        ~_plan_followed(),
    )


def _conference_followed() -> ColumnElement[bool]:
    of = _conference.c
    named, soon = of.enquiry_ref == _enquiry.c.ref, _is_soon_after(of.held_on)
    return exists().where(of.child_ref == _enquiry.c.child_ref, or_(named, soon))


def _plan_followed() -> ColumnElement[bool]:
    of = _plan.c
    return exists().where(of.child_ref == _enquiry.c.child_ref, _is_soon_after(of.started_on))


def _is_soon_after(day: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column of days
    began = _enquiry.c.started_on
    return and_(day >= began, number(day) - number(began) <= _TWO_MONTHS)


def drawn_for_draft(session: Session, draft_id: str) -> Ended | None:
    """Return the contact or enquiry drawn for the audit of a draft; None where none was."""
    drawn = session.scalar(select(AuditDraw).where(col(AuditDraw.draft_id) == draft_id))
    return told(session, drawn.contact_id, drawn.section47_id) if drawn else None


def told(session: Session, contact_id: str | None, section47_id: str | None) -> Ended | None:
    """Return a contact or an enquiry by its id; None where there is none of it, or of no team."""
    if contact_id:
        return _contact_told(session, contact_id)
    return _enquiry_told(session, section47_id) if section47_id else None


def _contact_told(session: Session, contact_id: str) -> Ended | None:
    row = _contact.c
    columns = (row.ref, row.received_on, row.source, row.reason, row.outcome, team_of(_contact))
    found = session.connection().execute(select(*columns).where(row.id == contact_id)).first()
    if found is None or found[-1] is None:
        return None
    ref, received_on, source, reason, outcome, team_id = found
    return Ended(True, ref, received_on, None, source or "", reason or "", outcome or "", team_id)


def _enquiry_told(session: Session, section47_id: str) -> Ended | None:
    row = _enquiry.c
    worker = select(col(Person.id)).where(col(Person.ref) == row.person_ref).scalar_subquery()
    days, words = (row.started_on, row.completed_on), (row.source, row.outcome_reason, row.outcome)
    query = select(row.ref, *days, *words, team_of(_enquiry), worker).where(row.id == section47_id)
    found = session.connection().execute(query).first()
    if found is None or found[-2] is None:
        return None
    ref, started_on, completed_on, *said, team_id, worker_id = found
    source, about, outcome = (one or "" for one in said)
    return Ended(False, ref, started_on, completed_on, source, about, outcome, team_id, worker_id)
