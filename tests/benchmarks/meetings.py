"""A council of many teams that has met for years: every month each pair, about six children."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from sqlmodel import SQLModel

from storage.bulk import Batch, add_all
from storage.ids import new_id
from storage.session import Store
from storage.tables import (
    AgendaItem,
    Child,
    Draft,
    Involvement,
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
Row = TypeVar("Row", bound=SQLModel)
_MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Colleagues:
    """One team: its id, a practitioner of it, their supervisor and the manager above."""

    team: Team
    practitioner: Person
    supervisor: Person
    manager: Person


def a_council_of_meetings(store: Store, teams: int, years: int) -> Colleagues:
    """Add a council and return the people of one team of it."""
    batch = Batch()
    with store.writing() as session:
        found = [_team(batch, number, years) for number in range(teams)]
        add_all(session, batch.tables)
    return found[0]


def _team(batch: Batch, number: int, years: int) -> Colleagues:
    team = _put(batch, Team(id=new_id(), name=f"Team {number}"))
    manager = _person(batch, team, "manager", None)
    supervisor = _person(batch, team, "supervisor", manager)
    pairs = [_person(batch, team, "practitioner", supervisor) for _ in range(PRACTITIONERS)]
    for practitioner in pairs:
        children = list(_children(batch, practitioner))
        for month in range(12 * years):
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


def _children(batch: Batch, worker: Person) -> Iterator[Child]:
    for _ in range(CHILDREN):
        child = _put(batch, Child(id=new_id(), ref=f"CH-{new_id()}", status="CIN"))
        started = date(2010, 1, 4)
        row = Involvement(
            child_id=child.id, person_id=worker.id, team_id=worker.team_id, started_on=started
        )
        _put(batch, row)
        yield child


def _draft(batch: Batch, person_id: str, kind: str = "guide") -> str:
    row = Draft(id=new_id(), kind=kind, guide="g", version=1, person_id=person_id, opened_at=NOW)
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
    for child in children:
        _record(batch, meeting, child)


def _record(batch: Batch, meeting: Supervision, child: Child) -> None:
    record = Record(
        id=new_id(),
        draft_id=_draft(batch, meeting.supervisor_id),
        kind="in depth",
        visibility="child",
        supervision_id=meeting.id,
        child_id=child.id,
        writer_id=meeting.supervisor_id,
        other_id=meeting.practitioner_id,
        team_id=meeting.team_id,
        held_on=meeting.held_on,
        guide="case-supervision",
        version=2,
    )
    _put(batch, record)
    draft_id, at = record.draft_id, meeting.sent_at
    _put(batch, AgendaItem(supervision_id=meeting.id, child_id=child.id, became="in depth"))
    _put(batch, Submission(record_id=record.id, number=1, submitted_at=meeting.sent_at))
    for number, (kind, who) in enumerate(
        (
            ("opened", meeting.supervisor_id),
            ("submitted", meeting.supervisor_id),
            ("agreed", meeting.practitioner_id),
        ),
        1,
    ):
        _put(batch, Step(draft_id=draft_id, number=number, kind=kind, author_id=who, at=at))
