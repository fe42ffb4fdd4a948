"""What holds for every test."""

import gc
import os
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers

from bot.pages_of_work import without_rest
from tests import made_once
from tests.chromium import EXECUTABLE, end_the_browser, the_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No time limits: a busy machine is no fault of the rule under test. What the long profile changes
# besides is in tests/examples.py.
settings.register_profile("everyday", deadline=None, max_examples=12)
# The same examples on every machine: what is new is looked for every day, not where a change lands.
settings.register_profile("long", deadline=None, derandomize=True)
# Ten times as many and new ones each time, for a machine that has an hour to spare.
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile("everyday")


def pytest_configure(config: pytest.Config) -> None:
    if config.option.hypothesis_seed is not None or settings().derandomize:
        draw_from_the_seed_alone()
    if not hasattr(config, "workerinput"):
        folder = TemporaryDirectory(prefix="understory-tests-")
        config.add_cleanup(folder.cleanup)
        made_once.share(folder.name)
        if config.option.markexpr not in _ON_THE_DISK:
            lie_in_memory()
        # Told to write no bytecode, this process, each worker and each of the many that tests start
        # would compile all that it imports anew: a few seconds each. It is kept beside what pytest
        # keeps, and goes stale as bytecode does everywhere: with its source.
        kept = getattr(config, "cache", None)  # none where pytest is told to keep nothing
        if kept is not None and os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
            sys.pycache_prefix = str(kept.mkdir("bytecode"))
            os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
            sys.dont_write_bytecode = False


def draw_from_the_seed_alone() -> None:
    """Let no constant of the project's modules be drawn: which are loaded differs by worker.

    Hypothesis draws some of what it finds in the source that was imported by then, and tests are
    handed to whichever worker is free: the same seed drew other examples in each run.
    """
    providers._get_local_constants = lambda: providers._local_constants


_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a private folder in it
_ROOM = 4_000_000_000
_ON_THE_DISK = ("benchmark", "kill")
"""What is measured or killed is on a disk, as it is where it is served."""


def lie_in_memory() -> None:
    """Let the folders of tests lie in memory, where there is room for them.

    Thousands of small records are written, flushed to the disk and removed.
    """
    if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and disk_usage(_MEMORY).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


_LONGEST = (
    *("tests/test_house.py", "tests/bot/demo/", "tests/whole_day/", "tests/bot/channels/web/"),
    *("tests/reports/render/test_html.py", "tests/bot/reminders/test_reminder_ticks.py"),
)
"""Where the longest tests stand: a type check of everything, a council that is made, browsers."""


_RUN_BY_THEMSELVES = ("everyday", "benchmark", "kill")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Leave to the long run what drives a browser, is on PostgreSQL as well, or looks at the demo.

    But for a few that every day tries, and what is run by itself: a million records on a server are
    no part of it. The demo's council takes longer to make than all that is then asked about it. A
    hook of another name is none to pytest, whatever it says it implements.
    """
    if any(map(item.get_closest_marker, _RUN_BY_THEMSELVES)):
        return
    if _drives(item) or _on_postgresql(item) or _looks_at_the_demo(item):
        item.add_marker("long")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for no garbage while tests are collected: all of it stays until the run ends.

    And seldom after it: to look for it as often as Python does took a tenth of the run.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest, so that no worker is left with one while the others are done.

    Those that drive a browser stand together, and so share one.
    """
    items.sort(key=lambda item: (not item.nodeid.startswith(_LONGEST), not _drives(item)))


def _drives(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and "chromium" in item.fixturenames


def _on_postgresql(item: pytest.Item) -> bool:
    drawn = getattr(item, "callspec", None)
    asked = item.fixturenames if isinstance(item, pytest.Function) else []
    return "postgres" in asked or (drawn is not None and "postgres" in drawn.params.values())


def _looks_at_the_demo(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and "demo" in item.fixturenames


@pytest.fixture(autouse=True)
def unhurried(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let ticks go on without rests, as nobody waits for them; what is measured rests as served."""
    rests = request.node.get_closest_marker("benchmark")
    with nullcontext() if rests else without_rest():
        yield


@pytest.fixture
def chromium() -> "Browser":
    """Return the browser that the tests of a worker share; each makes a phone of its own in it."""
    return the_browser()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin no long test when its time is over, and end the browser before what drives none."""
    over = float(os.environ.get("UNDERSTORY_LONG_TESTS_UNTIL", "inf"))
    if item.get_closest_marker("long") and time.time() > over:
        pytest.skip("the time for long tests is over")
    if not _drives(item):
        end_the_browser()


def pytest_sessionfinish() -> None:
    """End the browser with the run."""
    end_the_browser()


def pytest_sessionstart() -> None:
    """Where Chromium must be (in CI), a browser test that would be skipped is a fault."""
    if os.environ.get("UNDERSTORY_TESTS_NEED_CHROMIUM") and EXECUTABLE is None:
        pytest.exit("there is no Chromium on this machine, and its tests must run here", 1)
