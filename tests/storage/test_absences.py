"""Who is away on which day: what is said last holds, and the past never changes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from practice.calendar import LONDON
from storage import absences
from storage.absences import Stretch
from storage.session import Store
from storage.tables import Absence, AbsenceEnding, AuditEvent, Person
from tests.examples import examples
from tests.factories import a_person, make_store

MONDAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def day(number: int) -> date:
    """Return a day: Monday is 0."""
    return MONDAY + timedelta(number)


def away(session: Session, person: Person, first: int, last: int) -> None:
    absences.say(session, person.id, Stretch(day(first), day(last)), person.id, NOW)


def days_away(session: Session, person: Person, most: int = 40) -> set[int]:
    return {n for n in range(-5, most) if absences.until(session, person.id, day(n))}


def test_both_days_are_included(store: Store) -> None:
    with store.writing() as session:
        person = a_person(session)
        away(session, person, 1, 4)
        assert days_away(session, person) == {1, 2, 3, 4}
        assert absences.until(session, person.id, day(1)) == day(4)
        assert absences.until(session, person.id, day(5)) is None


def test_nobody_else_is_away(store: Store) -> None:
    with store.writing() as session:
        person, other = a_person(session), a_person(session)
        away(session, person, 0, 4)
        assert absences.away_on(session, day(2)) == {person.id: day(4)}
        assert days_away(session, other) == set()


def test_back_early_is_back_on_that_day_and_ends_no_later_absence(store: Store) -> None:
    with store.writing() as session:
        person = a_person(session)
        away(session, person, 0, 10)
        away(session, person, 20, 25)
        assert absences.end(session, person.id, day(9), day(3), person.id, NOW) is None
        ended = absences.end(session, person.id, day(10), day(3), person.id, NOW)
        assert ended == Stretch(day(0), day(10))
        assert days_away(session, person) == {0, 1, 2, *range(20, 26)}


def test_one_that_has_not_begun_is_taken_back_as_a_whole(store: Store) -> None:
    with store.writing() as session:
        person = a_person(session)
        away(session, person, 5, 8)
        assert absences.standing(session, person.id, day(0)) == [Stretch(day(5), day(8))]
        absences.end(session, person.id, day(8), day(0), person.id, NOW)
        assert days_away(session, person) == set()
        assert absences.standing(session, person.id, day(0)) == []


def test_one_that_follows_on_another_is_the_same_stretch(store: Store) -> None:
    with store.writing() as session:
        person = a_person(session)
        away(session, person, 0, 4)
        away(session, person, 5, 9)
        assert absences.until(session, person.id, day(1)) == day(9)
        absences.end(session, person.id, day(9), day(2), person.id, NOW)
        assert days_away(session, person) == {0, 1}


@pytest.mark.parametrize(
    ("first", "then", "holds"),
    [
        ((0, 10), (0, 4), range(5)),
        ((0, 4), (0, 10), range(11)),
        ((0, 4), (3, 8), range(9)),
        ((3, 8), (0, 4), range(5)),
        ((3, 4), (0, 8), range(9)),
        ((0, 8), (3, 4), range(5)),
        ((0, 4), (0, 4), range(5)),
    ],
)
def test_of_two_that_overlap_what_is_said_last_says_until_when(
    store: Store, first: tuple[int, int], then: tuple[int, int], holds: range
) -> None:
    with store.writing() as session:
        person = a_person(session)
        away(session, person, *first)
        away(session, person, *then)
        assert days_away(session, person) == set(holds)
        assert absences.until(session, person.id, day(0)) == day(holds[-1])


def test_the_day_begins_and_ends_in_london(store: Store) -> None:
    """Summer time: at 23:30 UTC it is the next day in London."""
    last = date(2026, 7, 10)
    with store.writing() as session:
        person = a_person(session)
        absences.say(session, person.id, Stretch(date(2026, 7, 6), last), None, NOW)
        still = datetime(2026, 7, 10, 22, 59, tzinfo=UTC)
        over = datetime(2026, 7, 10, 23, 0, tzinfo=UTC)
        assert absences.free_from(session, person.id, still) == over
        assert absences.free_from(session, person.id, over) == over


def test_back_on_the_day_after_the_clocks_change(store: Store) -> None:
    with store.writing() as session:
        person = a_person(session)
        absences.say(session, person.id, Stretch(date(2026, 10, 24), date(2026, 10, 25)), None, NOW)
        moment = datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)
        back = absences.free_from(session, person.id, moment)
        assert back == datetime(2026, 10, 26, tzinfo=LONDON)


def test_rows_are_added_and_none_is_changed(store: Store) -> None:
    with store.writing() as session:
        person = a_person(session)
        away(session, person, 0, 9)
        absences.end(session, person.id, day(9), day(2), person.id, NOW)
        assert len(session.exec(select(Absence)).all()) == 1
        assert len(session.exec(select(AbsenceEnding)).all()) == 1
        deeds = [event.deed for event in session.exec(select(AuditEvent).order_by(AuditEvent.id))]
        assert deeds == ["absence said", "absence ended"]
    for statement in (
        "UPDATE absence SET last_on = first_on",
        "DELETE FROM absence",
        "UPDATE absence_ending SET back_on = back_on",
        "DELETE FROM absence_ending",
    ):
        with pytest.raises(DBAPIError), store.writing() as session:
            session.connection().execute(text(statement))


def test_who_was_away_lately_and_since_when(store: Store) -> None:
    with store.writing() as session:
        lately, still, long_ago, not_yet = (a_person(session) for _ in range(4))
        away(session, lately, 0, 8)
        away(session, still, 5, 30)
        away(session, long_ago, -30, 1)
        away(session, not_yet, 12, 14)
        found = absences.away_lately(session, day(10), timedelta(days=7))
        assert found == {lately.id: day(0), still.id: day(5)}


# --- against a naive model ---


@dataclass
class Model:
    """Days by hand: each absence a set of days, the newest last."""

    said: list[set[int]] = field(default_factory=list)

    def stretches(self) -> Iterator[list[int]]:
        days = sorted(set().union(*self.said))
        run: list[int] = []
        for one in days:
            if run and one != run[-1] + 1:
                yield run
                run = []
            run.append(one)
        if run:
            yield run

    def away(self, first: int, last: int) -> None:
        new = set(range(first, last + 1))
        for known in self.said:
            if known & new:
                known -= {one for one in known if one >= first}
        self.said.append(new)

    def back(self, last: int, today: int) -> None:
        run = next((r for r in self.stretches() if r[-1] == last and last >= today), [])
        for known in self.said:
            known -= {one for one in known if one in run and one >= today}

    def is_away(self, one: int) -> bool:
        return any(one in known for known in self.said)


deeds = st.lists(
    st.one_of(
        st.tuples(st.just("away"), st.integers(0, 6), st.integers(0, 12)),
        st.tuples(st.just("back"), st.integers(0, 3), st.integers(0, 0)),
        st.tuples(st.just("days pass"), st.integers(1, 6), st.integers(0, 0)),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def one_store() -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        store = make_store(Path(folder), waits_for_the_disk=False)
        yield store
        store.close()


@settings(max_examples=examples(200), deadline=None)
@given(deeds)
def test_it_is_what_a_naive_count_of_days_says_and_the_past_stays(
    one_store: Store, done: list[tuple[str, int, int]]
) -> None:
    model, today = Model(), 0
    with one_store.writing() as session:
        person = a_person(session)
        for deed, first, length in done:
            before = [absences.until(session, person.id, day(n)) is None for n in range(today)]
            if deed == "away":
                away(session, person, today + first, today + first + length)
                model.away(today + first, today + first + length)
            elif deed == "days pass":
                today += first
                continue
            else:
                runs = [run for run in model.stretches() if run[-1] >= today]
                last = runs[first % len(runs)][-1] if runs else today
                absences.end(session, person.id, day(last), day(today), None, NOW)
                model.back(last, today)
            after = [absences.until(session, person.id, day(n)) is None for n in range(today)]
            assert after == before
        for n in range(90):
            ends = [run[-1] for run in model.stretches() if n in run]
            expected = day(ends[0]) if ends else None
            assert model.is_away(n) == bool(ends)
            assert absences.until(session, person.id, day(n)) == expected
            known = absences.away_on(session, day(n)).get(person.id)
            assert known == expected
        found = absences.standing(session, person.id, day(today))
        assert [(one.first, one.last) for one in found] == [
            (day(run[0]), day(run[-1])) for run in model.stretches() if run[-1] >= today
        ]
