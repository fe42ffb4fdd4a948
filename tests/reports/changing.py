"""A council that changes at random: late, returned, struck, moved, corrected, undone.

Every change is one transaction, as in the program, and dated at the council's clock.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from sqlalchemy import delete, update
from sqlmodel import Session, SQLModel, col, select

from practice.calendar import Month, london_day, months_between
from storage import departures
from storage.addenda import add_addendum
from storage.session import Store
from storage.tables import (
    Action,
    Child,
    Claim,
    ClaimStrike,
    Contact,
    Establishment,
    Involvement,
    Outcome,
    Person,
    Record,
    Referral,
    Submission,
    Team,
    table_of,
)
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports import answering, following
from tests.reports.casework.rows import a_contact, a_referral
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

Row = TypeVar("Row", bound=SQLModel)
BEGINS = date(2026, 1, 5)
MOST_TEAMS = 9
_INDICATORS = ("child_voice", "own_practice", "contingency", "research", "seen_alone")
_STATES = ("agreed", "returned")


def a_small_council(store: Store, seed: int, people: int = 5, children: int = 7) -> "Changing":
    """Return a council of a few teams, some children of which are open to a worker."""
    with store.writing() as session:
        top = a_team(session)
        services = [a_team(session, parent=top) for _ in range(2)]
        teams = [a_team(session, parent=of) for of in (*services, services[0])]
        for number in range(people):
            team = teams[number % len(teams)]
            supervisor = a_person(session, role="supervisor", team=team)
            a_person(session, team=team, supervisor=supervisor)
        for _ in range(children):
            a_child(session)
    made = Changing(store, seed, datetime(2026, 4, 20, 9, tzinfo=UTC), BEGINS)
    for _ in range(2 * children):
        made.open_case()
    return made


class Changing:
    """A stored council and its clock; `change` does one thing to it and says what.

    `done` counts what was done. Nothing that happens is before the day on which it `begins`.
    """

    def __init__(self, store: Store, seed: int, now: datetime, begins: date) -> None:
        self.rng = Random(seed)  # noqa: S311 - the same seed gives the same changes
        self.now, self._begins = now, begins
        self.done = Counter[str]()
        self._store = store
        self._next: list[str] = []
        self._corrected: list[tuple[str, dict[str, object]]] = []
        with store.reading() as session:
            rows = session.execute(select(Team.id, Team.parent_id))
            parents: dict[str, str | None] = {row[0]: row[1] for row in rows}
        above = set(parents.values())
        self.top = next(team for team, parent in parents.items() if parent is None)
        self._upper: list[str] = [team for team in parents if team in above]
        self._lower: list[str] = [team for team in parents if team not in above]

    @property
    def teams(self) -> Sequence[str]:
        return (*self._upper, *self._lower)

    @property
    def today(self) -> date:
        return london_day(self.now)

    @property
    def months(self) -> tuple[Month, ...]:
        """From the beginning to the month that runs."""
        running = Month.of(self.today)
        return (*months_between(Month.of(self._begins), running), running)

    def change(self) -> str:
        """Do one thing that can be done, and return what it was."""
        while True:
            # Like cards: each comes up as often as it should.
            self._next = self._next or self.rng.sample(list(DEEDS), k=_ALL, counts=DEEDS.values())
            deed = self._next.pop()
            if self._do(getattr(self, f"_{deed}")):
                self.done[deed] += 1
                return deed

    def open_case(self) -> None:
        self._do(self._open_case)

    def hold_meeting(self) -> None:
        """Let a meeting of some day since the beginning be sent."""

        def hold(session: Session) -> bool:
            self._hold(session, self._day())
            return True

        self._do(hold)

    def _do(self, deed: Callable[[Session], bool]) -> bool:
        self.now += timedelta(minutes=self.rng.randrange(1, 60))
        with self._store.writing() as session:
            return deed(session)

    def _any(self, session: Session, model: type[Row], *where: Any) -> Row | None:
        of = table_of(model).c.id
        ids = session.scalars(select(of).where(*where).order_by(of)).all()
        return session.get_one(model, self.rng.choice(ids)) if ids else None

    def _one(self, session: Session, model: type[Row], *where: Any) -> Row:
        found = self._any(session, model, *where)
        assert found is not None
        return found

    def _day(self) -> date:
        """A day since the beginning; the same day is met about once."""
        return self._begins + timedelta(
            days=self.rng.randrange((self.today - self._begins).days + 1)
        )

    def _worker(self, session: Session, *where: Any) -> Person:
        return self._one(session, Person, Person.role == "practitioner", *where)

    def _chance(self, of_one: float) -> bool:
        return self.rng.random() < of_one

    # --- time ---

    def _hours_pass(self, session: Session) -> bool:
        del session
        self.now += timedelta(hours=self.rng.choice([3, 20]))
        return True

    def _days_pass(self, session: Session) -> bool:
        del session
        self.now += timedelta(days=self.rng.choice([1, 1, 1, 6]))
        return True

    def _clock_set_back(self, session: Session) -> bool:
        del session
        self.now -= timedelta(hours=self.rng.choice([1, 30]))
        return True

    # --- meetings and what is sent ---

    def _meet(self, session: Session) -> bool:
        self._hold(session, self.today - timedelta(days=self.rng.randrange(7)))
        return True

    def _send_late(self, session: Session) -> bool:
        """A meeting of long ago is sent today."""
        day = self._day()
        if (self.today - day).days < 40:
            return False
        self._hold(session, day)
        return True

    def _date_ahead(self, session: Session) -> bool:
        """Something is stored by a clock that runs two hours ahead."""
        self.now += timedelta(hours=2)
        self._meet(session)
        self.now -= timedelta(hours=2)
        return True

    def _hold(self, session: Session, day: date) -> None:
        worker = self._worker(session)
        minutes = self.rng.choice([None, 45, 60, 90])
        meeting = a_meeting(session, worker, day, minutes, sent_at=self.now)
        known = session.scalars(select(Child.id).order_by(col(Child.id))).all()
        for child_id in self.rng.sample(list(known), self.rng.randrange(1, 4)):
            child = session.get_one(Child, child_id)
            kind = self.rng.choice(["in depth", "in depth", "looked at", "not discussed"])
            if kind == "not discussed":
                an_agenda_item(session, meeting, child, kind)
                continue
            self._send(session, a_record(session, meeting, child, kind), 1)

    def _send(self, session: Session, record: Record, number: int) -> Submission:
        copied = self.rng.choice([None, True, False])
        sent = a_submission(session, record, number, self.now, copied=copied)
        if record.kind == "in depth":
            self._say(session, sent, record)
        if self._chance(0.3):
            a_step(session, record, self.rng.choice(_STATES), self.now)
        return sent

    def _say(self, session: Session, sent: Submission, record: Record) -> None:
        of_child = Outcome.child_id == record.child_id
        for indicator in self.rng.sample(_INDICATORS, self.rng.randrange(3)):
            claims(session, sent, [indicator], confirmed=self._chance(0.8))
        if self._chance(0.5):
            self._name_outcome(session, sent, record)
        for _ in range(self.rng.randrange(3)):
            known = self._any(session, Outcome, of_child, col(Outcome.first_id).is_(None))
            if known is not None:
                a_rating(session, sent, known, self.rng.randrange(3, 7), self._chance(0.1))
        if self._chance(0.5):
            why, how = ("w" if self._chance(0.5) else None for _ in range(2))
            an_action(session, sent, why, how, why_is_bare=self._chance(0.3))
        action = self._any(session, Action, Action.child_id == record.child_id)
        if action is not None and self._chance(0.6):
            answer = self.rng.choice(["done", "partly", "not done"])
            then = None if answer == "done" else self.rng.choice([None, "keep", "give up"])
            an_answer(session, sent, action, answer, then)
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
        outcome.first_id = first.id if first else None
        session.add(outcome)
        session.flush()

    def _rate_outcome(self, session: Session) -> bool:
        """A meeting of these days rates what an earlier plan should change."""
        outcome = self._any(session, Outcome, col(Outcome.first_id).is_(None))
        if outcome is None:
            return False
        worker = self._worker(session)
        meeting = a_meeting(session, worker, self.today, 60, sent_at=self.now)
        child = session.get_one(Child, outcome.child_id)
        sent = a_submission(session, a_record(session, meeting, child), 1, self.now)
        a_rating(session, sent, outcome, self.rng.randrange(0, 11), self._chance(0.2))
        return True

    def _send_again(self, session: Session) -> bool:
        record = self._any(session, Record, Record.kind != "reflection")
        if record is None:
            return False
        a_step(session, record, "returned", self.now)
        sent = select(Submission).where(Submission.record_id == record.id)
        self._send(session, record, len(session.scalars(sent).all()) + 1)
        return True

    def _agree(self, session: Session) -> bool:
        return self._settle(session, "agreed")

    def _return(self, session: Session) -> bool:
        return self._settle(session, "returned")

    def _settle(self, session: Session, state: str) -> bool:
        record = self._any(session, Record)
        if record is not None:
            a_step(session, record, state, self.now)
        return record is not None

    def _strike(self, session: Session) -> bool:
        struck = select(ClaimStrike.claim_id)
        claim = self._any(session, Claim, col(Claim.id).not_in(struck))
        if claim is not None:
            a_strike(session, claim, self._worker(session), self.now)
        return claim is not None

    def _add_text(self, session: Session) -> bool:
        record = self._any(session, Record)
        if record is not None:
            add_addendum(session, record.id, "more", author=record.writer_id, at=self.now)
        return record is not None

    def _reflect(self, session: Session) -> bool:
        worker, child = self._worker(session), self._one(session, Child)
        a_reflection(session, worker, child, self.today - timedelta(days=1))
        return True

    # --- children and workers ---

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
        departures.settle(session, self.today, self.now)
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

    def _open_cases(self, session: Session, of: Any) -> Sequence[Involvement]:
        is_open = select(Involvement).where(of, col(Involvement.ended_on).is_(None))
        return session.scalars(is_open).all()

    # --- files that are brought in ---

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

    # --- the council's own files ---

    def _tell(self, session: Session) -> bool:
        """A contact comes and often a referral, about a child here, another child or nobody."""
        known = session.scalars(select(Child.ref).order_by(col(Child.ref)).limit(4)).all()
        told: dict[str, Any] = {
            "child_ref": self.rng.choice([*known, "CH-X", None]),
            "team_id": self.rng.choice([*self.teams, None]),
        }
        contact: dict[str, Any] = {
            "reason": self.rng.choice(["neglect", None]),
            "outcome": self.rng.choice(["already open", "no further action", None]),
            "domestic_abuse": self.rng.choice([True, False, None]),
            "triaged": self.rng.choice([True, False, None]),
        }
        a_contact(session, self._day(), **told, **contact)
        if self._chance(0.5):
            a_referral(session, self._day(), **told)
        return True

    def _tell_otherwise(self, session: Session) -> bool:
        row = self._told(session)
        if row is not None:
            row.received_on, row.team_id = self._day(), self.rng.choice([*self.teams, None])
            row.child_ref = self.rng.choice([row.child_ref, "CH-X"])
        return row is not None

    def _take_back(self, session: Session) -> bool:
        row = self._told(session)
        if row is not None:
            session.delete(row)
        return row is not None

    def _told(self, session: Session) -> Contact | Referral | None:
        contact, referral = self._any(session, Contact), self._any(session, Referral)
        return self.rng.choice([contact, referral])

    def _answer(self, session: Session) -> bool:
        return answering.answer(session, self.rng, self._worker(session), self.now)

    def _answer_anew(self, session: Session) -> bool:
        return answering.answer_anew(session, self.rng, self._worker(session), self.now)

    def _correct_compared(self, session: Session) -> bool:
        return answering.correct_compared(session, self.rng, self.now)

    def _undo_import(self, session: Session) -> bool:
        return answering.undo_import(session, self.now)

    def _follow(self, session: Session) -> bool:
        return following.follow(session, self.rng, self.teams, self._day)

    def _correct_followed(self, session: Session) -> bool:
        return following.correct(session, self.rng, self._day)

    def _take_back_followed(self, session: Session) -> bool:
        return following.take_back(session, self.rng)

    def _correct_child(self, session: Session) -> bool:
        child = self._one(session, Child)
        child.opened_on, child.closed_on = self._day(), self.rng.choice([None, self._day()])
        return True

    # --- teams ---

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


DEEDS = {
    "hours_pass": 2,
    "days_pass": 3,
    "clock_set_back": 1,
    "meet": 5,
    "send_late": 4,
    "date_ahead": 1,
    "rate_outcome": 3,
    "send_again": 5,
    "agree": 4,
    "return": 3,
    "strike": 4,
    "add_text": 1,
    "reflect": 1,
    "open_case": 2,
    "close_case": 2,
    "reopen_case": 2,
    "move_child": 3,
    "move_worker": 2,
    "leave": 1,
    "come_back": 1,
    "change_hours": 2,
    "count_posts": 1,
    "correct": 3,
    "undo_correction": 3,
    "take_away": 1,
    "tell": 6,
    "tell_otherwise": 2,
    "take_back": 3,
    "correct_child": 1,
    "answer": 6,
    "answer_anew": 2,
    "correct_compared": 2,
    "undo_import": 2,
    "follow": 4,
    "correct_followed": 2,
    "take_back_followed": 1,
    "move_team": 1,
    "rename_team": 1,
    "add_team": 1,
}
"""What is done, and how often."""
_ALL = sum(DEEDS.values())
