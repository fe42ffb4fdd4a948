"""The records that a person wrote or has part in, page by page, newest first: no word of any."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from practice.access import Visibility
from storage.drafts import last_state
from storage.people import here
from storage.tables import Child, Person, Record, Step

PAGE = 30


@dataclass(frozen=True)
class ListedRecord:
    """One record of the list. `state` is the last of RECORD_STATES, or None.

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
    supervisor: str | None
    state: str | None


_writer, _other, _supervisor = aliased(Person), aliased(Person), aliased(Person)
_entry = func.coalesce(col(Record.supervision_id), col(Record.draft_id))


def listed(
    session: Session, person_id: str, team_ids: Collection[str], page: int, on: date
) -> tuple[list[ListedRecord], bool]:
    """Return the records of PAGE meetings and reflections, and whether older ones follow.

    Those that the person wrote, was the other person of, or supervises the writer of, where it is
    shared; and of `team_ids` every record of a meeting. Who may read them, practice.access says.
    A `supervisor` is one who is here on the day `on`. Pages are counted from 1. A meeting's records
    follow one another as they were added.
    """
    grouped: list[Any] = [_entry, func.max(col(Record.held_on))]
    chosen = _with_people(select(*grouped), on)
    chosen = chosen.where(_theirs(person_id, team_ids)).group_by(_entry)
    chosen = chosen.order_by(func.max(col(Record.held_on)).desc(), _entry.desc())
    chosen = chosen.limit(PAGE + 1).offset(PAGE * (page - 1))
    entries = [entry for entry, _ in session.connection().execute(chosen)]
    rows = session.connection().execute(
        _with_people(select(*_columns()), on)
        .where(_theirs(person_id, team_ids), _entry.in_(entries[:PAGE]))
        .order_by(col(Record.held_on).desc(), _entry.desc(), col(Record.id))
    )
    return [ListedRecord(*row) for row in rows], len(entries) > PAGE


def _theirs(person_id: str, team_ids: Collection[str]) -> ColumnElement[bool]:
    shared = (col(Record.visibility) == Visibility.SHARED) & (
        col(_writer.supervisor_id) == person_id
    )
    of_teams = col(Record.supervision_id).is_not(None) & col(Record.team_id).in_(team_ids)
    own = or_(col(Record.writer_id) == person_id, col(Record.other_id) == person_id, shared)
    return or_(own, of_teams) if team_ids else own


def _with_people(statement: Select[Any], on: date) -> Select[Any]:
    return (
        statement.select_from(Record)
        .join(_writer, col(_writer.id) == col(Record.writer_id))
        .outerjoin(_other, col(_other.id) == col(Record.other_id))
        .outerjoin(
            _supervisor,
            and_(col(_supervisor.id) == col(_writer.supervisor_id), here(on, _supervisor)),
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
        col(_supervisor.name),
        last_state(col(Step.kind), col(Record.draft_id)),
    ]
