"""The guide of the personal part: for its two people alone, and on no child's file."""

from prompts.interview.path import Answer, Walk
from prompts.question import Kind
from tests.prompts.shipped_guides import GUIDES

PERSONAL = GUIDES.newest("personal-supervision")


def test_the_personal_part_says_first_who_can_read_it() -> None:
    first = PERSONAL.parts[0].questions[0]
    assert first.kind is Kind.NOTE
    assert "Only the two of you can read it" in first.ask
    assert "on no child's file" in first.ask


def test_the_personal_part_becomes_no_action_outcome_or_claim_of_a_child() -> None:
    assert not PERSONAL.records_claims
    assert not any(question.keeps or question.shows for _, question in PERSONAL.questions())
    assert PERSONAL.probes == ()
    assert "child" not in PERSONAL.names


def test_the_personal_part_asks_about_wellbeing_workload_and_development() -> None:
    assert [part.id for part in PERSONAL.parts] == ["wellbeing", "workload", "development"]


def test_what_gives_way_is_asked_only_where_the_work_is_too_much() -> None:
    for load, due in [("too much", True), ("stretched", True), ("about right", False)]:
        keys = [s.key for s in Walk(PERSONAL, {}, {("load", 0): Answer(load)}).slots()]
        assert ("give_way" in keys) is due
