"""The records that a person wrote or has part in, page by page, newest first: no word of any."""

from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from practice.terms import StepKind
from storage import lookups, record_walk
from storage.drafts import last_state
from storage.listing import one_of
from storage.presence import here
from storage.record_walk import Ways, by, shared_with, theirs
from storage.shares import is_open
from storage.tables import (
    Child,
    ListChoice,
    Person,
    Record,
    Share,
    Step,
    Submission,
    WaitingPart,
)
from storage.unsigned import is_closed

PAGE = 30


@dataclass(frozen=True)
class ListedRecord:
    """One record of the list. `state` is the last of RECORD_STATES, or None.

    `is_closed`: somebody closed it who answers for it, though it was not agreed by both.

    `entry_id` is the meeting it belongs to, or the draft of a reflection: one about two children
    has a record on the file of each.
    """

    id: str
    entry_id: str
    kind: str
    visibility: str
    held_on: date
    child_ref: str | None
    writer_id: str
    writer: str
    other_id: str | None
    other: str | None
    shared_with: str | None
    state: str | None
    is_closed: bool


class Waits(StrEnum):
    """On whom a record of a meeting waits: to agree it, or to send it again once it came back."""

    ON_YOU = "you"
    ON_OTHERS = "others"


@dataclass(frozen=True)
class Wanted:
    """Which records of the list are wanted; what is empty leaves it as it is.

    A meeting is of its practitioner, what was written alone of its writer.
    """

    child_id: str = ""
    practitioner_id: str = ""
    waits: Waits | None = None


@dataclass(frozen=True)
class Choices:
    """What a list can be narrowed to: children by reference, practitioners by name, each by id."""

    children: tuple[tuple[str, str], ...]
    practitioners: tuple[tuple[str, str], ...]


EVERYTHING = Wanted()

_writer, _other, _shared_with = aliased(Person), aliased(Person), aliased(Person)
_entry = func.coalesce(col(Record.supervision_id), col(Record.draft_id))
_of_meeting = col(Record.supervision_id).is_not(None)
_practitioner_id = case((_of_meeting, col(Record.other_id)), else_=col(Record.writer_id))


def listed(
    session: Session,
    person_id: str,
    team_ids: Collection[str],
    page: int,
    on: date,
    wanted: Wanted = EVERYTHING,
) -> tuple[list[ListedRecord], bool]:
    """Return the records of PAGE meetings and reflections, and whether older ones follow.

    Those that the person wrote, was the other person of, or had shared with them by name; and of
    `team_ids` every record that is open to managers; of these, what is `wanted`. Who may read
    them, practice.access says.
    `shared_with` is who is here on the day `on`. Pages are counted from 1. A meeting's records
    follow one another as they were added.
    """
    first = PAGE * (page - 1)
    narrowed = _ways(wanted, person_id, team_ids)
    fits = _fits(wanted, person_id)
    walk = record_walk.entries(session, person_id, team_ids, fits, instead=narrowed)
    with closing(walk) as walked:
        entries = list(islice(walked, first, first + PAGE + 1))
    rows = session.connection().execute(
        _with_people(select(*_columns()), on)
        .where(_of_entries(entries[:PAGE]), theirs(person_id, team_ids), _fits(wanted, person_id))
        .order_by(col(Record.held_on).desc(), _entry.desc(), col(Record.id))
    )
    return [ListedRecord(*row) for row in rows], len(entries) > PAGE


def _of_entries(entries: Collection[str]) -> ColumnElement[bool]:
    # One after the other: each has an index. What they come to together has none, and of several
    # conditions that are met by one or another record, the wider would be walked.
    of_meetings = select(col(Record.id)).where(col(Record.supervision_id).in_(entries))
    alone = select(col(Record.id)).where(~_of_meeting, col(Record.draft_id).in_(entries))
    return col(Record.id).in_(union_all(of_meetings, alone))


