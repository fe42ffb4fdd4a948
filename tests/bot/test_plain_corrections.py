"""Plain corrections are read as wishes to change a line or an answer, and pile up nowhere."""

import pytest
from sqlmodel import col, select

from prompts.phrases import phrase
from storage.tables import Draft, OutboxMessage
from tests.bot.staged import answers, last, play_once, write
from tests.conversations.play import Stage

STORY = "visited 0401 after school, she hid behind the sofa when he came in"
MINE = phrase("spoken.buttons.my_answer")
ELSEWHERE = phrase("kept.buttons.elsewhere")


def at_a_question(stage: Stage) -> None:
    write(stage, "Priya", STORY)
    stage.tap("Priya", "Yes")


def at_the_check(stage: Stage) -> None:
    at_a_question(stage)
    write(stage, "Priya", "she wanted him to see she was gone")
    stage.tap("Priya", "That's enough")


def labels(stage: Stage) -> list[str]:
    return [button.label for row in stage.shown["Priya"][-1].buttons for button in row]


@pytest.mark.parametrize(
    "words",
    [
        "its only 0403 not 401",
        "0403",
        "not 0401, 0403",
        "wait that should be 403 not 401",
        "sorry i meant CH-0403",
        "no its about 0403",
        "should be 0403",
        "wrong child it should be 0403",
    ],
)
@pytest.mark.parametrize("stand", [at_a_question, at_the_check])
def test_another_child_is_asked_about_and_is_no_answer(stage, stand, words: str) -> None:  # type: ignore[no-untyped-def]
    play_once(stage, stand)
    write(stage, "Priya", words)
    assert "Is this a reflection about CH-0403?" in last(stage, "Priya")
    assert words not in answers(stage).split("\n")
    stage.tap("Priya", "Yes")
    assert last(stage, "Priya").startswith("CH-0403 · ")
    assert "more messages wait" not in last(stage, "Priya")


@pytest.mark.parametrize("words", ["its only 0403 not 401", "sorry not 0401, its 0403"])
def test_so_it_is_where_the_child_is_asked(stage: Stage, words: str) -> None:
    write(stage, "Priya", STORY, words)
    assert "Is this a reflection about CH-0403?" in last(stage, "Priya")
    assert words not in answers(stage)
    write(stage, "Priya", "yes")
    assert last(stage, "Priya").startswith("CH-0403 · ")


def test_what_was_asked_is_asked_again_after_it(stage: Stage) -> None:
    play_once(stage, at_a_question)
    asked = last(stage, "Priya").split("\n")[-1]
    write(stage, "Priya", "wait that should be 403 not 401")
    assert MINE in labels(stage)
    stage.tap("Priya", "Yes")
    assert last(stage, "Priya").endswith(asked)


@pytest.mark.parametrize(
    "words",
    [
        "change 3",
        "3",
        "line 3 is wrong",
        "3 its wrong thats about my practice",
        "Number 3 is not right.",
        "can you change line 3 please",
        "what it may mean is wrong",
        "change what it may mean",
    ],
)
@pytest.mark.parametrize("list_is_asked", [False, True])
def test_a_line_is_opened(stage: Stage, words: str, list_is_asked: bool) -> None:
    play_once(stage, at_the_check)
    if list_is_asked:
        stage.tap("Priya", "Change something")
    write(stage, "Priya", words)
    assert "You wrote: she wanted him to see she was gone" in last(stage, "Priya")


@pytest.mark.parametrize(
    "words",
    ["the bit about the sofa is wrong", "theres a mistake in it"],
)
def test_in_doubt_it_asks_which_line(stage: Stage, words: str) -> None:
    play_once(stage, at_the_check)
    write(stage, "Priya", words)
    assert phrase("cards.change_ask") in last(stage, "Priya")
    assert ELSEWHERE in labels(stage)
    stage.tap("Priya", ELSEWHERE)
    assert words in last(stage, "Priya")


@pytest.mark.long
def test_corrections_do_not_pile_up_behind_words_that_wait(stage: Stage) -> None:
    play_once(stage, at_the_check)
    write(stage, "Priya", "before I left she whispered that he hits her")
    write(stage, "Priya", "change 2", "2", "0403", "its only 0403 not 401", "line 2 is wrong")
    assert "more message" not in last(stage, "Priya")
    assert last(stage, "Priya").startswith(phrase("kept.first"))
    stage.tap("Priya", "Leave it out")
    assert phrase("kept.ask") not in last(stage, "Priya")


