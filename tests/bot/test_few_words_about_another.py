"""A few words about another child, typed where a card takes no such words: asked about."""

import pytest

from tests.bot.staged import answers, last, leave_all_out_of_depth, open_meeting, write
from tests.bot.test_another_child import begin
from tests.conversations.play import Stage

FEW = "0403 no change"


@pytest.mark.parametrize("said", [FEW, "403 fine", "ch-0403: moved"])
def test_at_a_question_that_is_tapped(stage: Stage, said: str) -> None:
    begin(stage)
    write(stage, "Sunil", "he said he wants to go home", said)
    assert f'This may be about CH-0403: "{said}"' in last(stage, "Sunil")


def test_it_stands_on_the_list_then(stage: Stage) -> None:
    begin(stage)
    write(stage, "Sunil", "he said he wants to go home", FEW)
    stage.tap("Sunil", "It is about CH-0403")
    assert any("Noted for CH-0403" in one.text for one in stage.shown["Sunil"])
    assert FEW in answers(stage)


def test_where_it_is_asked_why_a_child_was_not_discussed(stage: Stage) -> None:
    open_meeting(stage)
    leave_all_out_of_depth(stage)
    stage.tap("Sunil", "Not discussed")
    write(stage, "Sunil", FEW)
    assert f'This may be about CH-0403: "{FEW}"' in last(stage, "Sunil")
    stage.tap("Sunil", "It is about CH-0403")
    assert last(stage, "Sunil").startswith("Noted for CH-0403")
    assert "CH-0402: why not today?" in last(stage, "Sunil")


@pytest.mark.parametrize("said", ["0403", "403?"])
def test_a_reference_alone_says_nothing_that_could_be_lost(stage: Stage, said: str) -> None:
    begin(stage)
    write(stage, "Sunil", "he said he wants to go home", said)
    assert "I cannot match that" in last(stage, "Sunil")


def test_references_of_several_alone_say_nothing_either(stage: Stage) -> None:
    begin(stage)
    write(stage, "Sunil", "he said he wants to go home", "0401 0402 0403")
    assert "I cannot match that" in last(stage, "Sunil")


@pytest.mark.parametrize("said", ["sorry only 402", "just 0402", "only CH-0402"])
def test_a_reflection_of_two_can_be_of_one_of_them_only(stage: Stage, said: str) -> None:
    write(stage, "Priya", "saw 401 and 402, both hid", "both", said)
    assert "Is this a reflection about CH-0402?" in last(stage, "Priya")
    write(stage, "Priya", "yes")
    assert last(stage, "Priya").startswith("CH-0402 \u00b7 ")
