"""The council's own files: contacts and referrals, answers about them, and what follows."""

from typing import Any

from sqlmodel import Session, col, select

from storage.tables import (
    Child,
    Contact,
    Referral,
)
from tests.reports import answering, following
from tests.reports.casework.rows import a_contact, a_referral
from tests.reports.changes.council import Council


class Files(Council):
    """What files bring, correct and take back."""

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
