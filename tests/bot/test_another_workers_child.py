"""A child of another worker's, named in a supervision: asked about, and never filed unasked."""

from pathlib import Path

import pytest
from sqlmodel import col, select

from storage.encryption import open_row
from storage.tables import Draft, Step
from tests.bot.staged import last, leave_all_out_of_depth, stage_after, write
from tests.bot.test_another_child import holds
from tests.conversations.play import SHIPPED, Stage

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


def test_a_view_of_ones_own_knows_nothing_of_the_supervisors_other_children(stage: Stage) -> None:
    stage.open(SHIPPED)
    stage.tap("Sunil", "Start")
    stage.tap("Priya", "Write my view")
    write(stage, "Priya", AUNT)
    assert ASKED not in last(stage, "Priya")
    with stage.store.reading() as session:
        query = select(Step).join(Draft, col(Draft.id) == col(Step.draft_id))
        opened = query.where(Draft.kind == "view", Step.kind == "opened")
        values = [open_row(session, "step", s.model_dump())["value"] for s in session.exec(opened)]
    assert values
    assert not any("CH-0406" in str(value) for value in values)
