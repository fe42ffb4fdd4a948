"""Shared reflections that their writers take into a child's record."""

from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session

from practice.access import RecordFacts, Role, Viewer, Visibility, may_take_in
from storage import taken_in
from storage.session import Store
from storage.tables import Child, Draft, Person, Record, Supervision
from tests.each import each
from tests.factories import a_child, a_person, a_team

DAY, NOON = date(2026, 11, 3), datetime(2026, 11, 3, 12, tzinfo=UTC)


def a_reflection(
    session: Session, writer: Person, *about: Child, on: date = DAY, visibility: str = "shared"
) -> Record:
    draft = Draft(
        kind="guide", guide="quick-reflection", version=3, person_id=writer.id, opened_at=NOON
    )
    session.add(draft)
    session.flush()
    made = [
        Record(
            draft_id=draft.id, kind="reflection", visibility=visibility, child_id=child.id,
            writer_id=writer.id, team_id=writer.team_id, held_on=on,
            guide="quick-reflection", version=3,
        )
        for child in about
    ]  # fmt: skip
    session.add_all(made)
    session.flush()
    return made[0]


def a_record_in_depth(session: Session, writer: Person, child: Child, sent_at: datetime) -> None:
    draft = Draft(
        kind="meeting", guide="supervision", version=1, person_id=writer.id, opened_at=NOON
    )
    session.add(draft)
    session.flush()
    session.add(
        Supervision(
            id=draft.id, supervisor_id=writer.id, practitioner_id=writer.id,
            team_id=writer.team_id, held_on=DAY, sent_at=sent_at,
        )
    )  # fmt: skip
    session.flush()
    session.add(
        Record(
            draft_id=draft.id, kind="in depth", visibility="child", supervision_id=draft.id,
            child_id=child.id, writer_id=writer.id, team_id=writer.team_id, held_on=DAY,
            guide="case-supervision", version=3,
        )
    )  # fmt: skip
    session.flush()


def test_only_what_is_shared_about_one_child_alone_can_be_taken(store: Store) -> None:
    with store.writing() as session:
        priya, omar = (a_person(session, name, team=a_team(session)) for name in ("Priya", "Omar"))
        child, other = a_child(session), a_child(session)
        hers = a_reflection(session, priya, child)
        a_reflection(session, priya, child, visibility="kept")
        a_reflection(session, priya, child, other)
        a_reflection(session, omar, child)
        a_reflection(session, priya, other)
        found = taken_in.to_take(session, priya.id, child.id, None, 9)
        assert [one.id for one in found] == [hers.id]


def test_the_last_ones_since_a_day_come_oldest_first(store: Store) -> None:
    with store.writing() as session:
        priya, child = a_person(session, team=a_team(session)), a_child(session)
        made = [
            a_reflection(session, priya, child, on=DAY + timedelta(days=number)).id
            for number in range(4)
        ]
        since = taken_in.to_take(session, priya.id, child.id, DAY + timedelta(days=1), 2)
        assert [one.id for one in since] == made[2:]


def test_what_is_taken_in_waits_until_a_record_in_depth_is_sent(store: Store) -> None:
    with store.writing() as session:
        priya, child = a_person(session, team=a_team(session)), a_child(session)
        a_record_in_depth(session, priya, child, NOON - timedelta(days=30))
        hers = a_reflection(session, priya, child)
        taken_in.take(session, hers, NOON)
        taken_in.take(session, hers, NOON)
        assert taken_in.is_taken(session, hers)
        assert [one.id for one in taken_in.waiting(session, child.id, priya.id)] == [hers.id]
        assert taken_in.waiting(session, child.id, "somebody else") == []
        a_record_in_depth(session, priya, child, NOON + timedelta(hours=1))
        assert taken_in.waiting(session, child.id, priya.id) == []


def test_what_is_taken_in_while_a_record_is_being_written_waits_for_the_next(store: Store) -> None:
    with store.writing() as session:
        priya, child = a_person(session, team=a_team(session)), a_child(session)
        told = a_reflection(session, priya, child)
        # Its draft was opened before, and it is sent an hour after the tap.
        a_record_in_depth(session, priya, child, NOON + timedelta(hours=2))
        taken_in.take(session, told, NOON + timedelta(hours=1))
        assert taken_in.waiting(session, child.id, priya.id) == [told]


def test_a_clock_set_back_brings_nothing_back(store: Store) -> None:
    with store.writing() as session:
        priya, child = a_person(session, team=a_team(session)), a_child(session)
        taken_in.take(session, a_reflection(session, priya, child), NOON + timedelta(hours=2))
        a_record_in_depth(session, priya, child, NOON)
        assert taken_in.waiting(session, child.id, priya.id) == []


@each("visibility", Visibility)
@each("is_draft", [True, False])
def test_its_writer_alone_takes_it_in_and_only_what_they_shared(
    visibility: Visibility, is_draft: bool
) -> None:
    record = RecordFacts(
        visibility=visibility,
        writer_id="priya",
        is_draft=is_draft,
        is_of_meeting=False,
        shared_with_ids=frozenset({"sunil"}),
        child_current_practitioner_ids=frozenset({"omar"}),
        team_path=frozenset({"north"}),
    )
    may = {
        name
        for name in ("priya", "sunil", "omar", "ruth")
        if may_take_in(
            Viewer(person_id=name, role=Role.MANAGER, team_ids=frozenset({"north"})), record
        )
    }
    is_theirs = visibility is Visibility.SHARED and not is_draft
    assert may == ({"priya"} if is_theirs else set())
