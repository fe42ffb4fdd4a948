"""What decides who may open a record: the facts that practice.access asks for."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Date, Select, bindparam, exists, select
from sqlmodel import Session, col

from practice.access import RecordFacts, Role, Viewer, Visibility
from practice.terms import WRITTEN_ALONE, RecordKind, StepKind
from storage.audits import blind_to, drawn_for
from storage.children import by_child, workers, workers_of
from storage.drafts import last_state
from storage.note_standing import stands
from storage.people import paths_of, team_and_descendants
from storage.prepared import Prepared
from storage.shares import is_open
from storage.tables import Person, Record, Share, Step, Submission, table_of


def record_facts(
    session: Session, record_ids: Select[str] | Collection[str], on: date
) -> dict[str, RecordFacts]:
    """Return, by id, the access facts of these records on a day."""
    if not isinstance(record_ids, Select) and not record_ids:
        return {}
    if isinstance(record_ids, Select):
        records = session.connection().execute(_facts(record_ids)).all()
        theirs = workers(session, _children_of(record_ids), on)
    else:
        records = _FACTS.all(session, record_ids=list(record_ids))
        theirs = by_child(_WORKERS.all(session, record_ids=list(record_ids), on=on))
    paths = paths_of(session, {record.team_id for record in records})
    shared, drawn = _shared_with(session, record_ids), drawn_for(session, record_ids)
    written = [record.id for record in records if record.visibility == Visibility.AUDIT]
    blind = blind_to(session, written) if written else defaultdict(set)
    return {
        record.id: RecordFacts(
            visibility=Visibility(record.visibility),
            writer_id=record.writer_id,
            is_draft=not record.is_sent,
            is_locked=record.state == _locking(record.kind),
            is_of_meeting=record.supervision_id is not None or record.kind == RecordKind.GROUP,
            other_id=record.other_id,
            shared_with_ids=frozenset(shared[record.draft_id]),
            drawn_for_ids=frozenset(drawn[record.id]),
            blind_ids=frozenset(blind[record.id]),
            child_current_practitioner_ids=frozenset(theirs[record.child_id]),
            child_current_supervisor_ids=frozenset(filter(None, theirs[record.child_id].values())),
            team_path=paths[record.team_id],
        )
        for record in records
    }


def _facts(record_ids: Any) -> Any:  # noqa: ANN401 - a select of ids, or a parameter
    return select(
        *table_of(Record).c,
        exists().where(col(Submission.record_id) == col(Record.id)).label("is_sent"),
        last_state(col(Step.kind), col(Record.draft_id)).label("state"),
    ).where(col(Record.id).in_(record_ids), stands())


def _shared(record_ids: Any) -> Any:  # noqa: ANN401 - a select of ids, or a parameter
    drafts = select(col(Record.draft_id)).where(col(Record.id).in_(record_ids))
    return select(col(Share.draft_id), col(Share.with_id)).where(
        col(Share.draft_id).in_(drafts), is_open()
    )


def _children_of(record_ids: Any) -> Select[str | None]:  # noqa: ANN401 - as above
    return select(col(Record.child_id)).where(col(Record.id).in_(record_ids))


# Every page of a record asks these; putting them together anew would cost more than asking.
_RECORD_IDS: BindParameter[Sequence[str]] = bindparam("record_ids", expanding=True)
_ON: BindParameter[date] = bindparam("on", type_=Date())
_FACTS, _SHARED = Prepared(_facts(_RECORD_IDS)), Prepared(_shared(_RECORD_IDS))
_WORKERS = Prepared(workers_of(_children_of(_RECORD_IDS), _ON), flushes=True)


def viewer_of(session: Session, person: Person) -> Viewer:
    """Return a person as the access rules see them: a manager's teams are all those below."""
    below = team_and_descendants(session, person.team_id) if person.role == Role.MANAGER else []
    return Viewer(
        person_id=person.id,
        role=Role(person.role),
        team_ids=frozenset(below or [person.team_id]),
    )


def _shared_with(
    session: Session, record_ids: Select[str] | Collection[str]
) -> defaultdict[str, set[str]]:
    """Return whom these records' reflections are shared with, by draft."""
    rows: Iterable[Any]
    if isinstance(record_ids, Select):
        rows = session.connection().execute(_shared(record_ids))
    else:
        rows = _SHARED.all(session, record_ids=list(record_ids))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for draft_id, with_id in rows:
        found[draft_id].add(with_id)
    return found


def _locking(kind: str) -> StepKind:
    # What one person wrote alone needs nobody's agreement.
    return StepKind.SUBMITTED if kind in WRITTEN_ALONE else StepKind.AGREED
