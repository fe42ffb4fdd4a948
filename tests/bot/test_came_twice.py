"""A message that comes twice stands once: sent again from a tunnel, or from a second telephone."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversations import draft
from prompts.phrases import phrase
from storage.errors import WrongKeyError
from tests.bot.staged import NOW, answers, last, write
from tests.conversations.play import Stage

STORY = "saw 0401 today, she hid behind the sofa when dad came in"
MEANING = "She may be frightened of him, or of what happens after he has gone"
PRACTICE = "I sat on the floor and waited, and would do the same again"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    made = Stage(tmp_path, NOW)
    write(made, "Priya", STORY)
    return made


def told(stage: Stage, *messages: str) -> str:
    for words in messages:
        write(stage, "Priya", words)
    return last(stage, "Priya")


def test_a_story_that_comes_twice_is_told_once(stage: Stage) -> None:
    assert "came twice. It stands once." in told(stage, STORY)
    assert told(stage, "yes", "that's enough").count("hid behind the sofa") == 2  # a line, a claim


def test_an_answer_that_comes_twice_does_not_answer_the_next_question(stage: Stage) -> None:
    asked = told(stage, "yes", MEANING)
    assert told(stage, MEANING).endswith(asked)
    assert told(stage, MEANING).endswith(asked)
    assert "4 Your own practice" not in told(stage, "that's enough")


def test_answers_that_all_come_again_answer_nothing_more(stage: Stage) -> None:
    told(stage, "yes", MEANING, PRACTICE, STORY, MEANING, PRACTICE)
    shown = told(stage, "that's enough")
    assert shown.count(MEANING[:40]) == shown.count(PRACTICE[:40]) == 1
    assert "Where does it belong?" not in shown


def test_it_is_taken_where_it_is_meant(stage: Stage) -> None:
    told(stage, "yes", MEANING, MEANING)
    stage.tap("Priya", "It is my answer")
    assert f"4 Your own practice: {MEANING[:40]}" in last(stage, "Priya")


def test_a_few_words_may_answer_one_question_after_the_other(stage: Stage) -> None:
    shown = told(stage, "yes", "I do not think so", "I do not think so", "that's enough")
    assert shown.count("I do not think so") == 2


def test_words_that_wait_for_a_place_wait_once(stage: Stage) -> None:
    late = "and the school rang to say that she has not been in"
    shown = told(stage, "yes", MEANING, PRACTICE, late, late)
    assert "came twice" in shown
    assert "more message" not in shown


@pytest.mark.parametrize(
    "urgent", ["A child may not be safe tonight", "I think she is not safe tonight"]
)
def test_a_word_for_the_bot_is_heard_though_the_story_holds_it(stage: Stage, urgent: str) -> None:
    told(stage, f"she would not come down\n{urgent}", "yes")
    assert "01632 960" in told(stage, urgent)


def file_it(stage: Stage, way: str = "Keep to myself") -> None:
    told(stage, "yes", "that's enough")
    stage.tap("Priya", way)


@pytest.mark.parametrize("way", ["Keep to myself", "Share with Sunil"])
def test_a_story_that_comes_again_once_it_is_filed_is_asked_about(stage: Stage, way: str) -> None:
    file_it(stage, way)
    stage.now += timedelta(minutes=7)
    assert told(stage, STORY).startswith(phrase("kept.again", words=STORY))
    stage.tap("Priya", phrase("kept.buttons.leave_out"))
    assert told(stage, "/drafts") == phrase("help.nothing_waits")
    assert answers(stage).count(STORY) == 1


def test_it_can_be_something_new(stage: Stage) -> None:
    file_it(stage)
    told(stage, STORY)
    stage.tap("Priya", phrase("kept.buttons.new_reflection"))
    assert "Is this a reflection about CH-0401?" in last(stage, "Priya")
    assert answers(stage).count(STORY) == 2


def test_a_story_that_was_saved_is_asked_about_too(stage: Stage) -> None:
    told(stage, "yes", "save for later")
    assert told(stage, STORY).startswith(phrase("kept.again", words=STORY))


def test_what_was_thrown_away_can_be_written_again(stage: Stage) -> None:
    stage.tap("Priya", "Not a reflection")
    assert "Is this a reflection about CH-0401?" in told(stage, STORY)


def test_so_can_what_was_written_the_day_before_yesterday(stage: Stage) -> None:
    file_it(stage)
    stage.now += timedelta(days=2)
    assert "Is this a reflection about CH-0401?" in told(stage, STORY)


def test_other_words_begin_something_new_at_once(stage: Stage) -> None:
    file_it(stage)
    assert "Is this a reflection about CH-0401?" in told(stage, f"{STORY} and again at tea")


def test_yes_and_no_say_whether_it_is_something_new(stage: Stage) -> None:
    file_it(stage)
    assert "Thrown away." in told(stage, STORY, "no")
    assert "Is this a reflection about CH-0401?" in told(stage, STORY, "yes")


def test_one_that_cannot_be_opened_any_more_holds_up_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_it(stage)

    def damaged(*_: object) -> None:
        raise WrongKeyError("a stored text was moved or changed")

    monkeypatch.setattr(draft, "load", damaged)
    assert "Is this a reflection about CH-0401?" in told(stage, STORY)
