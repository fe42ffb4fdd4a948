"""What holds for every test."""

import os

import pytest

from tests.bot.channels.web.browsers import EXECUTABLE


def pytest_sessionstart() -> None:
    """Where Chromium must be (in CI), a browser test that would be skipped is a fault."""
    if os.environ.get("UNDERSTORY_TESTS_NEED_CHROMIUM") and EXECUTABLE is None:
        pytest.exit("there is no Chromium on this machine, and its tests must run here", 1)
