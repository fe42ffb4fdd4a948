"""People type what a card offers, in words of their own, where the card shows a button."""

from pathlib import Path

import pytest

from prompts.spoken_words import says_all, says_none
from tests.bot.staged import NOW, last, write
from tests.conversations.play import Stage

STORY = "saw 0401 and 0403 together, no food in"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    made = Stage(tmp_path, NOW)
    write(made, "Priya", STORY)
    return made


@pytest.mark.parametrize(
    "words",
    [
        "both",
        "Both.",
        "both of them",
        "yes both pls",
        "yes both",
        "its about both",
        "all of them",
        "yes, both x",
    ],
)
def test_both_are_taken_for_both(stage: Stage, words: str) -> None:
    write(stage, "Priya", words)
    assert "CH-0401 and CH-0403 ·" in last(stage, "Priya")
    write(stage, "Priya", "that's enough")
    assert words not in last(stage, "Priya")


@pytest.mark.parametrize(
    "words", ["neither", "none of them", "not either of them", "another child please"]
)
def test_neither_asks_for_another_child_and_adds_nothing_to_the_story(
    stage: Stage, words: str
) -> None:
    write(stage, "Priya", words)
    assert "I added that" not in last(stage, "Priya")
    write(stage, "Priya", "0402")
    write(stage, "Priya", "that's enough")
    assert "Child: CH-0402" in last(stage, "Priya")
    assert words not in last(stage, "Priya")


@pytest.mark.parametrize("words", ["only ch-0403 please", "only ch 0403", "Only CH-0403!"])
def test_a_button_is_named_in_any_punctuation_and_with_courtesies(stage: Stage, words: str) -> None:
    write(stage, "Priya", words)
    assert last(stage, "Priya").startswith("CH-0403 ·")


@pytest.mark.parametrize(
    "words",
    [
        "both parents were drunk",
        "all of them were asleep",
        "neither parent was in",
        "both were in bed",
    ],
)
def test_what_tells_more_stays_part_of_the_story(stage: Stage, words: str) -> None:
    assert not says_all(words)
    assert not says_none(words)
    write(stage, "Priya", words)
    assert "I added that" in last(stage, "Priya")
