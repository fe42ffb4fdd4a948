"""Who asks for a person or a number gets one tap to them, and never a word that somebody knows."""

import pytest
from sqlmodel import col, select

from prompts.phrases import phrase
from storage.tables import OutboxMessage
from tests.bot.staged import answers, last, write
from tests.conversations.play import Stage

STORY = "visited 0401 after school, she would not come out of her room"
TELL = phrase("tonight.buttons.tell")
BACK = phrase("tonight.buttons.back")
TOLD_NOBODY = phrase("tonight.told_nobody", supervisor="Sunil")


def labels(stage: Stage) -> list[str]:
    return [button.label for row in stage.shown["Priya"][-1].buttons for button in row]


def tellings(stage: Stage) -> int:
    with stage.store.reading() as session:
        return len(
            session.exec(select(OutboxMessage).where(col(OutboxMessage.told) == "tonight")).all()
        )


def nowhere(_: Stage) -> None:
    """Nothing is open."""


def at_the_child(stage: Stage) -> None:
    write(stage, "Priya", STORY)


def at_a_question(stage: Stage) -> None:
    at_the_child(stage)
    stage.tap("Priya", "Yes")


def at_the_check(stage: Stage) -> None:
    at_a_question(stage)
    write(stage, "Priya", "that's enough")


def where_words_wait(stage: Stage) -> None:
    at_the_check(stage)
    write(stage, "Priya", "she had a mark on her arm as well")


PLACES = [nowhere, at_the_child, at_a_question, at_the_check, where_words_wait]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "words",
    [
        "can someone tell sunil pls",
        "I need to speak to someone now",
        "who do I ring at this time",
        "edt?",
    ],
)
def test_a_clear_wish_opens_the_duty_card_wherever_it_is_typed(stage, place, words) -> None:  # type: ignore[no-untyped-def]
    place(stage)
    write(stage, "Priya", words)
    assert labels(stage) == [TELL, BACK]
    assert "01632 960 100" in last(stage, "Priya")
    assert words not in answers(stage)
    assert tellings(stage) == 0


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "words", ["tell ruth i found them alone", "can someone let sunil know that she was hit"]
)
def test_a_wish_that_says_more_is_kept_and_nobody_is_said_to_be_told(stage, place, words) -> None:  # type: ignore[no-untyped-def]
    place(stage)
    write(stage, "Priya", words)
    assert last(stage, "Priya").startswith(TOLD_NOBODY)
    assert labels(stage)[0] == TELL
    assert (
        words in answers(stage)
        or words in last(stage, "Priya")
        or "after it" in last(stage, "Priya")
    )
    assert tellings(stage) == 0
    stage.tap("Priya", TELL)
    assert tellings(stage) == 1


@pytest.mark.parametrize("place", PLACES)
def test_a_question_whom_to_ring_that_says_more_is_kept_below_the_number(stage, place) -> None:  # type: ignore[no-untyped-def]
    place(stage)
    write(stage, "Priya", "she was on her own, who do I ring")
    assert last(stage, "Priya").startswith(phrase("tonight.danger"))
    assert "01632 960 100" in last(stage, "Priya")


def test_what_the_child_and_the_family_said_is_filed_and_nothing_is_offered(stage: Stage) -> None:
    at_a_question(stage)
    write(stage, "Priya", "dad said he would tell sunil's school")
    assert "dad said he would tell" in answers(stage)
    assert TELL not in labels(stage)
