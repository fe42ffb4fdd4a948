"""What stands of one child, asked for with the command; and no day to come from another clock."""

from datetime import timedelta

import pytest

from tests.bot.staged import last, write
from tests.conversations.play import Stage


def test_the_command_takes_a_reference(stage: Stage) -> None:
    write(stage, "Priya", "/due 0401")
    assert "CH-0401" in last(stage, "Priya")


@pytest.mark.parametrize("said", ["/due", "/due please"])
def test_without_one_it_lists_all(stage: Stage, said: str) -> None:
    write(stage, "Priya", said)
    assert last(stage, "Priya").startswith("Nothing is due for you now.")


def test_a_clock_that_is_ahead_dates_nothing_in_days_to_come(stage: Stage) -> None:
    ahead = stage.now + timedelta(days=2)
    for words in ("visited 0401, she hid", "yes", "that's enough"):
        stage.receive("Priya", text=words, written_at=ahead)
    assert "Dated Tuesday 24 November 2026." in last(stage, "Priya")
