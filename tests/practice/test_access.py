from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.access import (
    RecordFacts,
    Role,
    Viewer,
    Visibility,
    may_add_to,
    may_keep_in_journal,
    may_know_drawn,
    may_know_held,
    may_name_child,
    may_read,
    may_read_of_list,
    may_see_summary,
    may_supervise,
    may_tend_guides,
    may_write_child,
)
from tests.each import each

# The table "Who reads what", row by row: who reads it, besides whom it must refuse.
TABLE: dict[str, set[str]] = {
    "draft": {"writer"},
    Visibility.CHILD: {"writer", "other", "practitioner", "their supervisor", "manager above"},
    Visibility.PERSONAL: {"writer", "other"},
    Visibility.SHARED: {"writer", "shared with"},
    Visibility.KEPT: {"writer"},
    Visibility.AUDIT: {"writer", "other", "manager above", "practice lead above"},
}
COLUMNS = (
    "writer",
    "other",
    "practitioner",
    "their supervisor",
    "shared with",
    "manager above",
    "manager elsewhere",
    "practice lead above",
    "administrator above",
    "stranger",
)


def viewer(person_id: str = "stranger", role: Role = Role.PRACTITIONER, *teams: str) -> Viewer:
    return Viewer(person_id=person_id, role=role, team_ids=frozenset(teams))


def who(column: str) -> Viewer:
    if column == "manager above":
        return viewer(column, Role.MANAGER, "service", "team")
    if column == "manager elsewhere":
        return viewer(column, Role.MANAGER, "other service", "other team")
    if column == "practice lead above":
        return viewer(column, Role.PRACTICE_LEAD, "service", "team")
    if column == "administrator above":
        return viewer(column, Role.ADMINISTRATOR, "service", "team")
    return viewer(column, Role.SUPERVISOR, "team")


def record(visibility: Visibility, *, is_draft: bool = False) -> RecordFacts:
    return RecordFacts(
        visibility=visibility,
        writer_id="writer",
        is_draft=is_draft,
        other_id="other",
        shared_with_ids=frozenset({"shared with"}),
        child_current_practitioner_ids=frozenset({"practitioner"}),
        child_current_supervisor_ids=frozenset({"their supervisor"}),
        team_path=frozenset({"team", "service", "council"}),
    )


@each("column", COLUMNS)
@each("visibility", Visibility)
def test_a_sent_record_is_read_by_those_the_table_names_and_nobody_else(
    visibility: Visibility, column: str
) -> None:
    assert may_read(who(column), record(visibility)) is (column in TABLE[visibility])


@each("column", COLUMNS)
@each("visibility", Visibility)
def test_a_draft_is_read_and_known_by_its_writer_only(visibility: Visibility, column: str) -> None:
    draft = record(visibility, is_draft=True)
    assert may_read(who(column), draft) is (column in TABLE["draft"])
    assert may_know_held(who(column), draft) is (column in TABLE["draft"])


@each("column", COLUMNS)
def test_managers_above_know_that_the_personal_part_was_held(column: str) -> None:
    knows = {"writer", "other", "manager above"}
    personal = record(Visibility.PERSONAL)
    assert may_know_held(who(column), personal) is (column in knows)


@each("column", COLUMNS)
@each("visibility", [Visibility.CHILD, Visibility.SHARED, Visibility.KEPT])
def test_other_records_are_known_only_to_who_may_read_them(
    visibility: Visibility, column: str
) -> None:
    asked = record(visibility)
    assert may_know_held(who(column), asked) is may_read(who(column), asked)


@each("column", COLUMNS)
@each("visibility", Visibility)
def test_a_locked_record_is_added_to_by_its_writer_and_the_other_person_of_the_meeting(
    visibility: Visibility, column: str
) -> None:
    meeting = visibility in {Visibility.CHILD, Visibility.PERSONAL}
    adds = {"writer", "other"} if meeting else {"writer"}
    locked = replace(record(visibility), is_locked=True)
    assert may_add_to(who(column), locked) is (column in adds)


@each("column", COLUMNS)
@each("visibility", Visibility)
def test_nobody_adds_to_a_record_that_is_not_locked(visibility: Visibility, column: str) -> None:
    assert not may_add_to(who(column), record(visibility))


@each("column", COLUMNS)
def test_what_is_said_of_a_list_is_read_by_the_two_people_of_the_meeting(column: str) -> None:
    sent, draft = record(Visibility.CHILD), record(Visibility.CHILD, is_draft=True)
    assert may_read_of_list(who(column), sent) is (column in {"writer", "other"})
    assert may_read_of_list(who(column), draft) is (column == "writer")


@each("column", COLUMNS)
def test_a_list_names_a_child_to_their_worker_their_supervisor_and_managers_above(
    column: str,
) -> None:
    facts = record(Visibility.CHILD)
    named = may_name_child(
        who(column),
        facts.child_current_practitioner_ids,
        facts.child_current_supervisor_ids,
        facts.team_path,
    )
    assert named is (column in {"practitioner", "their supervisor", "manager above"})


def test_only_the_current_practitioner_and_their_supervisor_start_a_record_about_a_child() -> None:
    practitioners, supervisors = frozenset({"practitioner"}), frozenset({"their supervisor"})
    allowed = {
        column for column in COLUMNS if may_write_child(who(column), practitioners, supervisors)
    }
    assert allowed == {"practitioner", "their supervisor"}


