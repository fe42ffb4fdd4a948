"""Words typed while the duty number stands: they tell the supervisor, are asked about, or wait."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from prompts.phrases import phrase
from storage.tables import OutboxMessage
from tests.bot.staged import answers, last, write
from tests.conversations.play import Stage

STORY = "visited 0401 after school, she would not come out of her room"
TELL = phrase("tonight.buttons.tell")
BACK = phrase("tonight.buttons.back")
YES = phrase("tonight.buttons.yes_tell", supervisor="Sunil")
TELLING = phrase("tonight.telling", supervisor="Sunil")
ARRIVED = phrase("tonight.arrived", name="Sunil", time="10:20")
NOT_TOLD = phrase("tonight.not_told", supervisor="Sunil")
NUMBER = "01632 960 100"


def at_the_duty_card(stage: Stage) -> None:
    write(stage, "Priya", STORY)
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "not safe tonight!!")


def tellings(stage: Stage) -> int:
    with stage.store.reading() as session:
        told = select(OutboxMessage).where(col(OutboxMessage.told) == "tonight")
        return len(session.exec(told).all())


def labels(stage: Stage) -> list[str]:
    return [button.label for row in stage.shown["Priya"][-1].buttons for button in row]


@pytest.mark.parametrize(
    "words",
    [
        "tell my supervisor",
        "yes tell sunil please",
        "tell sunil im ringing duty",
        "Can you let Sunil know?",
        "please inform my manager",
        "TELL HIM",
        "yeah tell Sunil Mehta i'm calling duty now",
        "message my supervisor that I am ringing the duty team",
        "Tell my supervisor I am ringing duty",
    ],
)
def test_words_tell_the_supervisor_as_the_button_does(stage: Stage, words: str) -> None:
    at_the_duty_card(stage)
    assert NOT_TOLD in last(stage, "Priya")
    write(stage, "Priya", words)
    told, arrived = stage.shown["Priya"][-2:]
    assert told.text.startswith(TELLING)
    assert NUMBER in told.text
    assert [button.label for row in told.buttons for button in row] == [BACK]
    assert arrived.text == ARRIVED
    assert tellings(stage) == 1
    assert words not in answers(stage)


@pytest.mark.parametrize(
    "words",
    [
        "i think you should tell sunil about this",
        "sunil",
        "ring my supervisor",
        "can someone ask sunil to ring me when he gets this",
        "dont tell sunil yet",
    ],
)
def test_in_doubt_it_is_asked_and_nobody_is_told(stage: Stage, words: str) -> None:
    at_the_duty_card(stage)
    write(stage, "Priya", words)
    assert last(stage, "Priya").startswith(phrase("tonight.tell_ask", supervisor="Sunil"))
    assert YES in labels(stage)
    assert tellings(stage) == 0
    assert words not in answers(stage)
    write(stage, "Priya", "yes")
    assert tellings(stage) == 1


@pytest.mark.parametrize(
    "words",
    [
        "duty said they will go out tonight",
        "rang them cant get through its engaged",
        "she has a mark on her arm",
        "I told Sunil on Friday already",
    ],
)
def test_other_words_wait_and_the_number_stays(stage: Stage, words: str) -> None:
    at_the_duty_card(stage)
    write(stage, "Priya", words)
    assert last(stage, "Priya").startswith(phrase("tonight.kept_here"))
    assert NOT_TOLD in last(stage, "Priya")
    assert NUMBER in last(stage, "Priya")
    assert labels(stage) == [TELL, BACK]
    assert words not in answers(stage)
    stage.tap("Priya", BACK)
    assert words in last(stage, "Priya")
    assert phrase("kept.ask") in last(stage, "Priya")


def test_what_is_written_after_telling_waits_too_and_says_that_they_were_told(stage: Stage) -> None:
    at_the_duty_card(stage)
    stage.tap("Priya", TELL)
    write(stage, "Priya", "rang them its engaged", "trying again")
    assert phrase("tonight.was_told", name="Sunil", time="10:20") in last(stage, "Priya")
    assert NOT_TOLD not in last(stage, "Priya")
    assert NUMBER in last(stage, "Priya")
    stage.tap("Priya", BACK)
    assert 'duty number: "rang them its engaged trying again"' in last(stage, "Priya")
    stage.tap("Priya", "Leave it out")
    assert last(stage, "Priya").startswith(phrase("kept.left_out"))
    assert tellings(stage) == 1


@pytest.mark.parametrize("words", ["no", "ok", "thanks", "...", "send it", "skip", "yes"])
def test_a_word_for_the_bot_changes_nothing_there(stage: Stage, words: str) -> None:
    at_the_duty_card(stage)
    stage.tap("Priya", TELL)
    write(stage, "Priya", words)
    assert phrase("tonight.was_told", name="Sunil", time="10:20") in last(stage, "Priya")
    assert tellings(stage) == 1


@pytest.mark.parametrize("words", ["back", "go back", "Back to where I was", "carry on"])
def test_the_draft_is_gone_back_to_by_words(stage: Stage, words: str) -> None:
    at_the_duty_card(stage)
    write(stage, "Priya", words)
    assert "What do you make of that?" in last(stage, "Priya")


def test_words_in_no_draft_wait_in_a_new_one(stage: Stage) -> None:
    write(stage, "Priya", "tonight", "duty said they will go out", "mum is at the hospital")
    assert NUMBER in last(stage, "Priya")
    assert "duty said" not in answers(stage)
    stage.tap("Priya", BACK)
    assert "duty said they will go out" in last(stage, "Priya")
    stage.tap("Priya", "It answers this: What happened")
    assert "mum is at the hospital" in answers(stage)


@pytest.mark.parametrize("words", ["tell my supervisor", "let sunil know", "tell Sunil please"])
def test_elsewhere_it_opens_the_duty_card_and_is_no_answer(stage: Stage, words: str) -> None:
    write(stage, "Priya", STORY)
    stage.tap("Priya", "Yes")
    write(stage, "Priya", words)
    assert NOT_TOLD in last(stage, "Priya")
    assert tellings(stage) == 0
    assert words not in answers(stage)
    stage.tap("Priya", BACK)
    assert phrase("spoken.buttons.my_answer") in labels(stage)


def test_a_telling_that_did_not_arrive_told_nobody(stage: Stage) -> None:
    at_the_duty_card(stage)
    stage.tap("Priya", TELL)
    with stage.store.writing() as session:
        for message in session.exec(select(OutboxMessage)):
            if message.told == "tonight":
                message.sent_at, message.failed_at = None, stage.now
                session.add(message)
    write(stage, "Priya", "its engaged")
    assert NOT_TOLD in last(stage, "Priya")
    write(stage, "Priya", "tell sunil")
    assert tellings(stage) == 2


def test_a_question_answered_after_it_is_answered(stage: Stage) -> None:
    at_the_duty_card(stage)
    stage.tap("Priya", BACK)
    write(stage, "Priya", "she said she wanted her nan")
    assert "she said she wanted her nan" in answers(stage)


@pytest.mark.parametrize("words", ["yes", "Yes.", "yes please", "yeah", "yep"])
def test_a_yes_tells_nobody_unless_that_was_asked(stage: Stage, words: str) -> None:
    at_the_duty_card(stage)
    write(stage, "Priya", words)
    assert tellings(stage) == 0
    assert labels(stage) == [YES, BACK]
    write(stage, "Priya", words)
    assert tellings(stage) == 1


@pytest.mark.parametrize("words", ["ok", "thanks", "no", "y?", "sure"])
def test_no_other_word_tells_anybody_at_the_number(stage: Stage, words: str) -> None:
    at_the_duty_card(stage)
    write(stage, "Priya", words)
    assert tellings(stage) == 0


def test_a_no_to_being_asked_tells_nobody_and_says_so(stage: Stage) -> None:
    at_the_duty_card(stage)
    write(stage, "Priya", "can someone ring sunil", "no")
    assert last(stage, "Priya").startswith(phrase("tonight.not_telling"))
    assert tellings(stage) == 0


def test_a_yes_in_a_draft_that_was_gone_back_to_answers_the_draft(stage: Stage) -> None:
    write(stage, "Priya", STORY, "tonight")
    stage.tap("Priya", BACK)
    write(stage, "Priya", "yes")
    assert tellings(stage) == 0
    assert "CH-0401" in answers(stage)


def test_the_same_call_is_not_made_twice_within_minutes_unless_asked_for(stage: Stage) -> None:
    at_the_duty_card(stage)
    stage.tap("Priya", TELL)
    for words in ("message sunil please", "tell sunil", "can you let sunil know"):
        write(stage, "Priya", words)
    assert tellings(stage) == 1
    write(stage, "Priya", "tell sunil")
    assert last(stage, "Priya").startswith(phrase("tonight.told_already"))
    stage.tap("Priya", "Tell Sunil again")
    assert tellings(stage) == 2
    stage.now += timedelta(minutes=11)
    write(stage, "Priya", "tonight", "tell sunil")
    assert tellings(stage) == 3


def test_a_wish_alone_waits_for_no_place(stage: Stage) -> None:
    at_the_duty_card(stage)
    write(stage, "Priya", "can you ring sunil for me")
    stage.tap("Priya", BACK)
    assert "Where does it belong?" not in last(stage, "Priya")
    assert "What do you make of that?" in last(stage, "Priya")


def test_whoever_is_called_can_say_that_they_have_seen_it(stage: Stage) -> None:
    at_the_duty_card(stage)
    stage.tap("Priya", TELL)
    stage.tap("Sunil", "I have seen this")
    assert last(stage, "Sunil") == phrase("tonight.seen_now", name="Priya")
    seen = phrase("tonight.was_seen", name="Sunil", time="10:20")
    assert last(stage, "Priya") == seen
    stage.tap("Sunil", "I have seen this")
    assert last(stage, "Sunil") == phrase("tonight.seen_before", name="Priya", time="10:20")
    assert sum(message.text == seen for message in stage.shown["Priya"]) == 1
    write(stage, "Priya", "tonight")
    assert seen in last(stage, "Priya")


def test_nobody_else_can_say_that_they_have_seen_it(stage: Stage) -> None:
    at_the_duty_card(stage)
    stage.tap("Priya", TELL)
    button = next(b.data for row in stage.shown["Sunil"][-1].buttons for b in row)
    stage.receive("Ruth", button=button)
    assert last(stage, "Ruth") == phrase("tonight.no_call")
