"""What a record's page sets apart: last time's number beside today's, and what moved one of two."""

from bot.channels.web.record_told import answers, what_moved
from prompts.interview.views import view
from tests.prompts.test_record_view import told

QUESTION = "Sunil asked who he goes to at night. Before, I thought nobody. Now I think nan."


def test_last_times_number_stands_beside_todays() -> None:
    ((part, lines),) = answers(view(told(ratings__rating=5)))
    assert part == "Where the child is now"
    assert [(answer, last) for _, answer, last in lines] == [
        ("5", " · last time 3, on 28 October 2026")
    ]


def test_the_question_that_moved_one_of_the_two_is_set_apart() -> None:
    record = told(decision="We keep the plan.", what_moved=QUESTION)
    assert what_moved(view(record)) == [QUESTION]
    assert answers(view(record)) == [("Decide", [("Decision and why", "We keep the plan.", "")])]


def test_where_nothing_moved_nothing_is_set_apart() -> None:
    assert what_moved(view(told(decision="We keep the plan."))) == []