def test_only_a_practitioners_own_supervisor_supervises_them() -> None:
    sunil = viewer("sunil", Role.SUPERVISOR, "team")
    assert may_supervise(sunil, "sunil")
    assert not may_supervise(sunil, "somebody else")
    assert not may_supervise(sunil, None)


@each(
    "asker, expected",
    [
        (viewer("m", Role.MANAGER, "team", "below"), True),
        (viewer("m", Role.MANAGER, "service", "team", "below"), True),
        (viewer("m", Role.MANAGER, "elsewhere"), False),
        (viewer("m", Role.MANAGER, "below"), False),
        (viewer("s", Role.SUPERVISOR, "team"), True),
        (viewer("s", Role.SUPERVISOR, "service"), False),
        (viewer("p", Role.PRACTITIONER, "team"), False),
        (viewer("l", Role.PRACTICE_LEAD, "team"), False),
        (viewer("a", Role.ADMINISTRATOR, "team"), False),
    ],
)
def test_a_summary_is_for_managers_in_their_tree_and_supervisors_of_the_team(
    asker: Viewer, expected: bool
) -> None:
    path = frozenset({"team", "service", "council"})
    assert may_see_summary(asker, "team", path) is expected


people = st.sampled_from(["a", "b", "c", "d", "e"])
some_people = st.frozensets(people, max_size=3)
teams = st.frozensets(st.sampled_from(["1", "2", "3", "4"]), max_size=3)
viewers = st.builds(Viewer, person_id=people, role=st.sampled_from(Role), team_ids=teams)
records = st.builds(
    RecordFacts,
    visibility=st.sampled_from(Visibility),
    writer_id=people,
    is_draft=st.booleans(),
    other_id=st.none() | people,
    shared_with_ids=some_people,
    child_current_practitioner_ids=some_people,
    child_current_supervisor_ids=some_people,
    team_path=teams,
)


def columns_of(asker: Viewer, asked: RecordFacts) -> set[str]:
    """Say in which columns of the table this viewer stands for this record."""
    me, above = asker.person_id, bool(asker.team_ids & asked.team_path)
    stands = {
        "writer": me == asked.writer_id,
        "other": me == asked.other_id,
        "practitioner": me in asked.child_current_practitioner_ids,
        "their supervisor": me in asked.child_current_supervisor_ids,
        "shared with": me in asked.shared_with_ids,
        "manager above": asker.role is Role.MANAGER and above,
        "practice lead above": asker.role is Role.PRACTICE_LEAD and above,
    }
    return {column for column, stood in stands.items() if stood}


@given(viewers, records)
def test_nobody_outside_the_table_ever_reads_and_everybody_in_it_does(
    asker: Viewer, asked: RecordFacts
) -> None:
    row = TABLE["draft" if asked.is_draft else asked.visibility]
    assert may_read(asker, asked) is bool(columns_of(asker, asked) & row)


@given(viewers, records)
def test_who_may_read_a_record_may_know_of_it(asker: Viewer, asked: RecordFacts) -> None:
    assert may_know_held(asker, asked) or not may_read(asker, asked)


@given(viewers, records, st.booleans())
def test_nobody_adds_to_a_record_they_may_not_read(
    asker: Viewer, asked: RecordFacts, locked: bool
) -> None:
    sent = replace(asked, is_draft=False, is_locked=locked)
    assert may_read(asker, sent) or not may_add_to(asker, sent)


@given(viewers, records)
def test_managing_never_opens_a_draft_a_personal_part_or_a_reflection(
    asker: Viewer, asked: RecordFacts
) -> None:
    # An audit of practice is for the managers above too.
    if asked.is_draft or asked.visibility not in {Visibility.CHILD, Visibility.AUDIT}:
        manager = replace(asker, role=Role.MANAGER, team_ids=asked.team_path | {"council"})
        plain = replace(asker, role=Role.PRACTITIONER, team_ids=frozenset())
        assert may_read(manager, asked) == may_read(plain, asked)


@each("column", COLUMNS)
def test_an_audit_is_kept_from_whoever_reads_the_same_record_for_their_own(column: str) -> None:
    asked = replace(record(Visibility.AUDIT), blind_ids=frozenset(COLUMNS))
    assert may_read(who(column), asked) == (column in {"writer", "other"})


@each("column", COLUMNS)
def test_which_contact_or_enquiry_was_audited_is_known_to_its_worker_and_managers_above(
    column: str,
) -> None:
    path = frozenset({"team", "service"})
    assert may_know_drawn(who(column), "other", path) == (column in {"other", "manager above"})
    assert may_know_drawn(who(column), None, path) == (column == "manager above")


@pytest.mark.parametrize("role", Role)
def test_guides_are_tended_by_practice_leads_alone(role: Role) -> None:
    asker = Viewer(person_id="P", role=role, team_ids=frozenset({"team"}))
    assert may_tend_guides(asker) is (role is Role.PRACTICE_LEAD)


@each("visibility", Visibility)
@each("column", COLUMNS)
def test_a_journal_holds_the_reflections_of_its_writer_alone(
    visibility: Visibility, column: str
) -> None:
    is_reflection = visibility in {Visibility.SHARED, Visibility.KEPT}
    assert may_keep_in_journal(who(column), record(visibility)) == (
        is_reflection and column == "writer"
    )
    assert not may_keep_in_journal(who(column), record(visibility, is_draft=True))
