"""The button of an old reminder asks what its message was about, not what a newer one is about."""

from datetime import datetime
from pathlib import Path

import pytest

from prompts.phrases import phrase
from tests.bot.staged import NOW, last, play_once
from tests.conversations.deeds import act
from tests.conversations.play import LONDON, Stage

HELD = (
    "# Priya has only CH-0401",
    "Sunil: /supervise priya",
    "Sunil: take 401 out",
    "Sunil: start",
    "Sunil: no change",
    "Sunil: not today",
    "Sunil: 60",
    "Sunil: no date yet",
    "Sunil: send",
)
WHY = phrase("reminders.buttons.missed")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path, NOW)
    play_once(stage, three_months)
    return stage


def three_months(stage: Stage) -> None:
    for line in HELD:
        act(stage, line)
    for month, day in ((1, 4), (2, 1), (3, 1)):
        stage.now = datetime(2027, month, day, 10, tzinfo=LONDON)
        act(stage, "# tick")


@pytest.mark.parametrize(
    ("nth", "month"), [(1, "February 2027"), (2, "January 2027"), (3, "December 2026")]
)
def test_each_asks_about_its_own_month(stage: Stage, nth: int, month: str) -> None:
    stage.tap("Sunil", WHY, nth)
    assert month in last(stage, "Sunil")


def test_the_oldest_is_said_of_its_own_month_after_the_newest_was(stage: Stage) -> None:
    stage.tap("Sunil", WHY)
    stage.tap("Sunil", phrase("missed.buttons.u"))
    stage.tap("Sunil", WHY, 3)
    stage.tap("Sunil", phrase("missed.buttons.s"))
    assert "December 2026" in stage.shown["Priya"][-1].text
