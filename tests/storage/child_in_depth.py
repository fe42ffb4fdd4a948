"""A child, the worker, and records in depth that tests send about the child, with their plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from practice.calendar import Month
from storage import history, measures, submissions
from storage.bulk import Batch, add_all
from storage.measures import Scope, Tally
from storage.submissions import NewAction, NewOutcome, NewSubmission
from storage.tables import Child, Person, Record
from tests.factories import a_person
from tests.reports.factories import a_case, a_meeting, a_record, noon

MARCH = Month(2026, 3)
FIRST, SECOND, THIRD = date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)
ACTION = NewAction(entry=0, what="Ring nan")
OUTCOME = NewOutcome(entry=0, what="Sleeps at home", rating=4)


@dataclass
class Case:
    """A child, the worker, and records in depth about the child."""

    session: Session
    worker: Person
    child: Child

    def record(self, day: date) -> Record:
        return a_record(self.session, a_meeting(self.session, self.worker, day), self.child)

    def look(self, day: date) -> None:
        meeting = a_meeting(self.session, self.worker, day)
        a_record(self.session, meeting, self.child, "looked at", "no change")

    def send(
        self,
        record: Record,
        actions: Sequence[NewAction] = (),
        outcomes: Sequence[NewOutcome] = (),
        sent_on: date | None = None,
        **more: Any,
    ) -> None:
        at = noon(sent_on or record.held_on)
        new = NewSubmission(record, at, actions=actions, outcomes=outcomes, **more)
        batch = Batch()
        submissions.put(batch, new, submissions.sent_before(self.session, record.id))
        add_all(self.session, batch.tables)

    def so_far(self) -> history.ChildSoFar:
        return history.so_far(self.session, [self.child.id])[self.child.id]

    def improving(self, as_of: date) -> Tally:
        asked = Scope((self.worker.team_id,), (MARCH,), noon(as_of))
        return measures.tally(self.session, measures.improving, asked)[MARCH]


def a_child_in_depth(session: Session) -> Case:
    worker = a_person(session)
    return Case(session, worker, a_case(session, worker))
