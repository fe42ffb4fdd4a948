"""Outcomes that are rated, and set beside the rating before."""

from datetime import date, timedelta

import pytest

from storage import measures
from storage.measures import Tally
from tests.factories import a_person, a_team
from tests.reports.factories import a_meeting, a_rating, a_record, a_submission, an_outcome
from tests.storage.measures.council import DAY, Council


def _rate(council: Council, ratings: list[tuple[date, int]]) -> None:
    outcome = None
    for day, rating in ratings:
        meeting = a_meeting(council.session, council.practitioner, day)
        sent = a_submission(council.session, a_record(council.session, meeting, council.child))
        outcome = outcome or an_outcome(council.session, sent)
        a_rating(council.session, sent, outcome, rating)


@pytest.mark.parametrize(("rating", "state"), [(5, "better"), (4, "same"), (3, "worse")])
def test_a_rating_is_set_beside_the_one_before(council: Council, rating: int, state: str) -> None:
    _rate(council, [(date(2025, 6, 1), 9), (date(2026, 1, 15), 4), (DAY, rating)])
    (unit,) = council.units(measures.improving)
    assert (unit.state, unit.counted) == (state, state == "better")


def _twice(council: Council, says_change: str = "not asked", unseen: bool = False) -> None:
    """Rate an outcome 4 in January and 6 in the month, then as nobody saw the child or not."""
    outcome = None
    for day, rating in ((date(2026, 1, 15), 4), (DAY, 6)):
        meeting = a_meeting(council.session, council.practitioner, day)
        sent = a_submission(council.session, a_record(council.session, meeting, council.child))
        outcome = outcome or an_outcome(council.session, sent, says_change)
        a_rating(council.session, sent, outcome, rating, unseen and day == DAY)


@pytest.mark.parametrize(("mark", "children"), [("yes", 1), ("not asked", 1), ("no", 0)])
def test_an_outcome_counts_unless_nobody_said_what_changes(
    council: Council, mark: str, children: int
) -> None:
    _twice(council, mark)
    assert council.tally(measures.improving) == Tally(children, children)


def test_a_child_whom_nobody_saw_since_last_time_stands_apart(council: Council) -> None:
    _twice(council, unseen=True)
    assert council.tally(measures.improving) == Tally(0, 0)
    assert council.tally(measures.improving_unseen) == Tally(1, 1)


def test_a_child_who_was_seen_does_not_stand_apart(council: Council) -> None:
    _twice(council)
    assert council.tally(measures.improving_unseen) == Tally(0, 0)


def test_rated_once_is_rated_but_says_nothing_of_change(council: Council) -> None:
    _rate(council, [(DAY, 4)])
    assert council.tally(measures.rated) == Tally(1, 1)
    assert council.tally(measures.improving) == Tally(0, 0)


def test_within_a_month_the_last_rating_stands(council: Council) -> None:
    _rate(council, [(date(2026, 2, 1), 5), (DAY, 3), (DAY + timedelta(days=14), 4)])
    (unit,) = council.units(measures.improving)
    assert (unit.state, unit.held_on) == ("better", DAY + timedelta(days=14))


def test_one_outcome_up_and_another_down_is_mixed(council: Council) -> None:
    meetings = [
        a_meeting(council.session, council.practitioner, d) for d in (date(2026, 2, 1), DAY)
    ]
    first, second = (
        a_submission(council.session, a_record(council.session, meeting, council.child))
        for meeting in meetings
    )
    for before, after in ((3, 5), (5, 3)):
        outcome = an_outcome(council.session, first)
        a_rating(council.session, first, outcome, before)
        a_rating(council.session, second, outcome, after)
    assert [unit.state for unit in council.units(measures.improving)] == ["mixed"]
    assert council.tally(measures.improving) == Tally(0, 1)


def test_the_rating_before_may_be_another_teams(council: Council) -> None:
    stranger = a_person(council.session, team=a_team(council.session))
    meeting = a_meeting(council.session, stranger, date(2026, 1, 5))
    sent = a_submission(council.session, a_record(council.session, meeting, council.child))
    outcome = an_outcome(council.session, sent)
    a_rating(council.session, sent, outcome, 2)
    later = a_meeting(council.session, council.practitioner, DAY)
    again = a_submission(council.session, a_record(council.session, later, council.child))
    a_rating(council.session, again, outcome, 6)
    assert council.tally(measures.improving) == Tally(1, 1)
