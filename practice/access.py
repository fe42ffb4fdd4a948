"""Who may see what: the one place that decides (the table "Who reads what" of the design).

It takes facts and answers yes or no; it looks nothing up. What no rule allows is refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from practice.terms import RecordKind


class Role(StrEnum):
    """What a person does here."""

    PRACTITIONER = "practitioner"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    PRACTICE_LEAD = "practice lead"
    ADMINISTRATOR = "administrator"


class Visibility(StrEnum):
    """What kind of record it is to its readers: a child's, the personal part, a reflection.

    Or an audit of one: nobody reads it because the child is theirs.
    """

    CHILD = "child"
    PERSONAL = "personal"
    SHARED = "shared"
    KEPT = "kept"
    AUDIT = "audit"


OPENS_AS: Mapping[RecordKind, frozenset[Visibility]] = {
    RecordKind.IN_DEPTH: frozenset({Visibility.CHILD}),
    RecordKind.LOOKED_AT: frozenset({Visibility.CHILD}),
    RecordKind.PERSONAL: frozenset({Visibility.PERSONAL}),
    RecordKind.REFLECTION: frozenset({Visibility.SHARED, Visibility.KEPT}),
    RecordKind.DECISION: frozenset({Visibility.CHILD}),
    RecordKind.HANDOVER: frozenset({Visibility.CHILD}),
    RecordKind.GROUP: frozenset({Visibility.CHILD}),
    RecordKind.AUDIT: frozenset({Visibility.AUDIT}),
    RecordKind.PREPARATION: frozenset({Visibility.SHARED}),
    RecordKind.IMPORTED: frozenset({Visibility.CHILD, Visibility.PERSONAL}),
}
"""As what each kind of record opens to its readers; a reflection as its writer chooses.

Cards say it before anything is written (prompts/phrases/alone.toml), and docs/access.md for all.
"""


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Somebody who asks. `team_ids`: a manager's team and all below it; anybody else's own."""

    person_id: str
    role: Role
    team_ids: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class RecordFacts:
    """What decides who may read a record, as it stands at this moment.

    `other_id` is the other person of the meeting, or whom a record concerns that was written alone;
    `is_locked` whether both have agreed it, or one written alone was sent; `shared_with_ids` the
    people it was shared with by name, as long as that stands; `drawn_for_ids` those for whose audit
    it was drawn, until they send that; `blind_ids` those who read the record of an audit for one of
    their own, until they send that; `team_path` the record's team and
    every team above it.
    """

    visibility: Visibility
    writer_id: str
    is_draft: bool
    is_locked: bool = False
    is_of_meeting: bool = True
    other_id: str | None = None
    shared_with_ids: frozenset[str] = frozenset()
    drawn_for_ids: frozenset[str] = frozenset()
    blind_ids: frozenset[str] = frozenset()
    child_current_practitioner_ids: frozenset[str] = frozenset()
    child_current_supervisor_ids: frozenset[str] = frozenset()
    team_path: frozenset[str] = frozenset()


def may_read(viewer: Viewer, record: RecordFacts) -> bool:
    """Say whether `viewer` may read the record's words."""
    if record.is_draft or viewer.person_id == record.writer_id:
        return viewer.person_id == record.writer_id
    match record.visibility:
        case Visibility.CHILD:
            known = {record.other_id, *record.drawn_for_ids}
            return viewer.person_id in known or may_name_child(
                viewer,
                record.child_current_practitioner_ids,
                record.child_current_supervisor_ids,
                record.team_path,
            )
        case Visibility.AUDIT:
            others = (
                may_audit(viewer, record.team_path) and viewer.person_id not in record.blind_ids
            )
            return viewer.person_id == record.other_id or others
        case Visibility.PERSONAL:
            return viewer.person_id == record.other_id
        case Visibility.SHARED:
            return viewer.person_id in record.shared_with_ids
        case _:
            return False


@dataclass(frozen=True, kw_only=True)
class BlindAnswer:
    """What decides who may read an answer that each person of a meeting gives apart.

    `is_given` is whether its writer has shown it. `is_answered` is whether the other person has
    answered the same question, or finished without; `is_let_go` whether the writer went on without
    waiting for them.
    """

    writer_id: str
    other_id: str
    is_given: bool
    is_answered: bool
    is_let_go: bool = False


def may_read_blind(viewer_id: str, answer: BlindAnswer) -> bool:
    """Say whether one of the two people of an open meeting may read such an answer.

    Its writer always may; the other once both have answered, or the writer went on without.
    """
    both = answer.is_given and (answer.is_answered or answer.is_let_go)
    return viewer_id == answer.writer_id or (viewer_id == answer.other_id and both)


def may_know_held(viewer: Viewer, record: RecordFacts) -> bool:
    """Say whether `viewer` may know that the record exists.

    Managers above may know that a personal part was held, though not read it; otherwise only
    who may read a record may know of it.
    """
    personal = record.visibility == Visibility.PERSONAL and not record.is_draft
    return may_read(viewer, record) or (personal and _is_manager_above(viewer, record.team_path))


def may_read_of_list(viewer: Viewer, record: RecordFacts) -> bool:
    """Say whether `viewer` may read what was said of a meeting's list of children as a whole.

    It may be about any child of the list, so it is for the two people of the meeting alone.
    """
    other = not record.is_draft and viewer.person_id == record.other_id
    return other or viewer.person_id == record.writer_id


