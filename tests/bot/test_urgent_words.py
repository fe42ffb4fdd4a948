"""A sentence that says a child may be hurt tonight brings whom to ring with its reply."""

import pytest

from prompts.phrases import phrase
from tests.bot.staged import last, write
from tests.bot.test_supervision import open_meeting
from tests.conversations.play import Stage

TONIGHT = phrase("cards.buttons.tonight")


def labels(stage: Stage, name: str = "Priya") -> list[str]:
    return [button.label for row in stage.shown[name][-1].buttons for button in row]


def test_it_leads_the_card_that_asks_for_the_child(stage: Stage) -> None:
    write(stage, "Priya", "im really worried she'll get hurt tonight, 0403")
    assert last(stage, "Priya").startswith(phrase("tonight.danger"))
    assert "01632 960 100" in last(stage, "Priya")
    assert "Is this a reflection about CH-0403?" in last(stage, "Priya")
    assert labels(stage)[:2] == [TONIGHT, "Yes"]
    assert labels(stage).count(TONIGHT) == 1
    stage.tap("Priya", TONIGHT)
    assert phrase("tonight.say") in last(stage, "Priya")
    stage.tap("Priya", phrase("tonight.buttons.back"))
    assert labels(stage)[0] == "Yes"


def test_it_leads_the_question_that_follows_an_answer(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "i dont think she is safe there tonight")
    assert labels(stage)[0] == TONIGHT
    stage.tap("Priya", "That's enough")
    assert "i dont think she is safe there tonight" in last(stage, "Priya")


def test_it_leads_the_card_of_a_supervision_and_of_words_that_wait(stage: Stage) -> None:
    open_meeting(stage)
    write(stage, "Sunil", "mum thinks he is going to kill her")
    assert labels(stage, "Sunil")[0] == TONIGHT
    assert labels(stage, "Sunil").count(TONIGHT) == 1


@pytest.mark.parametrize(
    "words", ["visited 0401 tonight, she was safe and well", "0402 hit the ball, he is happy now"]
)
def test_other_words_bring_nothing(stage: Stage, words: str) -> None:
    write(stage, "Priya", words)
    assert phrase("tonight.danger") not in last(stage, "Priya")


@pytest.mark.parametrize("words", ["i cant do this anymore", "I want to kill myself"])
def test_of_the_writers_own_life_brings_whom_they_can_ring_for_themselves(
    stage: Stage, words: str
) -> None:
    write(stage, "Priya", words)
    assert last(stage, "Priya").startswith(phrase("tonight.own_life"))
    assert phrase("tonight.danger") in last(stage, "Priya")
    assert labels(stage)[0] == TONIGHT


def test_of_the_writers_own_life_in_a_supervision_brings_it_too(stage: Stage) -> None:
    open_meeting(stage)
    write(stage, "Sunil", "we talked. I cant go on")
    assert last(stage, "Sunil").startswith(phrase("tonight.own_life"))


def test_a_child_who_said_it_in_quotes_brings_no_word_to_the_writer(stage: Stage) -> None:
    write(stage, "Priya", 'visited 0401, he told me "I can\'t go on"')
    assert phrase("tonight.own_life") not in last(stage, "Priya")
