"""What was begun out of the midst of something else leads back to that as it is sent."""

from datetime import timedelta

import pytest

from prompts.phrases import phrase
from tests.bot.staged import last, open_meeting, write
from tests.conversations.play import Stage

GO_ON = phrase("reflection.buttons.go_on")
WAITS = phrase("reflection.meeting_waits", name="Priya")


def labels(stage: Stage, name: str) -> list[str]:
    return [button.label for row in stage.shown[name][-1].buttons for button in row]


def in_the_midst(stage: Stage) -> None:
    open_meeting(stage)
    stage.tap("Sunil", "Start")
    write(stage, "Sunil", "/new", "0402 was on my mind all the way home")
    stage.tap("Sunil", "Yes")
    stage.tap("Sunil", "That's enough")


@pytest.mark.parametrize("way", ["Share with Ruth", "Keep to myself"])
def test_a_reflection_leads_back_to_the_supervision(stage: Stage, way: str) -> None:
    in_the_midst(stage)
    stage.tap("Sunil", way)
    assert last(stage, "Sunil").splitlines()[-1] == WAITS
    stage.tap("Sunil", GO_ON)
    assert "What did the child say or do since last time?" in last(stage, "Sunil")


def test_thrown_away_it_leads_there_too(stage: Stage) -> None:
    in_the_midst(stage)
    write(stage, "Sunil", "throw it away")
    stage.tap("Sunil", phrase("spoken.buttons.discard"))
    assert WAITS in last(stage, "Sunil")


def test_a_decision_does_so_too(stage: Stage) -> None:
    stage.open("shipped")
    open_meeting(stage)
    stage.tap("Sunil", "Start")
    write(stage, "Sunil", "/decision", "contact stops for 0402 until the review")
    stage.tap("Sunil", "Yes")
    stage.tap("Sunil", "That's enough")
    stage.tap("Sunil", "Send the decision")
    assert last(stage, "Sunil").splitlines()[-1] == WAITS
    stage.tap("Sunil", GO_ON)
    assert "CH-0402" in last(stage, "Sunil")


def test_what_was_left_last_is_gone_on_with_whatever_was_begun_since(stage: Stage) -> None:
    write(stage, "Sunil", "0402 was quiet in the car")
    stage.tap("Sunil", "Yes")
    write(stage, "Sunil", "save")
    in_the_midst(stage)
    stage.tap("Sunil", "Keep to myself")
    stage.tap("Sunil", GO_ON)
    assert "What did the child say or do since last time?" in last(stage, "Sunil")


def test_what_was_left_on_another_day_is_not_told_again(stage: Stage) -> None:
    write(stage, "Priya", "0401 was quiet in the car")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "save")
    stage.now += timedelta(days=2)
    write(stage, "Priya", "0403 was on my mind all the way home")
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")
    stage.tap("Priya", "Keep to myself")
    assert "waits" not in last(stage, "Priya")
    assert GO_ON not in labels(stage, "Priya")
