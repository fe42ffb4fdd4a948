"""Thrown away, what was begun in the midst of something else leads back to that."""

from datetime import datetime
from pathlib import Path

from tests.conversations.play import LONDON, Stage

NOW = datetime(2026, 11, 24, 10, 20, tzinfo=LONDON)


def test_what_was_left_for_it_waits_with_a_button(tmp_path: Path) -> None:
    stage = Stage(tmp_path, NOW)
    stage.receive("Priya", text="/prepare")
    stage.receive("Priya", text="/new")
    stage.receive("Priya", text="visited 0401 and she was out all day")
    stage.receive("Priya", text="Not a reflection")
    told = stage.shown["Priya"][-1]
    assert told.text.splitlines()[-1] == "What you saved for later waits."
    stage.receive("Priya", text="Go on with it")
    assert "Which children do you want to talk about" in stage.shown["Priya"][-1].text


def test_where_nothing_waits_nothing_is_said_of_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path, NOW)
    stage.receive("Priya", text="visited 0401 and she was out all day")
    stage.receive("Priya", text="Not a reflection")
    assert "waits" not in stage.shown["Priya"][-1].text
