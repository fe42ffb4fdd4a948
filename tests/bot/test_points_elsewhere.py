"""Words that say nothing by themselves, a wish for a reminder, and a day where a day is asked."""

import pytest

from prompts.phrases import phrase
from tests.bot.staged import answers, last, leave_all_out_of_depth, open_meeting, write
from tests.conversations.play import Stage


@pytest.mark.parametrize(
    "words", ["ditto", "As above.", "same as last time", "see case notes", "as discussed"]
)
def test_what_points_elsewhere_is_no_answer_unless_its_writer_says_so(
    stage: Stage, words: str
) -> None:
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", words)
    assert last(stage, "Priya").startswith(phrase("spoken.points", words=words))
    assert f'"{words}"' not in answers(stage)
    stage.tap("Priya", phrase("spoken.buttons.my_answer"))
    assert f'"{words}"' in answers(stage)


def test_the_same_as_last_time_is_no_change_in_the_list(stage: Stage) -> None:
    open_meeting(stage)
    leave_all_out_of_depth(stage)
    write(stage, "Sunil", "same as last time")
    assert "no change" in last(stage, "Sunil").lower()


def test_words_that_say_what_is_the_same_are_an_answer(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "same as last time she hid behind the sofa")
    assert '"same as last time she hid behind the sofa"' in answers(stage)


@pytest.mark.parametrize("words", ["remind me tomorrow at 1.30", "can you remind me on Monday"])
def test_a_wish_for_a_reminder_is_no_answer_and_is_not_promised(stage: Stage, words: str) -> None:
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", words)
    assert last(stage, "Priya").startswith(phrase("spoken.remind"))
    assert f'"{words}"' not in answers(stage)


def test_it_says_so_where_nothing_is_open(stage: Stage) -> None:
    write(stage, "Priya", "remind me tomorrow at 9")
    assert last(stage, "Priya") == phrase("spoken.at_rest.remind")


def test_tomorrow_is_a_day_where_it_is_asked_when_it_was_held(stage: Stage) -> None:
    open_meeting(stage)
    stage.tap("Sunil", "Held on another day")
    write(stage, "Sunil", "tomorrow")
    assert "has not come yet" in last(stage, "Sunil")
    write(stage, "Sunil", "later")
    assert last(stage, "Sunil").startswith("The meeting is saved.")


def test_tomorrow_is_a_day_where_a_reflection_was_held(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")
    stage.tap("Priya", "It was another day")
    write(stage, "Priya", "tomorrow")
    assert "has not come yet" in last(stage, "Priya")


def test_tomorrow_is_when_the_two_meet_next(stage: Stage) -> None:
    open_meeting(stage)
    leave_all_out_of_depth(stage)
    for _ in range(5):
        stage.looks_the_same("Sunil")
    stage.tap("Sunil", "Not today")
    stage.tap("Sunil", "60")
    write(stage, "Sunil", "tomorrow")
    assert "You meet next on Wednesday 25 November 2026." in last(stage, "Sunil")
