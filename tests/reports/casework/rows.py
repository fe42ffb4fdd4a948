"""Rows of a council's own files, as plain functions: each adds what it returns."""

import itertools
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from practice.calendar import Month
from reports.casework_view import CaseworkFigure
from reports.summary import build
from storage.tables import (
    Assessment,
    Conference,
    Contact,
    Establishment,
    Referral,
    Section47,
    Team,
)
from tests.factories import Row

_numbers = itertools.count(1)
MARCH = Month(2026, 3)
APRIL = datetime(2026, 4, 7, 9, tzinfo=UTC)


def _added(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row


def _ref(prefix: str) -> str:
    return f"{prefix}-{next(_numbers):05}"


def a_contact(
    session: Session, received_on: date, team: Team | None = None, **fields: Any
) -> Contact:
    known = {"ref": _ref("CO"), "team_id": team.id if team else None, "received_on": received_on}
    return _added(session, Contact(**{**known, **fields}))


def a_referral(
    session: Session, received_on: date, team: Team | None = None, **fields: Any
) -> Referral:
    known = {"ref": _ref("RE"), "team_id": team.id if team else None, "received_on": received_on}
    return _added(session, Referral(**{**known, **fields}))


def an_assessment(
    session: Session,
    started_on: date,
    authorised_on: date | None,
    team: Team | None = None,
    **fields: Any,
) -> Assessment:
    known = {
        "ref": _ref("AS"),
        "team_id": team.id if team else None,
        "child_ref": "CH-0001",
        "started_on": started_on,
        "authorised_on": authorised_on,
    }
    return _added(session, Assessment(**{**known, **fields}))


def an_enquiry(
    session: Session, started_on: date, team: Team | None = None, **fields: Any
) -> Section47:
    known = {
        "ref": _ref("EN"),
        "team_id": team.id if team else None,
        "child_ref": "CH-0001",
        "started_on": started_on,
    }
    return _added(session, Section47(**{**known, **fields}))


def a_conference(
    session: Session, held_on: date, enquiry: Section47 | None = None, **fields: Any
) -> Conference:
    known = {
        "ref": _ref("IC"),
        "enquiry_ref": enquiry.ref if enquiry else None,
        "child_ref": enquiry.child_ref if enquiry else "CH-0001",
        "held_on": held_on,
    }
    return _added(session, Conference(**{**known, **fields}))


def posts(session: Session, team: Team, from_month: date, number: float) -> Establishment:
    return _added(session, Establishment(team_id=team.id, from_month=from_month, posts=number))


def figures(
    session: Session, team: Team, month: Month = MARCH, as_of: datetime = APRIL
) -> dict[str, CaseworkFigure]:
    """Return, by key, the figures of the council's own files in a team's summary."""
    return {one.key: one for one in build(session, team, month, as_of, None).casework}


def counts(figure: CaseworkFigure) -> tuple[float | None, float | None]:
    """Return numerator and denominator of the month."""
    return figure.now.numerator, figure.now.denominator
