"""A button's words with a slip of the finger stand in no record unless their writer says so."""

from pathlib import Path

import pytest

from tests.bot.staged import answers, last, stage_after, write
from tests.conversations.play import Stage

BEGUN = ("Priya: visited 0401, she hid behind the sofa when he came in", "Priya: yes")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return stage_after(tmp_path, BEGUN)


@pytest.mark.parametrize(
    "said",
    [
        "skp",
        "skip ti",
        "enoguh",
        "leave ti",
        "leav it",
        "Thats enoguh",
        "thats enouh",
        "save for latr",
        "bakc",
    ],
)
def test_a_button_with_a_slip_is_asked_about(stage: Stage, said: str) -> None:
    write(stage, "Priya", said)
    assert f'I read "{said}" as a word to me' in last(stage, "Priya")
    assert said not in answers(stage)


def test_it_is_the_answer_where_its_writer_says_so(stage: Stage) -> None:
    write(stage, "Priya", "bakc")
    stage.tap("Priya", "It is my answer")
    assert "bakc" in answers(stage)


@pytest.mark.parametrize("said", ["lack", "leave him", "we said nothing", "enough of the shouting"])
def test_words_that_are_like_a_button_answer(stage: Stage, said: str) -> None:
    write(stage, "Priya", said)
    assert said in answers(stage)


@pytest.mark.parametrize("said", ["thats enuf", "enuff"])
def test_enough_is_known_as_people_spell_it(stage: Stage, said: str) -> None:
    write(stage, "Priya", said)
    assert "Check what you wrote" in last(stage, "Priya")
    assert said not in answers(stage)


def test_an_old_button_of_the_meeting_sends_nobody_out_of_its_part(tmp_path: Path) -> None:
    held = stage_after(tmp_path, ("Sunil: /supervise", "Sunil: priya", "Sunil: start"))
    held.tap("Sunil", "Start")
    assert "That question was answered already." in last(held, "Sunil")
    assert "not in now" not in last(held, "Sunil")
