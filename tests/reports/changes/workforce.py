"""Workers who move, leave and come back, their hours, the posts of teams, and teams that move."""

from sqlmodel import Session, col, select

from storage import departures
from storage.tables import (
    Establishment,
    Involvement,
    Person,
    Team,
)
from tests.factories import a_team
from tests.reports.changes.council import Council

MOST_TEAMS = 9


class Workforce(Council):
    """Workers and teams."""

    def _move_worker(self, session: Session) -> bool:
        worker, team = self._worker(session), self.rng.choice(self._lower)
        worker.team_id = team
        for case in session.scalars(
            select(Involvement).where(Involvement.person_id == worker.id)
        ).all():
            if self._chance(0.5):
                case.team_id = team
            elif case.ended_on is None:
                case.ended_on = max(case.started_on, self._day())
        return True

    def _leave(self, session: Session) -> bool:
        worker = self._any(
            session, Person, Person.role == "practitioner", col(Person.left_on).is_(None)
        )
        if worker is None:
            return False
        worker.left_on = self.today
        session.flush()
        departures.settle(session, [worker.id], self.today, self.now)
        for case in self._open_cases(session, Involvement.person_id == worker.id):
            case.ended_on, case.end_reason = max(case.started_on, self.today), "left"
        return True

    def _come_back(self, session: Session) -> bool:
        worker = self._any(session, Person, col(Person.left_on).is_not(None))
        if worker is not None:
            worker.left_on = None
        return worker is not None

    def _change_hours(self, session: Session) -> bool:
        """The file of people gives somebody other hours, or says that an agency sent them."""
        worker = self._worker(session)
        worker.fte = self.rng.choice([None, 0.0, 0.3, 0.6, 1.0])
        worker.employment = self.rng.choice(["permanent", "agency"])
        return True

    def _count_posts(self, session: Session) -> bool:
        """A team has so many posts from a month on."""
        team, month = self.rng.choice(self.teams), self._day().replace(day=1)
        same = (Establishment.team_id == team, Establishment.from_month == month)
        posts = self._any(session, Establishment, *same)
        posts = posts or Establishment(team_id=team, from_month=month, posts=0)
        posts.posts = self.rng.choice([0, 1.5, 4])
        session.add(posts)
        return True

    def _move_team(self, session: Session) -> bool:
        team = session.get_one(Team, self.rng.choice(self._lower))
        team.parent_id = self.rng.choice(self._upper)
        return True

    def _rename_team(self, session: Session) -> bool:
        team = session.get_one(Team, self.rng.choice(self.teams))
        team.name = f"{team.name.split(' (')[0]} ({self.rng.randrange(10**9)})"
        return True

    def _add_team(self, session: Session) -> bool:
        """A team is new; who works in it comes from others."""
        if len(self.teams) >= MOST_TEAMS:
            return False
        above = session.get_one(Team, self.rng.choice(self._upper))
        self._lower.append(a_team(session, parent=above).id)
        return True
