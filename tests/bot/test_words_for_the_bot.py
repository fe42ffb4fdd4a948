"""Words for the bot beside what golden conversations show: late ones, stale ones, broken drafts."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from prompts.phrases import phrase
from storage.tables import Draft, Step
from tests.bot.test_dialogue import NOW
from tests.conversations.play import Stage

STORY = "visited 0401 after school, we talked about the contact on Sunday"
MINE = phrase("spoken.buttons.my_answer")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, NOW)


def asked_for_words(stage: Stage) -> None:
    """Let Priya stand at the question what the child said."""
    stage.receive("Priya", text=STORY)
    stage.tap("Priya", "Yes")


def last(stage: Stage) -> str:
    return stage.shown["Priya"][-1].text


def test_each_button_takes_the_word_of_its_own_card(stage: Stage) -> None:
    asked_for_words(stage)
    stage.receive("Priya", text="No.")
    stage.receive("Priya", text="Stop.")
    stage.tap("Priya", MINE, nth=2)
    assert last(stage).startswith(phrase("errors.stale"))
    stage.tap("Priya", MINE)
    stage.tap("Priya", phrase("cards.buttons.enough"))
    assert "The child: Stop." in last(stage)


@pytest.mark.parametrize("word", ["thanks", "ok", "Go back.", "stop", "skip", "help"])
def test_a_word_written_before_the_card_was_read_does_nothing_and_joins_nothing(
    stage: Stage, word: str
) -> None:
    stage.receive("Priya", text=STORY, written_at=NOW)
    stage.now = NOW + timedelta(seconds=1)
    stage.receive("Priya", text=word, written_at=NOW - timedelta(seconds=1))
    assert last(stage).startswith(phrase("kept.too_soon"))
    with stage.store.reading() as session:
        kinds = {step.kind for step in session.exec(select(Step)).all()}
    assert not kinds & {"joined", "kept", "discarded", "left"}


@pytest.mark.parametrize("word", ["tonight", "999", "Not safe!"])
def test_the_duty_number_is_shown_where_the_draft_cannot_be_opened(stage: Stage, word: str) -> None:
    asked_for_words(stage)
    with stage.store.writing() as session:
        draft = session.exec(select(Draft)).one()
        draft.guide = "a guide that is gone"
        session.add(draft)
    stage.receive("Priya", text=word)
    assert phrase("tonight.danger") in last(stage)


def test_a_word_for_the_bot_outside_a_draft_opens_none(stage: Stage) -> None:
    for word in ("continue tomorrow", "thanks", "hi", "ok", "no", "👍", "..."):
        stage.receive("Priya", text=word)
    with stage.store.reading() as session:
        assert session.exec(select(Draft)).all() == []


def test_the_story_it_begins_after_the_slash_of_a_command_is_kept(stage: Stage) -> None:
    stage.receive("Priya", text=f"/new {STORY}")
    assert "Is this a reflection about CH-0401?" in last(stage)
