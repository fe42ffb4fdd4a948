"""Golden conversations: one file a path. UPDATE_GOLDEN=1 writes them anew, to be read and kept."""

import os
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from tests.conversations.deeds import play

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))
LONG = frozenset(Path(__file__).with_name("long.txt").read_text(encoding="utf-8").split())
"""Those that go through hardly a line of the program that those of every day do not."""


def _played() -> list[ParameterSet]:
    """Return each under its name; one that is new is played every day."""
    assert {path.stem for path in GOLDEN} >= LONG
    return [
        pytest.param(path, id=path.stem, marks=[pytest.mark.long] * (path.stem in LONG))
        for path in GOLDEN
    ]


@pytest.mark.parametrize("path", _played())
def test_conversation_reads_as_agreed(path: Path, tmp_path: Path) -> None:
    agreed = path.read_text(encoding="utf-8")
    played = play(agreed, tmp_path)
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(played, encoding="utf-8")
    assert played == path.read_text(encoding="utf-8")
