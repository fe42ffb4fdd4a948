"""Children whose cases open, close and move, and files that correct the cases of workers."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col

from storage.session import Store
from storage.tables import (
    Child,
    Involvement,
    Person,
)
from tests.factories import an_involvement
from tests.reports.changes.council import Council


class Cases(Council):
    """Who works with which child, as it changes and as files correct it."""

    def __init__(self, store: Store, seed: int, now: datetime, begins: date) -> None:
        super().__init__(store, seed, now, begins)
        self._corrected: list[tuple[str, dict[str, object]]] = []

    def open_case(self) -> None:
        self._do(self._open_case)

    def _open_case(self, session: Session) -> bool:
        child, worker = self._one(session, Child), self._worker(session)
        started = self._day()
        ended = started + timedelta(days=self.rng.randrange(90)) if self._chance(0.4) else None
        an_involvement(session, child, worker, started, ended)
        return True

    def _close_case(self, session: Session) -> bool:
        case = self._any(session, Involvement, col(Involvement.ended_on).is_(None))
        if case is None:
            return False
        session.get_one(Child, case.child_id).status = "closed"
        for one in self._open_cases(session, Involvement.child_id == case.child_id):
            one.ended_on = max(one.started_on, self.today)
        return True

    def _reopen_case(self, session: Session) -> bool:
        child = self._any(session, Child, Child.status == "closed")
        if child is None:
            return False
        child.status = "CIN"
        an_involvement(session, child, self._worker(session), self.today)
        return True

    def _move_child(self, session: Session) -> bool:
        """A child's case goes to a worker of another team."""
        case = self._any(session, Involvement, col(Involvement.ended_on).is_(None))
        others = [] if case is None else [Person.team_id != case.team_id]
        if case is None or not self._any(session, Person, Person.role == "practitioner", *others):
            return False
        day = max(case.started_on, self.today - timedelta(days=self.rng.randrange(60)))
        case.ended_on, case.end_reason = day, "transferred"
        worker = self._worker(session, *others)
        an_involvement(session, session.get_one(Child, case.child_id), worker, day)
        return True

    def _correct(self, session: Session) -> bool:
        case = self._any(session, Involvement)
        if case is None:
            return False
        started = self._day()
        new: dict[str, object] = {
            "started_on": started,
            "ended_on": self.rng.choice([None, started + timedelta(days=20)]),
            "team_id": self.rng.choice(self._lower),
            "person_id": self._worker(session).id,
        }
        some = dict(self.rng.sample(sorted(new.items()), 2))
        if case.ended_on is not None and "started_on" in some:
            some["ended_on"] = new["ended_on"]
        self._corrected.append((case.id, {key: getattr(case, key) for key in some}))
        self._write(session, case.id, some)
        return True

    def _undo_correction(self, session: Session) -> bool:
        """The file before the last is brought in again."""
        if not self._corrected:
            return False
        case_id, before = self._corrected.pop()
        self._write(session, case_id, before)
        return True

    def _write(self, session: Session, case_id: str, values: dict[str, object]) -> None:
        of_case = update(Involvement).where(col(Involvement.id) == case_id)
        session.connection().execute(of_case.values(**values))

    def _take_away(self, session: Session) -> bool:
        case = self._any(session, Involvement)
        if case is not None:
            gone = delete(Involvement).where(col(Involvement.id) == case.id)
            session.connection().execute(gone)
        return case is not None
