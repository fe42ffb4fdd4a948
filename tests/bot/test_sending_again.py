"""A record that was returned and is sent again, when a later meeting has taken up its plan."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from prompts.phrases import phrase
from storage.tables import ActionAnswer, OutcomeRating
from tests.bot.staged import NOW, last, write
from tests.bot.test_supervision import in_depth, month, open_meeting
from tests.conversations.play import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, NOW, children=1)


def send(stage: Stage) -> None:
    stage.tap("Sunil", "Done with CH-0401")
    stage.tap("Sunil", "Not today")
    write(stage, "Sunil", "60")
    stage.tap("Sunil", "No date yet")
    stage.tap("Sunil", "Send to Priya")


def return_it(stage: Stage) -> None:
    stage.tap("Priya", "Read")
    stage.tap("Priya", "Return it")
    write(stage, "Priya", "Her own words are missing")


def take_up_again(stage: Stage) -> None:
    """The next meeting: the action is done, the outcome rated 7."""
    open_meeting(stage)
    stage.tap("Sunil", "Done")
    write(stage, "Sunil", "Nan comes on Fridays now")
    while "where is the child now" not in last(stage, "Sunil"):
        write(stage, "Sunil", "skip")
    write(stage, "Sunil", "7")
    assert "Last time: 4, on 24 November 2026." in last(stage, "Sunil")
    write(stage, "Sunil", "we saw it", "that's enough")
    send(stage)


def test_what_a_later_meeting_said_of_a_plan_stands_when_its_record_is_sent_again(
    stage: Stage,
) -> None:
    open_meeting(stage)
    in_depth(stage, 'She told me "I like Fridays best".')
    send(stage)
    return_it(stage)
    stage.now += timedelta(days=2)
    take_up_again(stage)
    assert month(stage)["outcomes.improving_share"] == (1, 1)
    stage.tap("Sunil", "Open it")
    stage.tap("Sunil", "Send again")
    assert month(stage)["outcomes.improving_share"] == (1, 1)
    assert month(stage)["actions.done_share"] == (1, 1)
    stage.now += timedelta(days=2)
    open_meeting(stage)
    assert "No actions are left from last time" in last(stage, "Sunil")
    with stage.store.reading() as session:
        assert len(session.exec(select(ActionAnswer)).all()) == 1
        assert sorted(r.rating for r in session.exec(select(OutcomeRating)).all()) == [4, 4, 7]


def test_the_card_of_what_was_sent_again_says_that_it_waits(stage: Stage) -> None:
    open_meeting(stage)
    in_depth(stage, 'She told me "I like Fridays best".')
    send(stage)
    return_it(stage)
    stage.tap("Sunil", "Open it")
    stage.tap("Sunil", "Send again")
    stage.tap("Priya", "Agree")
    assert last(stage, "Priya") == phrase("errors.sent_again")
    stage.tap("Priya", "Read")
    assert "Do you agree with this part?" in last(stage, "Priya")


def test_the_card_of_what_waits_no_more_says_that_it_was_sent(stage: Stage) -> None:
    open_meeting(stage)
    in_depth(stage, 'She told me "I like Fridays best".')
    send(stage)
    stage.tap("Priya", "Read")
    stage.tap("Priya", "Agree")
    stage.tap("Priya", "Agree")
    assert last(stage, "Priya") == phrase("errors.finished")
