"""Words of a supervision that name several children: each is asked about, and it is said where."""

import pytest

from tests.bot.staged import last, write
from tests.bot.test_another_child import begin, holds
from tests.conversations.play import Stage

BOTH = "0403 is back at school and 0404 has moved to her aunt"
SCHOOL = "is back at school"


def at_the_list(stage: Stage) -> None:
    begin(stage)
    write(stage, "Sunil", "she said no", "that's enough")
    stage.tap("Sunil", "Done with CH-0401")
    assert "CH-0402 ·" in last(stage, "Sunil")


def places(stage: Stage) -> list[tuple[str, str | None]]:
    return sorted((kind, place) for kind, place, _ in holds(stage, SCHOOL))


def test_on_the_list_each_of_them_is_asked_about(stage: Stage) -> None:
    at_the_list(stage)
    write(stage, "Sunil", BOTH)
    assert "It names CH-0404 too. I ask about that next." in last(stage, "Sunil")
    stage.tap("Sunil", "It is about CH-0403")
    assert last(stage, "Sunil").startswith("Noted for CH-0403: something changed.")
    assert "Is it about CH-0404 too?" in last(stage, "Sunil")
    stage.tap("Sunil", "It is about CH-0404")
    assert last(stage, "Sunil").startswith("Noted for CH-0404: something changed.")
    assert places(stage) == [("meeting", "changed:CH-0403"), ("meeting", "changed:CH-0404")]
    assert "CH-0402 ·" in last(stage, "Sunil")


@pytest.mark.parametrize(("said", "also"), [("yes", True), ("Yes please", True), ("no", False)])
def test_it_is_answered_in_a_word_too(stage: Stage, said: str, *, also: bool) -> None:
    at_the_list(stage)
    write(stage, "Sunil", BOTH)
    stage.tap("Sunil", "Part of this one")
    assert last(stage, "Sunil").startswith("Noted for CH-0402: something changed.")
    write(stage, "Sunil", said)
    there = [("meeting", "changed:CH-0404")] if also else []
    assert places(stage) == [("meeting", "changed:CH-0402"), *there]
    if not also:
        assert last(stage, "Sunil").startswith("It stands where you put it, and nowhere else.")


def test_what_is_left_out_is_asked_about_no_further(stage: Stage) -> None:
    at_the_list(stage)
    write(stage, "Sunil", BOTH)
    stage.tap("Sunil", "Leave it out")
    assert last(stage, "Sunil").startswith("Left out. It stands in no record.")
    assert places(stage) == []


def test_about_both_says_where_it_stands(stage: Stage) -> None:
    at_the_list(stage)
    write(stage, "Sunil", "0402 is back at school and 0403 has moved to her aunt")
    stage.tap("Sunil", "It is about both")
    first, second, *_ = last(stage, "Sunil").splitlines()
    assert first == "Noted for CH-0402: something changed."
    assert second == "Noted for CH-0403: something changed."


def test_in_a_part_they_go_to_the_line_of_each(stage: Stage) -> None:
    begin(stage)
    write(stage, "Sunil", BOTH)
    stage.tap("Sunil", "It is about both")
    assert last(stage, "Sunil").startswith("Noted for CH-0403: something changed.")
    stage.tap("Sunil", "It is about CH-0404")
    assert last(stage, "Sunil").startswith("Noted for CH-0404: something changed.")
    kinds = [kind for kind, _ in places(stage)]
    assert kinds == ["guide", "meeting", "meeting"]


def test_no_is_not_the_other_child(stage: Stage) -> None:
    """It was read as the button that files the words with the child whom they name."""
    begin(stage)
    write(stage, "Sunil", "0404 has moved, is back at school")
    write(stage, "Sunil", "no")
    assert places(stage) == []
    assert "Is it about CH-0404, or part of this one?" in last(stage, "Sunil")


def test_a_part_that_is_done_opens_for_them_and_the_rest_is_asked_after_it(stage: Stage) -> None:
    at_the_list(stage)
    write(stage, "Sunil", "0401 is back at school and 0404 has moved to her aunt")
    stage.tap("Sunil", "It is about CH-0401")
    assert last(stage, "Sunil").startswith("CH-0401\nYou wrote this for this child before")
    write(stage, "Sunil", "leave it out")
    stage.tap("Sunil", "Done with CH-0401")
    assert "Is it about CH-0404 too?" in last(stage, "Sunil")
    stage.tap("Sunil", "It is about CH-0404")
    assert ("meeting", "changed:CH-0404") in places(stage)


def test_three_are_asked_about_in_turn(stage: Stage) -> None:
    at_the_list(stage)
    write(stage, "Sunil", f"{BOTH} and 0405 cried")
    assert "It names CH-0404 and CH-0405 too." in last(stage, "Sunil")
    stage.tap("Sunil", "It is about CH-0403")
    stage.tap("Sunil", "It is not about CH-0404")
    stage.tap("Sunil", "It is about CH-0405")
    assert places(stage) == [("meeting", "changed:CH-0403"), ("meeting", "changed:CH-0405")]


@pytest.mark.parametrize("said", ["0404 no change", "0404 fine", "404 moved", "not 0404 today"])
def test_a_few_words_about_another_child_are_not_noted_for_this_one(
    stage: Stage, said: str
) -> None:
    at_the_list(stage)
    write(stage, "Sunil", said)
    assert "This may be about CH-0404" in last(stage, "Sunil")


def test_what_is_then_said_of_them_is_theirs(stage: Stage) -> None:
    at_the_list(stage)
    write(stage, "Sunil", "0404 no change")
    stage.tap("Sunil", "It is about CH-0404")
    assert last(stage, "Sunil").startswith("Noted for CH-0404: no change.")
    assert "CH-0402 ·" in last(stage, "Sunil")


@pytest.mark.parametrize("said", ["404", "0402", "CH-0404."])
def test_a_reference_alone_is_not_what_changed(stage: Stage, said: str) -> None:
    at_the_list(stage)
    stage.tap("Sunil", "Something changed")
    write(stage, "Sunil", said)
    assert last(stage, "Sunil").startswith("That says which child, and not what changed.")
    write(stage, "Sunil", "404 moved")
    assert "This may be about CH-0404" in last(stage, "Sunil")
