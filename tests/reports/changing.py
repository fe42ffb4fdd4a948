"""A small council that changes at random, as councils do: late, returned, struck, moved, corrected.

Every change is one transaction, as in the program, and dated at the council's clock.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, SQLModel, col, select

from practice.calendar import london_day
from storage.session import Store
from storage.tables import (
    Action,
    Child,
    Claim,
    ClaimStrike,
    Involvement,
    Outcome,
    Person,
    Record,
    Submission,
    Team,
    table_of,
)
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports.factories import (
    a_meeting,
    a_process_share,
    a_rating,
    a_record,
    a_reflection,
    a_step,
    a_strike,
    a_submission,
    an_action,
    an_agenda_item,
    an_answer,
    claims,
)

BEGINS = date(2026, 1, 5)
_INDICATORS = ("child_voice", "own_practice", "contingency", "research", "seen_alone")
_STATES = ("agreed", "returned")


class Changing:
    """The council and its clock; `change` does one thing to it and says what."""

    def __init__(self, store: Store, seed: int, people: int = 5, children: int = 7) -> None:
        self.rng = Random(seed)  # noqa: S311 - the same seed gives the same council
        self.now = datetime(2026, 4, 20, 9, tzinfo=UTC)
        self._store = store
        with store.writing() as session:
            top = a_team(session)
            services = [a_team(session, parent=top) for _ in range(2)]
            teams = [a_team(session, parent=of) for of in (*services, services[0])]
            self.teams: Sequence[str] = [one.id for one in (top, *services, *teams)]
            for number in range(people):
                team = teams[number % len(teams)]
                supervisor = a_person(session, role="supervisor", team=team)
                a_person(session, team=team, supervisor=supervisor)
            for _ in range(children):
                a_child(session)
        for _ in range(2 * children):
            self._do(self._open_case)

    @property
    def today(self) -> date:
        return london_day(self.now)

    def change(self) -> str:
        """Do one thing and return what it was."""
        deed = self.rng.choices(list(_DEEDS), list(_DEEDS.values()))[0]
        self._do(getattr(self, deed))
        return deed

    def _do(self, deed: Callable[[Session], None]) -> None:
        self.now += timedelta(minutes=self.rng.randrange(1, 60))
        with self._store.writing() as session:
            deed(session)

    def _any(self, session: Session, model: type[SQLModel], *where: Any) -> SQLModel | None:
        rows = list(session.scalars(select(model).where(*where).order_by(table_of(model).c.id)))
        return self.rng.choice(rows) if rows else None

    def _day(self) -> date:
        """A day since the beginning; the same day is met about once."""
        return BEGINS + timedelta(days=self.rng.randrange((self.today - BEGINS).days + 1))

    def _worker(self, session: Session) -> Person:
        found = self._any(session, Person, Person.role == "practitioner")
        assert isinstance(found, Person)
        return found

    # --- what happens ---

    def _wait(self, session: Session) -> None:
        del session
        self.now += timedelta(hours=self.rng.choice([3, 20, 200]))

    def _clock_back(self, session: Session) -> None:
        del session
        self.now -= timedelta(hours=self.rng.choice([1, 30]))

    def _open_case(self, session: Session) -> None:
        child, worker = self._any(session, Child), self._worker(session)
        assert isinstance(child, Child)
        started = self._day()
        ended = started + timedelta(days=self.rng.randrange(90)) if self._chance(0.4) else None
        an_involvement(session, child, worker, started, ended)

    def _meet(self, session: Session) -> None:
        worker, day = self._worker(session), self._day()
        minutes = self.rng.choice([None, 45, 60, 90])
        meeting = a_meeting(session, worker, day, minutes, sent_at=self.now)
        every = session.scalars(select(Child).order_by(col(Child.id))).all()
        for child in self.rng.sample(list(every), self.rng.randrange(1, 4)):
            kind = self.rng.choice(["in depth", "in depth", "looked at", "not discussed"])
            if kind == "not discussed":
                an_agenda_item(session, meeting, child, kind)
                continue
            record = a_record(session, meeting, child, kind)
            self._send(session, record, 1)

    def _send(self, session: Session, record: Record, number: int) -> None:
        sent = a_submission(session, record, number, self.now)
        if record.kind == "in depth":
            self._say(session, sent, record)
        if self._chance(0.5):
            a_step(session, record, self.rng.choice(_STATES), self.now)

    def _say(self, session: Session, sent: Submission, record: Record) -> None:
        of_child = Outcome.child_id == record.child_id
        for indicator in self.rng.sample(_INDICATORS, self.rng.randrange(3)):
            claims(session, sent, [indicator], confirmed=self._chance(0.8))
        if self._chance(0.5):
            self._name_outcome(session, sent, record)
        for _ in range(self.rng.randrange(3)):
            outcome_known = self._any(session, Outcome, of_child, col(Outcome.first_id).is_(None))
            if isinstance(outcome_known, Outcome):
                rating, unseen = self.rng.randrange(3, 7), self._chance(0.1)
                a_rating(session, sent, outcome_known, rating, unseen)
        if self._chance(0.5):
            why, how = ("w" if self._chance(0.5) else None for _ in range(2))
            an_action(session, sent, why, how, why_is_bare=self._chance(0.3))
        action = self._any(session, Action, Action.child_id == record.child_id)
        if isinstance(action, Action) and self._chance(0.6):
            an_answer(session, sent, action, self.rng.choice(["done", "partly", "not done"]))
        if self._chance(0.6):
            reader, sentences = self.rng.choice(["r1", "r2"]), self.rng.randrange(1, 9)
            a_process_share(session, sent, self.rng.random(), sentences, reader)

    def _name_outcome(self, session: Session, sent: Submission, record: Record) -> None:
        """Name an outcome; where the record named one before, that one again."""
        says = self.rng.choice(["not asked", "yes", "no"])
        sendings = select(Submission.id).where(Submission.record_id == record.id)
        mine = (col(Outcome.submission_id).in_(sendings), col(Outcome.first_id).is_(None))
        first = self._any(session, Outcome, *mine)
        outcome = Outcome(submission_id=sent.id, child_id=record.child_id or "", what="sealed")
        outcome.says_change = says
        outcome.first_id = first.id if isinstance(first, Outcome) else None
        session.add(outcome)
        session.flush()

    def _send_again(self, session: Session) -> None:
        record = self._any(session, Record, Record.kind != "reflection")
        if isinstance(record, Record):
            a_step(session, record, "returned", self.now)
            sent = select(Submission).where(Submission.record_id == record.id)
            self._send(session, record, len(session.scalars(sent).all()) + 1)

    def _settle(self, session: Session) -> None:
        record = self._any(session, Record)
        if isinstance(record, Record):
            a_step(session, record, self.rng.choice(_STATES), self.now)

    def _strike(self, session: Session) -> None:
        struck = select(ClaimStrike.claim_id)
        claim = self._any(session, Claim, col(Claim.id).not_in(struck))
        if isinstance(claim, Claim):
            a_strike(session, claim, self._worker(session), self.now)

    def _reflect(self, session: Session) -> None:
        child = self._any(session, Child)
        assert isinstance(child, Child)
        a_reflection(session, self._worker(session), child, self.today - timedelta(days=1))

    def _move_team(self, session: Session) -> None:
        worker, team = self._worker(session), self.rng.choice(self.teams[3:])
        worker.team_id = team
        for case in session.scalars(
            select(Involvement).where(Involvement.person_id == worker.id)
        ).all():
            if self._chance(0.5):
                case.team_id = team
            elif case.ended_on is None:
                case.ended_on = max(case.started_on, self._day())

    def _correct(self, session: Session) -> None:
        case = self._any(session, Involvement)
        if isinstance(case, Involvement):
            started = self._day()
            new: dict[str, object] = {
                "started_on": started,
                "ended_on": self.rng.choice([None, started + timedelta(days=20)]),
                "team_id": self.rng.choice(self.teams[3:]),
                "person_id": self._worker(session).id,
            }
            some = dict(self.rng.sample(sorted(new.items()), 2))
            if case.ended_on is None or "started_on" not in some or "ended_on" in some:
                of_case = update(Involvement).where(col(Involvement.id) == case.id)
                session.connection().execute(of_case.values(**some))

    def _undo(self, session: Session) -> None:
        case = self._any(session, Involvement)
        if isinstance(case, Involvement):
            gone = delete(Involvement).where(col(Involvement.id) == case.id)
            session.connection().execute(gone)

    def _move_in_tree(self, session: Session) -> None:
        team = session.get_one(Team, self.rng.choice(self.teams[3:]))
        team.parent_id = self.rng.choice(self.teams[:3])

    def _dated_ahead(self, session: Session) -> None:
        self.now += timedelta(hours=2)
        self._meet(session)
        self.now -= timedelta(hours=2)

    def _chance(self, of_one: float) -> bool:
        return self.rng.random() < of_one


_DEEDS = {
    "_meet": 8,
    "_send_again": 5,
    "_settle": 4,
    "_strike": 4,
    "_open_case": 2,
    "_correct": 3,
    "_undo": 1,
    "_move_team": 2,
    "_move_in_tree": 1,
    "_reflect": 1,
    "_wait": 3,
    "_clock_back": 1,
    "_dated_ahead": 1,
}
"""What is done, and how often."""
