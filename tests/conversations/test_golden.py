"""Golden conversations: one file a path. UPDATE_GOLDEN=1 writes them anew, to be read and kept."""

import os
from pathlib import Path

import pytest

from tests.conversations.deeds import play

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_conversation_reads_as_agreed(path: Path, tmp_path: Path) -> None:
    agreed = path.read_text(encoding="utf-8")
    played = play(agreed, tmp_path)
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(played, encoding="utf-8")
    assert played == path.read_text(encoding="utf-8")
