"""Actions with why and how, and what was answered of them."""

from datetime import timedelta

import pytest

from storage import measures
from storage.measures import Tally
from tests.reports.factories import a_meeting, a_record, a_submission, an_action, an_answer
from tests.storage.measures.council import DAY, Council


def test_an_action_has_why_and_how_or_says_what_it_lacks(council: Council) -> None:
    meeting = a_meeting(council.session, council.practitioner, DAY)
    sent = a_submission(council.session, a_record(council.session, meeting, council.child))
    for why, how in (("w", "h"), (None, "h"), ("w", None), (None, None)):
        an_action(council.session, sent, why, how)
    assert council.tally(measures.planned) == Tally(1, 4)
    states = sorted(str(unit.state) for unit in council.units(measures.planned))
    assert states == ["both", "neither", "no how", "no why"]


def test_a_why_or_how_that_names_only_who_or_when_is_not_given(council: Council) -> None:
    meeting = a_meeting(council.session, council.practitioner, DAY)
    sent = a_submission(council.session, a_record(council.session, meeting, council.child))
    an_action(council.session, sent, why_is_bare=True)
    an_action(council.session, sent, how_is_bare=True)
    an_action(council.session, sent)
    council.session.flush()
    assert council.tally(measures.planned) == Tally(1, 3)
    states = sorted(str(unit.state) for unit in council.units(measures.planned))
    assert states == ["both", "no how", "no why"]


def test_an_action_answered_twice_in_a_month_counts_once(council: Council) -> None:
    meetings = [
        a_meeting(council.session, council.practitioner, DAY + timedelta(days=n)) for n in (0, 7)
    ]
    first, second = (
        a_submission(council.session, a_record(council.session, meeting, council.child))
        for meeting in meetings
    )
    action = an_action(council.session, first)
    an_answer(council.session, first, action, "partly")
    an_answer(council.session, second, action, "done")
    assert council.tally(measures.answered) == Tally(1, 1)


@pytest.mark.parametrize("answer", ["done", "partly", "not done", "no longer needed"])
def test_only_done_is_done_and_every_answer_is_an_answer(council: Council, answer: str) -> None:
    meeting = a_meeting(council.session, council.practitioner, DAY)
    sent = a_submission(council.session, a_record(council.session, meeting, council.child))
    an_answer(council.session, sent, an_action(council.session, sent), answer)
    assert council.tally(measures.answered) == Tally(int(answer == "done"), 1)
    assert [unit.state for unit in council.units(measures.answered)] == [answer]
