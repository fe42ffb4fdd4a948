"""What is worked out of the tallies is worked out once, and anew once anything has changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from practice.calendar import Month
from reports import kept, watching
from reports.casework.followed import COHORT
from reports.casework.measures import RECORDED
from reports.findings.watched import Watched
from reports.remembered import standing_of_files, standing_of_teams
from reports.summary import build
from reports.tallies import count
from storage.measures import Scope
from storage.people import team_and_descendants
from storage.session import Store
from storage.tables import Assessment, Child, Conference, Involvement, Person, Section47, Team
from tests.factories import Row, an_involvement, make_store
from tests.reports.casework.rows import a_conference, a_contact, an_assessment, an_enquiry
from tests.reports.changing import Changing, a_small_council


def a_row_of_each(session: Session, today: date) -> None:
    begun = today - timedelta(days=20)
    an_assessment(session, begun, today)
    a_conference(session, today, an_enquiry(session, begun))


def one(session: Session, model: type[Row]) -> Row:
    found = session.scalars(select(model).limit(1)).one()
    assert isinstance(found, model)
    return found


def opened_anew(session: Session, today: date) -> None:
    an_involvement(session, one(session, Child), one(session, Person), today)


CHANGES_OF_FILES: tuple[Callable[[Session, date], object], ...] = (
    a_row_of_each,
    opened_anew,
    lambda session, today: setattr(
        one(session, Assessment), "authorised_on", today - timedelta(days=1)
    ),
    lambda session, today: setattr(one(session, Section47), "started_on", today),
    lambda session, today: setattr(one(session, Conference), "held_on", today - timedelta(days=1)),
    lambda session, today: setattr(one(session, Involvement), "ended_on", today),
    lambda session, _today: setattr(one(session, Child), "ref", "CH-ANEW"),
    lambda session, _today: setattr(one(session, Team), "name", "Another name"),
    *(
        lambda session, _today, of=of: session.delete(one(session, of))
        for of in (Assessment, Section47, Conference)
    ),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = make_store(tmp_path, waits_for_the_disk=False)
    yield made
    made.close()


@pytest.fixture
def council(store: Store) -> Changing:
    made = a_small_council(store, 5)
    for _ in range(8):
        made.hold_meeting()
    keep(store, made)
    return made


def keep(store: Store, council: Changing) -> None:
    kept.bring_up_to_date(store, council.top, Month.of(council.today), council.now)


def asked(session: Session, council: Changing) -> Scope:
    return Scope(
        tuple(team_and_descendants(session, council.top)), council.months[-2:], council.now
    )


class Worked:
    """Something to work out, which counts how often it was."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def ask(store: Store, council: Changing, work: Worked) -> int:
    with store.reading() as session:
        return standing_of_teams(session, asked(session, council)).remember("this", work)


def test_it_is_worked_out_once_while_nothing_changes(store: Store, council: Changing) -> None:
    work = Worked()
    assert [ask(store, council, work) for _ in range(3)] == [1, 1, 1]


def test_after_a_change_and_on_another_day_it_is_worked_out_anew(
    store: Store, council: Changing
) -> None:
    work = Worked()
    ask(store, council, work)
    council.hold_meeting()
    assert ask(store, council, work) == 2
    council.now += timedelta(days=1)
    assert ask(store, council, work) == 3


def test_for_other_teams_it_is_something_else(store: Store, council: Changing) -> None:
    work = Worked()
    ask(store, council, work)
    with store.reading() as session:
        of = replace(asked(session, council), teams=(council.teams[-1],))
        assert standing_of_teams(session, of).remember("this", work) == 2


def test_of_an_earlier_moment_nothing_is_remembered(store: Store, council: Changing) -> None:
    council.now -= timedelta(days=1)
    with store.reading() as session:
        assert standing_of_teams(session, asked(session, council)).key is None


def test_what_a_transaction_may_take_back_is_not_remembered(
    store: Store, council: Changing
) -> None:
    with store.writing() as session:
        assert standing_of_teams(session, asked(session, council)).key is None


def test_what_contacts_and_enquiries_are_made_of_is_worked_out_once(
    store: Store, council: Changing
) -> None:
    with store.writing() as session:
        begun = council.today - timedelta(days=60)
        a_conference(session, begun, an_enquiry(session, begun))
        a_contact(session, begun)
    work = {COHORT: Worked(), RECORDED.key: Worked()}
    keep(store, council)
    for _ in range(2):
        every = watched(store, council)
        found = {key: every[key].remember("this", one) for key, one in work.items()}
        assert found == dict.fromkeys(work, 1)
    with store.writing() as session:
        a_conference(session, council.today, an_enquiry(session, council.today))
    assert watched(store, council)[COHORT].remember("this", work[COHORT]) == 2


def watched(store: Store, council: Changing) -> dict[str, Watched]:
    with store.reading() as session:
        of = asked(session, council)
        counted = count(session, of.teams, of.months[-1], council.now, None)
        return {one.key: one for one in watching.watched(session, counted)}


@pytest.mark.parametrize("number", range(len(CHANGES_OF_FILES)))
def test_what_followed_contacts_is_read_again_once_a_file_brought_something(
    number: int, store: Store, council: Changing
) -> None:
    with store.writing() as session:
        a_row_of_each(session, council.today)
    first = files_stand(store, council)
    council.hold_meeting()
    assert files_stand(store, council) == first, "what is written in the chat changes none of it"
    with store.writing() as session:
        CHANGES_OF_FILES[number](session, council.today)
    assert files_stand(store, council) != first


def files_stand(store: Store, council: Changing) -> object:
    with store.reading() as session:
        found = standing_of_files(session, asked(session, council)).key
    assert found is not None
    return found


def test_a_summary_from_what_is_remembered_reads_as_one_worked_out_anew(
    store: Store, council: Changing
) -> None:
    for _ in range(4):
        for _ in range(6):
            council.change()
        keep(store, council)
        with store.reading() as session:
            team, month = session.get_one(Team, council.top), Month.of(council.today)
            build(session, team, month, council.now, None)
            again = build(session, team, month, council.now, None)
            session.info["stores_nothing"] = False
            assert again == build(session, team, month, council.now, None)