def may_add_to(viewer: Viewer, record: RecordFacts) -> bool:
    """Say whether `viewer` may add a dated addendum to a record that is locked.

    Its writer may, and the other person of the meeting; to one written alone, its writer alone,
    but to a group supervision whoever brought the child too: it holds what they decided.
    """
    is_agreed = record.visibility in {Visibility.CHILD, Visibility.PERSONAL}
    of_meeting = record.is_of_meeting and is_agreed
    other = of_meeting and viewer.person_id == record.other_id
    return record.is_locked and (other or viewer.person_id == record.writer_id)


def may_keep_in_journal(viewer: Viewer, record: RecordFacts) -> bool:
    """Say whether a record stands in `viewer`'s journal: a reflection that they wrote themselves.

    Whoever it was shared with reads it, and takes nothing of it for themselves.
    """
    is_reflection = record.visibility in {Visibility.SHARED, Visibility.KEPT}
    return is_reflection and not record.is_draft and viewer.person_id == record.writer_id


def may_take_in(viewer: Viewer, record: RecordFacts) -> bool:
    """Say whether `viewer` may take a record's words into a child's: theirs, and shared by them.

    Whoever it was shared with reads it, and takes it nowhere; what was kept stays where it is.
    """
    is_shared = record.visibility == Visibility.SHARED and not record.is_draft
    return is_shared and viewer.person_id == record.writer_id


def may_name_child(
    viewer: Viewer,
    practitioner_ids: frozenset[str],
    supervisor_ids: frozenset[str],
    team_path: frozenset[str],
) -> bool:
    """Say whether a list may name a child to `viewer` where no record of theirs decides.

    Given the child's current practitioners and their supervisors, and the path of the team that
    the list is about: they may, and managers above.
    """
    return may_write_child(viewer, practitioner_ids, supervisor_ids) or _is_manager_above(
        viewer, team_path
    )


def may_write_child(
    viewer: Viewer, practitioner_ids: frozenset[str], supervisor_ids: frozenset[str]
) -> bool:
    """Say whether `viewer` may start a record about a child.

    Given the child's current practitioners and their supervisors; nobody else may.
    """
    return viewer.person_id in practitioner_ids | supervisor_ids


def may_decide(viewer: Viewer, supervisor_ids: frozenset[str], team_path: frozenset[str]) -> bool:
    """Say whether `viewer` may write a decision about a child between supervisions.

    Given the supervisors of the child's current practitioners, and the path of these one's teams:
    a supervisor of theirs may, and managers above.
    """
    return viewer.person_id in supervisor_ids or _is_manager_above(viewer, team_path)


def may_audit(viewer: Viewer, team_path: frozenset[str]) -> bool:
    """Say whether `viewer` audits records of the team of this path: practice leads, and managers.

    Both in their tree; they read what others wrote in audits of it.
    """
    leads = viewer.role == Role.PRACTICE_LEAD and bool(viewer.team_ids & team_path)
    return leads or _is_manager_above(viewer, team_path)


def may_know_drawn(viewer: Viewer, worker_id: str | None, team_path: frozenset[str]) -> bool:
    """Say whether `viewer` may know which contact or enquiry of the council's files was audited.

    Given who made the enquiry, if anybody, and the path of its team: they may, and managers above.
    Others who read the audit know of what day it was; its auditor is told as it is drawn for them.
    """
    return viewer.person_id == worker_id or _is_manager_above(viewer, team_path)


def may_supervise(viewer: Viewer, practitioner_supervisor_id: str | None) -> bool:
    """Say whether `viewer` may hold a supervision with a practitioner of this supervisor."""
    return viewer.person_id == practitioner_supervisor_id


def may_see_summary(viewer: Viewer, team_id: str, team_path: frozenset[str]) -> bool:
    """Say whether `viewer` may see a team's summary; `team_path` is the team and all above it.

    Managers may in their tree; supervisors for their own team.
    """
    own = viewer.role == Role.SUPERVISOR and team_id in viewer.team_ids
    return own or _is_manager_above(viewer, team_path)


def may_tend_guides(viewer: Viewer) -> bool:
    """Say whether `viewer` may check, walk through and compare guides, and read how they are used.

    Practice leads may: that is what is asked of everybody, and counts of it.
    """
    return viewer.role == Role.PRACTICE_LEAD


def manages(viewer: Viewer, team_ids: Iterable[str]) -> bool:
    """Say whether `viewer` manages all of these teams, as known without asking what is above them.

    Whoever does oversees them; whoever does not may all the same.
    """
    return viewer.role == Role.MANAGER and viewer.team_ids.issuperset(team_ids)


def oversees(viewer: Viewer, *team_paths: frozenset[str]) -> bool:
    """Say whether `viewer` may read every child's record that was sent in the teams of these paths.

    Managers may in their tree; of anybody else it is asked record by record.
    """
    return all(_is_manager_above(viewer, path) for path in team_paths)


def _is_manager_above(viewer: Viewer, team_path: frozenset[str]) -> bool:
    return viewer.role == Role.MANAGER and bool(viewer.team_ids & team_path)
