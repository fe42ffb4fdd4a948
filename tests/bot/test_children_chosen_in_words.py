"""Which children are in depth, told in a message: all whom it names, and whom it cannot mean."""

import pytest

from tests.bot.staged import last, open_meeting, write
from tests.conversations.play import Stage


def labels(stage: Stage) -> list[str]:
    return [button.label for row in stage.shown["Sunil"][-1].buttons for button in row]


def test_several_go_out_in_one_message(stage: Stage) -> None:
    open_meeting(stage)
    write(stage, "Sunil", "take 402, 403 and 401 out")
    assert "Nobody is chosen in depth yet." in last(stage, "Sunil")


@pytest.mark.parametrize("said", ["all out", "Take them all out.", "none in depth today"])
def test_everybody_goes_out(stage: Stage, said: str) -> None:
    open_meeting(stage)
    write(stage, "Sunil", said)
    assert "Nobody is chosen in depth yet." in last(stage, "Sunil")


def test_a_reference_that_is_not_on_the_list_is_said_to_be_that(stage: Stage) -> None:
    open_meeting(stage)
    write(stage, "Sunil", "take 402 and 0999 out")
    assert "CH-0402 is not in depth now. 0999 is not on this list." in last(stage, "Sunil")


def test_no_before_a_reference_takes_nobody_in(stage: Stage) -> None:
    open_meeting(stage)
    stage.tap("Sunil", "Change these")
    write(stage, "Sunil", "no 0405")
    assert "CH-0405" in labels(stage)
    assert last(stage, "Sunil").startswith("CH-0405 is not in depth now.")
