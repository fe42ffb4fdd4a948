"""What came of what was called likely: counted once an action, by its last answer."""

from datetime import UTC, date, datetime

import pytest

from practice.calendar import Month
from practice.terms import Likelihood
from reports.expected import Called, Expected, expected
from storage.measures import Scope
from storage.people import team_and_descendants
from storage.session import Session
from storage.tables import Action, ActionAnswer, Child, Person, Submission, Team
from tests.factories import a_person, a_team
from tests.reports.factories import (
    a_case,
    a_meeting,
    a_rating,
    a_record,
    a_submission,
    an_outcome,
)

JUNE, JULY, AUGUST = (date(2026, month, 9) for month in (6, 7, 8))
NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
MONTHS = (Month(2026, 7), Month(2026, 8))


class Council:
    """A team whose worker meets on three days, and what is planned and answered on them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.top = a_team(session, "Council")
        self.workers = {name: self._worker(name) for name in ("East", "West")}

    def _worker(self, name: str) -> Person:
        team = a_team(self.session, name, self.top)
        supervisor = a_person(self.session, f"{name} S", "supervisor", team=team)
        return a_person(self.session, f"{name} W", team=team, supervisor=supervisor)

    def sent(self, child: Child, day: date, team: str = "East") -> Submission:
        meeting = a_meeting(self.session, self.workers[team], day)
        return a_submission(self.session, a_record(self.session, meeting, child))

    def planned(self, likely: str | None, team: str = "East") -> tuple[Child, str, Submission]:
        """Return a child with an action of June that was called so likely, and its record."""
        child = a_case(self.session, self.workers[team])
        submission = self.sent(child, JUNE, team)
        action = Action(
            submission_id=submission.id, child_id=child.id, what="sealed", likely=likely
        )
        self.session.add(action)
        self.session.flush()
        return child, action.id, submission

    def said(self, child: Child, action: str, day: date, answer: str, **more: str) -> Submission:
        team = "West" if child.ref in self.west else "East"
        submission = self.sent(child, day, team)
        self.session.add(
            ActionAnswer(submission_id=submission.id, action_id=action, answer=answer, **more)
        )
        self.session.flush()
        return submission

    west: frozenset[str] = frozenset()

    def counted(self, of: Team | None = None) -> Expected:
        teams = tuple(team_and_descendants(self.session, (of or self.top).id))
        return expected(self.session, Scope(teams, MONTHS, NOW))

    def called(self, likely: Likelihood) -> Called:
        return next(one for one in self.counted().called if one.likely is likely)


@pytest.fixture
def council(session: Session) -> Council:
    return Council(session)


def test_what_was_done_counts_by_what_it_did_and_what_was_not_is_left_out(
    council: Council,
) -> None:
    for answer, more in (
        ("done", {"effect": "as hoped"}),
        ("done", {"effect": "a little"}),
        ("done", {"effect": "no difference"}),
        ("done", {"effect": "made it worse"}),
        ("done", {}),
        ("partly", {}),
        ("not done", {"next_step": "keep"}),
        ("no longer needed", {}),
    ):
        child, action, _ = council.planned("likely")
        council.said(child, action, JULY, answer, **more)
    found = council.called(Likelihood.LIKELY)
    assert (tuple(found.came), found.a_little, found.not_at_all, found.left_out) == (
        (1, 4),
        1,
        2,
        4,
    )
    assert tuple(council.called(Likelihood.UNLIKELY).came) == (0, 0)


def test_an_action_that_was_carried_over_counts_once_as_it_was_answered_last(
    council: Council,
) -> None:
    child, action, _ = council.planned("very likely")
    council.said(child, action, JULY, "not done", next_step="keep")
    council.said(child, action, AUGUST, "done", effect="as hoped")
    found = council.called(Likelihood.VERY_LIKELY)
    assert (tuple(found.came), found.left_out) == ((1, 1), 0)


def test_what_was_answered_outside_the_months_is_not_counted(council: Council) -> None:
    child, action, _ = council.planned("even")
    council.said(child, action, date(2026, 9, 1), "done", effect="as hoped")
    assert tuple(council.called(Likelihood.EVEN).came) == (0, 0)


def test_what_was_stopped_needs_no_likelihood_and_what_was_given_up_stands_beside(
    council: Council,
) -> None:
    child, helped, _ = council.planned(None)
    council.said(child, helped, JULY, "done", effect="as hoped")
    child, action, _ = council.planned(None)
    last = council.said(child, action, JULY, "done", effect="no difference")
    stopped = (action, last.record_id)
    child, action, _ = council.planned("likely")
    council.said(child, action, JULY, "not done", next_step="give up")
    found = council.counted()
    assert [(one.action_id, one.record_id) for one in found.stopped] == [stopped]
    assert (found.tried, found.given_up) == (2, 1)
    assert found.stopped[0].because == "It was done and made no difference."


def test_the_children_of_what_was_tried_are_counted_better_by_their_ratings(
    council: Council,
) -> None:
    for rating in (7, 4):
        child, action, planned = council.planned("likely")
        outcome = an_outcome(council.session, planned)
        a_rating(council.session, planned, outcome, 4)
        last = council.said(child, action, JULY, "done", effect="as hoped")
        a_rating(council.session, last, outcome, rating)
    assert tuple(council.called(Likelihood.LIKELY).better) == (1, 2)


def test_teams_stand_in_the_order_of_the_council_with_what_came_in_each(council: Council) -> None:
    west, action, _ = council.planned("likely", "West")
    council.west = frozenset({west.ref})
    council.said(west, action, JULY, "done", effect="as hoped")
    east, other, _ = council.planned("likely")
    council.said(east, other, JULY, "done", effect="a little")
    rows = [(row.team.name, row.told) for row in council.counted().teams]
    none = "no data"
    assert rows == [("East", (none, "0 of 1", none, none)), ("West", (none, "1 of 1", none, none))]
