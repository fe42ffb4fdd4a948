"""Edits that leave no answer, that say the opposite, or that speak of harm."""

import pytest

from tests.bot.staged import last, leave_all_out_of_depth, open_meeting, write
from tests.bot.test_another_child import holds
from tests.bot.test_told_before import check_card
from tests.conversations.deeds import act
from tests.conversations.play import Stage

STORY = "visited 0401, she hid behind the sofa when he came in"
OUT = "dad has moved out and she is sad about it"
STAYS = "I cannot read your edit as an answer. Your earlier answer stays."


@pytest.mark.parametrize("edit", ["0401", "about 0401.", ".", "delete this", "skip", "?"])
@pytest.mark.parametrize("taps", [[], ["Yes"]])
def test_a_story_stays_where_its_edit_tells_nothing(
    stage: Stage, edit: str, taps: list[str]
) -> None:
    act(stage, f"Priya: {STORY}")
    for label in taps:
        stage.tap("Priya", label)
    act(stage, f"Priya edits: {edit}")
    assert last(stage, "Priya").startswith(STAYS)
    assert [text for _, text, _ in holds(stage, STORY)] == ["story"]
    write(stage, "Priya", *([] if taps else ["yes"]), "that's enough")
    assert f"1 What happened: {STORY}\n" in last(stage, "Priya")


def test_an_edit_that_tells_is_taken(stage: Stage) -> None:
    act(stage, f"Priya: {STORY}")
    act(stage, "Priya edits: 0401 hid")
    assert last(stage, "Priya").startswith("Changed. Your answer now reads as you edited it.")


def told(stage: Stage, words: str) -> None:
    open_meeting(stage)
    leave_all_out_of_depth(stage)
    act(stage, f"Sunil: {words}")


def test_an_edit_of_a_change_to_none_is_asked_about(stage: Stage) -> None:
    """It stood in the record as what had changed."""
    told(stage, OUT)
    act(stage, "Sunil edits: no change")
    assert last(stage, "Sunil").startswith(
        f'CH-0402: "no change"\nSo far: something changed. "{OUT}"'
    )
    stage.tap("Sunil", "No change")
    stage.tap("Sunil", "Seen")
    assert 'CH-0402: no change, seen. "no change"\n' in check_card(stage)


def test_an_edit_that_it_was_not_talked_of_is_asked_about(stage: Stage) -> None:
    told(stage, OUT)
    act(stage, "Sunil edits: we did not talk about her")
    stage.tap("Sunil", "Keep this answer")
    assert f'CH-0402: something changed. "{OUT}"\n' in check_card(stage)


def test_an_edit_of_no_change_to_a_change_is_asked_about(stage: Stage) -> None:
    told(stage, "nothing new really")
    stage.tap("Sunil", "Seen")
    act(stage, f"Sunil edits: {OUT}")
    assert 'So far: no change, seen. "nothing new really"' in last(stage, "Sunil")
    stage.tap("Sunil", "Something changed")
    assert last(stage, "Sunil").startswith('Changed. This takes the place of: "nothing new really"')
    assert f'CH-0402: something changed. "{OUT}"\n' in check_card(stage)


def test_an_edit_of_it_to_a_reference_alone_is_not_taken(stage: Stage) -> None:
    told(stage, OUT)
    act(stage, "Sunil edits: 0402")
    assert last(stage, "Sunil").startswith(STAYS)


@pytest.mark.parametrize(
    ("edit", "shown"),
    [
        ("visited 0401, he is hitting her now and she is not safe", "01632 960 100"),
        ("visited 0401, i want to kill myself", "116 123"),
    ],
)
def test_an_edit_that_speaks_of_harm_shows_whom_to_ring(
    stage: Stage, edit: str, shown: str
) -> None:
    act(stage, f"Priya: {STORY}")
    stage.tap("Priya", "Yes")
    act(stage, f"Priya edits: {edit}")
    assert shown in last(stage, "Priya")
    assert "Changed. Your answer now reads as you edited it." in last(stage, "Priya")


def test_an_edit_that_asks_for_the_number_opens_it(stage: Stage) -> None:
    act(stage, f"Priya: {STORY}")
    stage.tap("Priya", "Yes")
    act(stage, "Priya edits: not safe tonight")
    assert "01632 960 100" in last(stage, "Priya")
    assert "Back to where I was" in [
        b.label for row in stage.shown["Priya"][-1].buttons for b in row
    ]
    assert holds(stage, "not safe tonight") == []
