"""The council that the pages are tried on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.channels.web.contexts import Council, a_council


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    with a_council(tmp_path) as made:
        yield made


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "chromium: runs a real Chromium")
