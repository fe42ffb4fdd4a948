"""An edit of a message that waits behind others for a place: it takes the place of what it was."""

from tests.bot.staged import last, write
from tests.conversations.deeds import act
from tests.conversations.play import Stage


def two_wait(stage: Stage, second: str = "she is fine") -> None:
    act(stage, "# guides shipped")
    write(stage, "Priya", "visited 0401, she hid")
    stage.tap("Priya", "Yes")
    write(stage, "Priya", "0402 was there and he cried")
    act(stage, f"Priya: {second}")
    assert "1 more message waits after it." in last(stage, "Priya")


def test_it_waits_as_it_was_edited_and_once(stage: Stage) -> None:
    two_wait(stage)
    act(stage, "Priya edits: she is not fine")
    assert "1 more message waits after it." in last(stage, "Priya")
    stage.tap("Priya", "Leave it out")
    assert '"she is not fine"' in last(stage, "Priya")
    stage.tap("Priya", "Leave it out")
    assert "more message" not in last(stage, "Priya")
    assert "Where does it belong?" not in last(stage, "Priya")


def test_one_that_names_another_child_by_its_edit_is_asked_about_so(stage: Stage) -> None:
    two_wait(stage)
    act(stage, "Priya edits: 0403 is not fine")
    stage.tap("Priya", "Leave it out")
    assert "0403 is not fine" in last(stage, "Priya")
    stage.tap("Priya", "Leave it out")
    assert "fine" not in last(stage, "Priya")
