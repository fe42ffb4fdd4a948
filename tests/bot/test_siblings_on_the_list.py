"""On the list of a supervision a brother or a sister has a line of their own."""

import pytest

from tests.bot.staged import last, leave_all_out_of_depth, open_meeting, write
from tests.bot.test_another_child import begin, holds
from tests.conversations.deeds import make_siblings
from tests.conversations.play import Stage

BOTH = "0403 is back at school and 0404 has moved to her aunt"
AUNT = "has moved to her aunt"


@pytest.fixture
def at_the_first_of_them(stage: Stage) -> Stage:
    make_siblings(stage, "CH-0403", "CH-0404")
    open_meeting(stage)
    leave_all_out_of_depth(stage)
    stage.looks_the_same("Sunil")
    assert "CH-0403 ·" in last(stage, "Sunil")
    return stage


def places(stage: Stage) -> list[str]:
    return sorted(str(place) for _, place, _ in holds(stage, AUNT))


def test_words_about_both_are_asked_about(at_the_first_of_them: Stage) -> None:
    stage = at_the_first_of_them
    write(stage, "Sunil", BOTH)
    assert "Is it about CH-0404, or part of this one?" in last(stage, "Sunil")
    assert places(stage) == []
    stage.tap("Sunil", "It is about both")
    assert places(stage) == ["changed:CH-0403", "changed:CH-0404"]
    first, second, *_ = last(stage, "Sunil").splitlines()
    assert first == "Noted for CH-0403: something changed."
    assert second == "Noted for CH-0404: something changed."


def test_words_about_the_other_alone_go_to_the_line_that_is_chosen(
    at_the_first_of_them: Stage,
) -> None:
    stage = at_the_first_of_them
    write(stage, "Sunil", "0404 has moved to her aunt")
    assert places(stage) == []
    stage.tap("Sunil", "It is about CH-0404")
    assert places(stage) == ["changed:CH-0404"]
    assert "CH-0403 ·" in last(stage, "Sunil")


def test_a_word_of_the_other_is_no_word_of_this_one(at_the_first_of_them: Stage) -> None:
    stage = at_the_first_of_them
    write(stage, "Sunil", "0404 no change")
    assert "This may be about CH-0404" in last(stage, "Sunil")


@pytest.mark.parametrize(
    "said",
    ["both siblings are fine", "both ok", "the boys are doing fine", "all three settled"],
)
def test_what_is_said_of_several_without_a_reference_is_asked_about(
    at_the_first_of_them: Stage, said: str
) -> None:
    """It was noted that something had changed for the child whose line stood."""
    stage = at_the_first_of_them
    write(stage, "Sunil", said)
    assert "That may be about more than CH-0403." in last(stage, "Sunil")


def test_in_depth_a_family_is_told_in_one_breath(stage: Stage) -> None:
    """Its parts have each child's own questions, and say of whom a sentence is."""
    make_siblings(stage, "CH-0401", "CH-0402")
    begin(stage, in_depth=2)
    write(stage, "Sunil", "0402 told me she is scared of the stairs")
    assert "Is it about" not in last(stage, "Sunil")
