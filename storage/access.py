"""What decides who may open a record: the facts that practice.access asks for."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, exists, select
from sqlmodel import Session, col

from practice.access import RecordFacts, Visibility
from practice.terms import RecordKind, StepKind
from storage.children import workers
from storage.drafts import last_state
from storage.people import team_paths
from storage.tables import Person, Record, Step, Submission, table_of


def record_facts(
    session: Session, record_ids: Select[str] | Collection[str], on: date
) -> dict[str, RecordFacts]:
    """Return, by id, the access facts of these records on a day."""
    records = session.connection().execute(
        select(
            *table_of(Record).c,
            col(Person.supervisor_id),
            exists().where(col(Submission.record_id) == col(Record.id)).label("is_sent"),
            last_state(col(Step.kind), col(Record.draft_id)).label("state"),
        )
        .join(Person, col(Person.id) == col(Record.writer_id))
        .where(col(Record.id).in_(record_ids))
    )
    children = select(col(Record.child_id)).where(col(Record.id).in_(record_ids))
    theirs, paths = workers(session, children, on), team_paths(session)
    return {
        record.id: RecordFacts(
            visibility=Visibility(record.visibility),
            writer_id=record.writer_id,
            is_draft=not record.is_sent,
            is_locked=record.state == _locking(record.kind),
            other_id=record.other_id,
            writer_supervisor_id=record.supervisor_id,
            child_current_practitioner_ids=frozenset(theirs[record.child_id]),
            child_current_supervisor_ids=frozenset(filter(None, theirs[record.child_id].values())),
            team_path=paths[record.team_id],
        )
        for record in records
    }


def _locking(kind: str) -> StepKind:
    # A reflection needs nobody's agreement.
    return StepKind.SUBMITTED if kind == RecordKind.REFLECTION else StepKind.AGREED
