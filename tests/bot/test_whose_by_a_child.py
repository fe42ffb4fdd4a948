"""Where a person is asked for, the reference of a child of theirs says who is meant."""

from pathlib import Path

import pytest

from tests.bot.staged import last, stage_after, write
from tests.conversations.play import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return stage_after(tmp_path, ("# Omar has 2 more children",))


def test_a_group_is_asked_who_brings_a_child(stage: Stage) -> None:
    write(stage, "Sunil", "/group", "0407")
    assert "Is this a reflection" not in last(stage, "Sunil")
    assert last(stage, "Sunil").startswith("Group supervision")
    assert "Omar" in last(stage, "Sunil")


def test_a_supervision_is_of_whoever_works_with_the_child(stage: Stage) -> None:
    write(stage, "Sunil", "/supervise", "ch 0406")
    assert last(stage, "Sunil").startswith("Supervision with Omar")


def test_a_child_of_nobody_there_begins_what_it_would_have(stage: Stage) -> None:
    write(stage, "Sunil", "/supervise", "visited 0406, he was asleep on the floor")
    assert "Is this a reflection about CH-0406?" in last(stage, "Sunil")