@pytest.mark.parametrize("words", ["change 2", "line 4 is wrong", "edit answer 1"])
def test_a_line_is_not_yet_there_at_a_question(stage: Stage, words: str) -> None:
    play_once(stage, at_a_question)
    write(stage, "Priya", words)
    assert last(stage, "Priya").startswith(phrase("spoken.change_later"))
    assert words not in answers(stage)
    stage.tap("Priya", MINE)
    assert words in answers(stage)


@pytest.mark.parametrize(
    "words", ["idk", "dont know", "I don't know.", "not sure", "no idea", "dunno"]
)
def test_not_knowing_is_asked_about(stage: Stage, words: str) -> None:
    write(stage, "Priya", "she hid behind the sofa when he came in")
    card = last(stage, "Priya")
    write(stage, "Priya", words)
    assert "No child" in last(stage, "Priya")
    assert words not in answers(stage)
    assert card != last(stage, "Priya")
    write(stage, "Priya", "0401", words)
    assert last(stage, "Priya").startswith(phrase("spoken.dont_know", words=words))
    assert words not in answers(stage)
    stage.tap("Priya", MINE)
    assert words in answers(stage)


@pytest.mark.parametrize(
    "words",
    [
        "the numbers are 3 and 4 on the door",
        "2 weeks he has been out of school",
        "she did not know me",
    ],
)
def test_other_words_at_the_check_wait_as_they_did(stage: Stage, words: str) -> None:
    play_once(stage, at_the_check)
    write(stage, "Priya", words)
    assert phrase("kept.ask") in last(stage, "Priya")


@pytest.mark.parametrize(
    "words",
    [
        "share it with sunil",
        "send it",
        "share",
        "Share with Sunil Mehta please",
        "yes send it to my supervisor",
        "ok send to sunil",
        "let Sunil see it",
    ],
)
def test_it_is_shared_by_words(stage: Stage, words: str) -> None:
    play_once(stage, at_the_check)
    write(stage, "Priya", words)
    assert "You can read it, and Sunil" in "\n".join(m.text for m in stage.shown["Priya"])
    assert shared(stage) == 1


@pytest.mark.parametrize(
    "words",
    ["send it to her", "can you share this with everyone", "give it all to sunil to look at"],
)
def test_in_doubt_it_is_not_shared_but_asked(stage: Stage, words: str) -> None:
    play_once(stage, at_the_check)
    write(stage, "Priya", words)
    assert last(stage, "Priya").startswith(phrase("reflection.share_ask", name="Sunil"))
    assert ELSEWHERE in labels(stage)
    assert shared(stage) == 0
    stage.tap("Priya", "Share with Sunil")
    assert shared(stage) == 1


def shared(stage: Stage) -> int:
    with stage.store.reading() as session:
        told = select(OutboxMessage).where(col(OutboxMessage.told) == "reflection")
        return len(session.exec(told).all())


def test_nothing_of_it_opens_a_draft_of_its_own(stage: Stage) -> None:
    play_once(stage, at_the_check)
    write(stage, "Priya", "its only 0403 not 401", "change 2", "idk")
    with stage.store.reading() as session:
        assert len(session.exec(select(Draft)).all()) == 1


@pytest.mark.parametrize(
    "words",
    ["change 2 contact sessions a week to 3", "fix 3 visits before half term", "2 is right"],
)
def test_an_answer_that_begins_like_a_correction_is_an_answer(stage: Stage, words: str) -> None:
    play_once(stage, at_a_question)
    write(stage, "Priya", words)
    assert words in answers(stage)


@pytest.mark.parametrize(
    "words",
    [
        "sorry wrong child, it was 0402",
        "oh no i meant 0402",
        "0402 not 0401",
        "that was the wrong child",
        "not 0401, 0402",
        "wrong one sorry",
    ],
)
def test_a_correction_of_what_was_shared_begins_nothing(stage: Stage, words: str) -> None:
    """It began a reflection about the other child, as if the shared one had been put right."""
    at_the_check(stage)
    stage.tap("Priya", "Share with Sunil")
    write(stage, "Priya", words)
    assert last(stage, "Priya") == phrase("spoken.at_rest.sent_stands")
    assert words not in answers(stage)


@pytest.mark.parametrize(
    "words", ["about 0402", "it was 0402 who cried", "wrong child was collected from 0402's school"]
)
def test_what_begins_a_reflection_is_no_correction(stage: Stage, words: str) -> None:
    write(stage, "Priya", words)
    assert "CH-0402" in last(stage, "Priya")
