"""A council of many teams that has met for years: every month each pair, about six children.

A child's case is open for a year; then others are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TypeVar

from sqlmodel import SQLModel

from practice.terms import StepKind
from storage.bulk import Batch, add_all
from storage.ids import new_id
from storage.session import Store
from storage.tables import (
    Action,
    ActionAnswer,
    AgendaItem,
    Child,
    Contingency,
    ContingencyAnswer,
    Draft,
    Involvement,
    Outcome,
    OutcomeRating,
    Person,
    Record,
    Step,
    Submission,
    Supervision,
    Team,
)
from tests.benchmarks.council import NOW

TODAY = NOW.date()
PRACTITIONERS, CHILDREN = 4, 6
GUIDE = ("case-supervision", 2)
OPENED_WITH = {
    "practitioner": "Her", "supervisor": "Him", "child": "CH-1", "children": [],
    "last_plan": "", "last_on": "", "last_action_count": 0, "last_actions": [],
    "outcome_count": 0, "last_outcomes": [], "worker_changed": False,
    "act_by": "", "act_by_passed": False,
}  # fmt: skip
Row = TypeVar("Row", bound=SQLModel)
_MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Colleagues:
    """One team: its id, a practitioner of it, their supervisor and the manager above."""

    team: Team
    practitioner: Person
    supervisor: Person
    manager: Person


def a_council_of_meetings(
    store: Store, teams: int, years: int, *, plans: bool = False
) -> Colleagues:
    """Add a council and return the people of one team of it; with `plans`, each record has one."""
    batch = Batch()
    with store.writing() as session:
        found = [_team(batch, number, years) for number in range(teams)]
        if plans:
            _plans(batch)
        add_all(session, batch.tables)
    return found[0]


def _team(batch: Batch, number: int, years: int) -> Colleagues:
    team = _put(batch, Team(id=new_id(), name=f"Team {number}"))
    manager = _person(batch, team, "manager", None)
    supervisor = _person(batch, team, "supervisor", manager)
    pairs = [_person(batch, team, "practitioner", supervisor) for _ in range(PRACTITIONERS)]
    for practitioner in pairs:
        for year in range(years):
            children = list(_children(batch, practitioner, year))
            for month in range(12 * year, 12 * (year + 1)):
                _meeting(batch, practitioner, children, TODAY - _MONTH * month)
    return Colleagues(team, pairs[0], supervisor, manager)


def _put(batch: Batch, row: Row) -> Row:
    batch.put(row)
    return row


def _person(batch: Batch, team: Team, role: str, supervisor: Person | None) -> Person:
    ref = new_id()
    above = supervisor.id if supervisor else None
    person = Person(id=ref, ref=ref, name=f"{role} {ref[:16]}", role=role, team_id=team.id)
    person.supervisor_id = above
    return _put(batch, person)


def _children(batch: Batch, worker: Person, year: int) -> Iterator[Child]:
    """Yield the children of a year, so many years ago: a case is open for one."""
    started_on, ended_on = (TODAY - _MONTH * 12 * one - _MONTH for one in (year + 1, year))
    for _ in range(CHILDREN):
        child = _put(batch, Child(id=new_id(), ref=f"CH-{new_id()}", status="CIN"))
        row = Involvement(
            child_id=child.id,
            person_id=worker.id,
            team_id=worker.team_id,
            started_on=started_on,
            ended_on=ended_on if year else None,
        )
        _put(batch, row)
        yield child


def _draft(
    batch: Batch, person_id: str, kind: str = "guide", guide: tuple[str, int] = ("supervision", 1)
) -> str:
    name, version = guide
    row = Draft(
        id=new_id(), kind=kind, guide=name, version=version, person_id=person_id, opened_at=NOW
    )
    return str(_put(batch, row).id)


def _meeting(batch: Batch, practitioner: Person, children: list[Child], day: date) -> None:
    writer = practitioner.supervisor_id or ""
    meeting = Supervision(
        id=_draft(batch, writer, "meeting"),
        supervisor_id=writer,
        practitioner_id=practitioner.id,
        team_id=practitioner.team_id,
        held_on=day,
        sent_at=NOW - (TODAY - day),
    )
    _put(batch, meeting)
    _agreed(batch, meeting, meeting.id)
    for child in children:
        _record(batch, meeting, child)


def _record(batch: Batch, meeting: Supervision, child: Child) -> None:
    record = Record(
        id=new_id(),
        draft_id=_draft(batch, meeting.supervisor_id, guide=GUIDE),
        kind="in depth",
        visibility="child",
        supervision_id=meeting.id,
        child_id=child.id,
        writer_id=meeting.supervisor_id,
        other_id=meeting.practitioner_id,
        team_id=meeting.team_id,
        held_on=meeting.held_on,
        guide=GUIDE[0],
        version=GUIDE[1],
    )
    _put(batch, record)
    agenda = AgendaItem(supervision_id=meeting.id, child_id=child.id, became="in depth")
    _put(batch, agenda)
    sent = Submission(id=record.id, record_id=record.id, number=1, submitted_at=meeting.sent_at)
    _put(batch, sent)
    _agreed(batch, meeting, record.draft_id)
    batch.tables["step"][-3] |= {"value": OPENED_WITH, "sealed": True}


def _agreed(batch: Batch, meeting: Supervision, draft_id: str) -> None:
    """Add that a draft was opened, sent and agreed."""
    author, other = meeting.supervisor_id, meeting.practitioner_id
    steps = ((StepKind.OPENED, author), (StepKind.SUBMITTED, author), (StepKind.AGREED, other))
    for number, (kind, who) in enumerate(steps, 1):
        at = meeting.sent_at
        _put(batch, Step(draft_id=draft_id, number=number, kind=kind, author_id=who, at=at))


def _plans(batch: Batch) -> None:
    """Add what every record decided, and what became of what the one before had decided."""
    records = sorted(batch.tables["record"], key=lambda row: (row["child_id"], row["held_on"]))
    for _, of_child in groupby(records, key=lambda row: row["child_id"]):
        in_order = [Record(**row) for row in of_child]
        outcome, before = _outcome(batch, in_order[0]), None
        for record in in_order:
            _rating(batch, record, outcome)
            before = _decided(batch, record, before)


def _outcome(batch: Batch, record: Record) -> Outcome:
    child_id = record.child_id or ""
    outcome = Outcome(submission_id=record.id, child_id=child_id, entry=1, what="She sleeps")
    return _put(batch, outcome)


def _rating(batch: Batch, record: Record, outcome: Outcome) -> None:
    rating = OutcomeRating(
        submission_id=record.id,
        outcome_id=outcome.id,
        rated_by=record.writer_id,
        rated_on=record.held_on,
        rating=4,
    )
    _put(batch, rating)


def _decided(batch: Batch, record: Record, before: Action | None) -> Action:
    soon, child_id = record.held_on + _MONTH, record.child_id or ""
    if before is not None and before.due_on is not None:
        _put(batch, ActionAnswer(submission_id=record.id, action_id=before.id, answer="done"))
        answer = ContingencyAnswer(
            child_id=child_id,
            supervision_id=record.supervision_id or "",
            due_on=before.due_on,
            answer="acted",
            answered_by=record.writer_id,
            answered_on=record.held_on,
            answered_at=NOW,
        )
        _put(batch, answer)
    plan = Contingency(submission_id=record.id, child_id=child_id, due_on=soon)
    plan.plan = "If he comes back, ring us"
    _put(batch, plan)
    action = Action(submission_id=record.id, child_id=child_id, entry=1, what="Ring the school")
    action.who, action.due_on = "practitioner", soon
    return _put(batch, action)
