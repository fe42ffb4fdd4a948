"""The page for inspection: three questions, each answered from a summary's view model."""

from dataclasses import replace
from datetime import date

from reports.finding import LookedAt
from reports.inspection import Answer, answers
from reports.places import Enquired, Question
from reports.view import Summary
from storage.audits import AuditsRead
from tests.reports.views import a_summary

ABOUT = "children.discussed_share"
ASKED = Question(ABOUT, "8 of 9 belong to 1.", "What kept it?", "their supervisors")
TAKEN = Enquired(
    "e1", ABOUT, "8 of 9 belong to 1.", "What kept it?", "Sunil Mehta", date(2026, 11, 9),
    is_late=True, answer=None, since_then="It stood at 8 of 9.",
)  # fmt: skip
AUDITS = AuditsRead(9, 2, 12)


def of(summary: Summary, audits: AuditsRead | None = AUDITS) -> dict[str, dict[str, list[str]]]:
    return {one.question: _blocks(one) for one in answers(summary, audits)}


def _blocks(one: Answer) -> dict[str, list[str]]:
    return {block.heading: [line.text for line in block.lines] for block in one.blocks}


def test_it_asks_the_three_questions_and_puts_children_before_what_is_timely() -> None:
    know, how, doing = answers(a_summary(), AUDITS)
    assert know.question.startswith("What do you know about the quality and impact")
    assert (how.question, doing.question) == (
        "How do you know it?",
        "What are you doing about it?",
    )
    measures = [line.measure for block in know.blocks for line in block.lines if line.measure]
    assert measures[:2] == ["records.child_voice", "outcomes.improving_share"]
    assert not {"supervision.held_share", "records.agreed"} & set(measures)


def test_it_says_what_it_rests_on_and_tells_of_audits_only_whom_it_may() -> None:
    how = of(a_summary(looked=LookedAt(quiet=("a", "b"), too_little=("c",))))["How do you know it?"]
    told = " ".join(text for lines in how.values() for text in lines)
    assert "auditors read 9 records that were drawn by lot. 2 of them were read by two" in told
    assert "2 figures were looked at for a change, all at once. 0 moved" in told
    assert "Of 1 more too little is known to say." in told
    without = of(a_summary(), None)["How do you know it?"]
    assert "auditors" not in " ".join(text for lines in without.values() for text in lines)


def test_a_question_that_is_taken_up_stands_with_its_owner_and_no_second_time() -> None:
    doing = of(a_summary(questions=(ASKED,), enquired=(TAKEN,)))["What are you doing about it?"]
    ((told,),) = doing.values()
    assert told.startswith("8 of 9 belong to 1. What kept it? Sunil Mehta finds out. No answer ")
    assert told.endswith("it was due on 9 November 2026. It stood at 8 of 9.")
    answered = replace(TAKEN, answer="He was ill.", is_late=False)
    both = of(a_summary(questions=(ASKED,), enquired=(answered,)))["What are you doing about it?"]
    taken, open_ = both.values()
    assert "“He was ill.”" in taken[0]
    assert open_ == ["8 of 9 belong to 1. Ask their supervisors: What kept it?"]


def test_where_nothing_was_found_it_says_so() -> None:
    doing = of(a_summary())["What are you doing about it?"]
    assert doing == {"": ["No question was found in this month, and none is open."]}
