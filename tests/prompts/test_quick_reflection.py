"""The guide of a reflection: the story, then at most two more questions, the child first."""

from prompts.conditions import holds
from prompts.question import Kind
from tests.prompts.shipped_guides import REFLECTION


def test_a_reflection_is_the_story_then_the_child() -> None:
    (part,) = REFLECTION.parts
    story, child = part.questions
    assert story.ask == "What happened? Write or dictate it as it comes."
    assert (child.kind, child.proposes_from, child.joins) == (Kind.CHILD, "story", "story")
    assert REFLECTION.ends == "share"


def test_a_reflection_asks_at_most_two_more_child_first() -> None:
    assert (REFLECTION.probes_at_most, REFLECTION.probes_each) == (2, 2)
    assert {probe.after for probe in REFLECTION.probes} == {"child"}
    assert due_after("story of a visit", child="CH-0417", shown=set())[0] == "child_voice"


def due_after(story: str, child: str | None, shown: set[str]) -> list[str]:
    values = {"story": story, "child": child}
    return [probe.id for probe in REFLECTION.probes if holds(probe.when, values, shown)]


def test_what_the_story_shows_is_not_asked_again() -> None:
    shown = {"child_voice", "own_practice"}
    assert due_after("a visit", child="CH-0417", shown=shown) == ["meaning", "impact"]


def test_a_reflection_about_no_child_asks_nothing_about_one() -> None:
    assert due_after("a hard meeting", child=None, shown=set()) == ["meaning", "own_practice"]
