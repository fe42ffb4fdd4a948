"""A question typed outside a draft is asked about: it begins no reflection of its own."""

import json

import pytest
from sqlmodel import col, select

from prompts.phrases import phrase
from storage.encryption import open_row
from storage.tables import Step
from tests.bot.staged import last, write
from tests.conversations.play import Stage

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
