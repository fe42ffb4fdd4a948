"""Meetings that are held and records that are sent, late and again, agreed, returned and struck."""

from datetime import date, timedelta

from sqlmodel import Session, col, select

from storage.addenda import add_addendum
from storage.tables import (
    Action,
    Child,
    Claim,
    ClaimStrike,
    Outcome,
    Record,
    Submission,
)
from tests.reports.changes.council import Council
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

_INDICATORS = ("child_voice", "own_practice", "contingency", "research", "seen_alone")
_STATES = ("agreed", "returned")


class Meetings(Council):
    """Meetings, their records, and what becomes of a record that was sent."""

    def hold_meeting(self) -> None:
        """Let a meeting of some day since the beginning be sent."""

        def hold(session: Session) -> bool:
            self._hold(session, self._day())
            return True

        self._do(hold)

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
