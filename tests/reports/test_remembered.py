"""What is worked out of the tallies is worked out once, and anew once anything has changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from practice.calendar import Month
from reports import kept, remembered, watching
from reports.casework.assessments import COHORT
from reports.casework.measures import RECORDED
from reports.remembered import standing_of_teams
from reports.summary import build
from reports.tallies import count
from storage.measures import Scope
from storage.people import team_and_descendants
from storage.session import Store
from storage.tables import Team
from tests.factories import make_store
from tests.reports.casework.rows import a_conference, a_contact, an_enquiry
from tests.reports.changing import Changing, a_small_council


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


def test_so_much_is_remembered_and_no_more(
    store: Store, council: Changing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "MOST", 3)
    with store.reading() as session:
        stands = standing_of_teams(session, asked(session, council))
        first = Worked()
        stands.remember(0, first)
        for what in (1, 2, 3):
            stands.remember(what, Worked())
        assert stands.remember(0, first) == 2


def test_what_enquiries_led_to_is_worked_out_each_time_for_nothing_counts_their_changes(
    store: Store, council: Changing
) -> None:
    with store.writing() as session:
        begun = council.today - timedelta(days=60)
        a_conference(session, begun, an_enquiry(session, begun))
        a_contact(session, begun)
    keep(store, council)
    with store.reading() as session:
        of = asked(session, council)
        counted = count(session, of.teams, of.months[-1], council.now, None)
        every = {one.key: one for one in watching.watched(session, counted)}
    for key, times in ((COHORT, 2), (RECORDED.key, 1)):
        work = Worked()
        assert [every[key].remember("this", work) for _ in range(2)][-1] == times, key


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
