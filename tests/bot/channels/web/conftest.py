"""The council that the pages are tried on, its server and a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.web import enter
from tests.bot.channels.web.contexts import Council, Server, a_council, serving
from tests.bot.channels.web.doubted import Doubted, doubted


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    with a_council(tmp_path) as made:
        yield made


@pytest.fixture
def calls(council: Council) -> Doubted:
    """Return the council with calls in doubt."""
    return doubted(council)


@pytest.fixture
def server(council: Council) -> Iterator[Server]:
    with serving(council.context) as running:
        yield running


@pytest.fixture
def no_wait_after_a_wrong_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enter, "_WAIT_AFTER_A_WRONG_CODE", 0)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "chromium: runs a real Chromium")
