"""What one person's own reflections show often and seldom: of few, nothing is said."""

from practice.terms import StepKind
from prompts.interview import interview_of
from prompts.interview.state import Interview
from prompts.loader import shipped
from prompts.steps import Step
from prompts.tendencies import FEWEST, Counted, Reflected, tendencies

GUIDE = shipped().newest("quick-reflection")


def told(*, about: str | None = "CH-0417", left: bool = False) -> Interview:
    asked = [
        Step(StepKind.ASKED, "probe.meaning", value={}),
        Step(StepKind.SKIPPED if left else StepKind.ANSWERED, "probe.meaning", value=None),
    ]
    kind = StepKind.ANSWERED if about else StepKind.SKIPPED
    child = Step(kind, "child", value=about)
    return interview_of(GUIDE, [child, *asked]).state


def test_of_fewer_than_four_nothing_is_said() -> None:
    assert tendencies(GUIDE, [Reflected(told(), frozenset())] * (FEWEST - 1)) is None


def test_what_stands_often_and_seldom_is_counted_where_it_could_stand() -> None:
    about = [Reflected(told(), frozenset({"child_voice", "why"}))] * 4
    alone = [Reflected(told(about=None), frozenset({"own_practice"}))]
    found = tendencies(GUIDE, [*about, *alone])
    assert found is not None
    assert found.reflections == 5
    assert found.often == (Counted("child_voice", 4, 4), Counted("why", 4, 5))
    assert Counted("own_practice", 1, 5) not in found.often
    assert len(found.seldom) == 3
    assert all(one.times == 0 for one in found.seldom)


def test_what_could_stand_in_too_few_is_not_told() -> None:
    alone = [Reflected(told(about=None), frozenset())] * 5
    found = tendencies(GUIDE, alone)
    assert found is not None
    assert not {"child_voice", "impact"} & {one.name for one in (*found.often, *found.seldom)}


def test_a_question_that_was_left_is_told_with_how_often_it_was_asked() -> None:
    written = [Reflected(told(left=number < 3), frozenset()) for number in range(5)]
    found = tendencies(GUIDE, written)
    assert found is not None
    assert found.left == (Counted("What it may mean", 3, 5),)
