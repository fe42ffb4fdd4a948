"""Who reads what: facts from storage, put to practice/access.py."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from practice.access import (
    RecordFacts,
    Role,
    Viewer,
    may_keep_in_journal,
    may_know_held,
    may_read,
    may_see_summary,
)
from practice.calendar import london_day
from practice.oversight_access import may_list_contacts, may_see_data_quality
from practice.terms import RecordKind
from prompts.another_child import Known
from reports.file_lists.choosing import has_list
from reports.file_lists.stands import CONTACTS
from reports.selection import LISTED
from storage import audit, children, people, record_list, records
from storage.access import record_facts, viewer_of
from storage.record_list import EVERYTHING, Choices, ListedRecord, Wanted
from storage.session import Session
from storage.tables import Person, Record, Team

_OF_RECORDS = frozenset(one.key for one in LISTED)


def teams_open_to(session: Session, viewer: Viewer) -> list[Team]:
    """Return the teams whose summary a viewer may see, by name."""
    # Nobody sees the summary of a team that is neither theirs nor below one of theirs.
    paths = people.paths_of(session, people.teams_below(session, viewer.team_ids))
    ids = [team for team, path in paths.items() if may_see_summary(viewer, team, path)]
    found = [people.team(session, team_id) for team_id in ids]
    return sorted((team for team in found if team), key=lambda team: team.name)


def open_summary(session: Session, viewer: Viewer, team_id: str, deed: str, at: datetime) -> bool:
    """Say whether a viewer may see a team's summary; the audit says that they did (`deed`), or not.

    Of a team that is not there too it says that it was refused, and never what was asked for.
    """
    asked = request_summary(session, viewer, team_id)
    note_summary(session, viewer, asked, deed, at)
    return asked.allowed


@dataclass(frozen=True)
class SummaryRequest:
    """A team whose summary somebody asks for, None where there is no such team; and the answer.

    `lists_contacts` says whether its contacts are shown to them one by one.
    """

    team_id: str | None
    allowed: bool
    lists_contacts: bool = False


_TAKEN = {"outside": "to leave", "scrutiny": "for scrutiny", "inside": "for inside"}


def taken(readers: str) -> str:
    """Return what the audit calls that a summary was taken away as a file for these readers."""
    return f"summary taken {_TAKEN[readers]}"


def request_summary(session: Session, viewer: Viewer, team_id: str) -> SummaryRequest:
    """Return whether a viewer may see a team's summary; `note_summary` must follow."""
    path = people.paths_of(session, [team_id]).get(team_id)
    if path is None:
        return SummaryRequest(None, allowed=False)
    allowed = may_see_summary(viewer, team_id, path)
    return SummaryRequest(team_id, allowed, allowed and may_list_contacts(viewer, path))


def opens_list(measure_key: str, *, lists_contacts: bool) -> bool:
    """Say whether a list behind a measure opens to whoever may see the summary.

    Of contacts, to those alone to whom they are shown one by one.
    """
    if measure_key.startswith(CONTACTS):
        return lists_contacts and has_list(measure_key)
    return has_list(measure_key) or measure_key in _OF_RECORDS


def note_summary(
    session: Session, viewer: Viewer, asked: SummaryRequest, deed: str, at: datetime
) -> None:
    """Let the audit say what came of it: `deed`, or that it was refused."""
    told = deed if asked.allowed else "summary refused"
    audit.record(session, told, "team", asked.team_id, actor=viewer.person_id, at=at)


def request_data_quality(session: Session, person: Person, at: datetime) -> bool:
    """Say whether somebody may see how good the data is; the audit says that they did, or not."""
    allowed = may_see_data_quality(viewer_of(session, person))
    deed = "data quality read" if allowed else "data quality refused"
    audit.record(session, deed, "team", person.team_id, actor=person.id, at=at)
    return allowed


@dataclass(frozen=True)
class RecordRequest:
    """A record somebody asks to read, and the answer."""

    record: Record
    facts: RecordFacts
    may_read: bool


def request_record(
    session: Session, viewer: Viewer, record_id: str, on: date
) -> RecordRequest | None:
    """Return the record of that id and whether `viewer` may read it; None where there is none.

    Whoever goes on to show its words opens it with `open_record` instead, or reads them for a page
    that is not sent before `note_opening` is committed.
    """
    record = records.record(session, record_id)
    if record is None:
        return None
    facts = record_facts(session, [record_id], on)[record_id]
    return RecordRequest(record, facts, may_read(viewer, facts))


