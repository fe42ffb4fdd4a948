"""What is said where it answers nothing: being away, and a number or a day with nothing open."""

import pytest

from prompts.phrases import phrase
from tests.bot.staged import answers, last, open_meeting, write
from tests.conversations.play import Stage

AWAY = ["im off sick til friday", "on leave from monday", "I'm not well"]


@pytest.mark.parametrize("words", AWAY)
def test_being_away_is_no_answer_in_a_reflection_unless_its_writer_says_so(
    stage: Stage, words: str
) -> None:
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", words)
    assert last(stage, "Priya").startswith(phrase("spoken.away", words=words))
    assert f'"{words}"' not in answers(stage)
    stage.tap("Priya", phrase("spoken.buttons.my_answer"))
    assert f'"{words}"' in answers(stage)


@pytest.mark.parametrize("words", AWAY)
def test_it_names_no_child_either(stage: Stage, words: str) -> None:
    write(stage, "Priya", "visited 0401, she hid")
    write(stage, "Priya", words)
    assert last(stage, "Priya").startswith(phrase("spoken.away_said", words=words))
    assert phrase("reflection.proposed", child="CH-0401") in last(stage, "Priya")


@pytest.mark.parametrize("words", AWAY)
def test_it_is_none_in_a_supervision(stage: Stage, words: str) -> None:
    open_meeting(stage)
    stage.tap("Sunil", "Start")
    write(stage, "Sunil", words)
    assert last(stage, "Sunil").startswith(phrase("spoken.away", words=words))
    assert f'"{words}"' not in answers(stage)


@pytest.mark.parametrize("words", AWAY)
def test_with_nothing_open_it_is_asked_until_when(stage: Stage, words: str) -> None:
    write(stage, "Priya", words)
    assert phrase("away.until_when") in last(stage, "Priya")


@pytest.mark.parametrize(
    ("words", "day"),
    [("im off tomorow", "Only Wednesday 25 November 2026"),
     ("I'm off tomorrow, back Monday", "25 November 2026 until 29 November 2026"),
     ("on leave til the 5th", "Until Saturday 5 December 2026")],
)  # fmt: skip
def test_the_days_it_tells_are_offered_and_nothing_is_changed_before(
    stage: Stage, words: str, day: str
) -> None:
    write(stage, "Priya", words)
    assert last(stage, "Priya").startswith(phrase("away.heard", words=words))
    write(stage, "Priya", "/away")
    assert phrase("away.until_when") in last(stage, "Priya")
    stage.tap("Priya", day)
    assert last(stage, "Priya").startswith("You ")
    write(stage, "Priya", "/away")
    assert phrase("away.change") in last(stage, "Priya")


@pytest.mark.parametrize("words", ["im off tomorow", *AWAY])
def test_its_words_can_be_written_down(stage: Stage, words: str) -> None:
    write(stage, "Priya", words)
    stage.tap("Priya", phrase("away.buttons.story"))
    assert f'"{words}"' in answers(stage)


def test_what_is_too_long_for_a_button_is_still_asked_about(stage: Stage) -> None:
    words = "sorry I am going to be on compassionate leave from Monday until the 10th of December"
    write(stage, "Priya", words)
    assert last(stage, "Priya").startswith(phrase("away.heard", words=words))
    buttons = [button for row in stage.shown["Priya"][-1].buttons for button in row]
    assert all(button.fits for button in buttons)


def test_days_told_so_after_the_command_are_offered_too(stage: Stage) -> None:
    write(stage, "Priya", "/away tomorrow, back Monday")
    stage.tap("Priya", "25 November 2026 until 29 November 2026")
    assert "Sunday 29 November 2026" in last(stage, "Priya")


@pytest.mark.parametrize("words", ["29 feb", "4", "10.30", "friday", "2"])
def test_a_number_or_a_day_with_nothing_open_begins_nothing(stage: Stage, words: str) -> None:
    write(stage, "Priya", words)
    assert last(stage, "Priya") == phrase("spoken.at_rest.no_question")
    write(stage, "Priya", "/drafts")
    assert last(stage, "Priya") == phrase("help.nothing_waits")


def test_a_child_of_ones_own_is_no_mere_number(stage: Stage) -> None:
    write(stage, "Priya", "0401")
    assert "CH-0401" in last(stage, "Priya")


@pytest.mark.parametrize(
    ("words", "said"),
    [("is this private?", "who_reads"), ("who can see this", "who_reads"),
     ("how many more questions", "how_long")],
)  # fmt: skip
def test_a_question_about_the_chat_is_answered_and_is_no_answer(
    stage: Stage, words: str, said: str
) -> None:
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", words)
    assert last(stage, "Priya").startswith(phrase(f"spoken.{said}"))
    assert f'"{words}"' not in answers(stage)
