"""Siblings in one meeting: what is the family's is asked once, and stands with each of them."""

from collections.abc import Mapping
from datetime import date

import pytest

from practice.terms import StepKind
from prompts.card import Tapped, Typed
from prompts.interview import InterviewConversation, interview_of
from prompts.interview.family import SIBLINGS, asked_here, has_plan_of, news
from prompts.interview.state import Interview
from prompts.lens import AskedLens, bank
from prompts.loader import shipped
from prompts.options import Choice, Named
from prompts.steps import Json, Step

GUIDE = shipped().newest("case-supervision")
TODAY = date(2026, 11, 24)
STORY = "He hid behind the sofa when dad came in. I think he is afraid of him."
PLAN = "If dad comes back, then Priya rings me the same day; by 11 December"
FAMILYS = {"contingency", "contingency_on", "say_back"}


def context(ref: str, sibling: str, **more: Json) -> Mapping[str, Json]:
    empty: dict[str, Json] = {
        "last_plan": "", "act_by": "", "act_by_passed": False, "last_action_count": 0,
        "outcome_count": 0, "status": "CIN", "age": 9, "unborn": False, "communication": "speaks",
        "moved_question": "", "moved_on": "", "asks_what_moved": False, "family_count": 2,
        "last_actions": [], "last_outcomes": [],
    }  # fmt: skip
    named: dict[str, Json] = {"child": ref, "practitioner": "Priya", "supervisor": "Sunil"}
    return {**empty, **named, SIBLINGS: [sibling], **more}


def opened(ref: str, sibling: str, *known: Step, **more: Json) -> InterviewConversation:
    begun = interview_of(GUIDE).begin(context(ref, sibling, **more), known=known).conversation
    assert isinstance(begun, InterviewConversation)
    return begun


def answers(talk: InterviewConversation, **told: str) -> InterviewConversation:
    """Answer every question that is asked: some in words, the others are left."""
    for _ in range(40):
        slot = talk.state.slot()
        if slot is None:
            break
        words = told.get(slot.key)
        said = Typed(words) if words else Tapped(Named.SKIP)
        if words and slot.question.options:
            said = Tapped(Choice(int(words)))
        if slot.asks_for_more:
            said = Tapped(Choice(1))
        after = talk.take(said, TODAY).conversation
        assert isinstance(after, InterviewConversation)
        talk = after
    return talk


def first() -> InterviewConversation:
    return answers(opened("CH-0401", "CH-0404"), tell=STORY, contingency=PLAN, say_back="1")


def carried(told: Interview, into: Interview | None = None) -> list[Step]:
    known = into.answers if into else {}
    return list(news(told.answered(), told.lenses, "CH-0401", known))


def second(told: Interview) -> InterviewConversation:
    return opened("CH-0404", "CH-0401", *carried(told))


def answered_of(told: Interview) -> dict[str, Json]:
    return {slot.key: answer.value for slot, answer in told.answered()}


def test_what_is_the_familys_stands_with_the_sibling_and_nothing_else_does() -> None:
    told = first().state
    found = answered_of(second(told).state)
    assert set(found) == FAMILYS
    assert found["contingency"] == PLAN


def test_it_is_not_asked_again_and_each_childs_own_is() -> None:
    talk = answers(second(first().state), tell="She told me she likes nan best.")
    asked = {step.question for step in talk.steps if step.kind == StepKind.ASKED}
    assert not asked & FAMILYS
    assert {"tell", "seen", "decision", "actions.what"} <= asked


def test_what_was_left_with_one_child_is_asked_with_the_other() -> None:
    told = answers(opened("CH-0401", "CH-0404"), tell=STORY).state
    talk = answers(second(told), tell=STORY)
    assert "contingency" in {step.question for step in talk.steps if step.kind == StepKind.ASKED}


def test_a_lens_about_the_family_is_carried_and_takes_none_of_the_childs_own_places() -> None:
    familys = [lens.id for lens in bank() if lens.family]
    lens = next(lens for lens in bank() if lens.id == familys[0])
    value: Json = {"lens": AskedLens.of(lens, called=True).as_json()}
    asked = first().add(Step(StepKind.ASKED, f"lens.{lens.id}", value=value))
    told = asked.add(Step(StepKind.ANSWERED, f"lens.{lens.id}", value="The baby.", sealed=True))
    other = second(told.state).state
    assert answered_of(other)[f"lens.{familys[0]}"] == "The baby."
    assert list(other.lenses) == [familys[0]]
    assert asked_here(other.answers, other.lenses) == []


def test_what_changes_with_the_one_changes_with_the_other_until_it_is_written_there() -> None:
    told, other = first(), second(first().state)
    assert carried(told.state, other.state) == []
    later = told.add(Step(StepKind.ANSWERED, "contingency_on", value="2026-12-04"))
    (step,) = carried(later.state, other.state)
    assert answered_of(other.add(step).state)["contingency_on"] == "2026-12-04"
    own = other.add(Step(StepKind.ANSWERED, "contingency_on", value="2026-12-18"))
    assert carried(later.state, own.state) == []


def test_what_is_told_no_longer_with_the_one_is_gone_with_the_other() -> None:
    told, other = first(), second(first().state)
    left = told.add(Step(StepKind.SKIPPED, "say_back"))
    (step,) = carried(left.state, other.state)
    assert "say_back" not in answered_of(other.add(step).state)


def test_what_the_family_can_say_of_one_plan_is_not_said_of_another() -> None:
    told, other = first(), second(first().state)
    own = other.add(Step(StepKind.ANSWERED, "contingency", value="If she cries, nan rings me."))
    assert set(answered_of(own.state)) == {"contingency"}
    assert carried(told.state, own.state) == []


PASSED: dict[str, Json] = {
    "act_by": "20 November",
    "act_by_on": "2026-11-20",
    "act_by_passed": True,
    "act_by_plan": PLAN,
}


@pytest.mark.parametrize(("plan", "carried_too"), [(PLAN, True), ("If she cries.", False)])
def test_what_came_of_last_times_plan_is_asked_once_where_it_is_the_same(
    plan: str, carried_too: bool
) -> None:
    told = answers(opened("CH-0401", "CH-0404", **PASSED), sign="2").state
    assert answered_of(told)["sign"] == "not come"
    own = context("CH-0404", "CH-0401", **{**PASSED, "act_by_plan": plan})
    same = has_plan_of(own, told.context)
    steps = list(news(told.answered(), told.lenses, "CH-0401", {}, same_plan=same))
    talk = answers(opened("CH-0404", "CH-0401", *steps, **PASSED))
    asked = {step.question for step in talk.steps if step.kind == StepKind.ASKED}
    assert same is carried_too
    assert ("sign" in asked) is not carried_too


def test_what_is_carried_is_no_discussion_of_the_child() -> None:
    talk = answers(second(first().state))
    assert "Not in depth" in "".join(tap.label for tap in talk.card().taps())
