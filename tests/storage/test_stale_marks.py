"""Which months of which teams a change marks, on both databases; and what is kept there."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, insert, update
from sqlmodel import Session, col, select

from practice.calendar import Month
from practice.contact_answers import ContactAnswer, ContactQuestion
from storage import link_answers, stale_marks
from storage.session import Store
from storage.tables import (
    Child,
    Contact,
    Involvement,
    NewestChange,
    Person,
    Record,
    Submission,
    TallyMonth,
    Team,
)
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports.casework.rows import a_contact, a_referral, posts
from tests.reports.changing import a_small_council
from tests.reports.counting_again import changing
from tests.reports.factories import (
    a_meeting,
    a_record,
    a_reflection,
    a_step,
    a_strike,
    a_submission,
    claims,
)

MONTHS = tuple(Month(2026, month) for month in (1, 2, 3, 4))
MARCH = date(2026, 3, 12)
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
LATER = datetime(2026, 4, 9, 9, tzinfo=UTC)


class Place:
    """A team, its practitioner with a child in whom a second team has a part, and a third team."""

    def __init__(self, store: Store) -> None:
        self.store = store
        with store.writing() as session:
            self.mine, self.other, self.third = (a_team(session) for _ in range(3))
            self.worker: Person = a_person(session, team=self.mine)
            self.child: Child = a_child(session)
            theirs = a_person(session, team=self.other)
            an_involvement(session, self.child, self.worker, date(2026, 3, 2), None)
            an_involvement(session, self.child, theirs, date(2025, 1, 1), date(2026, 3, 2))
            meeting = a_meeting(session, self.worker, MARCH)
            self.record: Record = a_record(session, meeting, self.child)
            self.sent: Submission = a_submission(session, self.record)
            (self.claim,) = claims(session, self.sent, ["why"])

    def rest(self) -> None:
        """Let nothing be marked, and nothing be newer than long ago."""
        with self.store.writing() as session:
            on = session.connection()
            on.execute(delete(TallyMonth))
            on.execute(delete(NewestChange))
            on.execute(insert(NewestChange).values(id="newest", at=LONG_AGO))
            spots = [
                {"place": of.id, "first_on": m.first, "last_on": m.last, "changes": 0}
                for of in (self.mine, self.other, self.third)
                for m in MONTHS
            ]
            on.execute(insert(TallyMonth), spots)

    def marked(self) -> dict[str, list[int]]:
        """Return, by team, the numbers of the months that are marked."""
        names = {self.mine.id: "mine", self.other.id: "other", self.third.id: "third"}
        with self.store.reading() as session:
            rows = session.scalars(
                select(TallyMonth)
                .where(col(TallyMonth.changes) > 0)
                .order_by(col(TallyMonth.first_on))
            ).all()
        found: dict[str, list[int]] = {}
        for row in rows:
            found.setdefault(names[row.place], []).append(row.first_on.month)
        return found

    def newest(self) -> datetime | None:
        with self.store.reading() as session:
            return session.scalar(select(NewestChange.at))


@pytest.fixture
def place(store: Store) -> Place:
    made = Place(store)
    made.rest()
    return made


def test_the_first_sending_of_a_record_marks_its_month_and_later_ones(place: Place) -> None:
    with place.store.writing() as session:
        record = a_record(session, a_meeting(session, place.worker, MARCH), place.child)
    place.rest()
    with place.store.writing() as session:
        session.add(Submission(record_id=record.id, number=1, submitted_at=LATER))
    assert place.marked() == {"mine": [3, 4], "other": [3, 4]}
    assert place.newest() == LATER


def test_a_second_sending_marks_every_month_of_the_teams_with_a_part_in_the_child(
    place: Place,
) -> None:
    with place.store.writing() as session:
        session.add(Submission(record_id=place.record.id, number=2, submitted_at=LATER))
    assert place.marked() == {"mine": [1, 2, 3, 4], "other": [1, 2, 3, 4]}


def test_striking_a_claim_marks_the_month_of_its_record(place: Place) -> None:
    with place.store.writing() as session:
        a_strike(session, place.claim, place.worker, LATER)
    assert place.marked() == {"mine": [3]}
    assert place.newest() == LATER


@pytest.mark.parametrize(
    ("kind", "marked"), [("agreed", {"mine": [3]}), ("returned", {"mine": [3]}), ("answered", {})]
)
def test_agreeing_or_returning_a_record_marks_its_month_and_answering_does_not(
    place: Place, kind: str, marked: dict[str, list[int]]
) -> None:
    with place.store.writing() as session:
        a_step(session, place.record, kind, LATER)
    assert place.marked() == marked
    assert place.newest() == (LATER if marked else LONG_AGO)


def test_what_is_counted_of_somebody_marks_every_month_where_they_have_a_part(
    place: Place,
) -> None:
    with place.store.writing() as session:
        session.get_one(Person, place.worker.id).fte = 0.5
    assert place.marked() == {"mine": [1, 2, 3, 4]}
    place.rest()
    with place.store.writing() as session:
        session.get_one(Person, place.worker.id).team_id = place.third.id
    assert place.marked() == {"mine": [1, 2, 3, 4], "third": [1, 2, 3, 4]}


def test_what_is_not_counted_of_somebody_marks_nothing(place: Place) -> None:
    with place.store.writing() as session:
        worker = session.get_one(Person, place.worker.id)
        worker.name, worker.email = "Somebody Else", "somebody@example.org"
    assert place.marked() == {}


def test_posts_mark_their_month_and_later_ones(place: Place) -> None:
    with place.store.writing() as session:
        posts(session, place.third, MARCH.replace(day=1), 4)
    assert place.marked() == {"third": [3, 4]}


def test_a_meeting_marks_its_month_and_later_ones_of_its_practitioner(
    place: Place,
) -> None:
    with place.store.writing() as session:
        worker = session.get_one(Person, place.worker.id)
        worker.team_id = place.third.id
    place.rest()
    with place.store.writing() as session:
        a_meeting(session, worker, MARCH, sent_at=LATER)
    assert place.marked() == {"mine": [3, 4], "third": [3, 4]}
    assert place.newest() == LATER


def _case(session: Session, place: Place) -> Involvement:
    return session.scalars(
        select(Involvement).where(
            Involvement.person_id == place.worker.id, Involvement.child_id == place.child.id
        )
    ).one()


def test_a_new_case_marks_its_months_and_later_ones_in_every_team_with_a_part_in_it(
    place: Place,
) -> None:
    with place.store.writing() as session:
        third = a_person(session, team=session.get_one(Team, place.third.id))
    place.rest()
    with place.store.writing() as session:
        days = date(2026, 2, 3), date(2026, 3, 1)
        an_involvement(session, session.get_one(Child, place.child.id), third, *days)
    assert place.marked() == {"mine": [2, 3, 4], "other": [2, 3, 4], "third": [2, 3, 4]}


def test_a_case_that_is_corrected_marks_what_it_was_and_what_it_is(place: Place) -> None:
    with place.store.writing() as session:
        case = _case(session, place)
        changed = {"started_on": date(2026, 4, 1), "team_id": place.third.id}
        session.connection().execute(
            update(Involvement).where(col(Involvement.id) == case.id).values(**changed)
        )
    assert place.marked() == {"mine": [3, 4], "other": [3, 4], "third": [3, 4]}


def test_a_case_that_is_taken_away_marks_its_months(place: Place) -> None:
    with place.store.writing() as session:
        session.delete(_case(session, place))
    assert place.marked() == {"mine": [3, 4], "other": [3, 4]}


def test_a_reflection_marks_its_month_though_it_is_not_counted(place: Place) -> None:
    with place.store.writing() as session:
        a_reflection(session, place.worker, None, MARCH)
    assert place.marked() == {"mine": [3]}


def test_a_contact_marks_its_month_and_later_ones_where_the_child_was_told_of(
    place: Place,
) -> None:
    with place.store.writing() as session:
        a_contact(session, date(2026, 1, 9), session.get_one(Team, place.third.id), child_ref="X")
    place.rest()
    with place.store.writing() as session:
        mine = session.get_one(Team, place.mine.id)
        told = a_contact(session, MARCH, mine, child_ref="X")
    assert place.marked() == {"mine": [3, 4], "third": [3, 4]}
    place.rest()
    with place.store.writing() as session:
        session.delete(session.get_one(Contact, told.id))
    assert place.marked() == {"mine": [3, 4], "third": [3, 4]}


def test_a_contact_of_nobody_known_marks_its_month_alone_and_corrected_both(place: Place) -> None:
    with place.store.writing() as session:
        told = a_contact(session, date(2026, 2, 9), session.get_one(Team, place.mine.id))
    assert place.marked() == {"mine": [2]}
    place.rest()
    with place.store.writing() as session:
        session.get_one(Contact, told.id).received_on = MARCH
    assert place.marked() == {"mine": [2, 3]}


def test_a_contact_without_a_team_marks_those_above_all_others(place: Place) -> None:
    with place.store.writing() as session:
        a_contact(session, MARCH)
    assert place.marked() == {"mine": [3], "other": [3], "third": [3]}


def test_a_referral_marks_its_month_and_later_ones(place: Place) -> None:
    with place.store.writing() as session:
        a_referral(session, MARCH, session.get_one(Team, place.mine.id), child_ref="X")
    assert place.marked() == {"mine": [3, 4]}


def test_a_case_marks_the_teams_that_had_a_contact_about_its_child(place: Place) -> None:
    with place.store.writing() as session:
        third = session.get_one(Team, place.third.id)
        a_contact(session, MARCH, third, child_ref=place.child.ref)
    place.rest()
    with place.store.writing() as session:
        session.get_one(Child, place.child.id).closed_on = MARCH
    assert place.marked() == {"third": [1, 2, 3, 4]}
    place.rest()
    with place.store.writing() as session:
        session.delete(_case(session, place))
    assert place.marked() == {"mine": [3, 4], "other": [3, 4], "third": [3, 4]}


def test_a_team_that_moves_marks_every_month(place: Place) -> None:
    with place.store.writing() as session:
        session.get_one(Team, place.other.id).parent_id = place.mine.id
    every = [1, 2, 3, 4]
    assert place.marked() == {"mine": every, "other": every, "third": every}


def test_a_trigger_that_is_lost_or_altered_is_missed_and_making_it_again_throws_all_away(
    place: Place,
) -> None:
    with place.store.engine.begin() as on:
        assert stale_marks.missing(on) == []
        of = "" if place.store.embedded else " ON step"
        on.exec_driver_sql(f"DROP TRIGGER step_marks_insert{of}")
        assert stale_marks.missing(on) == ["step_marks_insert"]
        stale_marks.make(on)
        assert stale_marks.missing(on) == []
    with place.store.reading() as session:
        assert session.scalars(select(TallyMonth)).all() == []
        assert session.scalars(select(NewestChange)).all() != []


def test_on_both_databases_what_is_kept_is_a_full_count(store: Store) -> None:
    with store.engine.begin() as on:
        stale_marks.make(on)
    changing(store, a_small_council(store, 2), 6)


def test_an_answer_marks_the_month_of_its_contact_and_that_of_whom_it_names(place: Place) -> None:
    with place.store.writing() as session:
        mine, third = (session.get_one(Team, one.id) for one in (place.mine, place.third))
        told = a_contact(session, date(2026, 2, 9), mine)
        a_contact(session, date(2026, 2, 9), third, child_ref=place.child.ref)
    place.rest()
    with place.store.writing() as session:
        asked = link_answers.as_they_are(session, ContactQuestion.CHILD, told.id, place.child.id)
        link_answers.give(session, asked, ContactAnswer.YES, place.worker.id, LATER)
    assert place.marked() == {"mine": [2], "third": [2]}
    assert place.newest() == LATER
    place.rest()
    with place.store.writing() as session:
        session.get_one(Child, place.child.id).closed_on = MARCH
    assert place.marked() == {"mine": [1, 2, 3, 4], "third": [1, 2, 3, 4]}
    place.rest()
    with place.store.writing() as session:
        session.delete(session.get_one(Contact, told.id))
    assert place.marked()["third"] == [1, 2, 3, 4]


def test_a_contact_that_is_one_event_with_another_marks_that_ones_team(place: Place) -> None:
    with place.store.writing() as session:
        mine, third = (session.get_one(Team, one.id) for one in (place.mine, place.third))
        first = a_contact(session, date(2026, 2, 9), mine)
        second = a_contact(session, date(2026, 2, 10), third)
        asked = link_answers.as_they_are(session, ContactQuestion.EVENT, second.id, first.id)
        link_answers.give(session, asked, ContactAnswer.YES, place.worker.id, LATER)
    place.rest()
    with place.store.writing() as session:
        session.delete(session.get_one(Contact, first.id))
    assert place.marked() == {"mine": [2], "third": [1, 2, 3, 4]}
