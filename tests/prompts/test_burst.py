"""Several messages that wait for a place are taken together with one tap, and none is lost."""

from pathlib import Path

import pytest

from tests.bot.staged import answers, last, stage_after, write
from tests.conversations.play import Stage

BURST = (
    "Priya: visited 0401, she hid behind the sofa when he came in",
    "Priya: yes",
    "Priya: i think she",
    "Priya after 1 s: is scared of going home",
    "Priya after 9 s: and of the new baby",
    "Priya after 9 s: mum said it is the move",
)
ALL = "is scared of going home and of the new baby mum said it is the move"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return stage_after(tmp_path, BURST)


def test_one_tap_takes_them_together_and_shows_them(stage: Stage) -> None:
    assert "2 more messages wait after it." in last(stage, "Priya")
    stage.tap("Priya", "Take all 3 together")
    assert f'"{ALL}"' in last(stage, "Priya")
    assert "wait after it" not in last(stage, "Priya")
    stage.tap("Priya", "Add it to What it may mean")
    assert f"she {ALL}" in answers(stage).replace("\\n", " ")


def test_one_by_one_is_still_there(stage: Stage) -> None:
    stage.tap("Priya", "Add it to What it may mean")
    assert '"and of the new baby"' in last(stage, "Priya")
    stage.tap("Priya", "Take all 2 together")
    write(stage, "Priya", "leave it out")
    assert "and of the new baby" not in answers(stage)


def test_words_about_another_child_are_asked_about_alone(stage: Stage) -> None:
    write(stage, "Priya", "went to 0402 after that and he would not talk to me at all")
    labels = [b.label for row in stage.shown["Priya"][-1].buttons for b in row]
    assert not any("together" in label for label in labels)
    for _ in range(3):
        write(stage, "Priya", "leave it out")
    assert 'This may be about CH-0402: "went to 0402 after that' in last(stage, "Priya")


@pytest.mark.parametrize("words", ["take all", "take all 3", "Take all three together"])
def test_the_beginning_of_a_button_is_enough(stage: Stage, words: str) -> None:
    write(stage, "Priya", words)
    is_named = "three" not in words
    assert ("wait after it" not in last(stage, "Priya")) is is_named


def test_what_begins_several_buttons_is_kept_as_words(stage: Stage) -> None:
    write(stage, "Priya", "it is")
    assert "3 more messages wait after it." in last(stage, "Priya")
