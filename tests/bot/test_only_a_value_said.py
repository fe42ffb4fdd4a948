"""Where words are asked for, a day, a number, a time or a name alone is no answer by itself."""

import pytest

from prompts.phrases import phrase
from tests.bot.staged import answers, last, leave_all_out_of_depth, open_meeting, write
from tests.conversations.play import Stage

MINE = phrase("spoken.buttons.my_answer")
VALUES = ["4 December", "10.30", "friday", "7", "an hour and a bit", "forty minutes", "0499"]
NOBODYS = ["CH-0499", "0402 and CH-0499"]


@pytest.fixture
def at_the_action(stage: Stage) -> Stage:
    stage.open("shipped")
    open_meeting(stage)
    stage.tap("Sunil", "Start")
    write(stage, "Sunil", "She was calm with her aunt.")
    stage.tap("Sunil", "Alone, at home")
    while "What happens next?" not in last(stage, "Sunil"):
        stage.tap("Sunil", "Leave it" if "Leave it" in labels(stage, "Sunil") else "Skip")
    return stage


def labels(stage: Stage, name: str) -> list[str]:
    return [button.label for row in stage.shown[name][-1].buttons for button in row]


@pytest.mark.parametrize("words", [*VALUES, "CH-0499"])
def test_a_value_alone_is_no_action_unless_its_writer_says_so(
    at_the_action: Stage, words: str
) -> None:
    write(at_the_action, "Sunil", words)
    assert last(at_the_action, "Sunil").startswith(phrase("spoken.value", words=words))
    assert "What happens next?" in last(at_the_action, "Sunil")
    assert f'"{words}"' not in answers(at_the_action)
    at_the_action.tap("Sunil", MINE)
    assert f'"{words}"' in answers(at_the_action)


@pytest.mark.parametrize("words", ["Priya", "priya and sunil", "me", "Priya, 4 December"])
def test_nor_is_a_name_alone(at_the_action: Stage, words: str) -> None:
    write(at_the_action, "Sunil", words)
    assert last(at_the_action, "Sunil").startswith(phrase("spoken.name", words=words))
    at_the_action.tap("Sunil", MINE)
    assert f'"{words}"' in answers(at_the_action)


def test_words_that_say_what_are_taken_as_before(at_the_action: Stage) -> None:
    write(at_the_action, "Sunil", "ring school by 4 December")
    assert '"ring school by 4 December"' in answers(at_the_action)
    write(at_the_action, "Sunil", "Priya")
    assert '"Priya"' in answers(at_the_action)


def test_a_day_is_nobody_who_does_it(at_the_action: Stage) -> None:
    write(at_the_action, "Sunil", "ring school")
    assert "Who does it?" in last(at_the_action, "Sunil")
    write(at_the_action, "Sunil", "4 December")
    assert last(at_the_action, "Sunil").startswith(phrase("spoken.value", words="4 December"))
    write(at_the_action, "Sunil", "2")
    assert '"Sunil"' in answers(at_the_action)


@pytest.mark.parametrize("words", VALUES)
def test_it_is_none_in_a_reflection(stage: Stage, words: str) -> None:
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", words)
    assert last(stage, "Priya").startswith(phrase("spoken.value", words=words))
    assert f'"{words}"' not in answers(stage)


def test_a_name_answers_what_asks_who(stage: Stage) -> None:
    stage.open("shipped")
    write(stage, "Sunil", "/decision", "contact stops for 0402 until the review")
    stage.tap("Sunil", "Yes")
    write(stage, "Sunil", "he frightens her there", "skip")
    assert "Who has been told" in last(stage, "Sunil")
    write(stage, "Sunil", "Priya")
    assert '"Priya"' in answers(stage)


@pytest.mark.parametrize("words", ["0401", "0401 and 0402"])
def test_a_reference_answers_which_child(stage: Stage, words: str) -> None:
    write(stage, "Priya", "/new", words)
    assert "CH-0401" in last(stage, "Priya")
    assert MINE not in labels(stage, "Priya")


def test_references_answer_which_children(stage: Stage) -> None:
    write(stage, "Priya", "/prepare", "0401, 0402")
    assert '"0401, 0402"' in answers(stage)


@pytest.mark.parametrize("words", VALUES)
def test_nor_what_changed_for_a_child_of_the_list(stage: Stage, words: str) -> None:
    open_meeting(stage)
    leave_all_out_of_depth(stage)
    write(stage, "Sunil", words)
    assert f'"{words}"' not in answers(stage)
    stage.tap("Sunil", "Something changed")
    write(stage, "Sunil", words)
    assert last(stage, "Sunil").startswith(phrase("spoken.value", words=words))
    assert f'"{words}"' not in answers(stage)
    stage.tap("Sunil", MINE)
    assert (f'"{words}"' in answers(stage)) == (words != "0499")


def test_a_long_answer_may_go_on_with_a_day(stage: Stage) -> None:
    stage.open("shipped")
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "she looked away " * 300, "4 December")
    assert "4 December" in answers(stage)


@pytest.mark.parametrize("words", NOBODYS)
def test_nor_does_nobodys_reference_say_what_changed(stage: Stage, words: str) -> None:
    open_meeting(stage)
    leave_all_out_of_depth(stage)
    stage.tap("Sunil", "Something changed")
    write(stage, "Sunil", words)
    assert phrase("meeting.names_only") in last(stage, "Sunil")
    assert f'"{words}"' not in answers(stage)


@pytest.mark.parametrize(("name", "words"), [("Sunil", "Priya"), ("Priya", "sunil mehta")])
def test_a_colleagues_name_alone_is_asked_about_where_nothing_is_open(
    stage: Stage, name: str, words: str
) -> None:
    write(stage, name, words)
    assert last(stage, name).startswith(phrase("kept.question", words=words))
    assert f'"{words}"' not in answers(stage)
    stage.tap(name, phrase("kept.buttons.a_story"))
    assert f'"{words}"' in answers(stage)


@pytest.mark.parametrize("words", ["about forty minutes", "4 December", "an hour and a bit"])
def test_a_value_joins_no_story_where_it_is_asked_which_child(stage: Stage, words: str) -> None:
    write(stage, "Priya", "she hid behind the sofa", words)
    assert words not in answers(stage)
