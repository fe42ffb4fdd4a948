"""Who may see what: the one place that decides (the table "Who reads what" of the design).

It takes facts and answers yes or no; it looks nothing up. What no rule allows is refused.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person does here."""

    PRACTITIONER = "practitioner"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    PRACTICE_LEAD = "practice lead"
    ADMINISTRATOR = "administrator"


class Visibility(StrEnum):
    """What kind of record it is to its readers: a child's, the personal part, a reflection."""

    CHILD = "child"
    PERSONAL = "personal"
    SHARED = "shared"
    KEPT = "kept"


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Somebody who asks. `team_ids`: a manager's team and all below it; anybody else's own."""

    person_id: str
    role: Role
    team_ids: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class RecordFacts:
    """What decides who may read a record, as it stands at this moment.

    `other_id` is the other person of the meeting; `is_locked` whether both have agreed it, or a
    reflection was sent; `team_path` the record's team and every team above it.
    """

    visibility: Visibility
    writer_id: str
    is_draft: bool
    is_locked: bool = False
    other_id: str | None = None
    writer_supervisor_id: str | None = None
    child_current_practitioner_ids: frozenset[str] = frozenset()
    child_current_supervisor_ids: frozenset[str] = frozenset()
    team_path: frozenset[str] = frozenset()


def may_read(reader: Reader, record: RecordFacts) -> bool:
    """Say whether `reader` may read the record's words."""
    if record.is_draft or reader.person_id == record.writer_id:
        return reader.person_id == record.writer_id
    match record.visibility:
        case Visibility.CHILD:
            return reader.person_id == record.other_id or may_name_child(
                reader,
                record.child_current_practitioner_ids,
                record.child_current_supervisor_ids,
                record.team_path,
            )
        case Visibility.PERSONAL:
            return reader.person_id == record.other_id
        case Visibility.SHARED:
            return reader.person_id == record.writer_supervisor_id
        case _:
            return False


def may_know_held(reader: Reader, record: RecordFacts) -> bool:
    """Say whether `reader` may know that the record exists.

    Managers above may know that a personal part was held, though not read it; otherwise only
    who may read a record may know of it.
    """
    personal = record.visibility == Visibility.PERSONAL and not record.is_draft
    return may_read(reader, record) or (personal and _is_manager_above(reader, record.team_path))


def may_read_of_list(reader: Reader, record: RecordFacts) -> bool:
    """Say whether `reader` may read what was said of a meeting's list of children as a whole.

    It may be about any child of the list, so it is for the two people of the meeting alone.
    """
    other = not record.is_draft and reader.person_id == record.other_id
    return other or reader.person_id == record.writer_id


def may_add_to(reader: Reader, record: RecordFacts) -> bool:
    """Say whether `reader` may add a dated addendum to a record that is locked.

    Its writer may, and the other person of the meeting; to a reflection, its writer alone.
    """
    of_meeting = record.visibility in {Visibility.CHILD, Visibility.PERSONAL}
    other = of_meeting and reader.person_id == record.other_id
    return record.is_locked and (other or reader.person_id == record.writer_id)


def may_name_child(
    reader: Reader,
    practitioner_ids: frozenset[str],
    supervisor_ids: frozenset[str],
    team_path: frozenset[str],
) -> bool:
    """Say whether a list may name a child to `reader` where no record of theirs decides.

    Given the child's current practitioners and their supervisors, and the path of the team that
    the list is about: they may, and managers above.
    """
    return may_write_child(reader, practitioner_ids, supervisor_ids) or _is_manager_above(
        reader, team_path
    )


def may_write_child(
    reader: Reader, practitioner_ids: frozenset[str], supervisor_ids: frozenset[str]
) -> bool:
    """Say whether `reader` may start a record about a child.

    Given the child's current practitioners and their supervisors; nobody else may.
    """
    return reader.person_id in practitioner_ids | supervisor_ids


def may_supervise(reader: Reader, practitioner_supervisor_id: str | None) -> bool:
    """Say whether `reader` may hold a supervision with a practitioner of this supervisor."""
    return reader.person_id == practitioner_supervisor_id


def may_see_summary(reader: Reader, team_id: str, team_path: frozenset[str]) -> bool:
    """Say whether `reader` may see a team's summary; `team_path` is the team and all above it.

    Managers may in their tree; supervisors for their own team.
    """
    own = reader.role == Role.SUPERVISOR and team_id in reader.team_ids
    return own or _is_manager_above(reader, team_path)


def _is_manager_above(reader: Reader, team_path: frozenset[str]) -> bool:
    return reader.role == Role.MANAGER and bool(reader.team_ids & team_path)
