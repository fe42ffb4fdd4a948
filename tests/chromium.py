"""Where the Chromium of this machine is. It imports nothing else: every run of tests asks."""

import shutil

_NAMES = ("chromium", "chromium-browser", "google-chrome")

EXECUTABLE = next(filter(None, map(shutil.which, _NAMES)), None)
