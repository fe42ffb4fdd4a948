"""What decides who may open the records behind a number, and who sees its children named."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session

from practice.access import RecordFacts, Visibility
from storage.children import open_on
from storage.oversight.asked import ABOUT_A_CHILD, Asked, sent, table_of
from storage.oversight.meetings import open_involvements
from storage.people import team_paths
from storage.tables import Involvement, Person, Record

_record, _involvement, _person = table_of(Record), table_of(Involvement), table_of(Person)


def facts(session: Session, asked: Asked) -> dict[str, RecordFacts]:
    """Return, by record id, the access facts of every child's record sent in the months asked."""
    if not asked.begun:
        return {}
    records = sent(asked, ABOUT_A_CHILD)
    statement = select(
        _record.c.id,
        _record.c.visibility,
        _record.c.writer_id,
        _record.c.other_id,
        _record.c.team_id,
        _record.c.child_id,
        _person.c.supervisor_id,
    )
    statement = statement.join(records, records.c.record_id == _record.c.id).join(
        _person, _person.c.id == _record.c.writer_id
    )
    with_record = select(sent(asked, ABOUT_A_CHILD).c.child_id)
    workers, paths = _workers(session, asked, with_record), team_paths(session)
    return {
        row.id: RecordFacts(
            visibility=Visibility(row.visibility),
            writer_id=row.writer_id,
            is_draft=False,
            other_id=row.other_id,
            writer_supervisor_id=row.supervisor_id,
            child_current_practitioner_ids=frozenset(workers[row.child_id]),
            child_current_supervisor_ids=frozenset(filter(None, workers[row.child_id].values())),
            team_path=paths[row.team_id],
        )
        for row in session.connection().execute(statement)
    }


def workers_today(session: Session, asked: Asked) -> dict[str, dict[str, str | None]]:
    """Return the practitioners of today, each with their supervisor, by child.

    Of every child whose case was open in the months asked; a child of nobody today has none.
    """
    if not asked.begun:
        return {}
    return _workers(session, asked, select(open_involvements(asked).c.child_id))


def _workers(
    session: Session, asked: Asked, children: Select[Any]
) -> dict[str, dict[str, str | None]]:
    statement = (
        select(_involvement.c.child_id, _person.c.id, _person.c.supervisor_id)
        .join(_person, _person.c.id == _involvement.c.person_id)
        .where(
            _involvement.c.child_id.in_(children),
            open_on(asked.today),
        )
    )
    workers: dict[str, dict[str, str | None]] = defaultdict(dict)
    for child, person, supervisor in session.connection().execute(statement):
        workers[child][person] = supervisor
    return workers
