"""Words as phones and other alphabets write them: none is lost, and none stands elsewhere."""

import pytest

from tests.bot.staged import answers, last, write
from tests.bot.test_another_child import begin, holds
from tests.conversations.play import Stage


@pytest.mark.parametrize("story", ["زيارة 0401 كانت خائفة", "0401 Плачет и прячется"])
def test_a_story_in_another_alphabet_stands(stage: Stage, story: str) -> None:
    write(stage, "Priya", story)
    assert "Is this a reflection about CH-0401?" in last(stage, "Priya")
    assert story in answers(stage)


@pytest.mark.parametrize("said", ["oh four oh one", "0 4 0 1", "child four hundred and one"])
def test_a_dictated_reference_says_which_child(stage: Stage, said: str) -> None:
    write(stage, "Priya", f"visited {said} she was under the table when i came in")
    assert "Is this a reflection about CH-0401?" in last(stage, "Priya")


def test_a_dictated_reference_in_words_about_another_is_asked_about(stage: Stage) -> None:
    begin(stage)
    write(stage, "Sunil", "oh four oh three said he wants to go home")
    assert "This may be about CH-0403" in last(stage, "Sunil")
    assert holds(stage, "wants to go home") == []


@pytest.mark.parametrize("said", ["due?", "drafts"])
def test_the_name_of_a_command_is_no_answer_unasked(stage: Stage, said: str) -> None:
    write(stage, "Priya", "visited 0401, she hid", "yes", said)
    assert "as something to open, not as your answer" in last(stage, "Priya")
    assert said not in answers(stage)


@pytest.mark.parametrize("said", ["delete everything you hold on me", "what do you hold about me"])
def test_a_request_for_ones_own_data_is_answered_and_no_story(stage: Stage, said: str) -> None:
    write(stage, "Priya", said)
    assert "data protection officer" in last(stage, "Priya")
    write(stage, "Priya", "visited 0401, she hid", "yes", said)
    assert "data protection officer" in last(stage, "Priya")
    assert said not in answers(stage)


def test_who_sees_this_is_answered_with_that_and_not_with_the_duty_number(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid", "yes", "who sees this?")
    assert "Until it is shared or sent" in last(stage, "Priya")
