"""Actions carried over: those that go on undone, beside those that ended, with a list of each."""

from datetime import date

import pytest
from sqlmodel import Session

from practice.calendar import Month
from reports.drilldown import records_behind
from reports.selection import COUNTED, REST, choose
from reports.summary import build
from reports.tallies import count
from reports.watching import watched
from reports.wording import lists_of
from storage.tables import Team
from tests.factories import a_person, a_team
from tests.reports.factories import (
    a_case,
    a_meeting,
    a_record,
    a_submission,
    an_action,
    an_answer,
    noon,
)

CARRIED, MARCH, APRIL = "actions.carried_over", Month(2026, 3), noon(date(2026, 4, 20))
ANSWERS = (
    ("done", None),
    ("no longer needed", None),
    ("partly", None),
    ("partly", "keep"),
    ("not done", "change"),
    ("not done", "raise"),
    ("not done", "give up"),
)


@pytest.fixture
def team(session: Session) -> Team:
    """One whose child had an action for each way to answer one, in March."""
    team = a_team(session, "North")
    worker = a_person(session, team=team)
    child = a_case(session, worker)
    sent = [
        a_submission(session, a_record(session, a_meeting(session, worker, day), child))
        for day in (date(2026, 2, 3), date(2026, 3, 3))
    ]
    for answer, then in ANSWERS:
        an_answer(session, sent[1], an_action(session, sent[0]), answer, then)
    return team


def test_what_is_kept_changed_or_raised_counts_and_what_ended_does_not(
    session: Session, team: Team
) -> None:
    figure = build(session, team, MARCH, APRIL, None).figure(CARRIED)
    assert (figure.now.numerator, figure.now.denominator) == (4, 7)
    assert figure.count == "4 of 7 actions asked about again"
    assert (figure.direction, figure.paired_with) == (0, ("actions.done_share",))
    assert "can be right" in figure.caution


def test_its_lists_have_those_carried_over_first_and_why_the_others_ended(
    session: Session, team: Team
) -> None:
    rows = records_behind(session, CARRIED, team, MARCH, APRIL, None)
    assert [row.counted for row in rows] == [True] * 4 + [False] * 3
    ended = {row.why_not for row in choose(CARRIED, rows, REST)}
    assert ended == {"Done.", "No longer needed.", "Given up."}
    figure = build(session, team, MARCH, APRIL, None).figure(CARRIED)
    assert [(of.shows, of.count) for of in lists_of(figure, figure.now)] == [
        (COUNTED, 4),
        ("all", 7),
    ]


def test_it_is_looked_at_for_a_change_that_is_neither_better_nor_worse(
    session: Session, team: Team
) -> None:
    counted = count(session, (team.id,), MARCH, APRIL, None)
    (one,) = [each for each in watched(session, counted) if each.key == CARRIED]
    assert one.direction == 0
