"""A stage for conversations on a Tuesday morning, and a reader of evidence that waits."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.slow_reader import Slow
from tests.bot.staged import NOW
from tests.conversations.play import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, NOW)


@pytest.fixture
def slow() -> Iterator[Slow]:
    reader = Slow()
    yield reader
    reader.may_go.set()
