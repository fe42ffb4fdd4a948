"""A question typed outside a draft is asked about: it begins no reflection of its own."""

import json
from datetime import datetime

import pytest
from sqlmodel import col, select

from prompts.phrases import phrase
from storage.encryption import open_row
from storage.tables import Step
from tests.bot.staged import last, write
from tests.conversations.play import LONDON, Stage

STORY, QUESTION = phrase("kept.buttons.a_story"), phrase("kept.buttons.a_question")
LOOK = phrase("kept.where_to_look")


def answers(stage: Stage) -> list[str]:
    with stage.store.reading() as session:
        query = select(Step).where(col(Step.kind) == "answered")
        rows = [open_row(session, "step", step.model_dump()) for step in session.exec(query)]
    return [json.loads(str(row["value"])) for row in rows]


@pytest.mark.parametrize("name", ["Priya", "Sunil", "Ruth"])
@pytest.mark.parametrize("words", ["which child waits longest", "what did priya write"])
def test_it_asks_what_it_is_and_says_where_to_look(stage: Stage, name: str, words: str) -> None:
    write(stage, name, words)
    assert last(stage, name).startswith(phrase("kept.question", words=words))
    assert LOOK in last(stage, name)
    assert answers(stage) == []
    stage.tap(name, QUESTION)
    assert last(stage, name).startswith(phrase("reflection.no_story"))
    write(stage, name, "/drafts")
    assert phrase("help.nothing_waits") in last(stage, name)


@pytest.mark.parametrize("words", ["story", "It is a story", "its a story"])
def test_a_story_goes_on_as_one(stage: Stage, words: str) -> None:
    write(stage, "Priya", "why did 0401 hide when he came in?")
    write(stage, "Priya", words)
    assert "Is this a reflection about CH-0401?" in last(stage, "Priya")
    assert answers(stage) == ["why did 0401 hide when he came in?"]


def test_what_is_written_after_it_is_not_thrown_away_with_it(stage: Stage) -> None:
    write(stage, "Priya", "which child waits longest", "visited 0401, she hid behind the sofa")
    write(stage, "Priya", "its a question")
    assert "visited 0401, she hid behind the sofa" in last(stage, "Priya")
    stage.tap("Priya", "It answers this: What happened")
    assert answers(stage) == ["visited 0401, she hid behind the sofa"]


def test_a_story_that_holds_a_question_begins_at_once(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid. Why did she do that?")
    assert "Is this a reflection about CH-0401?" in last(stage, "Priya")


def test_a_question_within_a_draft_is_an_answer(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid behind the sofa when he came in")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "what is she afraid of?")
    assert "what is she afraid of?" in answers(stage)


def test_questions_in_a_row_are_asked_about_with_one_tap(stage: Stage) -> None:
    write(stage, "Ruth", "which child waits longest", "whos got most on", "who is off sick")
    assert "which child waits longest whos got most on who is off sick" in last(stage, "Ruth")
    stage.tap("Ruth", QUESTION)
    write(stage, "Ruth", "/drafts")
    assert phrase("help.nothing_waits") in last(stage, "Ruth")


@pytest.mark.parametrize(
    ("name", "words", "begins"),
    [
        ("Ruth", "what have I got on", "Nothing is due for you now."),
        ("Priya", "whats due?", "Nothing is due for you now."),
        ("Priya", "anything for me", "Nothing waits for you."),
        ("Ruth", "show me october", "Safeguarding service, October 2026"),
        ("Sunil", "supervise priya", "Supervision with Priya"),
        ("Sunil", "start supervision with priya shah please", "Supervision with Priya"),
        ("Priya", "I'm on leave next week", 'I read "I\'m on leave next week" as being away.'),
    ],
)
def test_what_a_command_shows_is_asked_for_in_other_words(
    stage: Stage, name: str, words: str, begins: str
) -> None:
    write(stage, name, words)
    assert last(stage, name).startswith(begins)
    assert answers(stage) == []


def test_a_command_in_other_words_is_heard_though_a_question_waits(stage: Stage) -> None:
    write(stage, "Ruth", "who is late", "whats due", "summary")
    assert last(stage, "Ruth").startswith("Safeguarding service, October 2026")
    write(stage, "Ruth", "its a question", "/drafts")
    assert phrase("help.nothing_waits") in last(stage, "Ruth")


def test_a_supervision_with_nobody_of_theirs_is_a_story(stage: Stage) -> None:
    write(stage, "Sunil", "supervision with him")
    assert "Which child is this about?" in last(stage, "Sunil")


def test_whoever_supervises_nobody_tells_a_story(stage: Stage) -> None:
    write(stage, "Priya", "supervise contact tomorrow")
    assert "Which child is this about?" in last(stage, "Priya")


def test_a_name_that_is_mistyped_is_asked_about(stage: Stage) -> None:
    write(stage, "Sunil", "supervise pryia")
    assert last(stage, "Sunil") == phrase("meeting.who")
    assert answers(stage) == []


def test_within_a_draft_it_is_an_answer(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid behind the sofa when he came in")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "what have I got on")
    assert "what have I got on" in answers(stage)


@pytest.mark.parametrize("words", ["whos late", "who is overdue", "whose children are due"])
def test_whoever_asks_who_is_late_is_led_to_what_they_may_see(stage: Stage, words: str) -> None:
    stage.now = datetime(2026, 12, 1, 9, 0, tzinfo=LONDON)
    write(stage, "Sunil", words)
    told = "\n".join(one.text for one in stage.shown["Sunil"])
    assert "5 children were due to be discussed by 30 November 2026" in told
    assert phrase("reminders.list.nothing") not in told
    stage.tap("Sunil", "Open")
    assert "Priya Shah · 5 children" in str(stage.shown["Sunil"][-1].buttons)
    write(stage, "Ruth", words)
    assert phrase("reminders.list.of_team") in last(stage, "Ruth")
    stage.tap("Ruth", "2026-12 so far")
    assert "December 2026 so far" in last(stage, "Ruth")
    write(stage, "Priya", words)
    assert last(stage, "Priya") == phrase("reminders.list.nothing")
