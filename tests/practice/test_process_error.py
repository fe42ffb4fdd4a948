"""The published error of the share of process: of the version it was measured of, and no other."""

import json
from pathlib import Path

import pytest

from practice.evidence import ProcessError, process_error
from practice.evidence.process_error import PUBLISHED

MEASURED = {"reader": "made up 3", "texts": 210, "mean_error": 0.08, "bias": -0.02}


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "process_error.json"
    path.write_text(json.dumps(MEASURED), encoding="utf-8")
    return path


def test_a_version_has_the_error_that_was_published_of_it(published: Path) -> None:
    assert process_error("made up 3", published) == ProcessError(210, 0.08, -0.02)


@pytest.mark.parametrize("reader", ["made up 2", "made up", ""])
def test_another_version_has_none(published: Path, reader: str) -> None:
    assert process_error(reader, published) is None


def test_where_nothing_is_published_no_version_has_one(tmp_path: Path) -> None:
    assert process_error("made up 3", tmp_path / "none.json") is None


def test_what_ships_is_a_share_if_it_ships() -> None:
    if PUBLISHED.exists():
        shipped = json.loads(PUBLISHED.read_text(encoding="utf-8"))
        found = process_error(shipped["reader"])
        assert found is not None
        assert 0 <= found.mean_error <= 1
        assert -1 <= found.bias <= 1