def open_record(
    session: Session,
    viewer: Viewer,
    record_id: str,
    at: datetime,
    only: Callable[[Record], bool] = lambda _: True,
) -> RecordRequest | None:
    """Return as `request_record` does, for whoever shows its words; the audit says what came of it.

    This is where a record opens on whatever channel, but for its page. `only` says which are shown
    there: another one is refused.
    """
    asked = request_record(session, viewer, record_id, london_day(at))
    if asked is None:
        return None
    may_read_here = asked.may_read and only(asked.record)
    asked = replace(asked, may_read=may_read_here)
    note_opening(session, viewer, asked, at)
    return asked


def request_own_reflection(
    session: Session, viewer: Viewer, record_id: str, on: date
) -> RecordRequest | None:
    """Return the record of that id and whether it is a reflection of `viewer`'s own.

    Whoever may read it otherwise is refused here. `note_opening` must follow before it is shown.
    """
    asked = request_record(session, viewer, record_id, on)
    if asked is None:
        return None
    # A preparation opens as a shared reflection does, and is none.
    is_reflection = asked.record.kind == RecordKind.REFLECTION
    return replace(asked, may_read=is_reflection and may_keep_in_journal(viewer, asked.facts))


def note_quoted(
    session: Session, viewer: Viewer, record_ids: Collection[str], at: datetime
) -> None:
    """Let the audit say of which records a list shows words."""
    _note(session, viewer, record_ids, audit.QUOTED, at)


def note_read(session: Session, viewer: Viewer, record_ids: Collection[str], at: datetime) -> None:
    """Let the audit say which records a viewer reads, of whom it was asked that they may."""
    _note(session, viewer, record_ids, audit.READ, at)


def _note(
    session: Session, viewer: Viewer, record_ids: Collection[str], deed: str, at: datetime
) -> None:
    about = {"at": at, "actor_id": viewer.person_id, "deed": deed, "noun": "record"}
    audit.record_all(session, [{**about, "noun_id": record_id} for record_id in record_ids])


def note_opening(session: Session, viewer: Viewer, asked: RecordRequest, at: datetime) -> None:
    """Let the audit say what came of asking for a record: it was read, or refused."""
    deed = audit.READ if asked.may_read else audit.REFUSED
    audit.record(session, deed, "record", asked.record.id, actor=viewer.person_id, at=at)


def open_records(
    session: Session, viewer: Viewer, record_ids: Collection[str], at: datetime
) -> None:
    """Let the audit say which of these records, shown together, a viewer reads or is refused."""
    facts = record_facts(session, record_ids, london_day(at))
    events = [
        {
            "at": at,
            "actor_id": viewer.person_id,
            "deed": audit.READ if may_read(viewer, facts[one]) else audit.REFUSED,
            "noun": "record",
            "noun_id": one,
        }
        for one in record_ids
    ]
    audit.record_all(session, events)


def children_of(session: Session, person_id: str, on: date) -> Known:
    """Return the children whom a person may write about: their own, and those of their people."""
    below = people.supervisees(session, person_id, on)
    refs = children.refs_for(session, [person_id, *(p.id for p in below)], on)
    return Known(refs, children.families(session, refs))


@dataclass(frozen=True)
class Listing:
    """Records of a page of somebody's list, each with whether it opens; whether older ones follow.

    One that does not open is known to them all the same: a personal part that was held.
    """

    records: tuple[tuple[ListedRecord, bool], ...]
    older: bool


def list_records(
    session: Session, viewer: Viewer, page: int, on: date, wanted: Wanted = EVERYTHING
) -> Listing:
    """Return that page of what `viewer` wrote or has part in; of a manager, their teams' meetings.

    Of these, what is `wanted`. Whatever `viewer` may not know of is left out.
    """
    teams = _teams_listed(viewer)
    rows, older = record_list.listed(session, viewer.person_id, teams, page, on, wanted)
    facts = record_facts(session, [row.id for row in rows], on)
    known = [row for row in rows if may_know_held(viewer, facts[row.id])]
    return Listing(tuple((row, may_read(viewer, facts[row.id])) for row in known), older)


def record_choices(session: Session, viewer: Viewer) -> Choices:
    """Return the children and practitioners that the list of `viewer` can be narrowed to."""
    return record_list.choices(session, viewer.person_id, _teams_listed(viewer))


def children_listed(session: Session, viewer: Viewer, refs: Collection[str]) -> dict[str, str]:
    """Return the ids, by reference, of those children of whom the list of `viewer` has a record."""
    return record_list.children_listed(session, viewer.person_id, _teams_listed(viewer), refs)


def child_listed(session: Session, viewer: Viewer, ref: str) -> str | None:
    """Return the id of the child of a reference, where the list of `viewer` has a record of it."""
    return children_listed(session, viewer, (ref,)).get(ref)


def _teams_listed(viewer: Viewer) -> frozenset[str]:
    return viewer.team_ids if viewer.role == Role.MANAGER else frozenset()
