"""A stage for conversations on a Tuesday morning."""

from pathlib import Path

import pytest

from tests.bot.staged import NOW
from tests.conversations.play import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, NOW)