def choices(session: Session, person_id: str, team_ids: Collection[str]) -> Choices:
    """Return what the whole list of a person can be narrowed to, in order."""

    def named(kind: str) -> Select[Any]:
        whose = one_of(col(ListChoice.whose), (person_id, *team_ids))
        return select(col(ListChoice.what)).where(whose, col(ListChoice.kind) == kind)

    def listed_of(*which: ColumnElement[bool]) -> ColumnElement[bool]:
        # What was named may have been unshared since, or was never sent.
        return _holds(person_id, team_ids, *which)

    children = select(col(Child.id), col(Child.ref)).order_by(col(Child.ref))
    children = children.where(col(Child.id).in_(named(lookups.CHILD)))
    people = select(col(Person.id), col(Person.name)).order_by(col(Person.name))
    people = people.where(col(Person.id).in_(named(lookups.PRACTITIONER)))
    held = listed_of(col(Record.other_id) == col(Person.id), _of_meeting)
    wrote = listed_of(col(Record.writer_id) == col(Person.id), ~_of_meeting)
    connection = session.connection()
    return Choices(
        *(
            tuple((key, said) for key, said in connection.execute(query))
            for query in (
                children.where(listed_of(col(Record.child_id) == col(Child.id))),
                people.where(or_(held, wrote)),
            )
        )
    )


def children_listed(
    session: Session, person_id: str, team_ids: Collection[str], refs: Collection[str]
) -> dict[str, str]:
    """Return the ids of these references' children, where a person's list has a record of them."""
    of_child = col(Record.child_id) == col(Child.id)
    known = select(col(Child.ref), col(Child.id)).where(col(Child.ref).in_(refs))
    found = session.execute(known.where(_holds(person_id, team_ids, of_child)))
    return {row.ref: row.id for row in found}


def _holds(
    person_id: str, team_ids: Collection[str], *which: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Return the condition that a person's list has a record, sent, for which these hold."""
    sent = select(col(Submission.id)).where(col(Submission.record_id) == col(Record.id)).exists()
    return select(col(Record.id)).where(*which, theirs(person_id, team_ids), sent).exists()


def _fits(wanted: Wanted, person_id: str) -> ColumnElement[bool]:
    about = col(Record.child_id) == wanted.child_id if wanted.child_id else true()
    of = _practitioner_id == wanted.practitioner_id if wanted.practitioner_id else true()
    return and_(about, of, _waits(wanted.waits, person_id) if wanted.waits else true())


def _ways(wanted: Wanted, person_id: str, team_ids: Collection[str]) -> Ways:
    """Return the ways into a list that has been narrowed: by what it is narrowed to.

    What is wanted may stand anywhere in a long list, and few stand by themselves.
    """
    if wanted.waits:
        whose = one_of(col(WaitingPart.whose), (person_id, *team_ids))
        parts = select(col(WaitingPart.draft_id)).where(whose)
        return (by(col(Record.draft_id).in_(parts)),)
    if wanted.child_id:
        return (by(col(Record.child_id) == wanted.child_id),)
    if wanted.practitioner_id:
        held = by(and_(col(Record.other_id) == wanted.practitioner_id, _of_meeting))
        if person_id == wanted.practitioner_id:
            return held, by(col(Record.writer_id) == person_id)
        # Of all that somebody else wrote alone, only what may be open to others is looked at.
        shared = shared_with(person_id, wanted.practitioner_id)
        return held, *record_walk.open_alone(wanted.practitioner_id), shared
    return ()


def _waits(on: Waits, person_id: str) -> ColumnElement[bool]:
    """Say whether a record of a meeting waits for a person, or for somebody else."""
    state = last_state(col(Step.kind), col(Record.draft_id))
    holds_it = case(
        (state == StepKind.SUBMITTED, col(Record.other_id)),
        (state == StepKind.RETURNED, col(Record.writer_id)),
    )
    is_theirs = {Waits.ON_YOU: holds_it == person_id, Waits.ON_OTHERS: holds_it != person_id}
    return and_(_of_meeting, ~is_closed(), is_theirs[on])


def _with_people(statement: Select[Any], on: date) -> Select[Any]:
    return (
        statement.select_from(Record)
        .join(_writer, col(_writer.id) == col(Record.writer_id))
        .outerjoin(_other, col(_other.id) == col(Record.other_id))
        .outerjoin(Share, and_(col(Share.draft_id) == col(Record.draft_id), is_open()))
        .outerjoin(
            _shared_with, and_(col(_shared_with.id) == col(Share.with_id), here(on, _shared_with))
        )
        .outerjoin(Child, col(Child.id) == col(Record.child_id))
    )


def _columns() -> list[Any]:
    return [
        col(Record.id),
        _entry,
        col(Record.kind),
        col(Record.visibility),
        col(Record.held_on),
        col(Child.ref),
        col(Record.writer_id),
        col(_writer.name),
        col(Record.other_id),
        col(_other.name),
        col(_shared_with.name),
        last_state(col(Step.kind), col(Record.draft_id)),
        is_closed(),
    ]
