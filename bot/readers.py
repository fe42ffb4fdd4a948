"""Who reads what: facts from storage, put to practice/access.py."""

from dataclasses import dataclass
from datetime import date

from practice.access import (
    Reader,
    RecordFacts,
    Verdict,
    Visibility,
    may_read,
    may_see_summary,
)
from storage import children, oversight, people, records
from storage.session import Session
from storage.tables import Record, Team


def teams_open_to(session: Session, reader: Reader) -> list[Team]:
    """Return the teams whose summary a reader may see, by name."""
    paths = oversight.above(session)
    ids = [team for team, path in paths.items() if may_see_summary(reader, team, path)]
    found = [people.team(session, team_id) for team_id in ids]
    return sorted((team for team in found if team), key=lambda team: team.name)


@dataclass(frozen=True)
class Asked:
    """A record somebody asks to read, and the answer."""

    record: Record
    facts: RecordFacts
    verdict: Verdict


def ask_record(session: Session, reader: Reader, record_id: str, on: date) -> Asked | None:
    """Return the record of that id and whether `reader` may read it; None where there is none."""
    record = records.record(session, record_id)
    if record is None:
        return None
    facts = _facts(session, record, on)
    return Asked(record, facts, may_read(reader, facts))


def _facts(session: Session, record: Record, on: date) -> RecordFacts:
    workers = children.current_workers(session, record.child_id, on) if record.child_id else []
    supervisors = [people.supervisor_of(session, worker) for worker in workers]
    writers = people.supervisor_of(session, record.writer_id)
    return RecordFacts(
        visibility=Visibility(record.visibility),
        writer_id=record.writer_id,
        is_draft=records.last_submission(session, record.id) is None,
        is_locked=records.is_locked(session, record),
        other_id=record.other_id,
        writer_supervisor_id=writers.id if writers else None,
        child_current_practitioner_ids=frozenset(workers),
        child_current_supervisor_ids=frozenset(s.id for s in supervisors if s),
        team_path=frozenset(people.team_and_ancestors(session, record.team_id)),
    )
