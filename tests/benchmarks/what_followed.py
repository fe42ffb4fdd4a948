"""Invented assessments, section 47 enquiries and conferences, in proportion to the contacts.

Of two years up to a day, drawn anew from a seed, about children of the council. As many for each
contact as in England in 2023-24, to a round number: an assessment for four contacts, an enquiry for
nine, and a conference after a third of the enquiries.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy import insert
from sqlmodel import Session, SQLModel, col, select

from storage.ids import new_id
from storage.session import Store
from storage.tables import Assessment, Child, Conference, Section47, Team, table_of
from tests.benchmarks.front_door import AT_ONCE, DAYS

PER_ASSESSMENT, PER_ENQUIRY, PER_CONFERENCE = 4, 9, 3

Row = dict[str, Any]


def add_what_followed(store: Store, contacts: int, until: date) -> None:
    """Add what followed so many contacts, in one transaction."""
    with store.writing() as session:
        of = _Council(session, until)
        for model, rows in (
            (Assessment, of.assessments(contacts // PER_ASSESSMENT)),
            (Section47, of.enquiries(contacts // PER_ENQUIRY)),
            (Conference, of.conferences()),
        ):
            _add(session, model, rows)


def _add(session: Session, model: type[SQLModel], rows: Iterator[Row]) -> None:
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == AT_ONCE:
            session.connection().execute(insert(table_of(model)), some)
            some = []
    if some:
        session.connection().execute(insert(table_of(model)), some)


class _Council:
    """The teams and children that rows are drawn about."""

    def __init__(self, session: Session, until: date) -> None:
        below = select(Team.id).where(col(Team.parent_id).is_not(None))
        self._teams: Sequence[str] = session.scalars(below).all()
        self._children: Sequence[str] = session.scalars(select(Child.ref)).all()
        self._chance, self._until = np.random.default_rng(2), until
        self._led: list[tuple[str, str, date]] = []

    def assessments(self, count: int) -> Iterator[Row]:
        """Yield assessments, of up to 90 days, in most of which the child was seen."""
        for number, (team, child, began, draw) in enumerate(self._drawn(count)):
            lasted = timedelta(days=draw % 90)
            seen = began + timedelta(days=draw % 9) if draw % 8 else None
            yield {
                **_row(f"A{number}", child),
                "team_id": team,
                "started_on": began,
                "authorised_on": began + lasted if began + lasted <= self._until else None,
                "child_seen_on": seen,
            }

    def enquiries(self, count: int) -> Iterator[Row]:
        """Yield enquiries, and note which led to a conference."""
        for number, (team, child, began, draw) in enumerate(self._drawn(count)):
            held = began + timedelta(days=8 + draw % 20)
            if draw % PER_CONFERENCE == 0 and held <= self._until:
                self._led.append((f"S{number}", child, held))
            yield {
                **_row(f"S{number}", child),
                "team_id": team,
                "started_on": began,
                "strategy_discussion_on": began,
            }

    def conferences(self) -> Iterator[Row]:
        """Yield the conferences of the enquiries drawn before, each of which it names."""
        for number, (enquiry, child, held) in enumerate(self._led):
            yield {**_row(f"C{number}", child), "enquiry_ref": enquiry, "held_on": held}

    def _drawn(self, count: int) -> Iterator[tuple[str, str, date, int]]:
        for first in range(0, count, AT_ONCE):
            size = min(AT_ONCE, count - first)
            for team, child, day, draw in self._chance.integers(0, 1 << 30, (size, 4)).tolist():
                began = self._until - timedelta(days=day % DAYS)
                yield self._of(self._teams, team), self._of(self._children, child), began, draw

    @staticmethod
    def _of(some: Sequence[str], draw: int) -> str:
        return some[draw % len(some)]


def _row(ref: str, child_ref: str) -> Row:
    return {"id": new_id(), "ref": ref, "child_ref": child_ref}
