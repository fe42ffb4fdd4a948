"""The Chromium of this machine: where it is, and the one browser of a worker.

Every run of tests asks where it is, so what drives it is imported where one begins.
"""

import shutil
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_NAMES = ("chromium", "chromium-browser", "google-chrome")

EXECUTABLE = next(filter(None, map(shutil.which, _NAMES)), None)

_running = ExitStack()
_browsers: list["Browser"] = []


def the_browser() -> "Browser":
    """Return the browser of this worker; the first that asks begins it."""
    if not _browsers:
        from tests.bot.channels.web.browsers import a_chromium  # noqa: PLC0415 - says the module

        _browsers.append(_running.enter_context(a_chromium()))
    return _browsers[0]


def end_the_browser() -> None:
    """End it, where one runs: while it does, this thread can run no asynchronous test."""
    _browsers.clear()
    _running.close()
