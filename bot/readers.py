"""Who reads what: facts from storage, put to practice/access.py."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from practice.access import (
    Reader,
    RecordFacts,
    Role,
    Verdict,
    Visibility,
    may_know_held,
    may_read,
    may_see_summary,
)
from storage import children, people, record_list, records
from storage.record_list import ListedRecord
from storage.session import Session
from storage.tables import Record, Team


def teams_open_to(session: Session, reader: Reader) -> list[Team]:
    """Return the teams whose summary a reader may see, by name."""
    paths = people.team_paths(session)
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
        team_path=people.team_paths(session)[record.team_id],
    )


@dataclass(frozen=True)
class Listing:
    """Records of a page of somebody's list, each with whether it opens; whether older ones follow.

    One that does not open is known to them all the same: a personal part that was held.
    """

    records: tuple[tuple[ListedRecord, bool], ...]
    older: bool


def list_records(session: Session, reader: Reader, page: int) -> Listing:
    """Return that page of what `reader` wrote or has part in; of a manager, their teams' meetings.

    Whatever `reader` may not know of is left out.
    """
    teams = reader.team_ids if reader.role == Role.MANAGER else frozenset()
    rows, older = record_list.listed(session, reader.person_id, teams, page)
    return Listing(tuple(_known(session, reader, rows)), older)


def _known(
    session: Session, reader: Reader, rows: list[ListedRecord]
) -> Iterator[tuple[ListedRecord, bool]]:
    paths = people.team_paths(session)
    for row in rows:
        # Nobody is listed a record for being the child's worker today, so that is left out here.
        facts = RecordFacts(
            visibility=Visibility(row.visibility),
            writer_id=row.writer_id,
            is_draft=not row.sent,
            other_id=row.other_id,
            writer_supervisor_id=row.supervisor_id,
            team_path=paths[row.team_id],
        )
        if may_know_held(reader, facts):
            yield row, bool(may_read(reader, facts))
