"""A child of another worker's, named in a supervision: asked about, and never filed unasked."""

from pathlib import Path

import pytest

from tests.bot.staged import last, leave_all_out_of_depth, stage_after, write
from tests.bot.test_another_child import holds
from tests.conversations.play import Stage

AUNT = "0406 has moved to her aunt and is settled"
ASKED = "CH-0406 is not a child of this supervision."


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return stage_after(tmp_path, ("# Omar has 2 more children", "Sunil: supervise priya"))


def at_the_list(stage: Stage) -> None:
    leave_all_out_of_depth(stage)


def in_a_part(stage: Stage) -> None:
    stage.tap("Sunil", "Start")


@pytest.mark.parametrize("go_to", [at_the_list, in_a_part])
def test_it_stands_nowhere_before_it_is_said_where(stage: Stage, go_to: object) -> None:
    assert callable(go_to)
    go_to(stage)
    write(stage, "Sunil", AUNT)
    assert ASKED in last(stage, "Sunil")
    assert holds(stage, AUNT) == []
    stage.tap("Sunil", "Leave it out")
    assert holds(stage, AUNT) == []


@pytest.mark.parametrize("go_to", [at_the_list, in_a_part])
def test_a_reflection_about_that_child_is_begun_and_the_supervision_is_saved(
    stage: Stage, go_to: object
) -> None:
    assert callable(go_to)
    go_to(stage)
    write(stage, "Sunil", AUNT)
    stage.tap("Sunil", "A reflection about CH-0406")
    assert any(one.text.startswith("The meeting is saved.") for one in stage.shown["Sunil"])
    assert last(stage, "Sunil").startswith("CH-0406 \u00b7 1 of at most 2")
    assert holds(stage, AUNT) == [("guide", "story", None)]
    write(stage, "Sunil", "/supervise priya")
    assert "CH-0402" in last(stage, "Sunil")
    assert AUNT not in last(stage, "Sunil")


def test_it_can_be_part_of_the_one_that_stands(stage: Stage) -> None:
    at_the_list(stage)
    write(stage, "Sunil", AUNT)
    stage.tap("Sunil", "Part of this one")
    assert holds(stage, AUNT) == [("meeting", "changed:CH-0402", None)]


def test_a_reference_that_is_nobodys_is_said_to_be_that_on_the_list_too(stage: Stage) -> None:
    at_the_list(stage)
    write(stage, "Sunil", "0999 has moved to her aunt and is settled")
    assert last(stage, "Sunil").startswith("I do not know 0999 among your children.")
