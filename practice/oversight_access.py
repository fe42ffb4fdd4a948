"""Who may see what stands beside a summary: missed supervisions, enquiries, how good the data is.

As practice/access.py, it takes facts and looks nothing up.
"""

from collections.abc import Collection
from dataclasses import dataclass

from practice.access import (
    RecordFacts,
    Role,
    Viewer,
    Visibility,
    may_read,
    may_see_summary,
    oversees,
)


@dataclass(frozen=True, kw_only=True)
class MissedFacts:
    """What decides who may know why a practitioner had no supervision.

    `supervisor_id` is who supervises them now, `said_by_id` who said why (None: nobody yet);
    `team_path` the practitioner's team of that month and every team above it.
    """

    practitioner_id: str
    supervisor_id: str | None
    said_by_id: str | None
    team_path: frozenset[str]


def may_read_missed(viewer: Viewer, missed: MissedFacts) -> bool:
    """Say whether `viewer` may know why: the practitioner, their supervisor, whoever said it.

    And managers above.
    """
    known = {missed.practitioner_id, missed.supervisor_id, missed.said_by_id}
    return viewer.person_id in known or oversees(viewer, missed.team_path)


@dataclass(frozen=True, kw_only=True)
class EnquiryFacts:
    """What decides who may read an enquiry: its owner, who asked, and the team of its summary."""

    owner_id: str
    asked_by_id: str
    team_id: str
    team_path: frozenset[str]


def may_read_enquiry(viewer: Viewer, enquiry: EnquiryFacts) -> bool:
    """Say whether `viewer` may read an enquiry and its answers.

    Its owner, who asked, and whoever may see the summary that it comes from.
    """
    own = viewer.person_id in {enquiry.owner_id, enquiry.asked_by_id}
    return own or may_see_summary(viewer, enquiry.team_id, enquiry.team_path)


def may_answer_enquiry(viewer: Viewer, enquiry: EnquiryFacts) -> bool:
    """Say whether `viewer` may answer an enquiry: its owner alone."""
    return viewer.person_id == enquiry.owner_id


def may_see_data_quality(viewer: Viewer) -> bool:
    """Say whether `viewer` may see how good the data is: managers and administrators, in counts."""
    return viewer.role in {Role.MANAGER, Role.ADMINISTRATOR}


def may_list_contacts(viewer: Viewer, team_path: frozenset[str]) -> bool:
    """Say whether `viewer` may see a team's contacts one by one: managers of it, and above.

    They are about people most of whom are no children of ours; what else the council's own files
    hold opens as the summary does.
    """
    return oversees(viewer, team_path)


def may_release_words(viewer: Viewer, supervisor_id: str | None, record: RecordFacts) -> bool:
    """Say whether `viewer` may let a child's words from a record stand in summaries.

    The supervisor of the meeting alone, once both have agreed the record, and while they may read
    it.
    """
    is_agreed = record.visibility == Visibility.CHILD and record.is_of_meeting and record.is_locked
    return is_agreed and viewer.person_id == supervisor_id and may_read(viewer, record)


def may_take_words_back(viewer: Viewer, supervisor_id: str | None, record: RecordFacts) -> bool:
    """Say whether `viewer` may take such words back: either person of the meeting.

    And managers above: the supervisor may be gone when a child asks for it.
    """
    of_meeting = viewer.person_id in {supervisor_id, record.other_id, record.writer_id}
    return (of_meeting and may_read(viewer, record)) or oversees(viewer, record.team_path)


def may_look_at_contacts(viewer: Viewer, team_path: frozenset[str]) -> bool:
    """Say whether `viewer` may look at contacts of the team of this path: managers above alone."""
    return oversees(viewer, team_path)


def may_compare(
    viewer: Viewer, contact_path: frozenset[str], other_paths: Collection[frozenset[str]] | None
) -> bool:
    """Say whether `viewer` may see a contact beside another, or a child, and whom both name.

    Given the path of the contact's team, and those of the other row's: a child can be several
    teams'. Managers above both; None where nobody else is shown.
    """
    other = other_paths is None or any(oversees(viewer, path) for path in other_paths)
    return other and may_look_at_contacts(viewer, contact_path)
