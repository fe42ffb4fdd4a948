"""Who may see what: the one place that decides (the table "Who reads what" of the design).

It takes facts and answers yes or no, with a reason; it looks nothing up. What no rule allows
is refused.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


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


class Ground(StrEnum):
    """Why the answer is yes or no; the audit keeps it, the phrases word it."""

    WRITER = "writer"
    OTHER_PERSON = "other_person"
    CURRENT_PRACTITIONER = "current_practitioner"
    CURRENT_SUPERVISOR = "current_supervisor"
    WRITERS_SUPERVISOR = "writers_supervisor"
    MANAGER_ABOVE = "manager_above"
    OWN_TEAM = "own_team"
    SUPERVISES = "supervises"
    DRAFT = "draft"
    NOT_LOCKED = "not_locked"
    NO_RULE = "no_rule"


@dataclass(frozen=True)
class Verdict:
    """An answer and its ground; true in a condition when it is yes."""

    allowed: bool
    ground: Ground

    def __bool__(self) -> bool:
        return self.allowed

    @classmethod
    def yes(cls, ground: Ground) -> Self:
        """Return a yes on this ground."""
        return cls(True, ground)

    @classmethod
    def no(cls, ground: Ground = Ground.NO_RULE) -> Self:
        """Return a no; without a ground, because no rule allows it."""
        return cls(False, ground)


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


def may_read(reader: Reader, record: RecordFacts) -> Verdict:
    """Say whether `reader` may read the record's words."""
    if reader.person_id == record.writer_id:
        return Verdict.yes(Ground.WRITER)
    if record.is_draft:
        return Verdict.no(Ground.DRAFT)
    match record.visibility:
        case Visibility.CHILD:
            return _may_read_child(reader, record)
        case Visibility.PERSONAL:
            return _is_other_person(reader, record)
        case Visibility.SHARED:
            return _is_writers_supervisor(reader, record)
        case _:
            return Verdict.no()


def may_know_held(reader: Reader, record: RecordFacts) -> Verdict:
    """Say whether `reader` may know that the record exists.

    Managers above may know that a personal part was held, though not read it; otherwise only
    who may read a record may know of it.
    """
    verdict = may_read(reader, record)
    if not verdict and not record.is_draft and record.visibility == Visibility.PERSONAL:
        return _is_manager_above(reader, record.team_path)
    return verdict


def may_read_of_list(reader: Reader, record: RecordFacts) -> Verdict:
    """Say whether `reader` may read what was said of a meeting's list of children as a whole.

    It may be about any child of the list, so it is for the two people of the meeting alone.
    """
    if reader.person_id == record.writer_id:
        return Verdict.yes(Ground.WRITER)
    return Verdict.no(Ground.DRAFT) if record.is_draft else _is_other_person(reader, record)


def may_add_to(reader: Reader, record: RecordFacts) -> Verdict:
    """Say whether `reader` may add a dated addendum to a record that is locked.

    Its writer may, and the other person of the meeting; to a reflection, its writer alone.
    """
    if not record.is_locked:
        return Verdict.no(Ground.NOT_LOCKED)
    if reader.person_id == record.writer_id:
        return Verdict.yes(Ground.WRITER)
    if record.visibility in {Visibility.CHILD, Visibility.PERSONAL}:
        return _is_other_person(reader, record)
    return Verdict.no()


def may_name_child(
    reader: Reader,
    practitioner_ids: frozenset[str],
    supervisor_ids: frozenset[str],
    team_path: frozenset[str],
) -> Verdict:
    """Say whether a list may name a child to `reader` where no record of theirs decides.

    Given the child's current practitioners and their supervisors, and the path of the team that
    the list is about: they may, and managers above.
    """
    return may_write_child(reader, practitioner_ids, supervisor_ids) or _is_manager_above(
        reader, team_path
    )


def may_write_child(
    reader: Reader, practitioner_ids: frozenset[str], supervisor_ids: frozenset[str]
) -> Verdict:
    """Say whether `reader` may start a record about a child.

    Given the child's current practitioners and their supervisors; nobody else may.
    """
    if reader.person_id in practitioner_ids:
        return Verdict.yes(Ground.CURRENT_PRACTITIONER)
    if reader.person_id in supervisor_ids:
        return Verdict.yes(Ground.CURRENT_SUPERVISOR)
    return Verdict.no()


def may_supervise(reader: Reader, practitioner_supervisor_id: str | None) -> Verdict:
    """Say whether `reader` may hold a supervision with a practitioner of this supervisor."""
    if reader.person_id == practitioner_supervisor_id:
        return Verdict.yes(Ground.SUPERVISES)
    return Verdict.no()


def may_see_summary(reader: Reader, team_id: str, team_path: frozenset[str]) -> Verdict:
    """Say whether `reader` may see a team's summary; `team_path` is the team and all above it.

    Managers may in their tree; supervisors for their own team.
    """
    if reader.role == Role.SUPERVISOR and team_id in reader.team_ids:
        return Verdict.yes(Ground.OWN_TEAM)
    return _is_manager_above(reader, team_path)


def _may_read_child(reader: Reader, record: RecordFacts) -> Verdict:
    return _is_other_person(reader, record) or may_name_child(
        reader,
        record.child_current_practitioner_ids,
        record.child_current_supervisor_ids,
        record.team_path,
    )


def _is_other_person(reader: Reader, record: RecordFacts) -> Verdict:
    if reader.person_id == record.other_id:
        return Verdict.yes(Ground.OTHER_PERSON)
    return Verdict.no()


def _is_writers_supervisor(reader: Reader, record: RecordFacts) -> Verdict:
    if reader.person_id == record.writer_supervisor_id:
        return Verdict.yes(Ground.WRITERS_SUPERVISOR)
    return Verdict.no()


def _is_manager_above(reader: Reader, team_path: frozenset[str]) -> Verdict:
    if reader.role == Role.MANAGER and reader.team_ids & team_path:
        return Verdict.yes(Ground.MANAGER_ABOVE)
    return Verdict.no()
