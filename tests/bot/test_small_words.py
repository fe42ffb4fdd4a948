"""Small things said in a reflection: they agree, are done, throw away, put another answer."""

import pytest

from prompts.phrases import phrase
from prompts.spoken_words import Meaning, meaning_of
from tests.bot.staged import answers, last, write
from tests.conversations.play import Stage
from tests.each import each

MINE = phrase("spoken.buttons.my_answer")


def at_the_second_question(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid behind the sofa when he came in")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "she wanted him to see she was gone")


def labels(stage: Stage) -> list[str]:
    return [button.label for row in stage.shown["Priya"][-1].buttons for button in row]


@each(
    "words, meaning",
    [
        ("ok agree", Meaning.YES),
        ("I agree with all of it", Meaning.YES),
        ("no thats it", Meaning.ENOUGH),
        ("No, nothing else.", Meaning.ENOUGH),
        ("done with 417", Meaning.DONE),
        ("finished with this", Meaning.DONE),
        ("no not really", Meaning.NO),
        ("I agree that he is scared", None),
        ("done with crying he slept", None),
    ],
)
def test_they_mean_what_they_say(words: str, meaning: Meaning | None) -> None:
    assert meaning_of(words) is meaning


def test_no_thats_it_ends_the_questions(stage: Stage) -> None:
    at_the_second_question(stage)
    write(stage, "Priya", "no thats it")
    assert phrase("cards.check_title") in last(stage, "Priya")


@pytest.mark.parametrize("words", ["back", "Back", "Back."])
def test_the_words_of_a_button_leave_no_doubt_behind(stage: Stage, words: str) -> None:
    at_the_second_question(stage)
    write(stage, "Priya", words)
    assert MINE not in labels(stage)


def test_throwing_away_leaves_no_doubt_and_says_that_it_is_gone(stage: Stage) -> None:
    at_the_second_question(stage)
    write(stage, "Priya", "throw it away")
    assert MINE not in labels(stage)
    stage.tap("Priya", phrase("spoken.buttons.discard"))
    assert last(stage, "Priya").startswith("Thrown away.")
    write(stage, "Priya", "/drafts")
    assert phrase("help.nothing_waits") in last(stage, "Priya")


@pytest.mark.parametrize("way", ["Back", "3"])
def test_an_answer_that_takes_the_place_of_another_says_so(stage: Stage, way: str) -> None:
    at_the_second_question(stage)
    if way == "3":
        stage.tap("Priya", "That's enough")
    write(stage, "Priya", way, "she wanted her mum to see")
    replaced = phrase("cards.replaced", answer='"she wanted him to see she was gone"')
    assert last(stage, "Priya").startswith(replaced)


def test_an_answer_that_is_kept_says_nothing(stage: Stage) -> None:
    at_the_second_question(stage)
    stage.tap("Priya", "Back")
    stage.tap("Priya", "Keep this answer")
    assert "takes the place" not in last(stage, "Priya")


def test_swearing_stands_in_no_record_unless_its_writer_says_so(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid behind the sofa when he came in", "fuck this")
    assert last(stage, "Priya").startswith(phrase("spoken.no_answer"))
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "fuck off")
    assert "fuck" not in answers(stage)
    stage.tap("Priya", "It is my answer")
    assert "fuck off" in answers(stage)


def test_swearing_begins_nothing(stage: Stage) -> None:
    write(stage, "Priya", "oh for god's sake")
    assert last(stage, "Priya") == phrase("spoken.at_rest.no_question")


@pytest.mark.parametrize(
    "words",
    [
        "wait no don't share it",
        "can I delete it",
        "oops i didn't mean to send that",
        "i shared it by mistake",
        "how do i unshare it",
        "undo",
    ],
)
def test_what_was_shared_is_not_said_to_be_taken_back(stage: Stage, words: str) -> None:
    write(stage, "Priya", "visited 0401, she hid behind the sofa when he came in", "yes")
    write(stage, "Priya", "that's enough", "share", words)
    assert last(stage, "Priya") == phrase("spoken.at_rest.sent_stands")
