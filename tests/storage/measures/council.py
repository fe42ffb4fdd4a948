"""A small council whose measures are counted: a team, a supervisor, a practitioner and a child."""

from datetime import UTC, date, datetime

from sqlmodel import Session

from practice.calendar import Month
from storage import measures
from storage.measures import Query, Scope, Tally, Unit
from storage.people import team_and_descendants
from storage.tables import Child, Person, Team
from tests.factories import a_person, a_team
from tests.reports.factories import a_case

MARCH = Month(2026, 3)
DAY = date(2026, 3, 10)
LATER = datetime(2026, 6, 1, 9, tzinfo=UTC)


class Council:
    """A team with a supervisor, a practitioner and a child whose case is open."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.service: Team = a_team(session)
        self.team: Team = a_team(session, parent=self.service)
        self.supervisor: Person = a_person(session, role="supervisor", team=self.team)
        self.practitioner: Person = a_person(
            session, name="Priya", team=self.team, supervisor=self.supervisor
        )
        self.child: Child = a_case(session, self.practitioner)

    def tally(self, query: Query, month: Month = MARCH, as_of: datetime = LATER) -> Tally:
        return measures.tally(self.session, query, self.asked(month, as_of))[month]

    def units(self, query: Query) -> tuple[Unit, ...]:
        return measures.units(self.session, query, self.asked())

    def asked(self, month: Month = MARCH, as_of: datetime = LATER) -> Scope:
        return Scope(tuple(team_and_descendants(self.session, self.service.id)), (month,), as_of)
